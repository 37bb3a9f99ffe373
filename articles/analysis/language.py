"""Which language a text, or a paragraph of it, is in; decided only when there is enough of it."""

# ruff: noqa: E501  (word lists read better unbroken)

from __future__ import annotations

import re

from .grammar import load_module
from .lexicon.verbs import words

ENOUGH_WORDS = 25
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_ENGLISH = words(
    "the of and to in that is was for said with on as by at from it he his they has have are be an"
)
_ENGLISH_ALONE = words(
    "the and to that with they his has are from said"
)  # no other of the languages told apart has them
# Words that carry no meaning of their own: every few words of English has one, a list of names has not.
_SMALL = _ENGLISH | words(
    "a i we you she her him their them its our your my this these those there who which what when where how why not no or but if so than "
    "then will would can could should may might must do does did been being had were am about after before into over out up more all"
)
_SAYING = frozenset(("said", "says", "told", "asked", "added", "wrote"))
PARAGRAPH_WORDS = 8
SAMPLE = 2_000  # characters of a paragraph that are looked at
_QUOTED = re.compile('“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|"[^"]*"|‘[^‘’]*’')


def language_of(text: str) -> str:
    """ISO 639-1 code; 'en' where there is too little to tell."""
    found = _WORD.findall(text[:20000])
    if len(found) < ENOUGH_WORDS:
        return "en" if not found or _LATIN.search(text) else _classified(text)
    return "en" if _english(found) else _classified(text)


def reads_english(text: str) -> bool:
    """Its small words are those of English, whatever anybody says it is; of a few words, two that no other
    language has, or what they are most like."""
    found = _WORD.findall(text[:20000])
    if len(found) >= ENOUGH_WORDS:
        return _english(found)
    sure = sum(word.lower() in _ENGLISH_ALONE for word in found)
    return bool(found) and (sure > 1 or _classified(text) == "en")


def _english(found: list[str]) -> bool:
    return _share(found, _ENGLISH) >= 0.15


def is_other(paragraph: str) -> bool:
    """Is a paragraph of an English text in another language, and not only what somebody says in it?"""
    found = _WORD.findall(paragraph[:SAMPLE])
    if len(found) < PARAGRAPH_WORDS or _share(found, _SMALL) >= 0.12:
        return False
    frame = _WORD.findall(_QUOTED.sub(" ", paragraph[:SAMPLE]))  # "Ines Maddox said" around “Nein”
    return not (frame and _share(frame, _SMALL) >= 0.25) and _classified(paragraph) != "en"


def is_english(paragraph: str) -> bool:
    """Is this paragraph plainly English, whatever stands around it?"""
    found = _WORD.findall(paragraph[:SAMPLE])
    frame = _WORD.findall(_QUOTED.sub(" ", paragraph[:SAMPLE]))  # "sagte er" around „The port“
    return (
        len(found) >= PARAGRAPH_WORDS
        and _share(found, _SMALL) >= 0.25
        and any(word.lower() in _SMALL or word in _SAYING for word in frame)
        and _classified(paragraph) == "en"
    )


def has_english(text: str) -> bool:
    """Is a paragraph of a text in another language plainly English?"""
    return any(is_english(line) for line in text.split("\n") if len(line) > 2 * PARAGRAPH_WORDS)


def _share(found: list[str], among: frozenset[str]) -> float:
    return sum(word.lower() in among for word in found) / len(found)


def _classified(text: str) -> str:
    sample = " ".join(_WORD.findall(text[:6000])).lower()
    code, _score = load_module("py3langid").classify(sample)
    return "en" if code == "pcm" else str(code)
