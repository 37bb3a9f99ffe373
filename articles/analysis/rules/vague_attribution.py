"""The copy leans on somebody without saying on whom: "experts say", "reportedly", "it is believed",
"according to reports".

*Why it matters.* Such words look like a source and are none. A reader cannot check them, and often
neither can we.

*What clears it.* Say who: name one expert, link the reports, say which critics and how many. Or cut the
phrase and stand behind the statement.

*Does not flag* "reportedly" in the headline of another story, crowds inside somebody's quoted words, the
shares a poll has counted, a group that is only told apart ("members who have endorsed him"), what somebody
is asked or allowed to say, or the copy's own guess ("apparently").

*Standard.* Reuters: source every statement unless established fact, public domain or witnessed. AP: the
attribution establishes credibility.
"""

# ruff: noqa: E501  (examples and word lists read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator

from ..attribution import Attributed
from ..attribution.common_nouns import is_thing
from ..attribution.outcries import outcries
from ..attribution.telling import bidden, only_defines, yet_to_come
from ..findings import Span
from ..lexicon.verbs import words
from ..registry import Hit, Reading, Rule
from ..wording import key_of, quoted

# What a crowd does is an event, not something it told anybody.
_DOINGS = words(
    "decide choose plan seek intend resolve vote prefer need learn discover mean ask discuss address welcome go look try"
)
_NOBODY = "Say who says so and link it, or cut the word and stand behind the statement."


def _find(reading: Reading) -> Iterator[Hit]:
    pointed: list[Span] = []
    for attributed in reading.attributions:
        if not _is_vague(attributed) or _in_court(reading, attributed):
            continue
        if any(attributed.anchor.overlaps(span) for span in pointed):
            continue
        pointed.append(attributed.anchor)
        yield Hit(
            attributed.anchor,
            _message(reading, attributed),
            _clears(attributed),
            confidence=0.85 if attributed.kind == "hidden" else 0.75,
            holds=tuple(attributed.spans()),
            source_key=key_of(reading.text, attributed),
        )
    yield from _outcries(reading, pointed)


_COURT = re.compile(r"\b(?:court|trial|jury|jurors|prosecut\w+|pleaded|indict\w+|denies|denied)\b", re.I)
_NEAR = 2  # sentences


def _in_court(reading: Reading, attributed: Attributed) -> bool:
    """He is accused of fraud, it was alleged: where the copy tells of a trial, the court is who."""
    verb = attributed.cue_token
    if (
        attributed.kind != "hidden"
        or verb is None
        or verb.lemma.lower() not in ("accuse", "allege", "charge")
    ):
        return False
    at, sentences = attributed.sentence, reading.document.sentences
    near = sentences[max(0, at - _NEAR) : at + _NEAR + 1]
    return any(_COURT.search(reading.document.masked, span.start, span.end) for span in near)


def _outcries(reading: Reading, pointed: list[Span]) -> Iterator[Hit]:
    for span in (span for tokens in reading.tokens for span in outcries(tokens)):
        if not any(span.overlaps(other) for other in pointed):
            found = f"{quoted(reading.text, span)} tells that people spoke, and not who."
            yield Hit(span, found, _NOBODY, confidence=0.7)


def _is_vague(attributed: Attributed) -> bool:
    if yet_to_come(attributed):
        return False
    if attributed.kind == "hidden":
        return not (attributed.nested and attributed.cue_kind == "noun")
    if attributed.kind != "collective" or (attributed.nested and attributed.cue_kind != "say"):
        return False
    if bidden(attributed) or only_defines(attributed):
        return False
    if attributed.source_head is not None and is_thing(attributed.source_head):
        return False  # new estates do not want it, the bells say so: nobody is hidden behind things
    verb = attributed.cue_token
    return verb is None or verb.lemma.lower() not in _DOINGS


def _message(reading: Reading, attributed: Attributed) -> str:
    if attributed.source is None:
        words = quoted(reading.text, attributed.cue) if attributed.cue else "This"
        return f"{words} hides who says so."
    return f"{quoted(reading.text, attributed.source)} could be anybody: no name, no number, no link."


def _clears(attributed: Attributed) -> str:
    if attributed.source is None:
        return _NOBODY
    return "Name at least one of them, or say which and how many, with a link. Or cut the phrase."


RULE = Rule(
    slug="vague-attribution",
    question="Who is that, exactly?",
    severity="ask",
    group="Say who stands behind it",
    standard="Reuters: source every statement unless it is established fact, public domain or witnessed.",
    why="It looks like a source and is none: neither a reader nor we can check it.",
    clears="Say who: name, link or count them. Or cut the phrase and stand behind the statement.",
    find=_find,
    flagged=(
        "[[Experts say]] the quay will not last another winter.",
        "The company [[reportedly]] lost its licence in March.",
        "[[According to reports]], the shed will be torn down.",
        "[[Critics have called]] the plan a giveaway.",
        "It [[is widely believed]] that the mayor will resign.",
        "The plan has come under [[intense scrutiny]].",
    ),
    unflagged=(
        "Mara Lind, an engineer at the university, said the quay would not last.",
        "“Experts say it will not last,” Tam Brightwell said.",
        "The plan drew criticism from Ines Maddox.",
    ),
)
