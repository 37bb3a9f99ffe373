"""The words of a name: where it begins and ends, what stands beside it, and how much in view it is."""

from __future__ import annotations

from ..grammar import Token
from ..lexicon.people import COUNTRIES, INSTITUTIONS, ORGANISATION_WORDS, ORGANISATIONS, ROLES
from ..lexicon.persons import person_like
from ..lexicon.verbs import words

# What follows the name of a firm or a group: Farran & Sons, a builder of cranes; Open Water, a charity.
_FIRMS = words(
    "maker builder giant conglomerate grouping nonprofit charity super-pac lobby venture subsidiary magazine"
)
_SUBJECT = ("nsubj", "nsubjpass")
# What stands behind a name and is no part of it: Ines Maddox KC, Paul Lind Jr.
LETTERS = words("kc qc mp mep msp obe mbe cbe phd md jr jr. sr sr. ii iii iv")


def name_word(token: Token) -> Token:
    """The last name itself, where letters follow it: Maddox, of Ines Maddox KC."""
    if token.lower not in LETTERS:
        return token
    before = [k for k in token.kids if k.dep in ("compound", "flat", "nmod") and k.i < token.i]
    return max(before, key=lambda t: t.i, default=token)


def after_title(parts: list[Token], titles: list[Token]) -> list[Token]:
    """In "Kelsmouth Mayor Tam Brightwell" the name begins after the title."""
    begin = parts.index(titles[-1]) + 1 if titles and titles[-1] is not parts[-1] else 0
    return [t for t in parts[begin:] if t not in titles]


def roles_beside(name: Token) -> list[Token]:
    """Tam Brightwell, the mayor; the nominee Tam Brightwell; the mayor, Tam Brightwell."""
    beside = [k for k in name.kids if k.dep in ("appos", "compound") and k.pos == "NOUN"]
    if name.dep == "appos" and name.head.pos == "NOUN":
        beside.append(name.head)
    more = [t for t in beside if any(k.lower == "another" for k in t.kids)]  # one more, and not "the" one
    return [t for t in beside if t not in more and (t.lower in ROLES or person_like(t.lower))]


def partner_of(head: Token) -> Token | None:
    """Oak & Ember Co.: one name, where the parser sees two."""
    joined = head.pos == "PROPN" and any(k.dep == "cc" and k.text == "&" for k in head.kids)
    return next((k for k in head.kids if k.dep == "conj" and k.pos == "PROPN"), None) if joined else None


def is_persons_name(name: list[Token]) -> bool:
    """Two to four words, none of which belongs to an organisation or, at the end, to a country."""
    if not 2 <= len(name) <= 4 or name[-1].lower in COUNTRIES:
        return False
    return not any(t.lower in ORGANISATION_WORDS or _is_acronym(t) for t in name)


def is_firm(noun: Token) -> bool:
    """Open Water, a charity; Farran & Sons, the maker of cranes; the group Open Water."""
    lemma = noun.lemma.lower()
    if noun.pos not in ("NOUN", "ADJ") or lemma in ROLES or lemma not in INSTITUTIONS | _FIRMS:
        return False
    return (
        lemma == "group" if noun.dep == "compound" else noun.dep == "appos" and noun.child("det") is not None
    )


def rank_of(token: Token) -> int:
    named = token.pos == "PROPN" or token.head.pos != "PROPN"
    if token.dep == "appos" and named:  # her apprentice, Tam Brightwell, came in; one, an engineer, said
        token = token.head
    if token.dep not in _SUBJECT:
        return 2
    verb = token.head
    while verb.dep == "conj" and verb.head is not verb:
        verb = verb.head
    return 0 if verb.dep == "ROOT" else 1


def _is_acronym(word: Token) -> bool:
    """UN, but not the Un of Kim Jong Un."""
    return word.lower in ORGANISATIONS and (len(word.text) > 4 or word.text.isupper() or "." in word.text)
