"""Paragraphs, sentences, quotations and furniture, as a desk would mark them on paper."""

from __future__ import annotations

import pytest

from articles.analysis.document import read

from .helpers import quotations


def roles(text: str, *, markdown: bool = False) -> list[str]:
    return [paragraph.role for paragraph in read(text, markdown=markdown).paragraphs]


def sentences(text: str, *, markdown: bool = False) -> list[str]:
    return [span.of(text) for span in read(text, markdown=markdown).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we go” and left.", ["“we go”"]),
        ('He said "we go" and left.', ['"we go"']),
        ("He said ''we go'' and left.", ["''we go''"]),
        ("The minister said: ‘We’re going, and that’s that.’ She left.", ["‘We’re going, and that’s that.’"]),
        ("She said 'we are going.' Then she left.", ["'we are going.'"]),
        ("“He told me ‘go’ and I went,” she said.", ["“He told me ‘go’ and I went,”"]),
        ("“He called it “a gift” and left,” she said.", ["“He called it “a gift” and left,”"]),
        ("The ’90s were the boys’ best years, wasn’t it?", []),
        ("The line‘s owner and the ship's cook.", []),
        ("It is 6' 2\" tall.", []),
    ],
)
def test_it_finds_what_stands_in_quotation_marks(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


def test_it_carries_an_open_quotation_to_the_end_of_its_paragraph() -> None:
    text = "“We waited nine years.\n“We will wait no longer,” Brightwell said."
    assert quotations(text) == ["“We waited nine years.", "“We will wait no longer,”"]
    first, second = read(text).quotations
    assert not first.closed
    assert second.continues


def test_it_does_not_let_an_open_quotation_swallow_the_next_paragraph() -> None:
    assert quotations('He said "we go.\nThe port is closed.') == ['"we go.']


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Drew met Sen. Lind on Nov. 8 at 5 p.m. in the U.S. Senate.",
        "“Are we ready? Not yet,” Ms. Osei said.",
        "“What next?” Brightwell asked.",
    ],
)
def test_it_does_not_cut_names_dates_or_a_speaker_from_a_question(text: str) -> None:
    assert sentences(text)[-1].endswith(text[-12:])
    assert not any(part.endswith(("Mr.", "Ms.", "Sen.", "Nov.", "?”")) for part in sentences(text))


def test_it_knows_headings_from_copy() -> None:
    assert roles(
        "A Berth Worth More Empty\nThe port is full.\nThe port is full of boats and of people today"
    ) == [
        "heading",
        "body",
        "body",
    ]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("See also: Five crossings the county has lost", "teaser"),
        ("Read Next:", "teaser"),
        ("Related: The last ferry", "teaser"),
        ("Photo courtesy: Harbour Pictures", "credit"),
        ("Photo by Ines Maddox/Harbour Pictures", "credit"),
        ("Disclaimer: This content was produced with care.", "disclaimer"),
        ("Editor’s note: This story has been updated.", "note"),
        ("By Rita Calder", "byline"),
        ("Additional reporting by Ed Marlow", "byline"),
        ("The port is full.", ""),
    ],
)
def test_it_knows_furniture_from_copy(line: str, label: str) -> None:
    assert read(f"The port is full today.\n{line}").paragraphs[1].label == label


def test_it_masks_markdown_at_the_same_length() -> None:
    text = "# The port\n\nThe **port** is [full](https://port.example/a_b) and `closed`.\n\n> We go.\n\n- one thing said\n"
    document = read(text, markdown=True)
    assert len(document.masked) == len(text)
    assert "http" not in document.masked
    assert "**" not in document.masked
    assert [(text[k.span.start : k.span.end], k.target) for k in document.links] == [
        ("full", "https://port.example/a_b")
    ]


def test_it_masks_code_tables_and_rules() -> None:
    text = "Text here is long.\n\n```\nHe said so.\n```\n\n| a | b |\n\n---\n"
    document = read(text, markdown=True)
    assert "He said" not in document.masked
    assert "table" in [p.role for p in document.paragraphs]


def test_it_takes_a_markdown_block_quote_for_quoted_words() -> None:
    text = "Brightwell wrote:\n\n> We go now.\n"
    document = read(text, markdown=True)
    assert [text[q.start : q.end] for q in document.quotations] == ["We go now."]


def test_it_gives_offsets_into_the_stored_text_after_odd_characters() -> None:
    text = "\u200fCafe\u0301 🚢 opened.  “We  go,” \u00a0she said."
    assert quotations(text) == ["“We  go,”"]
