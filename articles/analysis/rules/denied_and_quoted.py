"""Somebody "declined to comment", and somebody unnamed from the same place speaks in the same story.

*Why it matters.* If they are the same person, the story tells its readers something untrue. AP forbids
it in so many words.

*What clears it.* Make sure they are not the same. If they are, take out one of the two: the refusal or
the quotation.

*Does not flag* refusals by people whose institution has no unnamed source in the story, nor somebody who is
only of the same town.

*Standard.* AP: never say a person declined comment when that person is quoted anonymously.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator

from ..accusations import NO_REPLY
from ..attribution import Attributed
from ..attribution.clauses import is_verb, subject_of
from ..findings import Span
from ..grammar import Token
from ..lexicon.people import INSTITUTIONS, SPOKES
from ..lexicon.verbs import words
from ..registry import Hit, Reading, Rule
from ..wording import key_of, quoted
from .anonymous_source import speaks_unnamed

# Who is of a place or a house, rather than merely near it.
_OF_THE_HOUSE = words(
    "official officials aide aides adviser advisers advisor advisors staffer staffers staff member members employee employees worker workers officer officers insider insiders "
    "operative operatives associate associates ally allies executive executives manager managers director directors spokesman spokeswoman person people source sources"
)


def _find(reading: Reading) -> Iterator[Hit]:
    refusals = [
        (Span(*match.span()), refuser)
        for match in NO_REPLY.finditer(reading.document.masked)
        if (refuser := _refuser(reading, match)) is not None
    ]
    for attributed in reading.attributions if refusals else ():
        head = attributed.source_head
        if not speaks_unnamed(attributed) or attributed.source is None or head is None:
            continue
        speaks_for = [token for token in _close(head) if token is not head]
        for span, refuser in refusals:
            who = _shared(head, speaks_for, refuser)
            if who and not attributed.source.overlaps(Span(refuser.start, refuser.end)):
                yield _hit(reading, attributed, who, span)
                break


def _hit(reading: Reading, attributed: Attributed, who: str, refusal: Span) -> Hit:
    return Hit(
        attributed.anchor,
        f"{quoted(reading.text, attributed.source or refusal)} speaks without a name, and {who} is said to have given no comment "
        f"({quoted(reading.text, refusal)}). If they are one person, the reader is told something untrue.",
        confidence=0.7,
        holds=(*attributed.spans(), refusal),
        source_key=key_of(reading.text, attributed),
    )


_WORD = re.compile(r"\w+")


def _refuser(reading: Reading, match: re.Match[str]) -> Token | None:
    """The subject of "declined", "did not respond", "could not be reached"."""
    for word in _WORD.finditer(match[0]):
        token = reading.token_at(match.start() + word.start())
        if token is not None and is_verb(token) and (subject := subject_of(token)) is not None:
            return subject if subject.pos in ("PROPN", "NOUN") else None
    return None


def _shared(head: Token, speaks_for: list[Token], refuser: Token) -> str:
    """The name or institution that the unnamed source and whoever refused have in common; '' for none."""
    mine = {token.text for token in speaks_for if token.pos == "PROPN"}
    theirs = {token.text for token in _close(refuser) if token.pos == "PROPN"}
    if both := mine & theirs:
        at_home = refuser.text in both or refuser.lower in SPOKES or head.lower in _OF_THE_HOUSE
        return max(both, key=len) if at_home else ""
    common = {token.lower for token in speaks_for if token.lower in INSTITUTIONS}
    house = {token.lower for token in _close(refuser) if token.lower in INSTITUTIONS}
    return f"the {max(common & house)}" if common & house and not mine and not theirs else ""


def _close(head: Token) -> Iterator[Token]:
    """A noun with the names beside it: "a Solan Line official", "a person close to Drew"; no clause about it."""
    stack = [head]
    while stack:
        token = stack.pop()
        yield token
        stack += [kid for kid in token.kids if kid.dep in _BESIDE]


_BESIDE = ("compound", "poss", "prep", "pobj", "nmod", "amod", "flat")


RULE = Rule(
    slug="denied-and-quoted",
    question="Is the one who declined the one who speaks?",
    severity="ask",
    group="Give them their say",
    standard="AP: never say a person declined comment when that person is quoted anonymously.",
    why="If they are the same, the story tells its readers something untrue.",
    clears="Make sure they are not the same person. If they are, take out the refusal or the quotation.",
    find=_find,
    flagged=(
        "A spokesman for Solan Line declined to comment. [[An official at Solan Line said]] the lease had lapsed.",
        "Mr Drew declined to comment. [[A person close to Mr Drew said]] he would sell.",
        "The ministry declined to comment. [[A senior ministry official said]] the talks were dead.",
    ),
    unflagged=(
        "A spokesman for Solan Line declined to comment. An official at the port said the lease had lapsed.",
        "The Kelsmouth police declined to comment. A Kelsmouth resident said the road was shut.",
        "An employee at Solan Line declined to speak on the record, saying it would cost her the job.",
        "Solan Line refused to comment on the lease. An official of the port said Solan Line would leave.",
    ),
    fields=frozenset(("text",)),
)
