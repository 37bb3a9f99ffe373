"""What the noun phrase of a source tells about it: a part of a whole, a name beside a role, closeness to the matter."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

from ..grammar import Token
from ..lexicon.nouns import DOCUMENTS
from ..lexicon.people import CROWDS, INFORMANTS, INSTITUTIONS, MASSES, PARTISANS
from ..lexicon.persons import person_like
from ..lexicon.verbs import words
from .cast import Cast

PERSONS = frozenset(
    [
        "people",
        "person",
        "persons",
        "someone",
        "somebody",
        "one",
        "man",
        "woman",
        "men",
        "women",
        "those",
        "others",
    ]
)
_FEW = frozenset(["two", "three", "four", "five", "six", "seven", "one"])
_KNOWING = frozenset(
    ["familiar", "close", "briefed", "privy", "knowledge", "involved", "aware", "inside", "present", "direct"]
)
_SHARES = words("percent % pct percentage thirds fourths fifths tenths quarters")
_SOME = words("some many several multiple other few who which that")
# Those whom pollsters ask.
_ELECTORATE = (
    PARTISANS
    | MASSES
    | words(
        "voters people citizens residents women men adults majority plurality most half respondents consumers taxpayers "
        "parents students workers millennials third quarter they"
    )
) - words("lawmakers senators")
PART_OF = frozenset(
    ("one", "some", "many", "most", "several", "number", "majority", "half", "handful", "dozens", "lot")
)


def whole_of(head: Token) -> Token | None:
    """one of the attorneys, a number of senators: the people it is some of."""
    of = next((k for k in head.kids if k.dep == "prep" and k.lower == "of"), None)
    return of.child("pobj") if of is not None else None


def people_within(head: Token) -> Token | None:
    """a wide array of economists, a chorus of critics: a word that only measures the people after it."""
    of = next((k for k in head.kids if k.dep == "prep" and k.lower == "of"), None)
    people = of.child("pobj") if of is not None else None
    if people is None or people.tag != "NNS" or head.tag != "NN" or head.lower in INSTITUTIONS | DOCUMENTS:
        return None
    indefinite = any(k.dep == "det" and k.lower in ("a", "an") for k in head.kids)
    return people if indefinite and not person_like(head.lower) and are_people(people) else None


def are_people(noun: Token) -> bool:
    return noun.lower in CROWDS | INFORMANTS | PARTISANS or person_like(noun.lemma.lower())


def names_some(head: Token) -> bool:
    """critics, like Senators Lind and Osei: the people meant are named, where "including" leaves most unnamed."""
    named = ("like", "including", "as") if head.lower in INFORMANTS else ("like", "as")
    for kid in head.kids:
        if kid.i > head.i and kid.lower in named and kid.dep == "prep":
            return any(k.pos == "PROPN" for k in kid.subtree())
    return False


def is_counted(head: Token) -> bool:
    """74 percent, three-fourths, eight in 10 voters, those surveyed: what a poll has counted, not who told us."""
    if head.lower in _SHARES or head.lower in ("respondent", "respondents"):
        return True
    if any(k.dep in ("acl", "relcl") and k.lemma.lower() in ("survey", "poll") for k in head.kids):
        return True
    before = [g for k in head.kids if k.i < head.i for g in (k, *k.kids)]
    return any(t.lower in _SHARES or (t.lower == "in" and t.dep == "quantmod") for t in before)


def in_a_poll(head: Token, cast: Cast) -> bool:
    """By 82 percent to 12, Americans support it; most voters say so, according to a poll: a people, as counted."""
    if head.lower not in _ELECTORATE or any(k.lower in _SOME for k in head.kids):
        return False
    return cast.polls_near(head)


def of_a_document(head: Token) -> bool:
    return any(t.lower in DOCUMENTS for k in head.kids if k.dep == "prep" for t in k.kids)


def described(noun: Token | None) -> Token | None:
    """Mara Lind, a former clerk who backed it; she was a woman who knew: of whom that is said."""
    if noun is None:
        return None
    if noun.dep == "appos" and noun.head.pos == "PROPN":
        return noun.head
    if noun.dep == "attr" and noun.head.lemma == "be":
        return noun.head.child("nsubj") or noun
    return noun


def apposition(head: Token, cast: Cast) -> str | None:
    """The name beside a role: "the mayor, Ines Maddox,"; "a surgeon from Kelsmouth, Ines Maddox,"."""
    for kid in head.kids:
        if kid.dep in ("appos", "conj", "nmod") and kid.i > head.i and _is_name(kid, cast):
            return cast.name_of(kid)
    if head.tag != "NN":
        return None
    if (name := _identified(head)) is not None:
        return cast.name_of(name)
    for token in head.subtree():
        if (
            token.dep == "appos"
            and token.i > head.i
            and _is_name(token, cast)
            and not _is_their_name(token.head)
        ):
            return cast.name_of(token)
    return None


def _identified(head: Token) -> Token | None:
    """A woman later identified as Petra Lind; a postman called Tam Brightwell."""
    verbs = [k for k in head.kids if k.dep in ("acl", "relcl")] + [head.head] * (
        head.dep in ("nsubj", "nsubjpass")
    )
    for verb in verbs:
        if verb.lemma.lower() in ("identify", "name"):
            behind = [t for k in verb.kids if k.i > verb.i for t in (k, *(k.kids if k.lower == "as" else ()))]
            return next((t for t in behind if t.pos == "PROPN"), None)
        called = verb.child("oprd") if verb.dep == "acl" and verb.lower in ("called", "named") else None
        if called is not None and called.pos == "PROPN":
            return called
    return None


def _is_name(token: Token, cast: Cast) -> bool:
    return token.pos == "PROPN" and token.lower in cast.by_last


def _is_their_name(noun: Token) -> bool:
    """An aide to the mayor, Ines Maddox: the name is the mayor's; behind a name or a place it is the aide's."""
    return noun.pos == "NOUN" and person_like(noun.lemma.lower())


def knows(head: Token) -> bool:
    """A few specific people: counted on the fingers, or said to be close to the matter."""
    if any(k.dep == "nummod" and k.lower in _FEW for k in head.kids):
        return True
    return any(
        t.lower in _KNOWING and t.i > head.i
        for k in head.kids
        for t in (k, *k.kids, *(g for c in k.kids for g in c.kids))
    )
