"""The sources of a story, as the engine found them: who says how much, and can a reader check it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import slugify

CHECKABLE = frozenset({"named", "spokesperson", "document", "outlet"})
NOT_A_STATEMENT = frozenset({"generic"})
BAR = 60  # width of the longest bar, in the units of its picture
EXCERPT = 160  # characters of a statement shown
OWN_VOICE = "own-voice"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that rests on a source: its words, and the paragraph to go to."""

    words: str
    start: int  # code points into the text
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One source of the story with all it says."""

    key: str
    who: str
    kind: str
    checkable: bool
    statements: tuple[Statement, ...]
    longest: int  # statements of the source that says most

    @property
    def count(self) -> int:
        return len(self.statements)

    @property
    def x(self) -> float:
        return BAR - self._width + 0.5

    @property
    def width(self) -> float:
        return self._width - 1

    @property
    def _width(self) -> float:
        return round(max(3.0, BAR * self.count / max(self.longest, 3)), 1)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All sources, checkable first, then by count; the newsroom's own voice last."""

    sources: tuple[Source, ...]

    @property
    def statements(self) -> int:
        return sum(source.count for source in self.sources)

    @property
    def rest(self) -> str:
        """The verb of "11 of 18 rest on"."""
        return "rests" if self.checkable == 1 else "rest"

    @property
    def checkable(self) -> int:
        return sum(source.count for source in self.sources if source.checkable)


def ledger_of(result: dict[str, Any], text: str, starts: Sequence[tuple[int, int]] = ()) -> Ledger:
    """From a stored reading (in the command line's form), its text, and where the page's blocks start."""
    groups: dict[str, tuple[str, str, list[Statement]]] = {}
    for attribution in result.get("attributions", ()):
        if attribution["kind"] in NOT_A_STATEMENT:
            continue
        who, key = _who(attribution, text)
        kept = groups.setdefault(key, (who, attribution["kind"], []))
        kept[2].append(_statement(attribution, text))
    if own := list(_own_voice(result, text)):
        groups[OWN_VOICE] = ("Our own voice", "unsourced", own)
    longest = max((len(said) for _, _, said in groups.values()), default=0)
    sources = [
        Source(key, who, kind, kind in CHECKABLE, tuple(_placed(one, starts) for one in said), longest)
        for key, (who, kind, said) in groups.items()
    ]
    return Ledger(tuple(sorted(sources, key=_order)))


def _placed(statement: Statement, starts: Sequence[tuple[int, int]]) -> Statement:
    """With the block of the page it stands in."""
    index = bisect_right(starts, (statement.start, 1 << 40)) - 1
    return replace(statement, paragraph=starts[index][1]) if index >= 0 else statement


def _order(source: Source) -> tuple[bool, bool, int, int]:
    first = source.statements[0].start
    return not source.checkable, source.key == OWN_VOICE, -source.count, first


def _who(attribution: dict[str, Any], text: str) -> tuple[str, str]:
    """The name shown and the key that joins mentions of one source."""
    span, kind, via = attribution.get("source"), attribution["kind"], attribution.get("via")
    name = attribution.get("speaker") or (_words(text, span) if span else "")
    if kind == "hidden" or not name:
        cue = attribution.get("cue") or span
        name = f"“{_capital(name or (_words(text, cue) if cue else kind))}”"
    name = _capital(name)
    if via and via.casefold() != name.casefold():
        name = f"{name}, via {via}"
    checkable = "checkable" if kind in CHECKABLE else kind
    return name, slugify(f"{name} {checkable}") or checkable


def _statement(attribution: dict[str, Any], text: str) -> Statement:
    spans = attribution.get("content") or [attribution.get("cue") or attribution.get("source") or [0, 0]]
    words = " … ".join(_words(text, span) for span in spans)
    return Statement(_excerpt(words), spans[0][0])


def _own_voice(result: dict[str, Any], text: str) -> Iterator[Statement]:
    for sentence in result.get("sentences", ()):
        if sentence["status"] == "needs-source":
            span = (sentence["start"], sentence["end"])
            yield Statement(_excerpt(_words(text, span)), sentence["start"])


def _words(text: str, span: Any) -> str:
    return " ".join(text[span[0] : span[1]].split())


def _excerpt(words: str) -> str:
    return words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + " …"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
