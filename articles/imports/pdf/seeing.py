"""Which words of a PDF's page its reader sees: not those without ink, in white on nothing, or off the page.

ISO 32000-1: text rendering mode 3 draws nothing (9.3.6), 7 clips alone; nor does an alpha of 0 (11.6.4.4).
White words count as seen where something was painted below them. Inside a form XObject place and size are not
known here, and count as seen.

Words that are smaller and stand higher than those before them are put between RAISED and its END: a note's
mark, which must not join the figure before it. A text rise (9.3.7) counts as a place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf.generic import ArrayObject, TextStringObject

SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
PAINTS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
ENDS_PATH = PAINTS | {b"n", b"s", b"S"}
MOST_PAINTED = 300  # areas that are looked at; on a page with more of them white words count as seen
SCANNED = 0.5  # of the page, which a picture covers at least
SMALLEST = 1.0  # points: letters below it are no text for a reader
SMALLER, LIFTED = 0.92, (0.15, 0.75)  # raised words: their size, and how high they stand, of those before
RAISED, END = "\ue001", "\ue002"
_UNIT = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class _Ink:
    """What of the graphics state decides whether letters are seen."""

    mode: float = 0
    white: bool = False
    clear: bool = False
    size: float = 10.0
    rise: float = 0.0


class _Raised(bytes):
    """The codes of raised words, which any font's encoding turns into letters between the marks."""

    def __iter__(self) -> Iterator[int]:
        return iter((ord(RAISED), *super().__iter__(), ord(END)))

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return f"{RAISED}{super().decode(encoding, errors)}{END}"


@dataclass(slots=True)
class Eye:
    """Follows one page's operators. With `shut`, words that nobody sees are taken out as it goes."""

    page: Any
    box: Box
    shut: bool = False
    unseen: int = 0  # operators that show words nobody sees
    only_without_ink: bool = True  # all of them by their rendering mode, as a scanner's program writes them
    scanned: bool = False
    _line: tuple[float, float] = (0.0, 0.0)  # height and size of the last words that are not raised
    _ink: _Ink = field(default_factory=_Ink)
    _kept: list[_Ink] = field(default_factory=list)
    _depth: int = 0  # of form XObjects
    _path: list[tuple[float, float]] = field(default_factory=list)
    _painted: list[Box] = field(default_factory=list)

    def before(self, operator: bytes, operands: Any, cm: Sequence[float], tm: Sequence[float]) -> None:
        """What an operator says that is none is passed over, as every reader of PDFs does."""
        with suppress(ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            self._follow(operator, operands, cm, tm)

    def _follow(self, operator: bytes, operands: Any, cm: Sequence[float], tm: Sequence[float]) -> None:
        if operator in SHOWS:
            self._shown(operator, operands, cm, tm)
        elif operator == b"q":
            self._kept.append(self._ink)
        elif operator == b"Q":
            self._ink = self._kept.pop() if self._kept else self._ink
        elif operator == b"Do":
            self._kept.append(self._ink)
            self._depth += 1
            self._drawn(cm)
        elif operator in ENDS_PATH:
            self._filled(operator)
        else:
            self._path_goes_on(operator, operands, cm)
            self._ink = _inked(self._ink, operator, operands, self.page)

    def after(self, operator: bytes, *_: Any) -> None:
        if operator == b"Do":
            self._depth -= 1
            self._ink = self._kept.pop() if self._kept else self._ink

    def _shown(self, operator: bytes, operands: Any, cm: Sequence[float], tm: Sequence[float]) -> None:
        without_ink = self._ink.mode in (3, 7)
        if not (without_ink or self._ink.clear or self._elsewhere(cm, tm)):
            if self._is_raised(cm, tm):
                _mark_raised(operator, operands)
            return
        self.unseen += 1
        self.only_without_ink &= without_ink
        if self.shut and operands:
            operands[-1] = ArrayObject() if operator == b"TJ" else TextStringObject("")

    def _is_raised(self, cm: Sequence[float], tm: Sequence[float]) -> bool:
        """Beside words that stand upright; others become what the next are compared with."""
        size = self._size(cm, tm)
        height = _at((tm[2] * self._ink.rise + tm[4], tm[3] * self._ink.rise + tm[5]), cm)[1]
        line, full = self._line
        lowest, highest = LIFTED
        if 0 < size <= SMALLER * full and lowest * full <= height - line <= highest * full:
            return True
        self._line = (height, size)
        return False

    def _size(self, cm: Sequence[float], tm: Sequence[float]) -> float:
        return self._ink.size * math.sqrt(abs(_area(tm) * _area(cm)))

    def _elsewhere(self, cm: Sequence[float], tm: Sequence[float]) -> bool:
        """Off the page, too small to be letters, or white on white."""
        if self._depth:
            return False
        x, y = _at((tm[4], tm[5]), cm)
        left, bottom, right, top = self.box
        if not (2 * left - right <= x <= right and bottom - 2 <= y <= top + 2):
            return True
        if self._size(cm, tm) < SMALLEST:
            return True
        return self._ink.white and not self._on_something(x, y)

    def _on_something(self, x: float, y: float) -> bool:
        if len(self._painted) >= MOST_PAINTED:
            return True
        return any(box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1 for box in self._painted)

    def _drawn(self, cm: Sequence[float]) -> None:
        """A picture, or a form, which may paint anything."""
        if self._depth == 1:
            box = _around([_at(corner, cm) for corner in _UNIT])
            self._paint(box)
            left, bottom, right, top = self.box
            covers = (min(box[2], right) - max(box[0], left)) * (min(box[3], top) - max(box[1], bottom))
            self.scanned |= covers >= SCANNED * (right - left) * (top - bottom)

    def _path_goes_on(self, operator: bytes, operands: Any, cm: Sequence[float]) -> None:
        if operator == b"re" and len(operands) == 4:
            x, y, width, height = map(float, operands)
            self._path += [_at(corner, cm) for corner in ((x, y), (x + width, y + height))]
        elif operator in (b"m", b"l", b"c", b"v", b"y") and len(operands) >= 2:
            self._path.append(_at((float(operands[-2]), float(operands[-1])), cm))
        elif operator == b"sh":
            self._paint(self.box)

    def _filled(self, operator: bytes) -> None:
        if operator in PAINTS and self._path and not (self._ink.white or self._ink.clear or self._depth):
            self._paint(_around(self._path))
        self._path.clear()

    def _paint(self, box: Box) -> None:
        if len(self._painted) < MOST_PAINTED:
            self._painted.append(box)


def _mark_raised(operator: bytes, operands: Any) -> None:
    words = operands[-1] if operator == b"TJ" else operands
    for place, word in enumerate(words):
        if isinstance(word, bytes) and word:
            words[place] = _Raised(word)
        elif isinstance(word, TextStringObject) and word:
            words[place] = TextStringObject(f"{RAISED}{word}{END}")


def _inked(ink: _Ink, operator: bytes, operands: Any, page: Any) -> _Ink:
    numbers = [float(one) for one in operands or () if isinstance(one, int | float)]
    if operator == b"Tr" and numbers:
        return replace(ink, mode=numbers[0])
    if operator == b"Tf" and numbers:
        return replace(ink, size=abs(numbers[-1]))
    if operator == b"Ts" and numbers:
        return replace(ink, rise=numbers[0])
    if operator in (b"g", b"rg") or (operator in (b"sc", b"scn") and len(numbers) == 3):
        return replace(ink, white=bool(numbers) and min(numbers) >= 0.98)
    if operator == b"k" and numbers:
        return replace(ink, white=max(numbers) <= 0.02)
    if operator in (b"cs", b"sc", b"scn"):
        return replace(ink, white=False)
    if operator == b"gs" and operands:
        return replace(ink, clear=_is_clear(page, operands[0], ink.clear))
    return ink


def _is_clear(page: Any, name: Any, before: bool) -> bool:
    states = page.get("/Resources", {}).get_object().get("/ExtGState", {})
    state = states.get_object().get(name) if hasattr(states, "get_object") else None
    alpha = state.get_object().get("/ca") if state is not None else None
    return before if alpha is None else float(alpha) == 0


def _at(point: tuple[float, float], matrix: Sequence[float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return point[0] * a + point[1] * c + e, point[0] * b + point[1] * d + f


def _area(matrix: Sequence[float]) -> float:
    return matrix[0] * matrix[3] - matrix[1] * matrix[2]


def _around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
