"""Every suggested wording is read by the engine before it is shown, and what would block again is dropped."""

from __future__ import annotations

from dataclasses import replace

from articles import rereading
from articles.analysis.engine import analyse
from articles.analysis.findings import Copy, Finding
from articles.rereading import suggestions_read

TEXT = "The authority turned back the letter, two sources told Harbour News.\nThe clerk, Ines Maddox, left."


def offered(copy: Copy) -> list[Finding]:
    return [flag for flag in suggestions_read(copy, analyse(copy)).flags if flag.suggestion is not None]


def test_what_is_offered_blocks_nothing_when_it_is_read() -> None:
    copy = Copy(text=TEXT, headline="Letter", outlet="The Estuary Courier")
    for flag in offered(copy):
        words = rereading.SLOT.sub(rereading.FILLED, flag.suggestion or "")
        text = TEXT[: flag.start] + words + TEXT[flag.end :]
        there = range(flag.start, flag.start + len(words))
        again = analyse(replace(copy, text=text)).flags
        assert [f for f in again if f.severity == "block" and f.start in there] == []


def test_a_wording_that_would_be_asked_about_again_is_dropped() -> None:
    copy = Copy(text=TEXT, headline="Letter", outlet="The Estuary Courier")
    found = analyse(copy)
    flags = tuple(
        replace(flag, suggestion="three sources told the Gullwatch" if flag.severity == "block" else None)
        for flag in found.flags
    )
    assert any(flag.suggestion for flag in flags)
    read = suggestions_read(copy, replace(found, flags=flags))
    assert [flag.suggestion for flag in read.flags if flag.severity == "block"] == [None] * sum(
        flag.severity == "block" for flag in flags
    )


def test_one_reading_makes_us_read_no_more_than_a_few(monkeypatch: object) -> None:
    monkeypatch.setattr(rereading, "READ_AGAIN", 1)
    copy = Copy(text=TEXT, headline="Letter", outlet="The Estuary Courier")
    found = analyse(copy)
    flags = tuple(replace(flag, suggestion="The clerk left") for flag in found.flags)
    read = suggestions_read(copy, replace(found, flags=flags))
    assert sum(flag.suggestion is not None for flag in read.flags) <= 1


def test_it_leaves_a_reading_without_suggestions_as_it_is() -> None:
    copy = Copy(text="The clerk, Ines Maddox, left.", headline="Clerk")
    found = analyse(copy)
    assert suggestions_read(copy, found) is found


def test_an_address_for_an_address_needs_no_reading_however_many_there_are() -> None:
    link = "https://board.example/agenda?utm_source=letter"
    copy = Copy(text="\n".join(f"The agenda of meeting {number} is at {link}." for number in range(12)))
    assert len([flag for flag in offered(copy) if flag.rule == "tracking-link"]) == 12
