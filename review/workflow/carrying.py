"""What changed between two texts, where it is no more than signatures may be carried over. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rapidfuzz.distance import OSA

from articles.rendering.layout import folded, paragraphs, pieces
from review.disclosure.carrying import ADDITION, CORRECTION
from review.wording import NUMBERS
from review.workflow.english import corrects, known

# fmt: off
NEGATIONS = frozenset((
    "no", "not", "never", "none", "nor", "neither", "without", "cannot", "nobody", "nothing",
    "nowhere", "hardly", "barely", "scarcely", "dont", "doesnt", "didnt", "wont", "wouldnt", "cant",
    "couldnt", "isnt", "arent", "wasnt", "werent", "hasnt", "havent", "hadnt", "shouldnt",
))
# fmt: on
PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "mis")
SUFFIXES = ("less",)
SHORTEST = 3  # letters of a word that may have been misspelled
# fmt: off
# What a sentence may begin with beside a name
OPENERS = frozenset((
    "a", "an", "the", "this", "that", "these", "those", "in", "on", "at", "by", "from", "with", "and",
    "of", "to", "as", "people", "he", "she", "they", "it", "we", "his", "her", "their", "its", "our",
))
# fmt: on
MARKS = ".,;:!?()“”\"‘’'…«»„"
_TOKENS = re.compile(r"[^\W_]+(?:[.,:’'-][^\W_]+)*%?")
_SPACES = re.compile(r"(\s+)")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_NOT = re.compile(r"n[’']t$")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Image:
    """An image of a text. `same`: what must not change; alt and credit may."""

    name: str
    same: tuple[object, ...]
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A text with all that is signed with it, but for the story's details and the label."""

    headline: str
    text: str
    standfirst: str = ""
    byline: str = ""
    format: str = "plain"
    alternative_headlines: tuple[str, ...] = ()
    alert_text: str = ""
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A kind of change over which a policy may let signatures be carried; `what` says it line by line."""

    kind: str
    what: tuple[str, ...]


def carries(before: Copy, after: Copy) -> Difference | None:
    """From the text that was really signed to this one; None where more changed, or nothing at all."""
    return correction(before, after) or addition(before, after)


def correction(before: Copy, after: Copy) -> Difference | None:
    """Only alt texts, credits and misspelled words changed: no name, no figure, no negation, no mark."""
    if (before.byline, before.format) != (after.byline, after.format) or _tags(before) != _tags(after):
        return None
    pairs = _words_changed(_lines(before), _lines(after))
    images = _images_changed(before.images, after.images)
    if pairs is None or images is None or not all(misspelled(*pair) for pair in pairs):
        return None
    words = dict.fromkeys(f"“{old}” is “{new}” now" for old, new in (_bare(*pair) for pair in pairs))
    return Difference(CORRECTION, (*words, *images)) if words or images else None


def addition(before: Copy, after: Copy) -> Difference | None:
    """Every word that stood stands, in its order; whole paragraphs came, and nothing else changed."""
    if replace(before, text="") != replace(after, text=""):
        return None
    shown = _added(paragraphs(before.text, before.format), paragraphs(after.text, after.format))
    typed = _added(_blocks(before), _blocks(after))
    return Difference(ADDITION, tuple(typed)) if shown and typed else None


def misspelled(old: str, new: str) -> bool:
    """Two words with their marks, as they stand in the text: the old one was no word, and this was meant."""
    one, other = _bare(old, new)
    return (
        old.replace(one, "", 1) == new.replace(other, "", 1)
        and all(word.isalpha() and word.islower() and len(word) >= SHORTEST for word in (one, other))
        and OSA.distance(one, other, score_cutoff=1) == 1
        and not {one, other} & (NEGATIONS | NUMBERS)
        and _affixes(one) == _affixes(other)
        and corrects(one, other)
    )


def _bare(old: str, new: str) -> tuple[str, str]:
    return old.strip(MARKS), new.strip(MARKS)


def _affixes(word: str) -> tuple[bool, ...]:
    """Which beginnings and ends that may negate it a word has."""
    return (*map(word.startswith, PREFIXES), *map(word.endswith, SUFFIXES))


def _tags(copy: Copy) -> list[str]:
    """How the text is set, and where its links lead."""
    return [piece for piece in pieces(copy.text, copy.format) if piece.startswith("<")]


def _lines(copy: Copy) -> tuple[str, ...]:
    """Every field of words, in an order."""
    return (copy.headline, copy.standfirst, copy.alert_text, *copy.alternative_headlines, copy.text)


def _words_changed(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]] | None:
    """Pairs of words that differ; None where words came or went, or stand otherwise."""
    found: list[tuple[str, str]] = []
    if len(before) != len(after):
        return None
    for old, new in zip(before, after, strict=True):
        ones, others = _SPACES.split(old.strip()), _SPACES.split(new.strip())
        if len(ones) != len(others) or ones[1::2] != others[1::2]:
            return None
        found += [pair for pair in zip(ones, others, strict=True) if pair[0] != pair[1]]
    return found


def _images_changed(before: Sequence[Image], after: Sequence[Image]) -> tuple[str, ...] | None:
    """What changed of the words of the same images; None where more did."""
    if [one.same for one in before] != [one.same for one in after]:
        return None
    found: list[str] = []
    for old, new in zip(before, after, strict=True):
        if _telling(old.alt) != _telling(new.alt):
            return None
        # a credit is a name: another one may stand there
        if _telling(old.credit, names=False) != _telling(new.credit, names=False):
            return None
        found += _said(new.name, "alt text", old.alt, new.alt)
        found += _said(new.name, "credit", old.credit, new.credit)
    return tuple(found)


def _said(name: str, what: str, old: str, new: str) -> Iterator[str]:
    if old != new:
        yield f"The {what} of {name} was “{old}” and is “{new}” now"


def _telling(words: str, *, names: bool = True) -> Counter[str]:
    """Names, figures and negations among the words."""
    return Counter(_facts(words, names))


def _facts(words: str, names: bool) -> Iterator[str]:
    for match in _TOKENS.finditer(words):
        token, small = match[0], match[0].lower()
        opens = words[: match.start()].strip()[-1:] in ("", ".", "!", "?")
        figure = any(sign.isdigit() for sign in token) or small in NUMBERS
        name = names and not token.islower() and not (opens and small in OPENERS)
        if figure or name or _negative(small):
            yield token if name else small


def _negative(word: str) -> bool:
    stems = [word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix)]
    stems += [word.removesuffix(suffix) for suffix in SUFFIXES if word.endswith(suffix)]
    of_a_word = any(len(stem) >= SHORTEST and known(stem) for stem in stems)
    return word in NEGATIONS or bool(_NOT.search(word)) or of_a_word


def _blocks(copy: Copy) -> list[str]:
    """The text as it was typed, paragraph by paragraph: what a page does not show is among it."""
    parts = _EMPTY_LINE.split(copy.text) if copy.format == "markdown" else copy.text.split("\n")
    return [block for part in parts if (block := folded(part))]


def _added(before: Sequence[T], after: Sequence[T]) -> list[T]:
    """What came, where all that stood stands in its order; nothing where it does not."""
    added: list[T] = []
    met = 0
    for one in after:
        if met < len(before) and one == before[met]:
            met += 1
        else:
            added.append(one)
    return added if met == len(before) else []
