"""Through whom it reached us: finds newsrooms in the copy and ties them to attributions."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ..document import Document
from ..findings import Span
from ..grammar import Token
from ..lexicon.outlets import AMBIGUOUS, NAMED_OUTLET, NAMELESS_OUTLET, OUTLETS, is_outlet, plain_name
from ..lexicon.people import ORGANISATIONS
from ..lexicon.verbs import words
from .model import Attributed

_CAPITALS = re.compile(
    r"(?:[Tt]he )?(?:[A-Z0-9][\w.'&!é’-]*|[A-Z]\.)(?:[ ](?:of|and|&|the|to|de|at|for|in)(?: the)?(?= [A-Z])|[ ](?:[A-Z0-9][\w.'&!é’-]*|&)){0,5}"
)
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
_OWN = (
    re.compile(
        r"(?:respond(?:ed)? to|return(?:ed)?|answer(?:ed)?) (?:an? |the |multiple |repeated )?(?P<name>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3})['’‘]s? (?:requests?|emails?|calls?|questions?|inquir)"
    ),
    re.compile(
        r"(?:reviewed|published|edited|written) by (?P<name>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3}) (?:editors|staff|reporters)"
    ),
    re.compile(r"requests? for comment from (?P<name>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3})[.,\s]"),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A newsroom named in the copy."""

    start: int
    end: int
    name: str
    nameless: bool = False


def own_names(text: str, given: str) -> frozenset[str]:
    """Our own newsroom: as configured, and as the copy calls it ("did not respond to the Courier's request")."""
    names = {plain_name(given)} if given else set()
    for pattern in _OWN:
        names.update(plain_name(found["name"]) for found in pattern.finditer(text))
    return frozenset(n for n in names if n)


def mentions_in(masked: str, own: frozenset[str]) -> list[Mention]:
    """Every newsroom in the text, in order, ours left out."""
    found: list[Mention] = []
    for match in _CAPITALS.finditer(masked):
        found += _outlets_within(match, own)
    found += [
        Mention(m.start(), m.end(), m[0], True)
        for m in NAMELESS_OUTLET.finditer(masked)
        if len(m[0].split()) > 1 and not any(f.start < m.end() and m.start() < f.end for f in found[-200:])
    ]
    for match in _TO_NEWSROOM.finditer(masked):
        name = match["name"].rstrip(".")
        known = any(f.start < match.end("name") and match.start("name") < f.end for f in found[-400:])
        if not known and plain_name(name) not in own and name.lower() not in ORGANISATIONS and _styled(name):
            found.append(Mention(match.start("name"), match.end("name"), name))
    return sorted(found, key=lambda m: m.start)


# A newsroom we do not know, where the words around it say that it is one.
_TO_NEWSROOM = re.compile(
    r"\b(?:told|tells|interview with|interview on|interview for|appearance on) (?:the )?(?P<name>[A-Z][\w.&]*(?: [A-Z][\w.&]*){0,3})"
)


def _styled(name: str) -> bool:
    """NewsToday, Morning USA: set as a title is, not as a person's name is."""
    parts = name.split()
    inner = any(
        re.search(r"[a-z][A-Z]", part) and not part.startswith(("Mc", "Mac", "De", "Le", "La", "O"))
        for part in parts
    )
    return inner or (len(parts) > 1 and any(part.isupper() and len(part) > 2 for part in parts))


def _outlets_within(match: re.Match[str], own: frozenset[str]) -> list[Mention]:
    """The longest run of words in a capitalised sequence that is the name of a newsroom."""
    words = [(m.start() + match.start(), m.end() + match.start()) for m in re.finditer(r"\S+", match[0])]
    text = match.string
    i, found = 0, []
    while i < len(words):
        for j in range(len(words), i, -1):
            end = words[j - 1][1]
            name = text[words[i][0] : end]
            bare = re.sub(r"['’‘]s?$", "", name).rstrip(".,")
            if plain_name(bare) in own:
                i = j - 1
                break
            whole = i == 0 and j == len(words)
            if _is_name(bare, whole):
                found.append(Mention(words[i][0], words[i][0] + len(bare), _short(bare)))
                i = j - 1
                break
        i += 1
    return found


def _is_name(name: str, whole: bool) -> bool:
    """A name that is also an everyday word counts only where no capitalised word stands beside it."""
    if plain_name(name) in OUTLETS:
        return plain_name(name) not in AMBIGUOUS or (whole and is_outlet(name))
    return len(name.split()) > 1 and bool(NAMED_OUTLET.fullmatch(name)) and is_outlet(name)


def _short(name: str) -> str:
    return name if name.startswith("The ") else re.sub(r"^the ", "", name)


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
