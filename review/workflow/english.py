"""Which words are English, and which word was meant: a list, loaded when it is first asked for. Pure."""

from __future__ import annotations

from collections.abc import Container

from articles.analysis.lexicon.english import word_list

# The list spells as Americans do: a British spelling is known by the one it stands for
_AMERICAN = (
    ("our", "or"),
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ller", "ler"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("ogue", "og"),
    ("ae", "e"),
    ("oe", "e"),
)


def known(word: str) -> bool:
    """The word, in small letters, is spelled as one side of the ocean spells it."""
    words = _words()
    return word in words or any(
        british in word and word.replace(british, american) in words for british, american in _AMERICAN
    )


def corrects(old: str, new: str) -> bool:
    """`old` is no word, `new` is one, and of the list's words one letter away it is the one most in use."""
    if known(old) or not known(new):
        return False
    near = word_list().known(word_list().edit_distance_1(old))
    return new == max(near, key=word_list().word_usage_frequency) if near else True


def _words() -> Container[str]:
    return word_list().word_frequency.dictionary
