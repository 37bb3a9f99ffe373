"""The text as its reader sees it: marks nobody sees taken out, runs cut short, and the way back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .bounds import ADDRESS_READ, GAP_READ, WORD_READ
from .findings import Span
from .scripts import as_latin

# Zero width, soft hyphen, direction of writing, byte order mark, variation selectors: nothing to read.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e01ef"
)
_UPON = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # accents set upon a letter
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_PIECE = re.compile(f"[{UNSEEN}]+|(?P<letter>[^\\W_][{_UPON}]+)")
_RUN = re.compile(
    rf"(?P<gap>\s{{{2 * GAP_READ + 1},}})|[\w.,'’&/:;=?%#+@~*…-]{{{WORD_READ + 1},}}"
    rf"|(?P<accents>[{_UPON}]{{9,}})"
)
_NOT_READ = 8  # characters: more than marks that nobody sees between two letters
_ADDRESS = re.compile(r"https?://|www\.", re.I)
# Spaces and line ends of other sorts, one for one.
_FOLDED = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("\u0085\u2028\u2029\v\f", "\n")
    | {"\u2010": "-", "\u2011": "-", "\u02bc": "’", "\uff07": "'", "\uff02": '"'}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plain:
    """What is read in place of `stored`, and where each character of it stands there."""

    text: str
    stored: str
    starts: tuple[int, ...] | None = None  # None: every character stands where it stood
    ends: tuple[int, ...] = ()

    def back(self, span: Span) -> Span:
        """The stored characters of what was read at `span`, with the marks upon them."""
        if self.starts is None or span.start >= span.end:
            return span
        return Span(self.starts[span.start], self.ends[span.end - 1])


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """What is read in place of [start, end)."""

    start: int
    end: int
    words: str = ""


def edited(view: Plain, edits: Iterable[Edit]) -> Plain:
    """The view with edits made, in the order of their places; one that begins inside another is not made.
    Without any it is the view itself."""
    made = sorted(edits)
    if not made:
        return view
    starts, ends = view.starts or range(len(view.text)), view.ends or range(1, len(view.text) + 1)
    pieces: list[str] = []
    firsts: list[int] = []
    lasts: list[int] = []
    at = 0
    for edit in (*made, Edit(len(view.text), len(view.text))):
        if edit.start < at:
            continue
        pieces += (view.text[at : edit.start], edit.words)
        firsts += starts[at : edit.start]
        lasts += ends[at : edit.start]
        if edit.words:
            firsts += [starts[edit.start]] * len(edit.words)
            lasts += [ends[edit.end - 1]] * len(edit.words)
        at = edit.end
    return Plain("".join(pieces), view.stored, tuple(firsts), tuple(lasts))


def plain(stored: str) -> Plain:
    """Read `stored` without what nobody sees, with é in one piece, spaces as spaces, no run without end."""
    return _without_long_runs(_seen(stored))


def _seen(stored: str) -> Plain:
    text = as_latin(stored.translate(_FOLDED))
    return edited(Plain(text, stored), map(_in_one, _PIECE.finditer(text)))


def _in_one(piece: re.Match[str]) -> Edit:
    """Marks that nobody sees as nothing, a letter and the accents upon it as one."""
    letter = piece["letter"]
    return Edit(*piece.span(), unicodedata.normalize("NFC", letter) if letter else "")


def _without_long_runs(view: Plain) -> Plain:
    cuts = (cut for run in _RUN.finditer(view.text) for cut in _cuts(run))
    return edited(view, (cut for cut in cuts if cut.start < cut.end))


def _cuts(run: re.Match[str]) -> tuple[Edit, ...]:
    """What is not read of a run: the end of a word; the middle of a gap, but for one line end."""
    start, end = run.span()
    if run["gap"] is None:
        whole = 8 if run["accents"] else ADDRESS_READ if _ADDRESS.match(run[0]) else WORD_READ
        return (Edit(start + whole, end),)
    low, high = start + GAP_READ, end - GAP_READ
    line_end = run.string.find("\n", low, high)
    return (Edit(low, high),) if line_end < 0 else (Edit(low, line_end), Edit(line_end + 1, high))


def cut_short(view: Plain) -> Iterator[Span]:
    """What is not read of words without end: offsets into the stored text."""
    starts = view.starts or ()
    places = zip(view.ends, (*starts[1:], len(view.stored)), strict=True) if starts else ()
    for at, (end, start) in enumerate(places):
        if start - end > _NOT_READ and not view.text[at].isspace() and view.stored[end:start].strip():
            yield Span(end, start)
