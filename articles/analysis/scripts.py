"""Letters that look like others: words of two scripts, set wide or as mathematics, and how they read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = frozenset(("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "GEORGIAN"))
_SET = frozenset(("MATHEMATICAL", "FULLWIDTH"))  # Latin letters under other code points
SHORTEST = 3  # letters of a word of two scripts that is none of measure: “µm”, “Δt”
_LIKE = (  # other letters over the Latin ones they look like
    ("аеорсухіјѕԁһӏкмтвнԛԝѵАВЕКМНОРСТУХІЈЅԚԜӀ", "aeopcyxijsdhlkmtbhqwvABEKMHOPCTYXIJSQWI"),
    ("οανρτυικχγηωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavptuikxynwABEZHIKMNOPTYX"),
    ("օոսհցᎪᏟᎬᎻᎫᏦᎷᏢᎡᎢ", "onuhgACEHJKMPRT"),
)
_LOOSE = frozenset("кмтвнικγτηω")  # like enough within a Latin word, and no further
_LATIN = {ord(a): b for ours, theirs in _LIKE for a, b in zip(ours, theirs, strict=True)}


def odd_words(text: str) -> Iterator[re.Match[str]]:
    """Words of Latin letters among which stand some that only look like Latin, in order."""
    if text.isascii():
        return
    before = True  # is the word before of Latin letters?
    words = list(_WORD.finditer(text))
    for index, word in enumerate(words):
        after = index + 1 == len(words) or _latin(words[index + 1][0])
        if is_odd(word[0], alone=before and after):
            yield word
        before = _latin(word[0])


def is_odd(word: str, *, alone: bool = False) -> bool:
    """Is a word of two scripts, or, `alone` between Latin words, wholly of letters that look Latin?"""
    if word.isascii():
        return False
    scripts = {_script(letter) for letter in word}
    if scripts & _SET:
        return len(word) >= SHORTEST or "LATIN" in scripts
    if not scripts & _FOREIGN:
        return False
    if "LATIN" in scripts:
        return len(word) >= SHORTEST
    return alone and "GREEK" not in scripts and all(ord(c) in _LATIN and c not in _LOOSE for c in word)


def foreign_in(word: str) -> Iterator[int]:
    """Where the letters of an odd word stand that are not plain Latin."""
    return (at for at, letter in enumerate(word) if _script(letter) in _FOREIGN | _SET)


def as_latin(text: str) -> str:
    """The text with odd words as their reader reads them, letter by letter."""
    letters: list[str] | None = None
    for word in odd_words(text):
        letters = letters or list(text)
        letters[word.start() : word.end()] = [_read(letter) for letter in word[0]]
    return text if letters is None else "".join(letters)


def _read(letter: str) -> str:
    whole = unicodedata.normalize("NFKC", letter) if _script(letter) in _SET else letter.translate(_LATIN)
    return whole if len(whole) == 1 else letter


def _latin(word: str) -> bool:
    return all(_script(letter) == "LATIN" for letter in word)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
