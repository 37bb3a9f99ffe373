"""Furniture of a draft: what is asked about, with which suggestion, and what is left alone."""

from __future__ import annotations

import pytest

from articles.analysis.engine import analyse
from articles.analysis.findings import Copy, Finding

SLUG = "copy-furniture"
STORY = "The quay closes in May.\n\nThe wall held all winter.\n\nThe board meets on Monday."


def asked(text: str, **copy) -> list[Finding]:
    copy = {"headline": "Quay to close in spring"} | copy
    return [flag for flag in analyse(Copy(text=text, **copy)).flags if flag.rule == SLUG]


def quotes(text: str, **copy) -> list[str]:
    return [flag.quote for flag in asked(text, **copy)]


@pytest.mark.parametrize("line", [
    "Quay to close in spring", "QUAY TO CLOSE IN SPRING", "**Quay to close in spring**", "# Quay to close in spring",
])  # fmt: skip
def test_the_headline_again_is_asked_about(line: str) -> None:
    (flag,) = asked(f"{line}\n\n{STORY}", format="markdown")
    assert (flag.severity, flag.suggestion) == ("ask", "")
    assert "printed twice" in flag.message


@pytest.mark.parametrize("line", ["By Rita Calder", "BY RITA CALDER", "By Rita Calder and Tam Brightwell",
                                  "By Rita Calder, Business Editor", "Words by Ann de Vries"])  # fmt: skip
def test_a_byline_below_the_first_line_is_asked_about(line: str) -> None:
    assert quotes(f"The quay closes in May.\n\n{line}\n\n{STORY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "ENDS",
        "- ends -",
        "Ends",
        "-30-",
        "###",
        "# # #",
        "(ends)",
        "—END—",
        "(more)",
        "MORE FOLLOWS",
        "-more-",
    ],
)
def test_the_mark_of_an_end_is_asked_about(line: str) -> None:
    assert quotes(f"{STORY}\n\n{line}\n") == [line]


@pytest.mark.parametrize("line", [
    "EMBARGOED UNTIL 18:00 Friday 12 June 2026", "Embargo: 00.01 Monday", "STRICTLY EMBARGOED", "Under embargo until noon",
    "*** EMBARGO ***", "Not for publication before 6pm on Friday", "STRICTLY NOT FOR RELEASE UNTIL 12 June",
])  # fmt: skip
def test_an_embargo_blocks_until_it_is_the_storys(line: str) -> None:
    (flag,) = asked(f"{line}\n\n{STORY}")
    assert (flag.severity, flag.quote, flag.suggestion) == ("block", line.strip(), "")
    assert "details" in flag.message


def test_a_press_offices_notes_are_marked_to_their_end_each() -> None:
    notes = "Notes to editors\n\nThe quay was built in 1901."
    about = "About Estuary Ferries\n\nEstuary Ferries runs nine boats.\n\nIt is owned by the county."
    contact = "For media enquiries: Ann Roe, ann@ferries.example, +44 1632 960123"
    assert quotes(f"{STORY}\n\n{notes}\n\n{about}\n\n{contact}") == [notes, about, contact]


def test_a_section_longer_than_any_is_marked_by_its_heading() -> None:
    long = "\n\n".join(["The quay was built in 1901."] * 200)
    assert quotes(f"{STORY * 400}\n\nNotes to editors\n\n{long}") == ["Notes to editors"]


@pytest.mark.parametrize("code", ['[caption id="a" width="3"]', "[/caption]", "[gallery ids=1]", "{{ video.url }}",
                                  "<!-- wp:paragraph -->", "<!--more-->"])  # fmt: skip
def test_a_code_of_a_content_system_is_asked_about(code: str) -> None:
    assert quotes(f"{STORY} {code}") == [code]


def test_an_agencys_dateline_is_asked_about_and_the_houses_own_is_not() -> None:
    text = f"ESTUARY, June 12 (Harbour Wire) — {STORY}"
    assert quotes(text) == ["ESTUARY, June 12 (Harbour Wire) — "]
    assert quotes(text, outlet="Harbour Wire") == []
    assert quotes(f"ESTUARY — {STORY}") == []


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "The embargo on fish was lifted, she said.\n\n" + STORY,
        f"{STORY}\n\nAbout the money\n\nNobody spoke of it.",
        f"{STORY}\n\nAbout 40 people came.",
        f"{STORY}\n\nContact was lost at noon.",
        f"{STORY}\n\nMore",
        f"{STORY}\n\n30",
        f"{STORY}\n\nBy the sea the wall held",
        "By Rita Calder’s account the wall held all winter, and nobody else was there to see it fall.\n\n"
        + STORY,
        f"{STORY}\n\nThe plan says [video] will be shown.",
    ],
)
def test_copy_is_left_alone(text: str) -> None:
    assert quotes(text) == []


def test_agency_copy_stays_as_it_came() -> None:
    assert quotes(f"EMBARGOED UNTIL NOON\n\n{STORY}\n\nENDS", kind="agency") == []
