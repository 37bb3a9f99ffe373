"""Where somebody spoke: the interviews and broadcasts a story tells of, who was their guest and who their host."""

# ruff: noqa: E501  (patterns read better unbroken)

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from ..bounds import WORD_READ
from ..document import Document
from ..findings import Span
from ..lexicon.outlets import is_broadcast
from .cast import Cast
from .model import Attributed
from .newsrooms import SHOW, Mention
from .via import EVENT

# The opening of a story, which sums up what follows: in paragraphs.
OPENING = 6
_HOST = re.compile(
    r"(?:(?:['’]s?|\b(?:host|hosts|co-host|anchor|correspondent|reporter|interviewer)) (?:[\w-]+ (?=host|anchor|correspondent|reporter))?(?:(?:host|co-host|anchor|correspondent|reporter) )?[“\"]?"
    r"(?P<name>[A-Z][\w’'-]+ (?:[A-Z][\w.’'-]+ )?[A-Z][\w’-]+))"
)
# Tam Brightwell of the Courier
_OF = re.compile(rf"\b[A-Z][\w’'-]{{1,{WORD_READ}}} (?P<name>[A-Z][\w’'-]{{1,{WORD_READ}}}) of (?:the )?$")
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


@dataclass(frozen=True, slots=True)
class Frame:
    """Where somebody spoke: the outlet, the guest's last name, and from where on in the text."""

    outlet: str
    guest: str
    start: int
    opening: bool  # told in the story's opening: the story is about it
    on_air: bool  # an interview or a broadcast, not words passed to a paper's reporter


def frames_in(
    document: Document, ordered: list[Attributed], mentions: list[Mention], cast: Cast, hosts: dict[str, str]
) -> list[Frame]:
    """Every occasion on which a guest spoke, in story order; hosts are nobody's guests."""
    opening, leading = opening_end(document), _leading(ordered)
    told = [*_frames(ordered, opening, leading), *_settings(document, mentions, cast, opening, leading)]
    return sorted((f for f in told if f.guest not in hosts), key=lambda f: f.start)


def _frames(ordered: list[Attributed], opening: int, leading: str) -> list[Frame]:
    return [
        Frame(a.via, who, a.at, a.at < opening, a.interviewed or is_broadcast(a.via))
        for a in ordered
        if a.via
        and a.kind not in ("outlet", "document", "generic", "hidden")
        and (who := last_name(a) or ("" if _nobodys_guest(a) else leading))
    ]


def _nobodys_guest(attributed: Attributed) -> bool:
    """Sources told the Courier: many, or somebody new, and not the one who has much of the say."""
    head = attributed.source_head
    if attributed.kind not in ("anonymous", "collective") or head is None:
        return False
    return head.tag == "NNS" or any(k.lower in ("a", "an", "another") for k in head.kids if k.dep == "det")


def _settings(
    document: Document, mentions: list[Mention], cast: Cast, opening: int, leading: str
) -> list[Frame]:
    """In an interview with the Courier, Tam Brightwell made light of it: the copy sets the scene itself."""
    frames = []
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


def main_frame(ordered: list[Attributed], frames: list[Frame]) -> Frame | None:
    """The interview a story is about: told in its opening, and its guest has much of the say."""
    said = _shares(ordered)
    main = (f for f in frames if f.opening and f.on_air and said.get(f.guest, 0) >= _MAIN_SHARE)
    return next(main, None)


def _leading(ordered: list[Attributed]) -> str:
    """The last name of the one who has most of the say: whom "the former clerk" means, where it could be anybody."""
    name, share = max(_shares(ordered).items(), key=lambda item: item[1], default=("", 0))
    return name if share >= _MAIN_SHARE else ""


def _shares(ordered: list[Attributed]) -> dict[str, float]:
    """How much of the say each last name has, 0 to 1."""
    said = Counter(last_name(a) for a in ordered if not a.nested)
    return {name: times / said.total() for name, times in said.items()}


def opening_end(document: Document) -> int:
    body = [p for p in document.paragraphs if p.role in ("body", "list") and p.last > p.first]
    return body[min(OPENING, len(body)) - 1].end if body else 0


def hosts_in(document: Document, mentions: list[Mention]) -> dict[str, str]:
    """CNN’s Tam Brightwell, host Tam Brightwell of CNN, The Tam Brightwell Show: last names, with the outlet."""
    hosts: dict[str, str] = {}
    text = document.masked
    for mention in mentions:
        window = text[mention.end : mention.end + 60]
        if (beside := _HOST.match(window)) or (beside := _HOST.match(window.lstrip(" ,”\"'"))):
            hosts.setdefault(beside["name"].split()[-1].lower(), mention.name)
        if before := _OF.search(text, max(0, mention.start - 40), mention.start):
            hosts.setdefault(before["name"].lower(), mention.name)
        if mention.name.endswith(SHOW):
            hosts[text[mention.start : mention.end].split()[-1].lower()] = mention.name
        if show := _SHOW_OF.match(text, mention.start):
            hosts.setdefault(show["name"].split()[-1].lower(), mention.name)
    for first in mentions[:1]:  # "he told host Joe Brightwell", once the story has said where
        for host in _HOST.finditer(text, first.end):
            if host[0][:1].isalpha():
                hosts.setdefault(host["name"].split()[-1].lower(), first.name)
    return hosts


def last_name(attributed: Attributed) -> str:
    return attributed.speaker.split()[-1].lower() if attributed.speaker else ""
