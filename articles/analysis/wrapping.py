"""Is a plain text cut into lines of one width? Then its line ends are spaces, but for those of paragraphs."""

# ruff: noqa: E501  (patterns read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .lines import Line, lines_of

SHORTEST, WIDEST = 36, 120  # characters of a line that was cut to a width
SHARE = 0.4  # of the line ends inside blocks that fall into a sentence, where a text is wrapped
PROSE = 0.3  # of these, that are prose
LONG_LINES = 0.3  # of the characters in lines wider than any width: then paragraphs stand on one line each
ROOM = 0.8  # of the width: a line that ends earlier, with room for the next word, ends a paragraph

_OPENS = re.compile(r"(?:[-*+•●▪‣◦][ \t]|#{1,6}[ \t]|\||```|~~~|[-*_=~#]{3,}[ \t]*$)")
# What also begins a line where a sentence goes on: a long dash, a figure, a name before a colon, the time.
_MAY_OPEN = re.compile(
    r"(?:[–—][ \t]|\d{1,3}[.)][ \t]|[A-Z][A-Z.'’ -]{1,40}(?: \([^)\n]{1,40}\))?:\s|[QA][.:]\s|[A-Z][A-Za-z-]{1,11}:[ \t]|\(?\d{1,2}[.:]\d\d)"
)
_HEADS = re.compile(r"(?:#{1,6}[ \t]|\||[-*_=~#]{3,}$|(?:From|To|Cc|Sent|Date|Subject):[ \t])")
_ITEM = re.compile(r"\d{1,3}[.)][ \t]")
_ENDS = re.compile(r"[.!?…:][\"'”’»«)\]*_]*(?:\[\^?\w{1,4}\]|[¹²³⁰-⁹]{1,3})?$")
_LEANS = re.compile(
    r" (?:the|an?|of|to|in|on|at|by|for|from|with|and|or|but|said|says|told|is|was|are|were|that|who|than|as|his|her|its|their|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)$"
)
_STOPS = re.compile(r"[a-z]{3}[.!?][\"'”’]* ")
_WORD = re.compile(r"\S+")


def is_wrapped(text: str) -> bool:
    """Do its lines end because they are full, in the middle of sentences? Decided once, as it comes in."""
    lines = list(lines_of(text))
    width = _width(lines)
    if not width:
        return False
    inner = [pair for pair in _pairs(lines) if not _begins(*pair, width)]
    cut = [(one, other) for one, other in inner if _cut(one, other, width)]
    prose = sum(_is_prose(*pair) for pair in cut)
    return prose > 0 and prose >= PROSE * len(cut) and len(cut) >= SHARE * len(inner)


def unwrapped(text: str) -> str:
    """The text, at the same length, with a space for each line end (and mark of a reply) inside a paragraph."""
    lines = list(lines_of(text))
    width = _width(lines) or WIDEST
    letters = list(text)
    for one, other in _pairs(lines):
        if _goes_on(one, other, width):
            low = other.start - 1
            letters[low : other.begin] = " " * (other.begin - low)
    return "".join(letters)


def _width(lines: list[Line]) -> int:
    """The widest line; 0 where paragraphs stand on lines of their own. An address is as long as it is."""
    sizes = [len(line.words) for line in lines if " " in line.words]
    if sum(size for size in sizes if size > WIDEST) > LONG_LINES * sum(sizes):
        return 0
    widest = max((size for size in sizes if size <= WIDEST), default=0)
    return widest if widest >= SHORTEST else 0


def _pairs(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    """Lines that follow each other with nothing between them, in one depth of a reply."""
    for one, other in pairwise(lines):
        if one.words and other.words and one.depth == other.depth:
            yield one, other


def _cut(one: Line, other: Line, width: int) -> bool:
    """A sentence goes on in the next line, and the first is as long as lines get."""
    if not SHORTEST <= len(one.words) <= WIDEST or _ENDS.search(one.words):
        return False
    return _full(one, other, width) or (other.words[0].islower() and len(one.words) >= 0.6 * width)


def _is_prose(one: Line, other: Line) -> bool:
    """What verse, addresses and headlines do not do: go on in small letters, lean on the next word, end a
    sentence within a line."""
    if other.words[0].islower() or _LEANS.search(one.words) or _STOPS.search(one.words):
        return True
    told = one.start > 0 or "," in one.words  # a first line may be a headline
    return told and bool(_STOPS.search(other.words))


def _full(one: Line, other: Line, width: int) -> bool:
    """There was no room for the next word."""
    word = _WORD.match(other.words)
    return len(one.words) + 1 + len(word[0] if word else "") > ROOM * width


def _goes_on(one: Line, other: Line, width: int) -> bool:
    if len(one.words) > WIDEST or _begins(one, other, width) or _heads(one):
        return False
    if other.words[0].islower() and not _ENDS.search(one.words):
        return True
    listed = _OPENS.match(one.words) or _MAY_OPEN.match(one.words)
    fresh = other.indent > one.indent + 1 and not listed  # a paragraph's first line set in
    return not fresh and _full(one, other, width)


def _begins(one: Line, other: Line, width: int) -> bool:
    """An item, a rule, a speaker's turn begins here, rather than a sentence going on."""
    if _OPENS.match(other.words) or (_ITEM.match(one.words) and _ITEM.match(other.words)):
        return True
    goes_on = not _ENDS.search(one.words) and len(one.words) >= SHORTEST and _full(one, other, width)
    return bool(_MAY_OPEN.match(other.words)) and not goes_on


def _heads(line: Line) -> bool:
    """A rule, a row of a table, the head of a mail: it ends where it ends."""
    return bool(_HEADS.match(line.words))
