"""Finds words a person selected on the page again in the stored text, whatever markup stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

WORD = re.compile(r"[^\W_]+")
# White space, punctuation, Markdown marks, link targets; of a target without a word each mark is one
GAP = r"(?:\]\((?!(?:[^\w)]|_){0,40}\))[^)\n]{0,2000}\)|[\W_]){1,40}?"
LINK_TARGET = re.compile(r"\]\([^)\n]{0,2000}\)")
LOOK_BACK = 600  # characters of stored text compared with what stood before the selection
CONTEXT_WORDS = 12


class NotFound(ValueError):
    """The words are not there, or at more than one place; the message says what to do."""


def find_words(text: str, quote: str, before: str = "") -> tuple[int, int]:
    """Where `quote` stands, in code points; `before` tells equal places apart. May raise NotFound."""
    places = _places(text, quote)
    if not places:
        raise NotFound("These words are not in the text. Copy them exactly as they stand.")
    if len(places) > 1:
        places = _closest(text, places, before)
    if len(places) > 1:
        raise NotFound(f"These words stand at {len(places)} places. Give more of the sentence.")
    return places[0]


def _places(text: str, quote: str) -> list[tuple[int, int]]:
    words = list(WORD.finditer(quote))
    if not words:
        return [found.span() for found in mark(quote.strip()).finditer(text)] if quote.strip() else []
    found = spread([word.group() for word in words]).finditer(text)
    lead, tail = quote[: words[0].start()], quote[words[-1].end() :]
    return [_widened(text, match.start(), match.end(), lead.strip(), tail.strip()) for match in found]


def mark(signs: str) -> re.Pattern[str]:
    """The very signs, where no word was selected."""
    return re.compile(re.escape(signs))


def spread(words: Sequence[str]) -> re.Pattern[str]:
    """The words one after the other, with gaps between them."""
    pattern = GAP.join(map(re.escape, words))
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])")


def _widened(text: str, start: int, end: int, lead: str, tail: str) -> tuple[int, int]:
    """Takes in the quotation marks and stops that were selected with the words."""
    while lead and start and text[start - 1] == lead[-1]:
        start, lead = start - 1, lead[:-1]
    while tail and text[end : end + 1] == tail[0]:
        end, tail = end + 1, tail[1:]
    return start, end


def _closest(text: str, places: list[tuple[int, int]], before: str) -> list[tuple[int, int]]:
    wanted = WORD.findall(before)[-CONTEXT_WORDS:]
    if not wanted:
        return places
    scores = [_agreement(wanted, text[max(0, start - LOOK_BACK) : start]) for start, _ in places]
    return [place for place, score in zip(places, scores, strict=True) if score == max(scores)]


def _agreement(wanted: list[str], stretch: str) -> int:
    """How many of the last words before both places are the same, counted backwards."""
    there = WORD.findall(LINK_TARGET.sub("]", stretch))
    same = 0
    for mine, theirs in zip(reversed(wanted), reversed(there), strict=False):
        if mine != theirs:
            break
        same += 1
    return same
