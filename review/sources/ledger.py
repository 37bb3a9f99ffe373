"""The sources of a story: who carries it, how much, and can a reader check it. Pure.

Computed from a stored reading and the text it read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from articles.analysis.findings import Attribution, Span
from articles.readings import Reading
from review.sources.ledger_names import CHECKABLE, KINDS, fuller, named_as, words_of

PERSONAL = frozenset({"named", "mental"})
NOT_A_STATEMENT = frozenset({"generic"})
BAR = 60  # width of the longest bar, in the units of its picture
EXCERPT = 160  # characters of a statement shown
OWN_VOICE = "own-voice"
PICTURE = 600  # width of the picture of who carries the story
SHOWN = 12  # sources drawn one by one; the rest in one piece. And the checkable ones a panel lists at once
NEEDS_SOURCE = "needs-source"
LINK = re.compile(r"https?://[^\s<>()\[\]“”\"]+")


class Standing(NamedTuple):
    """What is attested of an unnamed source: in a few words, whether it is whole, and in detail."""

    words: str
    attested: bool
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that rests on a source: its words, and the paragraph to go to."""

    words: str
    start: int  # code points into the text
    paragraph: int | None = None
    sentences: tuple[int, ...] = ()  # of the reading, in their order
    links: tuple[str, ...] = ()  # in the same paragraph


@dataclass(frozen=True, slots=True)
class Source:
    """One source of the story with all it says."""

    key: str
    who: str
    kind: str
    checkable: bool
    statements: tuple[Statement, ...]
    longest: int  # statements of the source that says most
    via: str = ""  # the outlet through which it reached us
    source_key: str = ""  # the engine's, as the flags about it carry it
    share: float = 0.0  # of the sentences that are handed to anybody, 0 to 1
    standing: str = ""  # of an unnamed one: attested, or not
    attested: bool = False
    details: tuple[str, ...] = ()  # of the attestation

    @property
    def sort(self) -> str:
        """Its kind, in a reader's words."""
        return KINDS.get(self.kind, self.kind)

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(link for one in self.statements for link in one.links))

    @property
    def percent(self) -> int:
        return round(100 * self.share)

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
class Piece:
    """One piece of the picture, in its units."""

    x: float
    width: float
    css: str  # checkable | unnamed | attested | own | open | rest
    label: str

    @property
    def inner(self) -> float:
        """With a hairline between pieces."""
        return max(1.0, round(self.width - 1.5, 1))


@dataclass(slots=True)
class _Group:
    """A source while its mentions are gathered."""

    who: str
    kind: str
    via: str = ""
    source_key: str = ""
    said: list[Statement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All sources, checkable first, then by count; the newsroom's own voice last."""

    sources: tuple[Source, ...]
    attributed: int = 0  # sentences that are handed to somebody

    @property
    def named(self) -> tuple[Source, ...]:
        """Without the newsroom's own voice."""
        return tuple(source for source in self.sources if source.key != OWN_VOICE)

    @property
    def more(self) -> tuple[Source, ...]:
        """Those a panel keeps folded: who can be checked and says little, where there are many of them."""
        if len(self.sources) <= SHOWN + 3:
            return ()
        return tuple(source for source in self.sources if source.checkable)[SHOWN:]

    @property
    def folded(self) -> frozenset[str]:
        return frozenset(source.key for source in self.more)

    @property
    def front(self) -> tuple[Source, ...]:
        folded = self.folded
        return tuple(source for source in self.sources if source.key not in folded)

    @property
    def picture(self) -> tuple[Piece, ...]:
        """Who carries the story, as one bar: every source by its statements, in the ledger's order.

        Where there are many, those a panel folds are one piece; nobody who cannot be checked is.
        """
        total, rest = max(1, self.statements), sum(source.count for source in self.more)
        checkable = [source for source in self.front if source.checkable]
        others = [source for source in self.front if not source.checkable]
        pieces = [(source.count, _css(source), source.who) for source in checkable]
        pieces += [(rest, "rest", "others a reader could check")] if rest else []
        pieces += [(source.count, _css(source), source.who) for source in others]
        drawn, x = [], 0.0
        for count, css, who in pieces:
            width = PICTURE * count / total
            drawn.append(Piece(round(x, 1), round(width, 1), css, f"{who}: {count}"))
            x += width
        return tuple(drawn)

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


def ledger_of(
    reading: Reading,
    text: str,
    starts: Sequence[tuple[int, int]] = (),
    standings: Mapping[str, Standing] | None = None,
) -> Ledger:
    """`starts`: where the page's blocks begin. `standings`: of unnamed sources, by the engine's key."""
    begins = [sentence.start for sentence in reading.sentences]
    groups: dict[str, _Group] = {}
    for attribution in _with_full_names(reading.attributions, text):
        if attribution.kind in NOT_A_STATEMENT:
            continue
        who, key = named_as(attribution, text)
        new = _Group(who, attribution.kind, attribution.via or "", attribution.key)
        groups.setdefault(key, new).said.append(_statement(attribution, text, begins))
    if own := list(_own_voice(reading, text)):
        groups[OWN_VOICE] = _Group("Our own voice", "unsourced", said=own)
    told = {
        index for key, one in groups.items() if key != OWN_VOICE for s in one.said for index in s.sentences
    }
    longest = max((len(one.said) for one in groups.values()), default=0)
    sources = [_source(key, one, longest, len(told), starts, standings or {}) for key, one in groups.items()]
    return Ledger(tuple(sorted(sources, key=_order)), len(told))


def _with_full_names(attributions: Sequence[Attribution], text: str) -> Iterator[Attribution]:
    speakers = [a.speaker or "" for a in attributions if a.kind in PERSONAL]
    for attribution in attributions:
        span = attribution.source
        name = attribution.speaker or (words_of(text, span) if span else "")
        full = fuller(name, speakers) if attribution.kind in PERSONAL else name
        yield attribution if full == name else replace(attribution, speaker=full)


def _source(
    key: str,
    group: _Group,
    longest: int,
    told: int,
    starts: Sequence[tuple[int, int]],
    standings: Mapping[str, Standing],
) -> Source:
    unnamed = standings.get(group.source_key) if group.kind == "anonymous" else None
    mine = {index for statement in group.said for index in statement.sentences}
    return Source(
        key=key,
        who=group.who,
        kind=group.kind,
        checkable=group.kind in CHECKABLE,
        statements=tuple(_placed(one, starts) for one in group.said),
        longest=longest,
        via=group.via,
        source_key=group.source_key,
        share=len(mine) / told if told and key != OWN_VOICE else 0.0,
        standing=unnamed.words if unnamed else "",
        attested=bool(unnamed and unnamed.attested),
        details=unnamed.details if unnamed else (),
    )


def _css(source: Source) -> str:
    if source.key == OWN_VOICE:
        return "own"
    if source.kind == "anonymous":
        return "attested" if source.attested else "unnamed"
    return "checkable" if source.checkable else "open"


def _placed(statement: Statement, starts: Sequence[tuple[int, int]]) -> Statement:
    """With the block of the page it stands in."""
    index = bisect_right(starts, (statement.start, 1 << 40)) - 1
    return replace(statement, paragraph=starts[index][1]) if index >= 0 else statement


def _order(source: Source) -> tuple[bool, bool, int, int]:
    first = source.statements[0].start
    return not source.checkable, source.key == OWN_VOICE, -source.count, first


def _statement(attribution: Attribution, text: str, begins: Sequence[int]) -> Statement:
    spans = attribution.content or (attribution.cue or attribution.source or Span(0, 0),)
    words = " … ".join(words_of(text, span) for span in spans)
    held = {
        bisect_right(begins, at) - 1 for span in spans for at in (span.start, max(span.start, span.end - 1))
    }
    low, high = min(held, default=-1), max(held, default=-1)
    covered = tuple(range(low, high + 1)) if low >= 0 else ()
    return Statement(
        _excerpt(words), spans[0].start, None, covered, _links(text, spans[0].start, spans[-1].end)
    )


def _links(text: str, start: int, end: int) -> tuple[str, ...]:
    """Addresses in the paragraphs of the statement."""
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    paragraph = text[low : high if high >= 0 else len(text)]
    return tuple(dict.fromkeys(link.rstrip(".,;:!?’'") for link in LINK.findall(paragraph)))


def _own_voice(reading: Reading, text: str) -> Iterator[Statement]:
    for sentence in reading.sentences:
        if sentence.status == NEEDS_SOURCE:
            span = Span(sentence.start, sentence.end)
            yield Statement(_excerpt(words_of(text, span)), sentence.start)


def _excerpt(words: str) -> str:
    return words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + " …"
