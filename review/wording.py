"""How the desk writes a list of things in a sentence, and the words that are figures. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# fmt: off
NUMBERS = frozenset((
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "dozen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
    "thousand",
    "million", "billion", "half", "third", "quarter",
))
# fmt: on


def joined(words: Iterable[str]) -> str:
    """“a, b and c”; nothing for none."""
    listed = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def either(words: Iterable[str]) -> str:
    """“a, b or c”; nothing for none."""
    listed = list(words)
    return " or ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def lower_first(words: str) -> str:
    """As it goes on within a sentence."""
    return words[:1].lower() + words[1:]


def role_words(slug: str, names: Mapping[str, str]) -> str:
    """What the house calls a role, as in a sentence; of one that it does not know any more, its slug."""
    return names.get(slug, slug.replace("-", " "))
