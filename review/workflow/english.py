"""Which words are English, and which word was meant: lists, loaded when they are first asked for. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator

from simplemma import is_known

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
# fmt: off
BEFORE = ("re", "de", "un", "dis", "mis", "non", "out", "over", "under", "up", "pre", "co", "anti", "sub")
# fmt: on
AFTER = ("ed", "ing", "er", "ers", "or", "ors", "able", "ings")  # beside -s, -es and -ly
STEM = 3  # letters of a stem
_VOWELS = frozenset("aeiou")


def known(word: str) -> bool:
    """The word, in small letters, is spelled as one side of the ocean spells it."""
    words = _words()
    return word in words or any(
        british in word and word.replace(british, american) in words for british, american in _AMERICAN
    )


def may_be_a_word(word: str) -> bool:
    """It stands in a list, or is made of a word that does: no list has every “debanked” and “relisted”."""
    return _listed(word) or any(_listed(stem) for stem in stems(word))


def corrects(old: str, new: str) -> bool:
    """`old` is no word, `new` is one, and of the list's words one letter away it is the one most in use."""
    if may_be_a_word(old) or not known(new):
        return False
    near = word_list().known(word_list().edit_distance_1(old))
    return new == max(near, key=word_list().word_usage_frequency) if near else True


def stems(word: str) -> Iterator[str]:
    """What it may be made of: with an ending off, a beginning off, or one of each."""
    for whole in (word, *(word.removeprefix(start) for start in BEFORE if word.startswith(start))):
        if len(whole) < STEM:
            continue
        if whole != word:
            yield whole
        yield from (stem for stem in _without_ending(whole) if len(stem) >= STEM)


def _without_ending(word: str) -> Iterator[str]:
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]
    if word.endswith(("ies", "ied", "ier", "ily")):
        yield word[:-3] + "y"
    if word.endswith("ly"):
        yield word[:-2]
    for ending in AFTER:
        if word.endswith(ending):
            yield from _before_a_vowel(word.removesuffix(ending), ending)


def _before_a_vowel(stem: str, ending: str) -> Iterator[str]:
    """ "text" of "texted", "vape" of "vaped", "vlog" of "vlogged"; none of "begining": it doubles its n."""
    yield stem + "e"
    if len(stem) > STEM and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        yield stem[:-1]
    closed = len(stem) >= STEM and stem[-1] not in _VOWELS | set("wxy") and stem[-2] in _VOWELS
    if not (closed and stem[-3] not in _VOWELS and known(stem + stem[-1] + ending)):
        yield stem


def _listed(word: str) -> bool:
    return known(word) or is_known(word, lang="en")


def _words() -> Container[str]:
    return word_list().word_frequency.dictionary
