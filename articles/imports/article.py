"""What was found of a page's article, as words a block of the page can be held against."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from articles.imports.account import runs

COVERED = 0.75  # of a block's pairs of words that the article holds
AGREED = 0.8  # of the article's pairs of words that a second way of looking found too


class Article:
    """The words of the article, by pairs and by whole lines; `again` is what a second way found of it."""

    def __init__(self, lines: Sequence[str], again: str = "") -> None:
        self.count = sum(len(runs(line)) for line in lines)
        self.lines = {" ".join(runs(line.lower())) for line in lines}
        self.pairs = {pair for line in lines for pair in pairwise(runs(line.lower()))}
        self.again = set(pairwise(runs(again.lower())))
        self.agreed = len(self.pairs & self.again) >= AGREED * max(1, len(self.pairs))

    def share(self, text: str) -> float:
        """How much of the article stands in a text, of 1."""
        pairs = set(pairwise(runs(text.lower())))
        return len(self.pairs & pairs) / max(1, len(self.pairs))

    def holds(self, text: str) -> bool:
        """Whether most of a text is the article's; of a short line all must be."""
        words = runs(text.lower())
        if len(words) < 4:
            return " ".join(words) in self.lines
        pairs = list(pairwise(words))
        return sum(pair in self.pairs for pair in pairs) >= COVERED * len(pairs)

    def was_found_twice(self, text: str) -> bool:
        """Whether the second way found most of a text too; of a line too short to tell it did not."""
        pairs = list(pairwise(runs(text.lower())))
        return len(pairs) > 2 and sum(pair in self.again for pair in pairs) >= COVERED * len(pairs)
