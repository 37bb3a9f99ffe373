"""Who is accused is one fact, and whether the copy gives an answer of theirs another."""

from __future__ import annotations

from typing import Any

import pytest

from articles.analysis import accusations
from articles.analysis.attribution import Attributed
from articles.analysis.engine import analyse
from articles.analysis.findings import Accusation, Copy, Span

from .helpers import analysed, flags_of

BRIBES = (
    "The mayor, Tom Drew, took bribes from the builder of the east quay, two people familiar with the matter"
    " told the Courier."
)
THEIRS = (
    "Drew denied it.",
    "He denied it.",
    "The mayor denied it.",
    "The mayor’s lawyer denied it.",
    "Drew’s lawyer, Ben Hale, said it was a lie.",
    "“It is a lie,” he said.",
    "In response, Drew said it was nonsense.",
    "Drew has always maintained his innocence.",
    "Drew, who denies wrongdoing, sits on the board.",
    "His lawyer said that the claim was false.",
)
SILENT = (
    "Drew was asked for a reply.",
    "The board met.\nDrew was asked for a reply.",
    "He did not respond.",
    "A spokesman for Drew declined to comment.",
    "Calls to Drew went unanswered.",
    "There was no response from Drew.",
)
ANOTHERS = (
    "",
    "The builder declined to comment.",
    "The board was asked for a reply.",
    "A spokesman for the council denied it.",
    "Ben Hale, a rival, denied it.",
    "Drew’s rival, Ben Hale, said so too.",
    "A former aide to Drew denied it.",
    "Ben Hale, who has accused Drew before, said he was not surprised.",
    "The council rejected Drew’s appeal.",
    "Ines Maddox, the clerk, denied that she knew. She declined to say more.",
)


def only(text: str) -> Accusation:
    (found,) = analysed(text).accusations
    return found


def blocks(text: str) -> bool:
    return any(flag.severity == "block" for flag in flags_of("reply-not-recorded", text))


@pytest.mark.parametrize("between", ["\n", " "])
@pytest.mark.parametrize("more", [*THEIRS, *SILENT, *ANOTHERS])
def test_an_accusation_is_found_whatever_the_copy_goes_on_to_say(more: str, between: str) -> None:
    text = f"{BRIBES}{between}{more}"
    found = only(text)
    assert (found.against, found.sure, found.report) == ("Drew", True, None)
    assert text[found.start : found.end] == "two people familiar with the matter told"
    assert found.passage == (Span(0, len(BRIBES)),)
    assert found.voiced_by == "two people familiar with the matter"


@pytest.mark.parametrize("answer", THEIRS)
def test_the_answer_of_the_accused_is_given_with_it(answer: str) -> None:
    text = f"{BRIBES}\n{answer}"
    found = only(text)
    assert found.answered is not None
    assert found.answered.of(text) == answer
    assert not blocks(text)


@pytest.mark.parametrize("silence", SILENT)
def test_that_they_did_not_answer_is_no_answer(silence: str) -> None:
    assert only(f"{BRIBES}\n{silence}").answered is None
    assert not blocks(f"{BRIBES}\n{silence}")  # it is asked when and how they were asked


@pytest.mark.parametrize("more", ANOTHERS)
def test_an_answer_of_somebody_else_is_none(more: str) -> None:
    assert only(f"{BRIBES}\n{more}").answered is None
    assert blocks(f"{BRIBES}\n{more}")


def test_of_a_charge_a_person_says_whether_it_accuses() -> None:
    found = only("Prosecutors charged Tom Drew with fraud. Drew denied it.")
    assert (found.sure, found.report) == (False, "charge")


def test_it_stands_in_the_text_as_it_was_written() -> None:
    text = "Ines Maddox **accused** Tom Drew of\nfraud.\n\nDrew *denied* it."
    (found,) = analysed(text, format="markdown").accusations
    assert found.answered is not None
    assert found.answered.of(text) == "Drew *denied* it."
    assert text[found.start : found.end].startswith("Ines Maddox")


@pytest.mark.parametrize("field", ["headline", "standfirst", "headlines", "alert"])
def test_an_accusation_stands_in_any_field(field: str) -> None:
    words = "Ines Maddox accused Tom Drew of fraud"
    given = {"text": "The board met on Monday.", ("alert" if field == "alert" else field): words}
    found = analysed(**given).accusations
    assert [(one.against, one.field) for one in found] == [("Drew", field)]


@pytest.mark.parametrize(
    ("text", "headline", "fields"),
    [
        (BRIBES, "Tom Drew took bribes, two people said", ["text"]),
        (BRIBES, "Two people accuse Tom Drew of corruption", ["text"]),
        (BRIBES, "Ines Maddox accused Tom Drew of fraud", ["text", "headline"]),  # of something else
        (BRIBES, "Ines Maddox accused Tom Drew of bribery", ["text", "headline"]),  # by somebody else
        ("Ines Maddox accused Tom Drew of theft.", "Maddox accuses Drew of stealing the fund", ["text"]),
        (f"{BRIBES}\nThe board met.\nResidents accused Drew of murder.", "Board to meet", ["text", "text"]),
    ],
)
def test_one_that_is_told_again_is_the_same_and_another_is_another(
    text: str, headline: str, fields: list[str]
) -> None:
    """The text goes before the headline; against whom, by whom and of what tell them apart."""
    found = analysed(text, headline=headline)
    assert [one.field for one in found.accusations] == fields
    assert {one.against for one in found.accusations} == {"Drew"}
    assert len([one for one in found.flags if one.rule == "reply-not-recorded"]) == 1  # asked about once


CHARGED = "Prosecutors charged Tom Drew with fraud in May, the court said."


@pytest.mark.parametrize("charged", [CHARGED, "The police charged Drew with fraud on Monday, they said."])
def test_a_charge_hides_no_accusation(charged: str) -> None:
    found = analysed(f"{charged}\n{BRIBES}").accusations
    assert [(one.against, one.sure) for one in found] == [("Drew", False), ("Drew", True)]


def test_what_was_charged_later_is_no_other_accusation() -> None:
    found = analysed(f"{BRIBES}\n{CHARGED}").accusations
    assert [(one.against, one.sure) for one in found] == [("Drew", True)]


def test_another_of_the_same_last_name_is_somebody_else() -> None:
    other = BRIBES.replace("The mayor, Tom Drew", "The clerk, Alice Drew")
    found = analysed(f"{BRIBES}\n{other}\nDrew took bribes too, two people told the Courier.").accusations
    assert [one.against for one in found] == ["Drew", "Drew"]


ENDINGS = ("", "berg", "dale", "field", "ford", "ham", "ley", "man", "mere", "son", "ton", "wick")
ACCUSES = "Ines Roe accused Tom {} of fraud. He denied it on Monday."


def test_what_one_says_is_not_asked_of_everybody_who_is_accused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the accused, each of another name: no more than twice the words that are looked at."""
    asked: list[str] = []
    speaks = accusations._speaks

    def counted(attributed: Attributed, accused: str, *more: Any) -> bool:
        asked.append(accused)
        return speaks(attributed, accused, *more)

    monkeypatch.setattr(accusations, "_speaks", counted)

    def cost(people: int) -> int:
        asked.clear()
        names = [f"{name}{ending}" for name in ("Hale", "Voss", "Quint") for ending in ENDINGS][:people]
        found = analyse(Copy(text=" ".join(map(ACCUSES.format, names)))).accusations
        assert len(found) == people
        return len(asked)

    assert 0 < cost(30) <= 2 * cost(15) + 30
