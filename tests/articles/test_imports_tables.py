"""Tables come in as one grid: every column of every row, whatever spans it; lists with the numbers they show."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.imports import Refused, read_file
from articles.rendering import written_out
from tests.articles.builders import docx, odt

STORY = "<h1>Wall holds</h1><p>It held on Monday, the harbour board said.</p>"
INNER = "1 table inside a table taken in as plain words"
NUMBERS = "1 numbered list taken in with other numbers than the file shows; compare them."


def table_of(html: str) -> list[str]:
    """The lines of the table in a page's text, without its head's line."""
    text = read_file("a.html", f"{STORY}<table>{html}</table>".encode()).text
    return [line for line in text.split("\n") if line.startswith("|") and set(line) - set("| -")]


TABLES = [
    ("<tr><th colspan=2>Votes<tr><td>North<td>11", ["| Votes |  |", "| North | 11 |"]),
    (
        "<tr><th rowspan=2>Ward<th colspan=2>Votes<tr><th>2025<th>2026<tr><td>North<td>11<td>22",
        ["| Ward | Votes |  |", "|  | 2025 | 2026 |", "| North | 11 | 22 |"],
    ),
    ("<tr><th>Votes<tr><td>North<td>11<td>12 %", ["| Votes |  |  |", "| North | 11 | 12 % |"]),
    (
        "<tr><th>a<th>b<th>c<tr><td>1<td rowspan=0>2<td>3<tr><td>4<td>5<tr><td>6",
        ["| a | b | c |", "| 1 | 2 | 3 |", "| 4 |  | 5 |", "| 6 |  |  |"],
    ),
    (
        "<thead><tr><th rowspan=9>a<th>b<tbody><tr><td>1<td>2",
        ["| a | b |", "| 1 | 2 |"],
    ),
    ("<tbody><tr><th>a<th>b<tbody><tr><td>1<td>2", ["| a | b |", "| 1 | 2 |"]),
    ("<tr><th rowspan=2>a<th rowspan=2>b<tr><tr><td>1<td>2", ["| a | b |", "| 1 | 2 |"]),
    (f"<tr><th colspan={10**9}>a<th>b<tr><td rowspan={10**9}>1<td>2", ["| a |  | b |", "| 1 | 2 |  |"]),
    ("<caption>Votes</caption><tr>", []),
    ("<tr><th colspan=x rowspan=-2>a<th colspan=0>b", ["| a | b |"]),
]


@pytest.mark.parametrize(("html", "lines"), TABLES)
def test_a_table_is_laid_out_as_html_lays_it_out(html: str, lines: list[str]) -> None:
    assert table_of(html) == lines


SPANS = st.sampled_from(["", " colspan=2", " rowspan=2", " colspan=3 rowspan=3", " rowspan=0"])
ROWS = st.lists(st.lists(st.tuples(st.sampled_from(["td", "th"]), SPANS), max_size=4), min_size=1, max_size=5)


@settings(deadline=None)
@given(ROWS)
def test_readers_get_every_cell(rows: list[list[tuple[str, str]]]) -> None:
    cells = iter(range(1, 100))
    html = "".join(
        f"<tr>{''.join(f'<{name}{spans}>cell{next(cells)}</{name}>' for name, spans in row)}</tr>"
        for row in rows
    )
    copy = read_file("a.html", f"{STORY}<table>{html}</table>".encode())
    out = written_out(copy.text, copy.format)
    words = [f"cell{number}" for number in range(1, next(cells))]
    assert re.findall(r"cell\d+", out.html) == words
    assert re.findall(r"cell\d+", " ".join(out.plain)) == words
    assert len({line.count("|") for line in copy.text.split("\n") if line.startswith("|")}) < 2


def test_spanning_cells_cost_what_their_file_does() -> None:
    began = time.process_time()
    stairs = "".join(f"<tr><td rowspan=60000 colspan=1000>{number}" for number in range(4_000))
    with pytest.raises(Refused, match="come to about"):
        read_file("a.html", f"{STORY}<table>{stairs}</table>".encode())
    assert time.process_time() - began < 10


def test_a_table_in_a_cell_leaves_its_words_and_is_told() -> None:
    inner = "<table><tr><td>deep 7<td>deep 8</table>"
    copy = read_file("a.html", f"{STORY}<table><tr><th>a<th>b<tr><td>1<td>{inner} after</table>".encode())
    assert copy.text.endswith("| a | b |\n| --- | --- |\n| 1 | deep 7 deep 8 after |")
    assert f"{INNER}: 4 words, “deep 7 deep 8”." in copy.notes


def test_a_word_table_keeps_its_columns_under_a_merged_row() -> None:
    def cell(words: str, look: str = "") -> str:
        return f"<w:tc><w:tcPr>{look}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"

    rows = (
        cell("Votes", '<w:gridSpan w:val="2"/>'),
        cell("North", '<w:vMerge w:val="restart"/>') + cell("11"),
        cell("", "<w:vMerge/>") + cell("22"),
    )
    table = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    text = read_file("a.docx", docx("<w:p><w:r><w:t>Wall holds</w:t></w:r></w:p>", table)).text
    assert text.endswith("| Votes |  |\n| North | 11 |\n|  | 22 |")


def test_an_agencys_table_keeps_its_columns_under_a_merged_row() -> None:
    table = '<table><tr><th colspan="2">Votes</th></tr><tr><td>North</td><td>11</td></tr></table>'
    body = f"<body.content><p>It held on Monday, the board said.</p>{table}</body.content>"
    nitf = f"<nitf><body><body.head><hedline><hl1>Wall holds</hl1></hedline></body.head>{body}</body></nitf>"
    assert read_file("a.xml", nitf.encode()).text.endswith("| Votes |  |\n| --- | --- |\n| North | 11 |")


def test_an_open_document_tells_a_table_in_a_cell() -> None:
    def table(inside: str) -> str:
        return f"<table:table><table:table-row>{inside}</table:table-row></table:table>"

    def cell(inside: str) -> str:
        return f"<table:table-cell>{inside}</table:table-cell>"

    inner = table(cell("<text:p>deep 7</text:p>") + cell("<text:p>deep 8</text:p>"))
    copy = read_file("a.odt", odt("<text:p>It held.</text:p>", table(cell(inner))))
    assert copy.text.endswith("| deep 7 deep 8 |")
    assert [note for note in copy.notes if "table" in note] == [f"{INNER} (paragraph 3)."]


LISTS = [
    ("<ol><li>one<li>two</ol>", "1. one\n2. two", False),
    ("<ol start=7 type=1><li value=7>one<li>two</ol>", "7. one\n8. two", False),
    ("<ol><li>one<li value=40>two</ol>", "1. one\n2. two", True),
    ("<ol type=a><li>one</ol>", "1. one", True),
    ("<ol reversed><li>one<li>two</ol>", "1. one\n2. two", True),
    ("<ol start=-3><li>one</ol>", "1. one", True),
    ("<ul><li value=4>one</ul>", "- one", False),
    ("<ol><li>one</ol><p>It held.</p><ol><li>two</ol>", "1. one\n\nIt held.\n\n1. two", False),
    ("<ol><li>one</ol><ol><li>two</ol>", "1. one\n\n1. two", True),
    ("<ol><li>one</ol><ol start=2><li>two</ol>", "1. one\n\n2. two", False),
]


@pytest.mark.parametrize(("html", "text", "told"), LISTS)
def test_a_list_whose_numbers_come_in_otherwise_is_told(html: str, text: str, told: bool) -> None:
    copy = read_file("a.html", f"{STORY}{html}".encode())
    assert copy.text.endswith(f"said.\n\n{text}")
    assert (NUMBERS in copy.notes) is told


def test_the_numbers_of_an_rtf_list_are_compared_too() -> None:
    rtf = r"{\rtf1\ansi It held.\par{\listtext 5.\tab}One\par{\listtext 8.\tab}Two\par}"
    copy = read_file("a.rtf", rtf.encode())
    assert copy.text.endswith("5. One\n6. Two")
    assert NUMBERS in copy.notes
