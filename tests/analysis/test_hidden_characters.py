"""Characters nobody sees, and letters that look like others, are listed by code point and place."""

from __future__ import annotations

import pytest

from articles.analysis.findings import Hidden
from articles.analysis.hidden import cleaned, hidden_in

from .helpers import analysed, flags_of, passes

SLUG = "hidden-characters"


def test_it_lists_each_by_code_point_and_place() -> None:
    text = "The quay clo\u200bses in May.\n\nTwo s\u043eurces sp\u043eke of it\u202e."
    [flag] = flags_of(SLUG, text)
    assert flag.quote == "clo\u200bses"
    assert flag.message.startswith("4 characters of this copy cannot be seen or look like others: ")
    assert "U+200B zero width space in “closes” (line 1)" in flag.message
    assert "U+043E cyrillic small letter o in “sоurces” (line 3), “spоke” (line 3)" in flag.message
    assert "U+202E right-to-left override in “it” (line 3)" in flag.message
    assert "could be a provider’s mark, could be a trick" in flag.message


def test_it_asks_inside_quotation_marks_and_in_every_field() -> None:
    [flag] = flags_of(SLUG, "“We g\u200bo,” Ines Maddox said.")
    assert flag.quote == "g\u200bo"
    [flag] = flags_of(SLUG, "We go.", headline="The quay clo\u200bses")
    assert flag.field == "headline"


@pytest.mark.parametrize(
    "text",
    [
        "The quay clo\u00adses in May and the ber\u00adths go.",
        "The crew 👩\u200d👩\u200d👧\u200d👦 won 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 1\ufe0f\u20e3 ❤\ufe0f.",
        "The mayor said שלום\u200f and \u2066left\u2069.",
        "می\u200cخواهم",
        "A grain of 20 µm, of Δt, of α-waves; the mayor of Москва, Łukasz Żak and Σωκράτης.",
    ],
)
def test_it_leaves_alone_what_belongs_there(text: str) -> None:
    passes(SLUG, text)


def test_it_names_no_more_than_a_card_can_hold() -> None:
    [flag] = flags_of(SLUG, "The quay clo\u200bses. " * 500)
    assert flag.message.count("line") < 60
    assert "and 470 more" in flag.message


def test_it_suggests_the_word_as_it_is_read() -> None:
    [flag] = flags_of(SLUG, "The quay clo\u200bs\u0435s in May, and the b\u043eard met.")
    assert (flag.quote, flag.suggestion) == ("clo\u200bs\u0435s", "closes")
    analysis = analysed("The quay clo\u200bs\u0435s in May, and the b\u043eard met.")
    assert analysis.hidden == (
        Hidden("text", 12, 13, ""),
        Hidden("text", 14, 15, "e"),
        Hidden("text", 34, 35, "o"),
    )


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Two s\u043eurces sp\u043eke\u200b\u2060 of it.", "Two sources spoke of it."),
        ("It opens in June\U000e0041\U000e0042. A cof\u00adfee.", "It opens in June. A coffee."),
        ("The team 👩\u200d🚀 wo\u200bn ❤\ufe0f.", "The team 👩\u200d🚀 won ❤\ufe0f."),
        ("The pr\u03c8ce rose.", "The pr\u03c8ce rose."),  # like no Latin letter: a person types it
        ("\u200bThe quay.\u200b", "The quay."),
    ],
)
def test_a_clean_text_is_the_one_its_reader_read(text: str, clean: str) -> None:
    assert cleaned(text, hidden_in("text", text)) == clean
