"""Polls and papers that were named: the figures that follow are theirs for a while."""

from __future__ import annotations

import re

from ..grammar import Token
from .need import counted_in

_POLLS = frozenset(("poll", "survey", "average"))
_AFTER_A_POLL, _AFTER_A_PAPER = 6, 3  # sentences
_SHARE = re.compile(
    r"%|percent|per cent|\btwice\b|\btimes as\b|\b(?:one|two|three|half|third|quarter)\b (?:in|of|out)", re.I
)


class Counts:
    """Which poll or paper was named last, and how far back."""

    def __init__(self) -> None:
        self._poll = self._paper = -1_000

    def read(self, index: int, tokens: list[Token]) -> None:
        named = counted_in(tokens)
        if named & _POLLS:
            self._poll = index
        if named - _POLLS:
            self._paper = index

    def answer(self, index: int, text: str) -> bool:
        """Do a poll's shares or a paper's figures run on to here? Where they do, they are carried on."""
        asked = _SHARE.search(text) is not None and index - self._poll <= _AFTER_A_POLL
        if asked or index == self._poll:
            self._poll = index
            return True
        if index - self._paper <= _AFTER_A_PAPER:
            self._paper = index
            return True
        return False
