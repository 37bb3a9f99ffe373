"""An interview given elsewhere, and who was there: what its guest and its host say reached us the same way."""

# ruff: noqa: E501  (patterns read better unbroken)

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from ..document import Document
from ..findings import Span
from ..lexicon.outlets import is_broadcast
from .cast import Cast
from .model import Attributed
from .newsrooms import SHOW, Mention
from .via import EVENT

# The opening of a story, which sums up what follows: in paragraphs.
OPENING = 6
# Another occasion than the interview: what is said there was said in public, or to us, or at another time.
_ELSEWHERE = re.compile(
    r"\b(?:rall(?:y|ies)|campaign (?:stop|event)|speech|speeches|address|debate|town hall|press conference|news conference|conference call|statement|release|tweet(?:s|ed)?|"
    r"on (?:Twitter|Facebook|Instagram|Medium|her blog|his blog)|posted|testimony|testified|hearing|memo|letter|email|e-mail|op-ed|book|memoir|column|filing|lawsuit|sermon|"
    r"convention|meeting|told (?:reporters|supporters|voters|the crowd|the audience|an audience|a crowd|lawmakers|the court)|previously|in the past|in recent (?:weeks|months|days|years)|"
    r"(?:last|earlier this|earlier in the|in) (?:month|year|January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|fall|autumn|winter|(?:19|20)\d\d)|"
    r"(?:has|have|had) (?:also |long |often |repeatedly |previously |once |since )?(?:said|called|argued|described|suggested|promised|vowed|pledged|criticized|criticised|claimed|insisted|maintained|denied|accused|blamed))\b",
    re.I,
)
_HOST = re.compile(
    r"(?:(?:['’]s?|\b(?:host|hosts|co-host|anchor|correspondent|reporter|interviewer)) (?:[\w-]+ (?=host|anchor|correspondent|reporter))?(?:(?:host|co-host|anchor|correspondent|reporter) )?[“\"]?"
    r"(?P<name>[A-Z][\w’'-]+ (?:[A-Z][\w.’'-]+ )?[A-Z][\w’-]+))"
)
_SHOW_OF = re.compile(
    r"[“\"]?(?:The )?(?P<name>[A-Z][\w-]+ [A-Z][\w-]+)(?: (?:Morning|Evening|Late|Daily|Radio))* (?:Show|Podcast|Program)\b"
)
# In the words before the newsroom's name.
_SCENE = re.compile(
    r"\b(?:interview(?:ed)?|appear(?:ed|ance|ing)|conversation|joined|guest|spoke|speaking|sat down|sit-down|call(?:ed|ing)? in(?:to)?)\b[^.;:]{0,40}$",
    re.I,
)
_ASKED = re.compile(r"['’]?s?,? (?:then |also )?(?:asked|pressed|questioned|interviewed|challenged|told)\b")
_MAIN_SHARE = 0.34
_TURNS = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """Where somebody spoke: the outlet, the guest's last name, and from where on in the text."""

    outlet: str
    guest: str
    start: int
    opening: bool  # told in the story's opening: the story is about it
    on_air: bool  # an interview or a broadcast, not words passed to a paper's reporter


def carry(document: Document, found: list[Attributed], mentions: list[Mention], cast: Cast) -> None:
    """Let `via` run on, and back to the headline, for as long as the occasion is the same."""
    ordered = sorted(found, key=_at)
    hosts = _hosts(document, mentions)
    told = [*_frames(document, ordered), *_settings(document, mentions, cast, _leading(ordered))]
    frames = sorted((f for f in told if f.guest not in hosts), key=lambda f: f.start)
    main = _main_frame(ordered, frames)
    current: Frame | None = None
    spoken = -1
    for attributed in ordered:
        who = (
            main.guest
            if main and _at(attributed) > main.start and _by_office(attributed)
            else last_name(attributed)
        )
        if attributed.kind in ("outlet", "document", "hidden", "collective"):
            continue
        if attributed.via:
            current = next((f for f in frames if f.start == _at(attributed)), current)
            spoken = _paragraph(document, attributed)
        elif not who:
            continue
        elif who in hosts:
            attributed.via = hosts[who]
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
    lede = next((p.end for p in document.paragraphs if p.role == "body" and p.last > p.first), 0)
    for attributed in ordered:
        where = outlets.get(last_name(attributed), set())
        if _at(attributed) >= lede:
            return
        if len(where) == 1 and not attributed.via and not _elsewhere(document, attributed):
            attributed.via = next(iter(where))


def _frames(document: Document, ordered: list[Attributed]) -> list[Frame]:
    opening = _opening_end(document)
    leading = _leading(ordered)
    return [
        Frame(a.via, who, _at(a), _at(a) < opening, a.interviewed or is_broadcast(a.via))
        for a in ordered
        if a.via
        and a.kind not in ("outlet", "document", "generic", "hidden")
        and (who := last_name(a) or leading)
    ]


def _leading(ordered: list[Attributed]) -> str:
    """The last name of the one who has most of the say: whom "the former clerk" means, where it could be anybody."""
    said = Counter(last_name(a) for a in ordered if not a.nested)
    total = sum(said.values()) or 1
    name, times = max(said.items(), key=lambda item: item[1], default=("", 0))
    return name if times >= _MAIN_SHARE * total else ""


def _settings(document: Document, mentions: list[Mention], cast: Cast, leading: str) -> list[Frame]:
    """In an interview with the Courier, Tam Brightwell made light of it: the copy sets the scene itself."""
    opening, frames = _opening_end(document), []
    for mention in mentions:
        if mention.nameless or document.quotation_at(mention.start):
            continue
        sentence = document.sentences[max(0, document.sentence_at(mention.start))]
        if not _sets_scene(document.masked, mention, sentence):
            continue
        named = Span(mention.start, mention.end)
        people = _people_in(cast, sentence, named)
        asked = _ASKED.match(document.masked, mention.end)
        if guest := leading if asked and leading in people else next(iter(people), ""):
            early = mention.start < opening
            frames.append(
                Frame(mention.name, guest, mention.start, early, early or is_broadcast(mention.name))
            )
    return frames


def _sets_scene(text: str, mention: Mention, sentence: Span) -> bool:
    """In an interview with, speaking on; a host who asks; no public debate that the station only staged."""
    if EVENT.match(text, mention.end):
        return False
    return mention.name.endswith(SHOW) or bool(_SCENE.search(text, sentence.start, mention.start))


def _people_in(cast: Cast, sentence: Span, but: Span) -> list[str]:
    """Last names of the people a sentence speaks of in its own words, its subject first."""
    low = bisect_left(cast.seen, sentence.start, key=lambda s: s.start)
    high = bisect_left(cast.seen, sentence.end, key=lambda s: s.start)
    people = [
        s
        for s in cast.seen[low:high]
        if s.token.pos == "PROPN" and s.token.lower in cast.by_last and not but.start <= s.start < but.end
    ]
    return [s.token.lower for s in sorted(people, key=lambda s: s.rank)]


def _main_frame(ordered: list[Attributed], frames: list[Frame]) -> Frame | None:
    """The interview a story is about: told in its opening, and its guest has much of the say."""
    said = Counter(last_name(a) for a in ordered if not a.nested)
    total = sum(said.values()) or 1
    for frame in frames:
        if frame.opening and frame.on_air and said[frame.guest] >= _MAIN_SHARE * total:
            return frame
    return None


def _opening_end(document: Document) -> int:
    body = [p for p in document.paragraphs if p.role in ("body", "list") and p.last > p.first]
    return body[min(OPENING, len(body)) - 1].end if body else 0


def _hosts(document: Document, mentions: list[Mention]) -> dict[str, str]:
    """CNN’s Tam Brightwell, host Tam Brightwell of CNN, The Tam Brightwell Show: last names, with the outlet."""
    hosts: dict[str, str] = {}
    text = document.masked
    for mention in mentions:
        window = text[mention.end : mention.end + 60]
        if (beside := _HOST.match(window)) or (beside := _HOST.match(window.lstrip(" ,”\"'"))):
            hosts.setdefault(beside["name"].split()[-1].lower(), mention.name)
        if mention.name.endswith(SHOW):
            hosts[text[mention.start : mention.end].split()[-1].lower()] = mention.name
        if show := _SHOW_OF.match(text, mention.start):
            hosts.setdefault(show["name"].split()[-1].lower(), mention.name)
    for first in mentions[:1]:  # "he told host Joe Brightwell", once the story has said where
        for host in _HOST.finditer(text, first.end):
            if host[0][:1].isalpha():
                hosts.setdefault(host["name"].split()[-1].lower(), first.name)
    return hosts


def _elsewhere(document: Document, attributed: Attributed) -> bool:
    """Do the copy's own words about the saying tell of another occasion?"""
    cue = attributed.cue
    if cue is None:
        return False
    sentence = document.sentences[attributed.sentence]
    low = min(cue.start, attributed.source.start) if attributed.source else cue.start
    low = max(sentence.start, low - 80)
    high = min(sentence.end, cue.end + 45)
    inside = [piece for piece in attributed.content if piece.start < high and piece.end > low]
    own, at = [], low
    for piece in sorted(inside):
        own.append(document.masked[at : max(at, piece.start)])
        at = max(at, piece.end)
    own.append(document.masked[at:high])
    return bool(_ELSEWHERE.search(" ".join(own)))


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
        at = _at(attributed)
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
    second = _at(turns[1])  # the first may be a headline: "Maddox: ..."
    outlets = {a.via for a in ordered if a.via and a.cue_kind != "colon" and _at(a) < second}
    if len(outlets) == 1:
        for attributed in turns:
            attributed.via = next(iter(outlets))


def last_name(attributed: Attributed) -> str:
    return attributed.speaker.split()[-1].lower() if attributed.speaker else ""


def _by_office(attributed: Attributed) -> bool:
    """ "the Kelsmouth councillor", whom the copy names nowhere else: the guest by another word."""
    head = attributed.source_head
    if head is None or attributed.kind not in ("named", "mental") or head.tag != "NN":
        return False
    return any(k.lower == "the" for k in head.kids) and (attributed.speaker or "").lower().startswith("the ")


def _at(attributed: Attributed) -> int:
    return (attributed.cue or attributed.content[0]).start


def _paragraph(document: Document, attributed: Attributed) -> int:
    """Which paragraph of the story it stands in, counted from its first."""
    return document.paragraph_number(_at(attributed))
