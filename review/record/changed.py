"""Which figures and names of the live version do not stand in the new one: an error, or only news? Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from articles.analysis.lineage import fold
from articles.cutting import sentences_of
from review.wording import NUMBERS

_POSSESSIVE = re.compile(r"[’']s$")
_TOKEN = re.compile(r"[^\W_]+(?:[.,:’'-][^\W_]+)*%?")


def lost_facts(before: str, after: str) -> tuple[str, ...]:
    """Figures and names in sentences that stood and stand no more, which no new sentence repeats."""
    old, new = _sentences(before), _sentences(after)
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    lost = Counter(_facts(gone.elements())) - Counter(_facts(come.elements()))
    return tuple(lost)


def _sentences(text: str) -> list[str]:
    return [fold(text[start:end]) for start, end in sentences_of(text)]


def _facts(sentences: Iterable[str]) -> Iterable[str]:
    """Tokens with a digit, words for numbers, and words with a capital that do not begin a sentence."""
    for sentence in sentences:
        for index, token in enumerate(_TOKEN.findall(sentence)):
            figure = any(sign.isdigit() for sign in token) or token.lower() in NUMBERS
            if figure or (index and token[0].isupper()):
                yield _POSSESSIVE.sub("", token)
