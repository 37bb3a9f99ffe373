"""Through whom it reached us: finds newsrooms in the copy and ties them to attributions."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ..findings import Span
from ..lexicon.outlets import AMBIGUOUS, NAMED_OUTLET, NAMELESS_OUTLET, OUTLETS, is_outlet, plain_name
from ..lexicon.verbs import words
from .model import Attributed

_CAPITALS = re.compile(
    r"(?:[Tt]he )?(?:[A-Z0-9][\w.'&!é’-]*|[A-Z]\.)(?:[ ](?:of|and|&|the|to|de|at|for|in)(?: the)?(?= [A-Z])|[ ](?:[A-Z0-9][\w.'&!é’-]*|&)){0,5}"
)
_TOWARDS = re.compile(
    r"(?:\b(?:told|tells?|telling|tweeted to|to|on|with|by|via|for|from|at|in|of)\b|\bappearance on)"
    r"\s*(?:the |a |an |its |his |her )?(?:\w+ )?(?:(?:program|show|host|anchor|reporters?|correspondents?|interview|broadcast|edition|radio)\s+(?:of |for |from |at |on |with )?)?[“\"‘']?$",
    re.I,
)
_SPOKEN_TO = re.compile(
    r"\b(?:told|tells?|telling|interview(?:ed)?|spoke|speaking|appear(?:ed|ance|ing)|said|says|saying|joined|according)\b",
    re.I,
)
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
    return sorted(found, key=lambda m: m.start)


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
            if _is_name(bare):
                found.append(Mention(words[i][0], words[i][0] + len(bare), _short(bare)))
                i = j - 1
                break
        i += 1
    return found


def _is_name(name: str) -> bool:
    if plain_name(name) in OUTLETS:
        return is_outlet(name) or plain_name(name) not in AMBIGUOUS
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
            _source_is_outlet(attributed, mention)
            if attributed.via:
                return
        elif any(piece.overlaps(span) for piece in attributed.content):
            continue
        elif attributed.cue_kind in ("say", "colon", "according", "judge", "show") and _reached_through(
            attributed, mention, sentence, text
        ):
            attributed.via = mention.name
            attributed.names.append(span)
            return


_TELLERS = words(
    "reporter reporters correspondent correspondents columnist report reports story article account accounts dispatch piece"
)


def _source_is_outlet(attributed: Attributed, mention: Mention) -> None:
    """The source is the newsroom itself, or its reporter or report."""
    head = attributed.source_head
    if head is None or not (mention.start <= head.start < mention.end or head.lower in _TELLERS):
        return
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
    verb = attributed.cue_token
    if verb is not None and not any(t.start <= mention.start < t.end for t in verb.subtree()):
        return False
    return bool(_SPOKEN_TO.search(text[sentence.start : sentence.end]))
