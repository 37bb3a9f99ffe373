"""Through whom it reached us: finds newsrooms in the copy and ties them to attributions."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ..bounds import WORD_READ
from ..document import Document
from ..findings import Span
from ..grammar import Token
from ..lexicon.outlets import is_broadcast, plain_name
from ..lexicon.verbs import words
from .model import Attributed
from .newsrooms import SHOW, Mention

_TOWARDS = re.compile(
    r"(?:\b(?:told|tells?|telling|tweeted to|to|on|with|by|via|for|from|at|in|of)\b|\bappearance on)"
    rf"\s*(?:the |a |an |its |his |her )?(?:[\w’'-]{{1,{WORD_READ}}} ){{0,3}}(?:(?:program|show|host|anchor|reporters?|correspondents?|interview|broadcast|edition|radio)\s+(?:of |for |from |at |on |with )?)?[“\"‘']{{0,2}}$",
    re.I,
)
_SPOKEN_TO = re.compile(
    r"\b(?:told|tells?|telling|interview(?:ed)?|spoke|speaking|appear(?:ed|ance|ing)|said|says|saying|joined|according|wrote|writes|writing|noted|notes|argued|argues|observed|explained|put it)\b",
    re.I,
)
_INTERVIEW = re.compile(
    r"\b(?:interview|appear(?:ed|ance|ing)|broadcast|show|program|podcast|sat down|town hall|forum|sit-down|joined|conversation)\b"
    r"|\b[Oo]n(?: (?:the|a|an|its|his|her|[A-Z]\w+['’]s))?(?: [\w-]+){0,3} ?[“\"'‘]{0,2}$"
)
_SETTING = re.compile(
    r"(?:\w+day,? |\w+day \w+, |Earlier,? )?(?:In|On|During|At|Speaking|Appearing|Asked|Writing|Talking)\b",
    re.I,
)
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
            if _opens_with(attributed, mention, text) or _closes_with(attributed, mention, text):
                return
        elif attributed.cue_kind in ("say", "colon", "according", "judge", "show") and _reached_through(
            attributed, mention, sentence, text
        ):
            attributed.via = mention.name
            attributed.names.append(span)
            before = text[max(sentence.start, mention.start - 40) : mention.start]
            attributed.interviewed = bool(_INTERVIEW.search(before))
            return


def _opens_with(attributed: Attributed, mention: Mention, text: str) -> bool:
    """told Fox News: “...”: whom it was told is no part of what was told."""
    verb, first = attributed.cue_token, attributed.content[0]
    if verb is None or verb.lemma.lower() != "tell" or not first.start <= mention.start < first.end:
        return False
    if text[first.start : mention.start].lower().strip() not in ("", "the"):
        return False
    after = _TO_WHAT_WAS_TOLD.match(text, mention.end, first.end)
    attributed.content[0] = Span(after.end() if after else mention.end, first.end)
    attributed.via = mention.name
    attributed.names.append(Span(mention.start, mention.end))
    return True


_TO_WHAT_WAS_TOLD = re.compile(
    r"(?:['’]s?)?(?: (?:news agency|newspaper|magazine|of [A-Z]\w+))?(?: (?:on )?\w+day(?: (?:morning|night|evening))?| last (?:week|month|year))?[:,]? *"
)
_ON_AIR = re.compile(
    r"(?<![,\s])[,\s]+(?:(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day |last week |this week |(?:early|later|late) )?(?:morning |night |evening )?"
    r"(?:on|during an? (?:[\w-]+ ){0,2}(?:interview|appearance) (?:with|on)|in an? (?:[\w-]+ ){0,2}(?:interview|appearance) (?:with|on|for)) (?:the )?[“\"‘']{0,2}$",
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


# What a newsroom does as a company, and tells of itself.
_OF_ITSELF = words(
    "announce endorse decline plan pledge apologize apologise defend expect sue file promise refuse hire fire appoint deny agree decide want seek vow "
    "acquire launch support oppose back respond ask comment"
)
_COUNTS_OF = words("poll polls survey surveys")
EVENT = re.compile(r"['’]?s?[”\"]? ?(?:[\w-]+ ){0,2}(?:town hall|debate|forum|taping)\b", re.I)
_TELLERS = words(
    "editorial editorials headline reporter reporters correspondent correspondents columnist report reports story article account accounts dispatch piece"
)


def _source_is_outlet(attributed: Attributed, mention: Mention, text: str) -> None:
    """The source is the newsroom itself, or its reporter or report."""
    head = attributed.source_head
    if head is not None and _works_for(mention, head, text):
        attributed.via = mention.name
        attributed.names.append(Span(mention.start, mention.end))
        return
    teller = head is not None and (head.lower in _TELLERS | _COUNTS_OF or _is_board(head))
    if head is None or not (mention.start <= head.start < mention.end or teller):
        return
    itself = mention.start <= head.start < mention.end
    if itself and mention.name.endswith(SHOW):  # its host asks, and is somebody by name
        attributed.via = mention.name
        return
    if itself and attributed.cue_token is not None and attributed.cue_token.lemma.lower() in _OF_ITSELF:
        attributed.kind = "spokesperson"
        return
    if head.lower in _COUNTS_OF:
        attributed.kind = "document"
    elif not _SEEN_BY.search(text[max(0, mention.start - 24) : mention.start]):
        attributed.kind = "outlet"
    attributed.via = mention.name
    attributed.names.append(Span(mention.start, mention.end))


_IN_A_PIECE = re.compile(
    r"\bin (?:an?|his|her|the) (?:[\w-]+ ){0,2}(?:column|piece|essay|op-ed|article|post|report|story|profile|interview) (?:on|for|in|at|with) (?:the )?$",
    re.I,
)


def _is_board(head: Token) -> bool:
    """the editorial board"""
    return head.lower == "board" and any(k.lower == "editorial" for k in head.kids)


_STAFF = re.compile(
    r"['’]s? (?:[a-z]+ ){0,2}|,? (?:[\w-]+ ){0,2}(?:reporter|correspondent|columnist|contributor|anchor|host|critic|blogger|writer|analyst)s? ",
)


_OF = re.compile(r" of (?:the )?")
_ON = re.compile(r"\bon (?:the )?[“\"']{0,2}$")


def _works_for(mention: Mention, head: Token, text: str) -> bool:
    """The Courier's Tam Brightwell, Courier reporter Tam Brightwell: a name beside its newsroom."""
    if head.pos != "PROPN":
        return False
    if head.end <= mention.start:  # Tam Brightwell of the Courier
        return bool(_OF.fullmatch(text, head.end, mention.start))
    between = _STAFF.match(text, mention.end)
    return between is not None and between.end() <= head.start <= between.end() + 24


def _reached_through(attributed: Attributed, mention: Mention, sentence: Span, text: str) -> bool:
    before = text[max(sentence.start, mention.start - 60) : mention.start]
    if not _TOWARDS.search(before) or EVENT.match(text, mention.end):
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
    if verb is not None and not opening and not _hangs_on(verb, mention):
        return False
    on_air = is_broadcast(mention.name) and _ON.search(before)
    return bool(
        on_air or _IN_A_PIECE.search(before) or _SPOKEN_TO.search(text[sentence.start : sentence.end])
    )


def _hangs_on(verb: Token, mention: Mention) -> bool:
    """Is the newsroom named in this verb's own words? Two people told us, and sources told CNN: not in the first's."""
    token = next((t for t in verb.subtree() if t.start <= mention.start < t.end), None)
    while token is not None and token is not verb:
        if token.dep == "conj" and token.child("nsubj") is not None:
            return False
        token = token.head
    return token is not None


def told_throughout(document: Document, found: list[Attributed], mentions: list[Mention]) -> None:
    """A story about another newsroom's story: it opens with what the other ran, and has "the piece" again and again."""
    body = [p for p in document.paragraphs if p.role in ("body", "list")][:2]
    first = [m for m in mentions if not m.nameless and body and m.start < body[-1].end]
    text = document.masked
    ran = {m.name for m in first if _RAN.match(text, m.end) or _IN_A_PIECE.search(text[: m.start][-60:])}
    if len({plain_name(m.name) for m in first}) != 1 or not ran or len(_THEIR_STORY.findall(text)) < 2:
        return
    for attributed in found:
        if attributed.via is None and attributed.kind != "generic":
            attributed.via = next(iter(ran))


_RAN = re.compile(
    r"['’]?s? (?:[\w-]+ ){0,4}(?:published|publishes|ran|runs|posted|wrote|writes|reported|reports|profiled|profiles|printed|released|aired|featured)\b"
)
_THEIR_STORY = re.compile(
    r"\b[Tt]he (?:piece|editorial(?: board)?|article|story|profile|feature|newspaper|column|magazine|outlet)\b"
)
THEIR_NAMES = words(
    "piece editorial article story website site paper newspaper magazine network outlet publication channel broadcaster tabloid"
)


def stands_for_outlet(attributed: Attributed) -> bool:
    """ "the newspaper", "the piece": a newsroom named before, telling something and not of itself."""
    head, verb = attributed.source_head, attributed.cue_token
    if (
        head is None
        or attributed.unreal
        or attributed.cue_kind in ("think", "adjective")
        or (verb is not None and verb.lemma.lower() in _OF_ITSELF)
    ):
        return False
    return (head.lower in THEIR_NAMES or _is_board(head)) and any(
        k.lower == "the" and k.dep == "det" for k in head.kids
    )
