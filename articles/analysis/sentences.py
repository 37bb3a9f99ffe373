"""Splits a paragraph into sentences: sentencex, put right where news text trips it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries

from .findings import Span

_TITLE_END = re.compile(
    r"(?:^|[\s(“\"'‘—])(?:Mr|Mrs|Ms|Mx|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Cpl|Capt|Cmdr|Maj|Sgt|Adm|Rev|Fr|Prof|Hon|St|Ste|Mt|Ft"
    r"|Pres|Supt|Insp|Det|Ald|Amb|Atty|Asst|Msgr|vs|v|No|Nos|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec"
    r"|[A-Z]|[A-Z]\.[A-Z]|[A-Z]\.[A-Z]\.[A-Z])\.\s*$"
)
_INITIALS_END = re.compile(r"(?:^|[\s(“\"'‘—])(?:[A-Z]|[A-Z]\.[A-Z]|[A-Z]\.[A-Z]\.[A-Z])\.\s*$")
_MONTH_END = re.compile(r"(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|No|Nos|[ap]\.m)\.\s*$")
_NEW_START = re.compile(
    r"(?:The|A|An|In|On|But|And|He|She|It|They|We|I|This|That|These|Those|His|Her|Their|As|At|For|If|When|While|After|Before)\b"
)
_MISSED = re.compile(
    r"(?<=[.!?…][\"”’'])\s+(?=(?:[\"“‘]|'')?[A-Z])|(?<=[a-z]{2}[.!?])\s+(?=(?:[\"“‘]|'')?[A-Z])"
)
SPEAKER_FOLLOWS = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*|the|a|an|of|de|van|his|her) ){1,6}(?:has |had |also |then |later )?"
    r"(?:said|says|asked|asks|replied|added|wrote|writes|told|tweeted|shouted|yelled|continued|responded|demanded|wondered|quipped|joked|exclaimed|declared|concluded|recalled|answered|chanted|cried|argued|noted|explained)\b"
)
_SAID_FOLLOWS = re.compile(r"(?:said|says|asked|asks|replied|added|wrote|tweeted|shouted|demanded) [A-Z]")
_CLOSERS = "\"”’')]"
LONGEST = 3_000  # characters; what goes on longer is no sentence, and is read in pieces
_AHEAD = 200  # characters after a cut that tell whether it is one


def sentences_in(text: str, start: int, end: int) -> list[Span]:
    """Sentences of one paragraph text[start:end], white space trimmed, in code points of `text`."""
    paragraph = text[start:end]
    if not paragraph.strip():
        return []
    cuts = _cuts(paragraph)
    spans = (_trimmed(paragraph, a, b) for a, b in pairwise(cuts))
    return [Span(start + a, start + b) for a, b in spans if a < b]


def _cuts(paragraph: str) -> list[int]:
    found = [boundary["start_index"] for boundary in get_sentence_boundaries("en", paragraph)]
    found += [match.end() for match in _MISSED.finditer(paragraph)]
    kept = [0]
    for cut in sorted(set(found)):
        if cut > kept[-1] and not _joins(paragraph, cut):
            kept.append(cut)
    return list(_none_too_long(paragraph, [*kept, len(paragraph)]))


def _none_too_long(paragraph: str, cuts: list[int]) -> Iterator[int]:
    """The cuts, and more where two are further apart than a sentence is long: at a space if there is one."""
    yield cuts[0]
    for start, end in pairwise(cuts):
        while end - start > LONGEST:
            start = paragraph.rfind(" ", start + 1, start + LONGEST) + 1 or start + LONGEST
            yield start
        yield end


def _joins(paragraph: str, cut: int) -> bool:
    """Is this cut inside a name, a date, or between a sentence and its own closing mark?"""
    before, after = paragraph[max(0, cut - 24) : cut], paragraph[cut : cut + _AHEAD]
    follow = after.lstrip()[:24]
    opens = follow.startswith("''") and follow[2:3].isalnum()  # two apostrophes for a quotation mark
    if not follow or (follow[0] in _CLOSERS and not follow[1:2].isalpha() and not opens):
        return True
    if follow[0].islower() and before.rstrip()[-1:] not in '!?"”':
        return True
    if before.rstrip()[-2:-1] in ("?", "!", "…", "—", "-") and before.rstrip()[-1:] in "\"”’'":
        return bool(SPEAKER_FOLLOWS.match(after.lstrip()[:80]) or _SAID_FOLLOWS.match(after.lstrip()[:40]))
    if _INITIALS_END.search(before):
        return not _NEW_START.match(follow)
    if _MONTH_END.search(before) and not _TITLE_END.search(before.replace("No.", "")):
        return follow[0].isdigit() or follow[0].islower()
    return (bool(_TITLE_END.search(before)) and not _MONTH_END.search(before)) or (
        bool(_MONTH_END.search(before)) and follow[0].isdigit()
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
