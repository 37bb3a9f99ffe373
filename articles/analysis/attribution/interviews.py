"""An interview given elsewhere, and who was there: what its guest and its host say reached us the same way."""

# ruff: noqa: E501  (patterns read better unbroken)

from __future__ import annotations

import itertools
import re

from ..document import Document
from ..findings import Span
from ..lexicon.outlets import is_broadcast
from .cast import Cast
from .model import Attributed
from .newsrooms import Mention
from .scenes import Frame, frames_in, hosts_in, last_name, main_frame, opening_end

# Another occasion than the interview: what is said there was said in public, or to us, or at another time.
_ELSEWHERE = re.compile(
    r"\b(?:rall(?:y|ies)|campaign (?:stop|event)|speech|speeches|address|debate|town hall|press conference|news conference|conference call|statement|release|tweet(?:s|ed)?|"
    r"on (?:Twitter|Facebook|Instagram|Medium|her blog|his blog)|posted|testimony|testified|hearing|memo|letter|email|e-mail|op-ed|book|memoir|column|filing|lawsuit|sermon|"
    r"convention|meeting|told (?:reporters|supporters|voters|the crowd|the audience|an audience|a crowd|lawmakers|the court)|previously|in the past|in recent (?:weeks|months|days|years)|"
    r"(?:last|earlier this|earlier in the|in) (?:month|year|January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|fall|autumn|winter|(?:19|20)\d\d)|"
    r"(?:has|have|had) (?:also |long |often |repeatedly |previously |once |since )?(?:said|called|argued|described|suggested|promised|vowed|pledged|criticized|criticised|claimed|insisted|maintained|denied|accused|blamed))\b",
    re.I,
)
_TURNS = 4


def carry(document: Document, found: list[Attributed], mentions: list[Mention], cast: Cast) -> None:
    """Let `via` run on, and back to the headline, for as long as the occasion is the same."""
    ordered = sorted(found, key=lambda a: a.at)
    hosts = hosts_in(document, mentions)
    frames = frames_in(document, ordered, mentions, cast, hosts)
    main = main_frame(ordered, frames)
    current: Frame | None = None
    spoken = -1
    for attributed in ordered:
        who = (
            main.guest
            if main and attributed.at > main.start and _by_office(attributed)
            else last_name(attributed)
        )
        if attributed.kind in ("outlet", "document", "hidden", "collective"):
            continue
        begun = _begun(frames, attributed, who)
        if begun and (current is None or begun.start > current.start):
            current, spoken = begun, document.paragraph_number(begun.start)
        if attributed.via:
            spoken = _paragraph(document, attributed)
        elif not who:
            continue
        elif who in hosts:
            attributed.via = hosts[who]
        elif said := _in_the_interview(document, attributed, who, frames):
            attributed.via, current, spoken = said.outlet, said, _paragraph(document, attributed)
        elif _elsewhere(document, attributed):
            current = None if current and who == current.guest else current
        elif current and who == current.guest and _runs_on(document, attributed, current, spoken):
            attributed.via, spoken = current.outlet, _paragraph(document, attributed)
        elif main and who == main.guest and (current is None or current == main):
            attributed.via = main.outlet
        elif current and who != current.guest and not current.opening:
            current = None
    _led_up_to(document, ordered)
    _summed_up(document, ordered, frames)
    _turns(ordered)
    _within(ordered)


def _begun(frames: list[Frame], attributed: Attributed, who: str) -> Frame | None:
    """The last occasion the copy has told of by here, if it is this speaker's."""
    before = [frame for frame in frames if frame.start <= attributed.at]
    return before[-1] if before and before[-1].guest == who else None


def _led_up_to(document: Document, ordered: list[Attributed]) -> None:
    """In their own words first, then the quotation with "told the Courier": both are from the Courier."""
    for before, attributed in itertools.pairwise(a for a in ordered if not a.nested):
        told = (
            attributed.via and attributed.names and attributed.kind in ("named", "anonymous", "spokesperson")
        )
        if not told or before.via or last_name(before) != last_name(attributed) or not last_name(before):
            continue
        near = _paragraph(document, attributed) - _paragraph(document, before) <= 1
        if near and before.kind == attributed.kind and not _elsewhere(document, before):
            before.via = attributed.via


def _summed_up(document: Document, ordered: list[Attributed], frames: list[Frame]) -> None:
    """Headline and first paragraph tell what somebody said, and the story says of one interview only that it was there."""
    outlets: dict[str, set[str]] = {}
    for frame in frames:
        if frame.opening or is_broadcast(frame.outlet):
            outlets.setdefault(frame.guest, set()).add(frame.outlet)
    opening = opening_end(document)
    lede = next((p.end for p in document.paragraphs if p.role == "body" and p.last > p.first), 0)
    public = {last_name(a) for a in ordered if a.at < opening and _elsewhere(document, a)}
    for attributed in ordered:
        where = outlets.get(last_name(attributed), set())
        if attributed.at >= lede:
            return
        if last_name(attributed) in public:
            continue
        if len(where) == 1 and not attributed.via and not _elsewhere(document, attributed):
            attributed.via = next(iter(where))


def _elsewhere(document: Document, attributed: Attributed) -> bool:
    """Do the copy's own words about the saying tell of another occasion?"""
    return bool(_ELSEWHERE.search(_own_words(document, attributed)))


def _own_words(document: Document, attributed: Attributed) -> str:
    """What the sentence says around source and cue, without what was said."""
    cue = attributed.cue
    if cue is None:
        return ""
    sentence = document.sentences[attributed.sentence]
    low = min(cue.start, attributed.source.start) if attributed.source else cue.start
    low = max(sentence.start, low - 80)
    high = min(sentence.end, cue.end + 45)
    own, at = [], low
    for piece in sorted(p for p in attributed.content if p.start < high and p.end > low):
        own.append(document.masked[at : max(at, piece.start)])
        at = max(at, piece.end)
    own.append(document.masked[at:high])
    return " ".join(own)


_THAT_INTERVIEW = re.compile(
    r"\b(?:in|during|throughout|later in) (?:the|that|this|the same) (?:[\w-]+ ){0,2}(?:interview|broadcast|segment|program|show)\b",
    re.I,
)


def _in_the_interview(
    document: Document, attributed: Attributed, who: str, frames: list[Frame]
) -> Frame | None:
    """ "she said in the interview": the last one the copy has told of with her."""
    if not _THAT_INTERVIEW.search(_own_words(document, attributed)):
        return None
    before = [f for f in frames if f.start < attributed.at and f.guest == who]
    return before[-1] if before else None


def _runs_on(document: Document, attributed: Attributed, frame: Frame, spoken: int) -> bool:
    """The guest goes on: in the same paragraph, or on air in one of the next two."""
    here = _paragraph(document, attributed)
    return here <= spoken + (2 if frame.on_air else 0)


def _within(ordered: list[Attributed]) -> None:
    """What others are said to have said in another newsroom's report came to us with that report."""
    told: list[tuple[Span, str]] = [
        (piece, a.via) for a in ordered if a.via and (a.kind == "outlet" or _staff(a)) for piece in a.content
    ]
    for attributed in ordered:
        if attributed.via or attributed.kind == "generic":
            continue
        at = attributed.at
        for piece, outlet in told:
            if piece.start <= at < piece.end:
                attributed.via = outlet
                break


def _staff(attributed: Attributed) -> bool:
    """One of the newsroom's own people tells it."""
    return bool(attributed.source and any(attributed.source.overlaps(name) for name in attributed.names))


def _turns(ordered: list[Attributed]) -> None:
    """A transcript comes from where the words before its first turns say, and from nowhere named further down."""
    turns = [a for a in ordered if a.cue_kind == "colon"]
    if len(turns) < _TURNS:
        return
    second = turns[1].at  # the first may be a headline: "Maddox: ..."
    outlets = {a.via for a in ordered if a.via and a.cue_kind != "colon" and a.at < second}
    if len(outlets) == 1:
        for attributed in turns:
            attributed.via = next(iter(outlets))


def _by_office(attributed: Attributed) -> bool:
    """ "the Kelsmouth councillor", whom the copy names nowhere else: the guest by another word."""
    head = attributed.source_head
    if head is None or attributed.kind not in ("named", "mental") or head.tag != "NN":
        return False
    return any(k.lower == "the" for k in head.kids) and (attributed.speaker or "").lower().startswith("the ")


def _paragraph(document: Document, attributed: Attributed) -> int:
    """Which paragraph of the story it stands in, counted from its first."""
    return document.paragraph_number(attributed.at)
