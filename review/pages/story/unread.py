"""What of a text no check has read, for the page: where it begins, how it begins, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articles.analysis.findings import Why
from articles.analysis.unread import WORDS
from articles.models import AnalysisRun

LISTED = 20  # parts that the page names
BEGINS = 60  # characters of each


@dataclass(frozen=True, slots=True)
class Part:
    """“Who Said”, line 12: a table."""

    begins: str
    line: int
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
    text = reading.revision.text
    parts = tuple(_parts(text, [(part.start, part.end, part.why) for part in found[:LISTED]]))
    return NotRead(parts, len(found) - len(parts))


def whole_in_another_language(reading: AnalysisRun | None) -> bool:
    """No sentence of it was read for its sources."""
    return bool(reading and reading.language not in ("", "en") and not reading.reading.sentences)


def _parts(text: str, spans: list[tuple[int, int, Why]]) -> Iterator[Part]:
    for start, end, why in spans:
        words = text[start:end].split()
        begins = " ".join(words)
        begins = begins if len(begins) <= BEGINS else begins[:BEGINS].rstrip() + "…"
        yield Part(begins, text.count("\n", 0, start) + 1, len(words), WORDS[why])
