"""Facts told before: what a source answered for earlier is not asked about again, in whatever words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..grammar import Token
from ..lexicon import claims as lexicon

_PER_CENT = re.compile(r"\s*(?:%|percent\b|per cent\b|percentage points?\b)", re.I)
_SCALE = re.compile(r"\s*\b(million|billion|trillion|m|bn|tn)\b", re.I)
_NAME = re.compile(r"\b[A-Z][\w’'-]{3,}")


@dataclass(slots=True)
class Facts:
    """The facts that stand in the story so far: figures with what they are of, deeds with who did them."""

    _figures: set[tuple[str, str]] = field(default_factory=set)
    _deeds: set[tuple[str, frozenset[str]]] = field(default_factory=set)

    def add(self, text: str, words: list[Token]) -> None:
        self._figures |= {(figure, thing) for figure in figures_in(text) for thing in _things(text, words)}
        self._deeds |= set(_deeds(words))

    def knows(self, text: str, words: list[Token]) -> bool:
        """Was every figure told of the same thing, or, where there is none, the same deed of the same people?"""
        figures = figures_in(text)
        if figures:
            things = _things(text, words)
            return all(any((figure, thing) in self._figures for thing in things) for figure in figures)
        deeds = list(_deeds(words))
        return bool(deeds) and deeds[0] in self._deeds


def figures_in(text: str) -> set[str]:
    """Figures in one spelling: "31 per cent" and "31%" are one."""
    return {_plain(match[0]) for match in lexicon.FIGURE.finditer(text)}


def _plain(figure: str) -> str:
    figure = _PER_CENT.sub("%", figure.lower())
    figure = _SCALE.sub(lambda found: found[1][0], figure)
    return figure.replace(",", "").replace(" ", "")


def _things(text: str, words: list[Token]) -> set[str]:
    """What a figure can be of: names, and the nouns a clause turns on."""
    names = {match[0].lower() for match in _NAME.finditer(text)}
    return names | {
        w.lemma.lower() for w in words if w.pos == "NOUN" and w.dep in ("nsubj", "nsubjpass", "dobj", "pobj")
    }


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
