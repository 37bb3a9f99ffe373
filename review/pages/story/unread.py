"""What of a text no check has read, for the page: where it begins, how it begins, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from articles.analysis.findings import Unread
from articles.analysis.unread import WORDS
from articles.flagging import words_of
from articles.models import AnalysisRun
from review.pages.story.cards import WHERE

LISTED = 20  # parts that the page names
BEGINS = 60  # characters of each


@dataclass(frozen=True, slots=True)
class Part:
    """Line 12, “Who Said”: a table."""

    where: str
    begins: str
    words: int
    why: str


@dataclass(frozen=True, slots=True)
class NotRead:
    """The first parts, and how many more there are."""

    parts: tuple[Part, ...] = ()
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.parts) + self.more


def not_read(reading: AnalysisRun | None) -> NotRead:
    """Of a text wholly in another language nothing is named: the page says that once."""
    if reading is None or not reading.reading.unread:
        return NotRead()
    whole = whole_in_another_language(reading)
    found = [part for part in reading.reading.unread if not (whole and part.why == "language")]
    parts = tuple(_parts(words_of(reading.revision), found[:LISTED]))
    return NotRead(parts, len(found) - len(parts))


def whole_in_another_language(reading: AnalysisRun | None) -> bool:
    """No sentence of it was read for its sources."""
    return bool(reading and reading.language not in ("", "en") and not reading.reading.sentences)


def _parts(texts: Mapping[str, str], unread: Iterable[Unread]) -> Iterator[Part]:
    for part in unread:
        text = texts[part.field]
        line = f"Line {text.count(chr(10), 0, part.start) + 1}"
        words = text[part.start : part.end].split()
        begins = " ".join(words)
        begins = begins if len(begins) <= BEGINS else begins[:BEGINS].rstrip() + "…"
        yield Part(WHERE[part.field] if part.field != "text" else line, begins, len(words), WORDS[part.why])
