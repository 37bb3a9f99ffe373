"""Which language a text is in; decided only when there is enough of it."""

from __future__ import annotations

import re

from .grammar import load_module

ENOUGH_WORDS = 25
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "is",
        "was",
        "for",
        "said",
        "with",
        "on",
        "as",
        "by",
        "at",
        "from",
        "it",
        "he",
        "his",
        "they",
        "has",
        "have",
        "are",
        "be",
        "an",
    ]
)


def language_of(text: str) -> str:
    """ISO 639-1 code; 'en' where there is too little to tell."""
    words = _WORD.findall(text[:20000])
    if len(words) < ENOUGH_WORDS:
        return "en" if not words or _LATIN.search(text) else _classified(text)
    if sum(word.lower() in _ENGLISH for word in words) >= 0.15 * len(words):
        return "en"
    return _classified(text)


def _classified(text: str) -> str:
    sample = " ".join(_WORD.findall(text[:6000])).lower()
    code, _score = load_module("py3langid").classify(sample)
    return "en" if code == "pcm" else str(code)
