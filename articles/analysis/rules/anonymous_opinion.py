"""An unnamed source does not give a fact but an opinion, or attacks somebody.

*Why it matters.* Anonymity protects people who bring information that could not be had otherwise. It is
not a cover from which to judge others: the one who is attacked cannot answer a voice without a name.

*What clears it.* Cut the opinion, put it to the record with a name, or replace it by the fact it rests
on.

*Does not flag* unnamed sources who give facts, named people who give opinions, or hard words that judge
nobody: a weak wall, a nasty divorce, an arrest for fraud.

*Standard.* AP: information, not opinion or speculation. Reuters: unnamed sources for facts, not opinion
or attack. Guardian: no anonymous pejorative quotes.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..attribution import Attributed
from ..grammar import Token
from ..lexicon.judgement import ATTACKS, JUDGEMENTS
from ..lexicon.people import ROLES
from ..registry import Hit, Reading, Rule
from ..wording import key_of, quoted, who
from .anonymous_source import speaks_unnamed

# Said of a wall it is a fact, said of a person a judgement.
_OF_PEOPLE = frozenset(("weak", "lazy", "careless", "foolish", "cruel", "greedy"))
_SAID_OF = ("nsubj", "nsubjpass")


def _find(reading: Reading) -> Iterator[Hit]:
    for attributed in reading.attributions:
        if not speaks_unnamed(attributed):
            continue
        words = _opinion_in(reading, attributed)
        if not words:
            continue
        yield Hit(
            attributed.anchor,
            f"{who(reading.text, attributed)} gives an opinion, not information: {words}. The one it is about cannot answer it.",
            confidence=0.8,
            holds=tuple(attributed.spans()),
            source_key=key_of(reading.text, attributed),
        )


def _opinion_in(reading: Reading, attributed: Attributed) -> str:
    """The judging words, in marks, or ''."""
    verb = attributed.cue_token
    if verb is not None and verb.lemma.lower() in ATTACKS and attributed.cue and _at_somebody(verb):
        return quoted(reading.text, attributed.cue)
    for span in attributed.content:
        for match in JUDGEMENTS.finditer(reading.text, span.start, span.end):
            token = reading.token_at(match.start())
            if token is None or token.pos == "PRON" or _judges(token):
                return f"“{match[0].strip()}”"
    return ""


def _at_somebody(verb: Token) -> bool:
    """An attack is aimed at a name, at him or them, or at who holds an office."""
    aims = [kid for kid in verb.kids if kid.dep == "dobj" and kid.i > verb.i]
    aims += [kid.child("pobj") or kid for kid in verb.kids if kid.dep == "prep" and kid.lower == "at"]
    return any(aim.pos == "PROPN" or aim.lower in _THEM or aim.lower in ROLES for aim in aims)


_THEM = frozenset(("him", "her", "them", "us", "me"))


def _judges(token: Token) -> bool:
    """Is the word what somebody or something is said to be? In "a nasty divorce" and "held for fraud" it is not."""
    word = token
    while word.dep in ("conj", "amod", "compound") and word.head is not word:
        word = word.head
    if word.dep in ("pobj", "amod", "prep") and _after_as(word):
        return True
    if word.dep not in ("acomp", "attr", "oprd", "appos", "ROOT", "ccomp") or (
        word is not token and word.dep == "ROOT"
    ):
        return False
    said_of = next((kid for kid in (*word.head.kids, *word.kids) if kid.dep in _SAID_OF), None)
    if token.lower in _OF_PEOPLE:
        return said_of is not None and (said_of.pos in ("PROPN", "PRON") or said_of.lower in ROLES)
    return True


def _after_as(word: Token) -> bool:
    return word.lower == "as" or word.head.lower == "as"


RULE = Rule(
    slug="anonymous-opinion",
    question="Must an unnamed source say this?",
    severity="ask",
    group="Say who stands behind it",
    standard="AP: information, not opinion or speculation. Guardian: no anonymous pejorative quotes.",
    why="The person attacked cannot answer a voice without a name, and the reader cannot ask what it wants.",
    clears="Cut it, get it on the record with a name, or give the fact it rests on.",
    find=_find,
    flagged=(
        "“The chairman is a disgrace,” [[a person close to the operator said]].",
        "[[A former aide called]] the governor a liar.",
        "[[A senior official described]] the plan as reckless.",
        "“It is a mess,” [[one official said]].",
        "[[An aide mocked]] the governor.",
    ),
    unflagged=(
        "A person close to the operator said the lease ends on 31 December.",
        "“The chairman is a disgrace,” said Tam Brightwell.",
        "An official said the hall was weak at the north end.",
        "A source said Tom Drew was arrested for fraud in 2019.",
        "A source said the couple were in a nasty divorce.",
    ),
)
