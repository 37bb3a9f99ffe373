"""The text as its reader sees it: marks nobody sees taken out, runs cut short, and the way back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from .findings import Analysis, Attribution, Copy, Field, Finding, Sentence, Span

# Zero width, soft hyphen, direction of writing, byte order mark, variation selectors: nothing to read.
_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_UPON = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # accents set upon a letter
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_ODD = re.compile(f"[{_UNSEEN}{_UPON}]")
_PIECE = re.compile(f"[{_UNSEEN}]+|[^\\W_][{_UPON}]+")
_UNSEEN_RUN = re.compile(f"[{_UNSEEN}]+")
# Patterns of names and of gaps take the square of a run's length, or worse; no word of prose is so long,
# and an address is read as far as a link is.
WORD, ADDRESS, GAP = 150, 2_000, 30  # characters that are read of a word, of an address, at each end of a gap
_RUN = re.compile(
    rf"(?P<gap>\s{{{2 * GAP + 1},}})|[\w.,'’&/:;=?%#+@~*…-]{{{WORD + 1},}}|(?P<accents>[{_UPON}]{{9,}})"
)
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


def plain(stored: str) -> Plain:
    """Read `stored` without what nobody sees, with é in one piece, spaces as spaces, no run without end."""
    return _without_long_runs(_seen(stored))


def _seen(stored: str) -> Plain:
    text = stored.translate(_FOLDED)
    if not _ODD.search(text):
        return Plain(text, stored)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _PIECE.finditer(text):
        pieces.append(text[at : match.start()])
        starts += range(at, match.start())
        ends += range(at + 1, match.start() + 1)
        if not _UNSEEN_RUN.fullmatch(match[0]):
            whole = unicodedata.normalize("NFC", match[0])
            pieces.append(whole)
            starts += [match.start()] * len(whole)
            ends += [match.end()] * len(whole)
        at = match.end()
    pieces.append(text[at:])
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return Plain("".join(pieces), stored, tuple(starts), tuple(ends))


def _without_long_runs(view: Plain) -> Plain:
    cuts = [cut for run in _RUN.finditer(view.text) for cut in _cuts(run) if cut[0] < cut[1]]
    if not cuts:
        return view
    starts, ends = view.starts or range(len(view.text)), view.ends or range(1, len(view.text) + 1)
    pieces: list[str] = []
    kept: list[int] = []
    at = 0
    for low, high in (*cuts, (len(view.text), len(view.text))):
        pieces.append(view.text[at:low])
        kept += range(at, low)
        at = high
    return Plain("".join(pieces), view.stored, tuple(starts[i] for i in kept), tuple(ends[i] for i in kept))


def _cuts(run: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """What is not read of a run: the end of a word; the middle of a gap, but for one line end."""
    start, end = run.span()
    if run["gap"] is None:
        whole = 8 if run["accents"] else ADDRESS if _ADDRESS.match(run[0]) else WORD
        return ((start + whole, end),)
    low, high = start + GAP, end - GAP
    line_end = run.string.find("\n", low, high)
    return ((low, high),) if line_end < 0 else ((low, line_end), (line_end + 1, high))


def to_read(copy: Copy) -> tuple[Copy, dict[Field, Plain]]:
    """The copy as it is read, and the way back for each field."""
    views: dict[Field, Plain] = {
        "headline": plain(copy.headline),
        "standfirst": plain(copy.standfirst),
        "text": plain(copy.text),
    }
    read = replace(copy, **{name: view.text for name, view in views.items()})
    return read, views


def as_stored(analysis: Analysis, views: dict[Field, Plain]) -> Analysis:
    """The same analysis with every offset in the stored fields."""
    if all(view.text == view.stored for view in views.values()):
        return analysis
    text = views["text"]
    return replace(
        analysis,
        flags=tuple(finding_as_stored(flag, views[flag.field]) for flag in analysis.flags),
        attributions=tuple(_attribution(a, text) for a in analysis.attributions),
        sentences=tuple(_sentence(s, text) for s in analysis.sentences),
    )


def finding_as_stored(flag: Finding, view: Plain) -> Finding:
    span = view.back(Span(flag.start, flag.end))
    return replace(
        flag,
        start=span.start,
        end=span.end,
        quote=span.of(view.stored),
        passage=tuple(view.back(each) for each in flag.passage),
    )


def _attribution(attribution: Attribution, view: Plain) -> Attribution:
    return replace(
        attribution,
        source=view.back(attribution.source) if attribution.source else None,
        cue=view.back(attribution.cue) if attribution.cue else None,
        content=tuple(view.back(span) for span in attribution.content),
    )


def _sentence(sentence: Sentence, view: Plain) -> Sentence:
    span = view.back(Span(sentence.start, sentence.end))
    return Sentence(span.start, span.end, sentence.status)
