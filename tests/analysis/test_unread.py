"""What no question was asked of is named, with why."""

from __future__ import annotations

import json

import pytest

from articles.analysis.output import as_json, as_text

from .helpers import analysed

AROUND = (
    "The port will close in May, Tam Brightwell said on Monday.\n\n{}\n\nThe board met on Tuesday and agreed."
)


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("```\nSources told Harbour News.\n```", "code"),
        ("| Berth | Metres |\n| --- | --- |\n| North | 120 |", "table"),
        ("Disclaimer: sources told Harbour News so.", "furniture"),
        ("Editor’s note: sources told Harbour News so.", "furniture"),
        ("<!-- Sources told Harbour News. -->", "comment"),
        ("[//]: # (Sources told Harbour News)", "comment"),
        ("~~Sources told Harbour News.~~", "struck"),
        (
            "Der Minister sagte am Montag, der Hafen werde geschlossen, und die Mauer sei schwach und alt.",
            "language",
        ),
    ],
)
def test_it_names_what_it_did_not_read(part: str, why: str) -> None:
    text = AROUND.format(part)
    found = analysed(text, format="markdown").unread
    assert [(text[one.start : one.end], one.why) for one in found] == [(part, why)]


def test_it_names_the_end_of_a_word_that_is_none() -> None:
    text = AROUND.format("a" * 400)
    [found] = analysed(text).unread
    assert (found.why, found.end) == ("long", text.index("a" * 400) + 400)


def test_it_takes_the_address_of_a_link_for_no_words() -> None:
    part = "The [survey][1] is long.\n\n[1]: https://port.example/survey"
    assert analysed(AROUND.format(part), format="markdown").unread == ()


def test_it_names_nothing_of_a_text_that_was_read() -> None:
    assert analysed(AROUND.format("- Two berths stay open, he said.\n- The wall is old.")).unread == ()


def test_it_says_so_in_json_and_in_the_terminal() -> None:
    analysis = analysed(AROUND.format("Disclaimer: sources told Harbour News so."))
    [part] = json.loads(as_json("quay.txt", analysis))["unread"]
    assert part["why"] == "a credit, a note or a promotion"
    assert "not read [text 60-101]: a credit, a note or a promotion" in as_text("quay.txt", analysis)
