"""Somebody "declined to comment", and somebody unnamed from the same place speaks in the same story.

*Why it matters.* If they are the same person, the story tells its readers something untrue. AP forbids
it in so many words.

*What clears it.* Make sure they are not the same. If they are, take out one of the two: the refusal or
the quotation.

*Does not flag* refusals by people whose institution has no unnamed source in the story.

*Standard.* AP: never say a person declined comment when that person is quoted anonymously.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Span
from ..registry import Hit, Reading, Rule
from ..wording import key_of, quoted
from .reply_not_recorded import NO_REPLY

_NAME = re.compile(r"\b[A-Z][\w'’&-]{2,}")
_COMMON = frozenset(
    [
        "The",
        "This",
        "That",
        "These",
        "His",
        "Her",
        "Their",
        "Our",
        "But",
        "And",
        "For",
        "With",
        "From",
        "Mr",
        "Mrs",
        "Ms",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
)


def _find(reading: Reading) -> Iterator[Hit]:
    refusals = [
        (m, _names(_clause_before(reading, m.start()))) for m in NO_REPLY.finditer(reading.document.masked)
    ]
    for attributed in reading.attributions:
        if attributed.kind != "anonymous" or attributed.source is None:
            continue
        names = _names(attributed.source.of(reading.document.masked))
        for match, refusers in refusals:
            if shared := names & refusers:
                span = Span(match.start(), match.end())
                who = sorted(shared, key=len)[-1]
                yield Hit(
                    attributed.anchor,
                    f"{quoted(reading.text, attributed.source)} speaks without a name, and {who} is said to have given no comment "
                    f"({quoted(reading.text, span)}). If they are one person, the reader is told something untrue.",
                    confidence=0.7,
                    holds=(*attributed.spans(), span),
                    source_key=key_of(reading.text, attributed),
                )
                break


def _clause_before(reading: Reading, verb: int) -> str:
    sentence = reading.document.sentence_at(verb)
    start = reading.document.sentences[sentence].start if sentence >= 0 else verb
    return reading.document.masked[start:verb]


def _names(text: str) -> set[str]:
    return {re.sub(r"['’]s?$", "", name) for name in _NAME.findall(text)} - _COMMON


RULE = Rule(
    slug="denied-and-quoted",
    question="Is the one who declined the one who speaks?",
    severity="block",
    group="Give them their say",
    standard="AP: never say a person declined comment when that person is quoted anonymously.",
    why="If they are the same, the story tells its readers something untrue.",
    clears="Make sure they are not the same person. If they are, take out the refusal or the quotation.",
    find=_find,
    flagged=(
        "A spokesman for Solan Line declined to comment. [[An official at Solan Line said]] the lease had lapsed.",
    ),
    unflagged=(
        "A spokesman for Solan Line declined to comment. An official at the port said the lease had lapsed.",
    ),
    fields=frozenset(("text",)),
)
