"""What changed between two texts: sentences first, then words; and two edits put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from articles.cutting import sentences_of

Kind = Literal["same", "gone", "new"]
TOKEN = re.compile(r"\s+|\w+(?:['’]\w+)*|[^\w\s]")
WORD = re.compile(r"\w+(?:['’-]\w+)*")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
CELLS = 200_000_000  # pieces times pieces: above, a changed stretch is taken whole (25 MB of memory)
KEPT = 0.3  # share of words that must stay for a stretch to be shown word by word
AT_ONCE = 40  # words in one unbroken insertion that are worth saying
NEAR = 1  # unchanged paragraphs shown beside a changed one


class Op(NamedTuple):
    """A stretch of two lists: equal, only in the first (delete), or only in the second (insert)."""

    tag: str
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph as it was and is, in one line of pieces."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs that follow each other: changed ones with neighbours, or unchanged ones to fold."""

    rows: tuple[Row, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two texts: paragraphs with what went and came, and how many words that is."""

    rows: tuple[Row, ...]
    words_gone: int
    words_new: int
    at_once: int  # words of the longest unbroken insertion

    @property
    def changed(self) -> bool:
        return any(row.changed for row in self.rows)

    @property
    def stretches(self) -> list[Stretch]:
        return list(_stretches(self.rows))


def compare(old: str, new: str) -> Difference:
    """White space is not a difference; the pieces that stayed are shown as the new text has them."""
    pieces = list(_joined(_pieces(old, new)))
    came = [_words(piece.text) for piece in pieces if piece.kind == "new"]
    gone = sum(_words(piece.text) for piece in pieces if piece.kind == "gone")
    return Difference(tuple(_rows(pieces)), gone, sum(came), max(came, default=0))


# The words of a revision that readers see above each other, see copies.printed.
Printed = tuple[str, ...]


def words_changed(old: Printed, new: Printed) -> int:
    """How many words came or went between two revisions, whichever is more."""
    found = compare("\n".join(old), "\n".join(new))
    return max(found.words_gone, found.words_new)


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both edits of `base` in one text, a line at a time; None where they touch the same lines."""
    lines = LINE.findall(base)
    ours, others = _edits(lines, LINE.findall(mine)), _edits(lines, LINE.findall(theirs))
    both = sorted({*ours, *others})
    for before, after in pairwise(both):
        if after[0] < before[1] or after[0] == before[0]:
            return None
    merged, done = [], 0
    for low, high, put in both:
        merged += [*lines[done:low], *put]
        done = high
    return "".join([*merged, *lines[done:]])


def _ops(old: list[str], new: list[str]) -> list[Op]:
    """The shortest way from one list to the other; where that is too long to look for, out and in."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    most = shorter - head
    tail = next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)
    low, old_high, new_high = head, len(old) - tail, len(new) - tail
    if (old_high - low) * (new_high - low) <= CELLS:
        return [Op(*op) for op in Indel.opcodes(old, new)]
    return [
        Op("equal", 0, low, 0, low),
        Op("delete", low, old_high, low, low),
        Op("insert", old_high, old_high, low, new_high),
        Op("equal", old_high, len(old), new_high, len(new)),
    ]


def _edits(base: list[str], changed: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Stretches of base lines and what stands there instead."""
    edits: list[tuple[int, int, tuple[str, ...]]] = []
    for op in _ops(base, changed):
        if op.tag == "equal":
            continue
        put = tuple(changed[op.dest_start : op.dest_end])
        if edits and edits[-1][1] == op.src_start:
            low, _, before = edits.pop()
            edits.append((low, op.src_end, before + put))
        else:
            edits.append((op.src_start, op.src_end, put))
    return edits


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """Sentences are compared by their words; what lies between equal ones is compared word by word."""
    was, now = _sentences(old), _sentences(new)
    gone: list[str] = []
    came: list[str] = []
    for op in _ops([_key(s) for s in was], [_key(s) for s in now]):
        if op.tag == "equal":
            yield from _inside("".join(gone), "".join(came))
            gone, came = [], []
            yield Piece("same", "".join(now[op.dest_start : op.dest_end]))
        else:
            gone += was[op.src_start : op.src_end]
            came += now[op.dest_start : op.dest_end]
    yield from _inside("".join(gone), "".join(came))


def _sentences(text: str) -> list[str]:
    """The text cut at its sentences; they join again."""
    return [text[start:end] for start, end in sentences_of(text)]


def _key(text: str) -> str:
    return " ".join(text.split())


def _inside(old: str, new: str) -> Iterator[Piece]:
    """A changed stretch word by word, or whole where too little of it stayed."""
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    if not was or not now:
        yield from (Piece("gone", old), Piece("new", new))
        return
    ops = _ops([_folded(t) for t in was], [_folded(t) for t in now])
    stayed = sum(_words("".join(was[op.src_start : op.src_end])) for op in ops if op.tag == "equal")
    if stayed < KEPT * max(_words(old), _words(new)) and stayed < max(_words(old), _words(new)):
        yield from (Piece("gone", old), Piece("new", new))
        return
    yield from _calmed(
        Piece("same", "".join(now[op.dest_start : op.dest_end]))
        if op.tag == "equal"
        else Piece("gone", "".join(was[op.src_start : op.src_end]))
        if op.tag == "delete"
        else Piece("new", "".join(now[op.dest_start : op.dest_end]))
        for op in ops
    )


def _folded(token: str) -> str:
    return " " if token.isspace() else token


def _calmed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A lone word that stayed between two changes is read more easily as part of them."""
    gone, new = "", ""
    held = ""
    for piece in pieces:
        if piece.kind == "same":
            if (gone or new) and not held and "\n" not in piece.text and _words(piece.text) <= 1:
                held = piece.text
                continue
            yield from (Piece("gone", gone), Piece("new", new), Piece("same", held + piece.text))
            gone = new = held = ""
            continue
        gone, new, held = gone + held, new + held, ""
        if piece.kind == "gone":
            gone += piece.text
        else:
            new += piece.text
    yield from (Piece("gone", gone), Piece("new", new), Piece("same", held))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind in one piece; nothing empty."""
    kept: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if kept and kept[-1].kind == piece.kind:
            kept[-1] = Piece(piece.kind, kept[-1].text + piece.text)
        else:
            kept.append(piece)
    return iter(kept)


def _rows(pieces: Iterable[Piece]) -> Iterator[Row]:
    row: list[Piece] = []
    for piece in pieces:
        for index, line in enumerate(piece.text.split("\n")):
            if index and any(p.text.strip() for p in row):
                yield Row(tuple(row))
            row = row if not index else []
            if line:
                row.append(Piece(piece.kind if line.strip() else "same", line))
    if any(p.text.strip() for p in row):
        yield Row(tuple(row))


def _stretches(rows: Sequence[Row]) -> Iterator[Stretch]:
    """Unchanged paragraphs away from a change are folded, where that saves more than one."""
    near = [any(r.changed for r in rows[max(0, i - NEAR) : i + NEAR + 1]) for i in range(len(rows))]
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or near[index] != near[start]:
            yield Stretch(tuple(rows[start:index]), folded=not near[start] and index - start > 1)
            start = index


def _words(text: str) -> int:
    return len(WORD.findall(text))
