"""She faced sharp criticism, outrage ensued: people have spoken, and the copy does not tell who."""

# ruff: noqa: E501  (word lists read better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..grammar import Token
from ..lexicon.people import PARTISANS
from ..lexicon.verbs import words

_OUTCRIES = words(
    "criticism outcry backlash blowback uproar furor furore scrutiny relief outrage opposition condemnation ridicule praise "
    "applause anger controversy firestorm consternation alarm scepticism skepticism rebuke scorn pushback fury speculation"
)
# What an outcry does, and what is done with one.
_MEETING = words(
    "face draw spark prompt provoke receive come stir ignite trigger arise ensue erupt set attract invite meet raise generate "
    "create elicit incur earn weather withstand mount fuel renew"
)
# Feelings cannot be counted: alarms that come at night, and an alarm that is raised, are bells.
_UNCOUNTED = words("alarm relief applause anger fury scorn praise consternation outrage")
_WHOSE = ("from", "among", "by", "of", "between")


def outcries(tokens: list[Token]) -> Iterator[Span]:
    """Where the copy tells of an outcry by nobody it names; spans of the outcry and of whose it may be."""
    for noun in tokens:
        if noun.pos != "NOUN" or noun.lemma.lower() not in _OUTCRIES:
            continue
        if noun.lemma.lower() in _UNCOUNTED and _is_counted(noun):
            continue
        verb = _met_with(noun)
        if verb is None or any(k.dep in ("neg", "poss") for k in (*verb.kids, *noun.kids)):
            continue
        people = _whose(noun, verb)
        if people is None or not _is_name(people):
            yield _span(noun, people)


def _is_counted(noun: Token) -> bool:
    return noun.tag == "NNS" or any(k.dep == "det" and k.lower in ("a", "an") for k in noun.kids)


def _met_with(noun: Token) -> Token | None:
    """faced criticism, a furor arose, came under scrutiny, was met with relief."""
    verb = noun.head
    if noun.dep == "pobj":
        if noun.head.lower not in ("under", "with"):
            return None
        verb = noun.head.head
    elif noun.dep not in ("dobj", "nsubj"):
        return None
    return verb if verb.lemma.lower() in _MEETING else None


def _whose(noun: Token, verb: Token) -> Token | None:
    behind = (k for k in (*noun.kids, *verb.kids) if k.dep in ("prep", "agent") and k.i > noun.i)
    return next((k.child("pobj") for k in behind if k.lower in _WHOSE and k.child("pobj")), None)


def _is_name(people: Token) -> bool:
    return people.pos in ("PROPN", "PRON") and people.lower not in PARTISANS | {"some", "many", "others"}


def _span(noun: Token, people: Token | None) -> Span:
    start = min(k.start for k in (noun, *noun.kids) if k.i <= noun.i and k.dep != "det" and k.dep != "punct")
    return Span(start, max(noun.end, people.end if people is not None else 0))
