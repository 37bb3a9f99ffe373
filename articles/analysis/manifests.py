"""Content credentials written into text: the C2PA text wrapper, told as far as its boxes can be read here.

A manifest's bytes stand as variation selectors (U+FE00 to U+FE0F are 0 to 15, U+E0100 to U+E01EF 16 to 255)
behind U+FEFF: magic, version, length, then boxes in JUMBF (ISO/IEC 19566-5). No signature is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"C2PATXT\0"
_HEAD = len(MAGIC) + 5  # version: one byte; length: four, big-endian
_WRAPPER = re.compile(
    r"\ufeff?[\ufe00-\ufe0f\U000e0100-\U000e01ef]{13,}"
)  # a mark at the very start is dropped
DEEPEST = 4  # boxes within boxes whose names are read
MOST_BOXES = 200
MOST_LABELS = 8
LABEL_MAX = 60  # characters
_UNPRINTED = re.compile(r"[^ -~]")


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A C2PATextManifestWrapper at [start, end)."""

    start: int
    end: int
    version: int
    length: int  # bytes of the manifest, as it says itself
    there: int  # bytes that are there
    labels: tuple[str, ...] = ()  # of its boxes, outermost first


def wrappers_in(text: str) -> Iterator[Wrapper]:
    """In order; other runs of variation selectors are none."""
    for found in _WRAPPER.finditer(text):
        data = bytes(map(_byte, found[0].lstrip("\ufeff")))
        if data.startswith(MAGIC):
            length, manifest = int.from_bytes(data[_HEAD - 4 : _HEAD]), data[_HEAD:]
            end = found.end() - max(0, len(manifest) - length)
            manifest = manifest[:length]
            labels = tuple(dict.fromkeys(_labels(manifest)))[:MOST_LABELS]
            yield Wrapper(found.start(), end, data[len(MAGIC)], length, len(manifest), labels)


def _byte(letter: str) -> int:
    point = ord(letter)
    return point - 0xFE00 if point < 0xE0100 else point - 0xE0100 + 16


def _labels(data: bytes) -> Iterator[str]:
    """The names that description boxes give the boxes around them."""
    waiting, read = [(0, len(data), 0)], 0
    while waiting and read < MOST_BOXES:
        at, end, depth = waiting.pop()
        read += 1
        box = _box(data, at, end)
        if box is None:
            continue
        kind, first, last = box
        waiting.append((last, end, depth))
        if kind == b"jumb" and depth < DEEPEST:
            waiting.append((first, last, depth + 1))
        elif kind == b"jumd" and last - first > 17 and data[first + 16] & 2:
            name = data[first + 17 : min(last, first + 17 + LABEL_MAX)].split(b"\0")[0]
            if words := _UNPRINTED.sub("", name.decode("ascii", "replace")):
                yield words


def _box(data: bytes, at: int, end: int) -> tuple[bytes, int, int] | None:
    """(kind, where its content begins, where it ends); None where none is whole."""
    if end - at < 8:
        return None
    size, kind, first = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8], at + 8
    if size == 1 and end - at >= 16:
        size, first = int.from_bytes(data[at + 8 : at + 16]), at + 16
    last = at + size if size else end
    return (kind, first, last) if first <= last <= end else None
