"""Headlines With Capitals, written as a sentence for the parser, which takes their verbs for names."""

# ruff: noqa: E501  (word lists read better unbroken)

from __future__ import annotations

import re
from functools import lru_cache

from .lexicon.verbs import JUDGE, PLAN, SAY, THINK, words

_WORD = re.compile(r"[A-Za-z][\w'’]*")
_LONGEST_HEADLINE = 200
_WORDS_OF_A_HEADLINE = range(4, 25)
_SHARE_OF_CAPITALS = 0.85
_SMALL_WORDS = words(
    "a an the of on in at to for from by with as and or but if is are was were be been has have had will would can could "
    "may might must not no his her its their he she it they we you who what why how when where that this over after before about against into out "
    "up down off than too so because while until amid just now more most all"
)


@lru_cache(maxsize=1)
def _written_small() -> frozenset[str]:
    """Small words, and the forms headlines use of verbs that say, think or judge: Says, Vowing, Blasted, To Deny."""
    forms: set[str] = set(_SMALL_WORDS)
    for verb in SAY | THINK | JUDGE | PLAN:
        stem = verb[:-1] if verb.endswith("e") else verb
        es = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
        forms |= {verb, es, stem + "ed", stem + "ing"}
        if verb.endswith("y") and verb[-2] not in "aeiou":
            forms |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    return frozenset(forms)


def as_a_sentence(text: str) -> str:
    """A line in capitals with its small words and verbs written small; names keep theirs, and every word its place."""
    if len(text) > _LONGEST_HEADLINE:
        return text
    found = list(_WORD.finditer(text))
    long_words = [match[0] for match in found if len(match[0]) > 3]
    capitals = sum(word[0].isupper() for word in long_words)
    if len(found) not in _WORDS_OF_A_HEADLINE or capitals < _SHARE_OF_CAPITALS * len(long_words):
        return text
    small, out = _written_small(), list(text)
    for match in found[1:]:
        if match[0].lower() in small:
            out[match.start() : match.end()] = match[0].lower()
    return "".join(out)
