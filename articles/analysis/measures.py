"""How a text is written, in numbers: rates of small words, marks and turns in the copy's own words, quotations left out."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from .document import Document
from .findings import Span
from .stock import STOCK, WORD, own_words

LEAST_WORDS = 150
_TYPES_OVER = 150  # words over which different words are counted, whatever the length


@dataclass(frozen=True, slots=True)
class Measure:
    """A rate per 100 own words. `label` is what a card calls it, in the plural."""

    name: str
    label: str
    pattern: re.Pattern[str]


def _word(name: str, words: str, label: str = "") -> Measure:
    return Measure(name, label or f"uses of “{name}”", re.compile(rf"\b(?:{words})\b", re.I))


def _mark(name: str, label: str, pattern: str) -> Measure:
    return Measure(name, label, re.compile(pattern))


RATES: tuple[Measure, ...] = (
    *(_word(word, word) for word in ("the", "of", "and", "to", "in", "a", "that", "for", "on", "with", "as", "but", "by", "at", "from")),
    _word("it", "it|its"),
    _word("was", "was|were"),
    _word("is", "is|are|['’]s"),
    _word("has", "has|have"),
    _word("had", "had"),
    _word("will", "will|would|could|can|may|might"),
    _word("this", "this|these"),
    _word("who", "who|which|whom|whose"),
    _word("not", r"not|never|no|\w+n['’]t"),
    _word("said", "said|says|say|told", "uses of “said” and “told”"),
    _word("i-we", "I|we|my|our|us|me|you|your", "uses of “I”, “we” and “you”"),
    _word("he-she", "he|she|they|his|her|their|him|them", "uses of “he”, “she” and “they”"),
    _word("time", "yesterday|today|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|last|next|ago|week|month|year|earlier|later", "words for when"),
    _word("connective", "moreover|furthermore|additionally|however|nevertheless|consequently|therefore|thus|meanwhile|while|despite|although|ultimately|overall|notably", "connectives"),
    _mark("comma", "commas", ","),
    _mark("dash", "dashes", "[—–]|--| - "),
    _mark("colon", "colons and semicolons", "[:;]"),
    _mark("bracket", "brackets", r"\("),
    _mark("question", "question and exclamation marks", "[?!]"),
    _mark("number", "numbers", r"\b\d[\d,.]*\b"),
    _mark("name", "names inside sentences", r"(?<=[a-z,] )[A-Z][\w’'-]+"),
    _mark("capitals", "words in capitals", r"\b[A-Z]{2,}\b"),
    _mark("long", "words of ten letters or more", r"\b[A-Za-z]{10,}\b"),
    _mark("short", "words of three letters or fewer", r"\b[A-Za-z]{1,3}\b"),
    _mark("contraction", "contractions", r"\b\w+(?:n['’]t|['’](?:re|ve|ll|d|m))\b"),
    _mark("abstract", "abstract nouns", r"\b[A-Za-z]{3,}(?:tions?|ments?|ness|ity|ities|ance|ence|ship)\b"),
    _mark("adverb", "adverbs in -ly", r"\b[a-z]{3,}ly\b"),
    _mark("ing", "words in -ing", r"\b[a-z]{3,}ing\b"),
    _mark("tail", "clauses hung on with -ing", r",\s+(?:\w+ly )?[a-z]{3,}ing\b"),
    _mark("ed", "words in -ed", r"\b[a-z]{3,}ed\b"),
    _mark("series", "series of three", r"\b[\w’'-]+, (?:[\w’'-]+ ){1,3}?[\w’'-]+, and \b"),
    Measure("stock", "stock phrases", STOCK),
)  # fmt: skip
SHAPES: tuple[tuple[str, str], ...] = (
    ("quoted", "quoted words in 100"),
    ("sentence", "words in a sentence"),
    ("sentence-spread", "variety of sentence lengths"),
    ("paragraph", "words in a paragraph"),
    ("different", "different words in the first 150"),
)
NAMES: tuple[str, ...] = (*(measure.name for measure in RATES), *(name for name, _label in SHAPES))
LABELS: dict[str, str] = {**{m.name: m.label for m in RATES}, **dict(SHAPES)}


@dataclass(frozen=True, slots=True)
class Measured:
    """Own words counted, and one value a name, in the order of NAMES; rates are per 100 own words."""

    words: int
    values: tuple[float, ...]


def measured(document: Document) -> Measured:
    """The measures of one text; it takes no notice of who wrote it."""
    stretches = [Span(*pair) for pair in own_words(document)]
    words = [m[0] for s in stretches for m in WORD.finditer(document.masked, s.start, s.end)]
    own = max(1, len(words))
    rates = [
        100 * sum(1 for s in stretches for _ in m.pattern.finditer(document.masked, s.start, s.end)) / own
        for m in RATES
    ]
    return Measured(len(words), (*rates, *_shapes(document, words)))


def places(document: Document, name: str) -> Iterator[Span]:
    """Where in the copy's own words a rate comes from; nothing for what is a matter of shape."""
    for measure in RATES:
        if measure.name == name:
            for start, end in own_words(document):
                yield from (Span(*m.span()) for m in measure.pattern.finditer(document.masked, start, end))


def _shapes(document: Document, words: list[str]) -> tuple[float, ...]:
    everything = sum(1 for p in document.paragraphs for _ in WORD.finditer(document.masked, p.start, p.end))
    lengths = [n for s in document.sentences if (n := len(WORD.findall(document.masked, s.start, s.end))) > 2]
    paragraphs = [
        n
        for p in document.paragraphs
        if p.role == "body" and (n := len(WORD.findall(document.masked, p.start, p.end))) > 2
    ]
    mean = _mean(lengths)
    spread = sqrt(_mean([(n - mean) ** 2 for n in lengths])) / mean if mean else 0.0
    first = [word.lower() for word in words[:_TYPES_OVER]]
    return (
        100 * (1 - len(words) / everything) if everything else 0.0,
        mean,
        10 * spread,
        _mean(paragraphs),
        100 * len(set(first)) / max(1, len(first)),
    )


def _mean(values: list[int] | list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
