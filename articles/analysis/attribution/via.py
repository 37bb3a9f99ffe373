"""Through whom it reached us: finds newsrooms in the copy and ties them to attributions."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ..document import Document
from ..findings import Span
from ..grammar import Token
from ..lexicon.outlets import plain_name
from ..lexicon.verbs import words
from .model import Attributed
from .newsrooms import Mention

_TOWARDS = re.compile(
    r"(?:\b(?:told|tells?|telling|tweeted to|to|on|with|by|via|for|from|at|in|of)\b|\bappearance on)"
    r"\s*(?:the |a |an |its |his |her )?(?:[\w’'-]+ ){0,3}(?:(?:program|show|host|anchor|reporters?|correspondents?|interview|broadcast|edition|radio)\s+(?:of |for |from |at |on |with )?)?[“\"‘']?$",
    re.I,
)
_SPOKEN_TO = re.compile(
    r"\b(?:told|tells?|telling|interview(?:ed)?|spoke|speaking|appear(?:ed|ance|ing)|said|says|saying|joined|according)\b",
    re.I,
)
_INTERVIEW = re.compile(
    r"\b(?:interview|appear(?:ed|ance|ing)|broadcast|show|program|podcast|sat down|town hall|forum|sit-down|joined|conversation)\b|\bon\s+(?:the |a |an )?[\w'’ ]{0,20}$|\b[Oo]n (?:the )?[A-Z\W]",
)
FRAME_PARAGRAPHS = 5
_SETTING = re.compile(r"(?:In|On|During|At|Speaking|Appearing|Asked|Writing|Talking)\b")
_SEEN_BY = re.compile(r"\b(?:seen|obtained|reviewed|viewed|published|leaked|released) (?:by|to) (?:the )?$")


def tie(
    attributed: Attributed, mentions: list[Mention], starts: list[int], sentence: Span, text: str
) -> None:
    """Set `via` where a newsroom stands in the attribution's own words, not in its content."""
    low, high = bisect_left(starts, sentence.start), bisect_right(starts, sentence.end)
    for mention in mentions[low:high]:
        span = Span(mention.start, mention.end)
        if attributed.source and attributed.source.overlaps(span):
            _source_is_outlet(attributed, mention, text)
            if attributed.via:
                return
        elif any(piece.overlaps(span) for piece in attributed.content):
            if _closes_with(attributed, mention, text):
                return
        elif attributed.cue_kind in ("say", "colon", "according", "judge", "show") and _reached_through(
            attributed, mention, sentence, text
        ):
            attributed.via = mention.name
            attributed.names.append(span)
            attributed.interviewed = bool(
                _INTERVIEW.search(text[max(sentence.start, mention.start - 40) : mention.end + 12])
            )
            return


_ON_AIR = re.compile(
    r"[,\s]+(?:(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day |last week |this week |(?:early|later|late) )?(?:morning |night |evening )?"
    r"(?:on|during an? (?:[\w-]+ ){0,2}(?:interview|appearance) (?:with|on)|in an? (?:[\w-]+ ){0,2}(?:interview|appearance) (?:with|on|for)) (?:the )?[“\"‘']?$",
    re.I,
)


def _closes_with(attributed: Attributed, mention: Mention, text: str) -> bool:
    """called it a disgrace Wednesday on The Morning Show: the show is where it was said, not what was said."""
    if attributed.cue_kind not in ("say", "judge") or (attributed.quoted and attributed.cue is None):
        return False
    for i, piece in enumerate(attributed.content):
        where = (
            _ON_AIR.search(text, piece.start, mention.start)
            if piece.start < mention.start < piece.end
            else None
        )
        if (
            where
            and where.end() == mention.start
            and mention.end >= piece.end - 3
            and where.start() > piece.start
        ):
            attributed.content[i] = Span(piece.start, where.start())
            attributed.via, attributed.interviewed = mention.name, True
            attributed.names.append(Span(mention.start, mention.end))
            return True
    return False


_TELLERS = words(
    "reporter reporters correspondent correspondents columnist report reports story article account accounts dispatch piece"
)


def _source_is_outlet(attributed: Attributed, mention: Mention, text: str) -> None:
    """The source is the newsroom itself, or its reporter or report."""
    head = attributed.source_head
    if head is None or not (mention.start <= head.start < mention.end or head.lower in _TELLERS):
        return
    if not _SEEN_BY.search(text[max(0, mention.start - 24) : mention.start]):
        attributed.kind = "outlet"
    attributed.via = mention.name
    attributed.names.append(Span(mention.start, mention.end))


def _reached_through(attributed: Attributed, mention: Mention, sentence: Span, text: str) -> bool:
    before = text[max(sentence.start, mention.start - 60) : mention.start]
    if not _TOWARDS.search(before):
        return False
    cue = attributed.cue
    if cue is None or abs(mention.start - cue.end) > 160:
        return False
    opening = mention.end < cue.start and bool(_SETTING.match(text, sentence.start))
    if opening and (
        mention.start - sentence.start < 30 or _INTERVIEW.search(text[sentence.start : mention.start])
    ):
        return True
    verb = attributed.cue_token
    if verb is not None and not opening and not any(t.start <= mention.start < t.end for t in verb.subtree()):
        return False
    return bool(_SPOKEN_TO.search(text[sentence.start : sentence.end]))


def carry(document: Document, found: list[Attributed], mentions: list[Mention]) -> None:
    """An interview elsewhere carries over: what its guest goes on to say reached us the same way."""
    body = [p.first for p in document.paragraphs if p.role in ("body", "list") and p.last > p.first]
    lede = body[min(FRAME_PARAGRAPHS, len(body)) - 1] if body else 0
    framed: dict[str, str] = {}
    for attributed in found:
        who = _last_name(attributed)
        if who and attributed.via and attributed.kind != "outlet" and attributed.sentence <= lede:
            framed.setdefault(who, attributed.via)
    for mention in mentions:
        if document.sentence_at(mention.start) <= lede and (
            guest := _GUEST.search(document.masked, mention.start, mention.end + 90)
        ):
            before = document.masked[max(0, mention.start - 50) : mention.start]
            if guest.start() >= mention.end and _INTERVIEW_WITH.search(before):
                framed.setdefault(guest["name"].lower(), mention.name)
    guest = outlet = ""
    paragraph = -1
    for attributed in found:
        who = _last_name(attributed)
        here = _paragraph_of(document, attributed)
        if attributed.kind in ("outlet", "document", "generic", "hidden"):
            continue
        if attributed.via:
            guest, outlet = who, attributed.via
            paragraph = here if not attributed.interviewed else 10**9
        elif who and who == guest and (here <= paragraph):
            attributed.via = outlet
        elif who and who in framed and _by_name(attributed):
            attributed.via = framed[who]
        elif who != guest:
            guest = ""
    _turns(found)


def told_throughout(document: Document, found: list[Attributed], mentions: list[Mention]) -> None:
    """A story about another newsroom's story: one outlet in its first lines, and "the piece" again and again."""
    body = [p for p in document.paragraphs if p.role in ("body", "list")][:2]
    first = {m.name for m in mentions if not m.nameless and body and m.start < body[-1].end}
    if len({plain_name(name) for name in first}) != 1 or len(_THEIR_STORY.findall(document.masked)) < 2:
        return
    for attributed in found:
        if attributed.via is None and attributed.kind != "generic":
            attributed.via = next(iter(first))


_THEIR_STORY = re.compile(
    r"\b[Tt]he (?:piece|article|story|profile|feature|newspaper|column|magazine|outlet)\b"
)
_THEIR_NAMES = words(
    "piece article story website site paper newspaper magazine network outlet publication channel broadcaster tabloid"
)


def stands_for_outlet(head: Token) -> bool:
    """ "the newspaper", "the piece": a newsroom named before."""
    return head.lower in _THEIR_NAMES and any(k.lower == "the" and k.dep == "det" for k in head.kids)


_GUEST = re.compile(r", (?:[A-Z][\w.]*\s){0,3}?(?P<name>[A-Z][\w'’-]+) (?=[a-z])")
_INTERVIEW_WITH = re.compile(r"\b(?:interview|appearance|appearing|speaking|conversation)\b[^.]{0,30}$", re.I)


def _by_name(attributed: Attributed) -> bool:
    """Called by name or by a pronoun: a mere role may be somebody else's."""
    head = attributed.source_head
    return head is None or head.pos in ("PROPN", "PRON")


def _turns(found: list[Attributed]) -> None:
    """A transcript comes from where its first lines say."""
    turns = [a for a in found if a.cue_kind == "colon"]
    outlets = {a.via for a in found if a.via and a.cue_kind != "colon"}
    if len(turns) >= 4 and len(outlets) == 1:
        for attributed in turns:
            attributed.via = next(iter(outlets))


def _last_name(attributed: Attributed) -> str:
    return attributed.speaker.split()[-1].lower() if attributed.speaker else ""


def _paragraph_of(document: Document, attributed: Attributed) -> int:
    paragraph = document.paragraph_at((attributed.cue or attributed.content[0]).start)
    return paragraph.start if paragraph else -1
