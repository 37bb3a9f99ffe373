"""What the noun phrase of a source tells about it: a part of a whole, a name beside a role, closeness to the matter."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

from ..grammar import Token
from ..lexicon.nouns import DOCUMENTS
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
PART_OF = frozenset(
    ("one", "some", "many", "most", "several", "number", "majority", "half", "handful", "dozens", "lot")
)


def whole_of(head: Token) -> Token | None:
    """one of the attorneys, a number of senators: the people it is some of."""
    of = next((k for k in head.kids if k.dep == "prep" and k.lower == "of"), None)
    return of.child("pobj") if of is not None else None


def names_some(head: Token) -> bool:
    """critics, like Senators Lind and Osei: a crowd of whom some are named."""
    for kid in head.kids:
        if kid.i > head.i and kid.lower in ("like", "including", "as") and kid.dep == "prep":
            return any(k.pos == "PROPN" for k in kid.subtree())
    return False


def of_a_document(head: Token) -> bool:
    return any(t.lower in DOCUMENTS for k in head.kids if k.dep == "prep" for t in k.kids)


def apposition(head: Token, cast: Cast) -> str | None:
    """The name beside a role: "the mayor, Ines Maddox,"."""
    for kid in head.kids:
        if (
            kid.dep in ("appos", "conj", "nmod")
            and kid.pos == "PROPN"
            and kid.i > head.i
            and kid.lower in cast.by_last
        ):
            return cast.name_of(kid)
        if kid.dep == "prep":
            for thing in kid.kids:
                named = next(
                    (
                        k
                        for k in thing.kids
                        if k.dep == "appos" and k.pos == "PROPN" and k.lower in cast.by_last
                    ),
                    None,
                )
                if named is not None and head.tag == "NN":
                    return cast.name_of(named)
    return None


def knows(head: Token) -> bool:
    """A few specific people: counted on the fingers, or said to be close to the matter."""
    if any(k.dep == "nummod" and k.lower in _FEW for k in head.kids):
        return True
    return any(
        t.lower in _KNOWING and t.i > head.i
        for k in head.kids
        for t in (k, *k.kids, *(g for c in k.kids for g in c.kids))
    )
