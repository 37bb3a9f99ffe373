"""Find rendered words in their source again.

Private characters that carry their own offset are put into the Markdown where prose begins, rendered along,
and read back from the HTML; between two of them the words are read side by side.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from articles.rendering.tokens import Token

LOOK_AHEAD = 16  # characters of markup between two rendered ones; links are anchored and may be longer

_BLOCK_MARK = re.compile(r"\s*(?:(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+|\|[ \t]*))*")
_NOT_PROSE = re.compile(r"[-*_=+:|\s]*$|\s*(?:```|~~~|\[[^\]\n]*\]:|<)")
_RESUMES = re.compile(
    r"\]\((?:[^()\s]*\([^()\s]*\))?[^()\n]*\)|\]\[[^\]\n]*\]|(?<=<)[/a-zA-Z][^<>\n]*>(?=[^\s<])"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});")


def unused_signs(text: str) -> str | None:
    """Twelve private characters the text does not hold: begin, end, and ten digits."""
    used = set(text)
    for base in range(0xF0000, 0xFFFF0, 12):
        signs = "".join(map(chr, range(base, base + 12)))
        if used.isdisjoint(signs):
            return signs
    return None


def anchor_of(signs: str) -> re.Pattern[str]:
    """An offset as `anchored` writes it, in digits of `signs`."""
    return re.compile(f"{signs[0]}([{signs[2:]}]*){signs[1]}")


def anchored(text: str, signs: str) -> str:
    """The source with its own offsets written in where prose begins or resumes after a link."""
    parts, last = [], 0
    for offset in _anchors(text):
        digits = "".join(signs[2 + int(digit)] for digit in str(offset))
        parts += [text[last:offset], signs[0], digits, signs[1]]
        last = offset
    return "".join([*parts, text[last:]])


def _anchors(text: str) -> Iterator[int]:
    start = 0
    for line in text.split("\n"):
        begins = -1
        if not _NOT_PROSE.match(line):
            begins = _BLOCK_MARK.match(line).end()
            if begins < len(line) and not _NOT_PROSE.match(line[begins:]):
                yield start + begins
        for found in _RESUMES.finditer(line, max(begins, 0)):
            if begins < found.end() < len(line) and line[found.end()] not in "(:[{":
                yield start + found.end()
        start += len(line) + 1


def placed(tokens: Iterable[Token], source: str, signs: str) -> Iterator[Token]:
    """Text tokens cut where their offset jumps, each with the offset of its first character."""
    anchor = anchor_of(signs)
    digits = str.maketrans(signs[2:], "0123456789")
    cursor: int | None = None
    for token in tokens:
        if token.kind != "text":
            yield token
            continue
        for index, piece in enumerate(anchor.split(token.text)):
            if index % 2:
                cursor = int(piece.translate(digits))
            elif not piece.strip():
                yield Token("text", text=piece)
            else:
                for at, words in _aligned(piece, source, cursor):
                    cursor = cursor if at is None else at + len(words)
                    yield Token("text", text=words, at=at)


def _aligned(words: str, source: str, cursor: int | None) -> list[tuple[int | None, str]]:
    """Runs of `words` with the offsets at which they stand in `source`, reading on from `cursor`."""
    if cursor is None or source.startswith(words, cursor):
        return [(cursor, words)]
    runs: list[tuple[int | None, str]] = []
    at, position = cursor, cursor
    for index, character in enumerate(words):
        found, width = _next(character, words[index + 1 : index + 3], source, position)
        if found is None:
            runs.append((None, character))
            continue
        joins = runs and runs[-1][0] is not None and found == position and at + len(runs[-1][1]) == found
        if joins:
            runs[-1] = (at, runs[-1][1] + character)
        else:
            at = found
            runs.append((found, character))
        position = found + width
    return runs


def _next(character: str, following: str, source: str, position: int) -> tuple[int | None, int]:
    """Where `character` stands next in `source` and how long it is there (an entity is longer)."""
    if source.startswith(character, position) and source[position] != "&":
        return position, 1
    window = source[position : position + LOOK_AHEAD]
    for step, candidate in enumerate(window):
        entity = _ENTITY.match(source, position + step) if candidate == "&" else None
        if entity and html.unescape(entity[0]) == character:
            return position + step, len(entity[0])
        if candidate == character and source.startswith(following[:1], position + step + 1):
            return position + step, 1
    step = window.find(character)
    return (position + step, 1) if step >= 0 else (None, 0)
