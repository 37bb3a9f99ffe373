"""Facts told before: what a source answered for earlier is not asked about again, in whatever words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..grammar import Token
from ..lexicon import claims as lexicon

_PER_CENT = re.compile(r"(?<!\s)\s*(?:%|percent\b|per cent\b|percentage points?\b)", re.I)
_SCALE = re.compile(r"(?<!\s)\s*\b(million|billion|trillion|m|bn|tn)\b", re.I)
_UNITS = frozenset(("cent", "percent", "percentage", "point", "rise", "fall", "increase", "number", "total"))
_NAME = re.compile(r"\b[A-Z][\w’'-]{3,}")


@dataclass(frozen=True, slots=True)
class _Of:
    """What a figure is of: the nouns a clause turns on, and the names in it."""

    nouns: frozenset[str]
    names: frozenset[str]

    def same(self, other: _Of) -> bool:
        """By a common noun, by names only without one: rents in a town are not its traffic."""
        if self.nouns and other.nouns:
            return bool(self.nouns & other.nouns)
        return bool(self.names & other.names)


class Facts:
    """The facts of the story so far: figures with what they are of, deeds with who did them."""

    def __init__(self) -> None:
        self._figures: dict[str, list[_Of]] = {}
        self._deeds: set[tuple[str, frozenset[str]]] = set()

    def add(self, text: str, words: list[Token]) -> None:
        of = _things(text, words)
        for figure in figures_in(text):
            self._figures.setdefault(figure, []).append(of)
        self._deeds |= set(_deeds(words))

    def knows(self, text: str, words: list[Token]) -> bool:
        """Was every figure told of the same thing; without figures: the same deed of the same people?"""
        figures = figures_in(text)
        if figures:
            of = _things(text, words)
            return all(any(of.same(told) for told in self._figures.get(figure, ())) for figure in figures)
        deeds = _deeds(words)
        return bool(deeds) and deeds[0] in self._deeds


def figures_in(text: str) -> set[str]:
    """Figures in one spelling: "31 per cent" and "31%" are one."""
    return {_plain(match[0]) for match in lexicon.FIGURE.finditer(text)}


def _plain(figure: str) -> str:
    figure = _PER_CENT.sub("%", figure.lower())
    figure = _SCALE.sub(lambda found: found[1][0], figure)
    return figure.replace(",", "").replace(" ", "")


def _things(text: str, words: list[Token]) -> _Of:
    names = {match[0].lower() for match in _NAME.finditer(text)}
    nouns = {
        word.lemma.lower()
        for word in words
        if word.pos == "NOUN" and word.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "attr")
    }
    return _Of(frozenset(nouns - _UNITS - lexicon.TIMES), frozenset(names))


def _deeds(words: list[Token]) -> list[tuple[str, frozenset[str]]]:
    """(verb, who and what) of each clause that names two: people, or a person and a thing."""
    found = []
    for verb in words:
        if verb.pos != "VERB":
            continue
        parties = {
            (kid.text if kid.pos == "PROPN" else kid.lemma).lower()
            for kid in _parties(verb)
            if kid.pos in ("PROPN", "NOUN")
        }
        if len(parties) > 1:
            found.append((verb.lemma.lower(), frozenset(parties)))
    return found


def _parties(verb: Token) -> list[Token]:
    direct = [k for k in verb.kids if k.dep in ("nsubj", "nsubjpass", "dobj", "attr")]
    after = [k for prep in verb.kids if prep.dep in ("prep", "agent") for k in prep.kids if k.dep == "pobj"]
    return direct + [k for k in after if k.pos == "PROPN"]
