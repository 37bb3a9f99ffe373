"""The formatting of a chat window is told only where nobody types it: in plain copy and Word files."""

from __future__ import annotations

import pytest

from articles.analysis.findings import Finding

from .helpers import flags, flags_of, passes

PASTED = "## The quay closes\n\n**Cost:** Nine million crowns.\n\n---\n\nIt opens in June."


def test_it_flags_plain_copy_once_and_counts_the_marks() -> None:
    card = flags("formatting-signs", PASTED.replace("## The quay closes", "[[## The quay closes]]"))[0]
    assert card.severity == "note"
    assert "3 marks" in card.message
    assert "heading marks, bold marks, rules of dashes" in card.message


@pytest.mark.parametrize("format", ["markdown"])
def test_it_leaves_markdown_alone(format: str) -> None:
    passes("formatting-signs", PASTED, format=format)


@pytest.mark.parametrize("origin", ["markdown", "page"])
def test_it_leaves_copy_alone_that_came_as_markdown_or_html(origin: str) -> None:
    passes("formatting-signs", PASTED, origin=origin)


def word(text: str) -> list[Finding]:
    return flags_of("formatting-signs", text, format="markdown", origin="word")


def test_it_finds_marks_typed_into_a_word_file() -> None:
    found = word("\\## The quay closes\n\n\\*\\*Cost:\\*\\* Nine million crowns.")
    assert [f.quote for f in found] == ["\\## The quay closes"]


def test_it_leaves_bold_words_and_headings_of_a_word_file_alone() -> None:
    assert word(PASTED) == []


def test_it_never_speaks_of_one_mark() -> None:
    passes("formatting-signs", "**Cost:** Nine million crowns.\nA year.")


def test_it_leaves_footnote_stars_and_wire_endings_alone() -> None:
    passes("formatting-signs", "The quay closes* in May.\n* Weather allowing.\n---\n-30-")
