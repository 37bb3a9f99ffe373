"""Characters that nobody sees, and letters that look like others: where they stand, the text without them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from .findings import Field, Hidden
from .plain import UNSEEN
from .scripts import as_latin, foreign_in, odd_words

RULE = "hidden-characters"  # the question about them
SOFT = "\u00ad"
_HIDDEN = re.compile(f"[{UNSEEN}]")
_JOINERS, _FLAG = "\u200c\u200d", "\U0001f3f4"
_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"  # not overrides


def hidden_places(text: str) -> list[int]:
    """Where they stand, in order; none where there are soft hyphens alone."""
    if text.isascii():
        return []
    places = sorted((*_invisible(text), *_alike(text)))
    return [] if all(text[at] == SOFT for at in places) else places


def hidden_in(field: Field, text: str) -> Iterator[Hidden]:
    """Runs of them, each with what is read in its place. A letter that is like no Latin one stays."""
    read = as_latin(text)
    start = end = -1
    for at in (*hidden_places(text), len(text)):
        if start >= 0 and (at > end or at == len(text)):
            yield Hidden(field, start, end, _HIDDEN.sub("", read[start:end]))
            start = -1
        if at < len(text) and (_HIDDEN.match(text[at]) or read[at] != text[at]):
            start, end = at if start < 0 else start, at + 1


def cleaned(text: str, hidden: Iterable[Hidden], offset: int = 0) -> str:
    """The text with what is read in their place; it begins at `offset` of what they were found in."""
    pieces, at = [], 0
    for place in hidden:
        start, end = max(at, place.start - offset), min(len(text), place.end - offset)
        if start >= len(text):
            break
        pieces += (text[at:start], place.words)
        at = max(at, end)
    return "".join((*pieces, text[at:]))


def _invisible(text: str) -> Iterator[int]:
    turned = bool(_HIDDEN.search(text)) and any(_from_the_right(letter) for letter in set(text))
    for found in _HIDDEN.finditer(text):
        if not _belongs(text, found.start(), turned):
            yield found.start()


def _belongs(text: str, at: int, turned: bool) -> bool:
    """Is it part of an emoji, or of a script that is written so?"""
    letter, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if "\ufe00" <= letter <= "\ufe0f":
        return _takes_a_variant(before, after)
    if letter >= "\U000e0100":
        return _ideograph(before)
    if letter in _JOINERS:
        return _joins(before) and (letter == "\u200c" or after == "" or _joins(after))
    if "\U000e0000" <= letter <= "\U000e007f":
        return _FLAG in text[max(0, at - 8) : at]
    return turned and letter in _MARKS


def _joins(letter: str) -> bool:
    """An emoji, or a letter of a script with joiners of its own."""
    if not letter.isalpha():
        return unicodedata.category(letter or " ") in ("So", "Sk", "Mn", "Mc") or letter == "\ufe0f"
    return not unicodedata.name(letter, "").startswith(("LATIN", "GREEK", "CYRILLIC"))


def _from_the_right(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def _alike(text: str) -> Iterator[int]:
    for word in odd_words(text):
        yield from (word.start() + at for at in foreign_in(word[0]))


def _takes_a_variant(before: str, after: str) -> bool:
    """A sign with several looks, a digit in a key, an ideograph: one selector belongs to it, no second."""
    if before == "" or before.isspace() or _HIDDEN.match(before):
        return False
    return not before.isalnum() or after == "\u20e3" or _ideograph(before)


def _ideograph(letter: str) -> bool:
    return unicodedata.name(letter or " ", "").startswith("CJK")
