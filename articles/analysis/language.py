"""Which language a text, or a paragraph of it, is in; decided only when there is enough of it."""

# ruff: noqa: E501  (word lists read better unbroken)

from __future__ import annotations

import re

from .grammar import load_module
from .lexicon.english import word_list
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
_SAYING = frozenset(("said", "say", "says", "told", "asked", "added", "wrote"))
_TELLING = _SMALL | _SAYING
PARAGRAPH_WORDS = 8
SAMPLE = 2_000  # characters of a paragraph that are looked at
_SENTENCE_WORDS = 2  # in small letters: names and German nouns tell nothing
_QUOTED = re.compile('“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|"[^"]*"|‘[^‘’]*’')


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


def is_plainly_english(text: str) -> bool:
    """Is there enough of it to tell, and is it English by its small words and by all of them?"""
    found = _WORD.findall(text[:20000])
    return len(found) >= ENOUGH_WORDS and _english(found) and _classified(text) == "en"


def _english(found: list[str]) -> bool:
    return _share(found, _ENGLISH) >= 0.15


def is_other(paragraph: str) -> bool:
    """Is a paragraph of an English text in another language, and not only what somebody says in it?"""
    found = _WORD.findall(paragraph[:SAMPLE])
    if len(found) < PARAGRAPH_WORDS or _share(found, _SMALL) >= 0.12:
        return False
    frame = _WORD.findall(unquoted(paragraph[:SAMPLE]))  # "Ines Maddox said" around “Nein”
    return not (frame and _share(frame, _SMALL) >= 0.25) and _classified(paragraph) != "en"


def is_english(words: str, frame: str | None = None) -> bool:
    """Is this paragraph, or sentence, plainly English, whatever stands around it? `frame`: the same without
    what is quoted, where a quotation may begin or end outside."""
    words = words[:SAMPLE]
    around = unquoted(words) if frame is None else frame[:SAMPLE]
    found, ours = _WORD.findall(words), _WORD.findall(around)  # "sagte er" around „The port“
    if around != words and not (_tell(ours) and _listed(ours) >= 0.8):
        return False
    small = len(found) >= PARAGRAPH_WORDS and _share(found, _SMALL) >= 0.25
    return (small or _known(found)) and _classified(words) == "en"


def unquoted(text: str) -> str:
    """The text with what is quoted blanked at the same length."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)


def _known(found: list[str]) -> bool:
    """Nearly all of its words stand in a list of English ones. Where most have a capital they may be names."""
    low = sum(word.islower() for word in found)
    if 3 * low < len(found) and _tell(found):  # as headlines are set
        low, found = len(found), [*found, *(word.lower() for word in found)]
    return low >= _SENTENCE_WORDS and _listed(found) >= 0.8


def _listed(found: list[str]) -> float:
    """The share of its words in small letters that stand in the list."""
    low = [word for word in found if word.islower()]
    return sum(word in word_list() for word in low) / len(low) if low else 0.0


def _tell(found: list[str]) -> bool:
    return any(word.lower() in _TELLING for word in found)


def _share(found: list[str], among: frozenset[str]) -> float:
    return sum(word.lower() in among for word in found) / len(found)


def _classified(text: str) -> str:
    sample = " ".join(_WORD.findall(text[:6000])).lower()
    code, _score = load_module("py3langid").classify(sample)
    return "en" if code == "pcm" else str(code)
