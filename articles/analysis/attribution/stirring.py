"""What stirs people: such talk is alarming many dockers, the council was split over the toll."""

# ruff: noqa: E501  (word lists read better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..grammar import Token
from ..lexicon.verbs import words
from .clauses import is_passive, is_verb, subject_of
from .model import Attributed
from .spans import cue_span, pieces, source_span, under

_STIRRING = words(
    "alarm anger annoy appal appall baffle bewilder bother delight dismay disturb embitter enrage enthral exasperate fascinate frighten "
    "frustrate horrify infuriate intrigue irk irritate outrage perplex please puzzle rankle rattle sadden scare shock stun surprise "
    "terrify trouble unnerve unsettle worry"
)
_DIVIDING = words("divide split tear unite")


def find_stirred(tokens: list[Token]) -> Iterator[Attributed]:
    """Feelings told by what causes them: the one who feels is the object, the cause is the content."""
    for token in tokens:
        lemma = token.lemma.lower()
        if not is_verb(token) or (lemma not in _STIRRING and lemma not in _DIVIDING):
            continue
        found = _divided(tokens, token) if lemma in _DIVIDING else _stirred(tokens, token)
        if found:
            yield found


def _stirred(tokens: list[Token], verb: Token) -> Attributed | None:
    who, cause = verb.child("dobj"), verb.child("nsubj")
    if who is None or cause is None or who.i < verb.i or is_passive(verb) or cause.tag in ("WDT", "WP"):
        return None
    source, content = source_span(tokens, who), pieces(tokens, *under(cause), None)
    if source is None or not content:
        return None
    return Attributed("think", source, cue_span(tokens, verb), content, verb.sent, who, verb, unreal=True)


def _divided(tokens: list[Token], verb: Token) -> Attributed | None:
    who = subject_of(verb)
    over = next(
        (k for k in verb.kids if k.dep == "prep" and k.i > verb.i and k.lower in ("on", "over", "about")),
        None,
    )
    thing = over.child("pobj", "pcomp") if over else None
    if who is None or thing is None or not is_passive(verb):
        return None
    source = source_span(tokens, who)
    if source is None or who.i > verb.i:
        return None
    return Attributed(
        "think", source, cue_span(tokens, verb), pieces(tokens, *under(thing), None), verb.sent, who, verb
    )
