"""Characters that nobody sees, or that look like others, stand in the copy.

*Why it matters.* A zero-width space, a mark for the direction of writing, a tag character, an “о” of the
Cyrillic alphabet among Latin letters: a reader sees nothing of them, a search misses the word, and whoever
copies the text carries them on. They could be a provider's mark in what a tool wrote; they could be a trick
to keep a word from being found; they could have come along from a page or a program.

*What clears it.* Look where the passage came from, declare the tool if it was one, and type the words anew;
or say why the characters belong there.

*What it cannot know.* Who set them, and what for. The other questions are asked as if they were not there.

*Does not flag* soft hyphens alone, what joins emoji, joiners and direction marks in languages that are
written with them, measures such as µm, or a word that is wholly in another script.

*Standard.* House policy on AI use; Unicode Technical Standard 39 (mixed scripts, invisible characters).
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from ..findings import Span
from ..plain import UNSEEN
from ..registry import Hit, Reading, Rule
from ..scripts import foreign_in, odd_words

LISTED = 30  # places that a card names
_HIDDEN = re.compile(f"[{UNSEEN}]")
_WORD = re.compile(rf"[\w{UNSEEN}’'-]+")
_SOFT, _JOINERS, _FLAG = "\u00ad", "\u200c\u200d", "\U0001f3f4"
_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"  # not overrides
_UNNAMED = {"\ufeff": "byte order mark", "\u00ad": "soft hyphen"}


def _find(reading: Reading) -> Iterator[Hit]:
    text = reading.text
    if text.isascii():
        return
    places = sorted((*_invisible(text), *_alike(text)))
    if all(text[at] == _SOFT for at in places):
        return
    first = next(at for at in places if text[at] != _SOFT)
    yield Hit(
        _around(text, first),
        f"{len(places)} characters of this copy cannot be seen or look like others: {_listed(text, places)}. This could be a provider’s mark, could be a trick.",
        confidence=0.95,
        holds=(_around(text, first),),
    )


def _invisible(text: str) -> Iterator[int]:
    turned = bool(_HIDDEN.search(text)) and any(_from_the_right(letter) for letter in set(text))
    for found in _HIDDEN.finditer(text):
        if not _belongs(text, found.start(), turned):
            yield found.start()


def _belongs(text: str, at: int, turned: bool) -> bool:
    """Is it part of an emoji, or of a script that is written so?"""
    letter, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if "\ufe00" <= letter <= "\ufe0f":
        return before != "" and (not before.isalnum() or after == "\u20e3") and not before.isspace()
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


def _around(text: str, at: int) -> Span:
    """The word in which it stands, else the character alone."""
    low, high = max(0, at - 60), min(len(text), at + 60)
    found = next((m for m in _WORD.finditer(text, low, high) if m.start() <= at < m.end()), None)
    return Span(*found.span()) if found else Span(at, at + 1)


def _listed(text: str, places: list[int]) -> str:
    """Each by code point, name and place."""
    kinds = sorted(places[:LISTED], key=lambda at: (text[at], at))
    said = []
    for letter, group in groupby(kinds, key=lambda at: text[at]):
        spots = dict.fromkeys(_place(text, at) for at in group)
        said.append(f"U+{ord(letter):04X} {_name(letter)} in {', '.join(spots)}")
    more = len(places) - LISTED
    return "; ".join(said) + (f"; and {more} more" if more > 0 else "")


def _name(letter: str) -> str:
    return _UNNAMED.get(letter) or unicodedata.name(letter, "no name").lower()


def _place(text: str, at: int) -> str:
    words = _HIDDEN.sub("", _around(text, at).of(text))
    line = f"line {text.count(chr(10), 0, at) + 1}"
    return f"“{words}” ({line})" if words.strip() else line


RULE = Rule(
    slug="hidden-characters",
    name="Hidden or foreign characters",
    question="How did these characters come into the copy?",
    severity="ask",
    group="Make text and declaration agree",
    standard="House policy on AI use; Unicode UTS 39: mixed scripts and invisible characters.",
    why="An indicator, not proof: it could be a provider's mark, could be a trick, could have come along from a page.",
    clears="Find out where the passage came from and declare a tool if it was one; type the words anew, or say why the characters belong there.",
    find=_find,
    flagged=(
        "Two [[s\u043eurces]] spoke of it.",
        "The quay [[clo\u200bses]] in May.",
        "The port [[will\u202e]] close in May.",
        "It opens in [[June\U000e0041\U000e0042]].",
    ),
    unflagged=(
        "The quay clo\u00adses in May.",
        "A grain of 20 µm, said the mayor of Москва, and α-waves.",
        "The team 👩\u200d🚀 won ❤\ufe0f in May.",
        "The mayor said שלום\u200f and left.",
    ),
    sourcing=False,
    reads="stored",
    in_quotations=True,
)
