"""The list of English words: loaded when it is first asked for."""

from __future__ import annotations

from functools import cache

from spellchecker import SpellChecker


@cache
def word_list() -> SpellChecker:
    """Words in small letters, mostly as Americans spell them, with how often each is used."""
    return SpellChecker(language="en", distance=1)
