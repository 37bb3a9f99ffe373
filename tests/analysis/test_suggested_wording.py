"""What second-hand-report proposes in place of the words: whole where it can be, never an invented fact."""

from __future__ import annotations

import pytest

from articles.analysis.engine import analyse
from articles.analysis.findings import Copy


def after(text: str) -> list[str]:
    """The text with each suggestion in place."""
    found = [flag for flag in analyse(Copy(text)).flags if flag.rule == "second-hand-report"]
    return [text[: f.start] + f.suggestion + text[f.end :] for f in found if f.suggestion is not None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The ferry will leave in March, two sources told Harbour News.",
            "The ferry will leave in March, Harbour News reported on ‹day›, citing two people it did not name.",
        ),
        (
            "Two sources told CNN that the ferry will leave in March.",
            "CNN reported on ‹day›, citing two people it did not name, that the ferry will leave in March.",
        ),
        (
            "The ferry leaves in March, a senior official told Reuters on Monday.",
            "The ferry leaves in March, Reuters reported on ‹day›, citing a person it did not name, on Monday.",
        ),
        (
            "Three officials told the BBC that the ferry leaves.",
            "The BBC reported on ‹day›, citing three people it did not name, that the ferry leaves.",
        ),
    ],
)
def test_it_proposes_who_reported_and_whom_they_cite(text: str, wanted: str) -> None:
    assert after(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "“We are ready,” Tam Brightwell told CNN.",
        "The berth will close, the Kelsmouth Gazette reported.",
        "The lease had lapsed, according to local media reports.",
    ],
)
def test_it_proposes_nothing_where_only_a_person_can_say_it(text: str) -> None:
    assert after(text) == []
