"""How much of one thing a text may hold: what no story has is refused before anything reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .normalise import NotText

LINES_MAX = 20_000  # of one text
LINE_MAX = 50_000  # characters of one line: about 8,000 words
WORD_MAX = 4_000  # characters without a space or a stop
BLANKS_MAX = 500  # white space in a row, line ends included
NESTING_MAX = 50  # marks of a quotation or a list before the first word of a line
CELLS_MAX = 10_000  # of all Markdown tables together; each is an element of its page

# What the engine reads of a word, of an address and at each end of a gap (plain.py); patterns repeat no more.
WORD_READ, ADDRESS_READ, GAP_READ = 150, 2_000, 30
REST = f"{{0,{WORD_READ}}}"  # behind what a pattern takes of a word

_BLANKS = re.compile(r"\s+")
# Chinese, Japanese and others set no space after a stop; content credentials are selectors by the thousand
_WORD = re.compile(r"[^\s。、，．！？；：…\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_NESTED = re.compile(
    rf"^[ \t]*(?:>[ \t]*|[*+-][ \t]+|\d{{1,9}}[.)][ \t]+){{{NESTING_MAX + 1}}}",
    re.M,
)
_BETWEEN = re.compile(r"\n[ \t]*\n")


class TooMuch(NotText):
    """A text holds more of something than can be read; str() is the sentence that says what to do."""


def within_bounds(text: str, *, markdown: bool = False) -> None:
    """Nothing, or TooMuch with the first thing there is too much of."""
    for sentence in _beyond(text, markdown):
        raise TooMuch(sentence)


def table_cells(text: str) -> int:
    """At most so many cells Markdown makes of a text: each row of a table is filled up to its widest."""
    return sum(_cells(block) for block in _BETWEEN.split(text) if "|" in block)


def _cells(block: str) -> int:
    lines = block.split("\n")
    return len(lines) * (1 + max(line.count("|") for line in lines))


def _beyond(text: str, markdown: bool) -> Iterator[str]:
    if (lines := text.count("\n")) > LINES_MAX:
        yield f"This text has {lines:,} lines; no story has. Is it the right file?"
    if found := _longer(_BLANKS, text, BLANKS_MAX):
        yield (
            f"In line {_line(text, found.start())} begin {len(found[0]):,} blank spaces or empty lines in a "
            f"row; up to {BLANKS_MAX:,} come in. Take them out and bring the text again."
        )
    if found := _longer(_WORD, text, WORD_MAX):
        yield (
            f"Line {_line(text, found.start())} holds {len(found[0]):,} characters without a space, from "
            f"“{found[0][:20]}…” on; up to {WORD_MAX:,} come in. Take them out and bring the text again."
        )
    yield from _long_lines(text)
    if markdown:
        yield from _heavy_markdown(text)


def _longer(pattern: re.Pattern[str], text: str, most: int) -> re.Match[str] | None:
    """The first run longer than `most`. A lower bound in the pattern would try every place of every run."""
    return next((found for found in pattern.finditer(text) if found.end() - found.start() > most), None)


def _long_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LINE_MAX:
            yield (
                f"Line {number} has {len(line):,} characters in one paragraph; up to {LINE_MAX:,} come in. "
                "Set its paragraphs on lines of their own and bring the text again."
            )


def _heavy_markdown(text: str) -> Iterator[str]:
    if found := _NESTED.search(text):
        yield (
            f"Line {_line(text, found.start())} is more than {NESTING_MAX} quotations or lists deep. "
            "Take the marks at its beginning out and bring the text again."
        )
    if (cells := table_cells(text)) > CELLS_MAX:
        yield (
            f"The tables of this text come to about {cells:,} cells; up to {CELLS_MAX:,} come in. "
            "Bring fewer rows or columns, or the table as an image."
        )


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
