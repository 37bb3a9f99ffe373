"""Elements and marks as HTML: one <mark> a piece, every id once, references after the last piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.rendering.tokens import Element, Mark, Token

WEIGHT = {"block": 3, "ask": 2, "note": 1, "done": 0}
LOOSE = {"p", "h2", "h3"}  # may end in references; after others they stand in a line of their own


@dataclass(frozen=True)
class Block:
    """One whole element of the page, the flags that begin in it, which paragraph it is, where it begins."""

    html: SafeString
    flags: tuple[int, ...]
    paragraph: int
    at: int | None = None  # offset into its field


@dataclass(frozen=True, slots=True)
class Shown:
    """For each mark's number, the first and the last piece that shows it."""

    first: dict[int, Token] = field(default_factory=dict)
    last: dict[int, Token] = field(default_factory=dict)


def written(elements: list[Element], marks: Sequence[Mark], name: str, start: int) -> list[Block]:
    """Each element with its marks; a mark that no rendered word shows hangs on the element it stands in."""
    for element in elements:
        element.tokens = list(_cut(element.tokens, marks))
    shown = _shown(elements)
    unseen = _unseen([m for m in marks if m.number not in shown.first], elements)
    found = []
    for index, element in enumerate(elements):
        numbers = [m.number for t in element.tokens for m in t.marks if shown.first[m.number] is t]
        extra = unseen.get(index, [])
        body = mark_safe(element_html(element, shown, name, extra))  # noqa: S308 - escaped or sanitised
        found.append(Block(body, (*numbers, *(m.number for m in extra)), start + index, element.at))
    return found


def _cut(tokens: list[Token], marks: Sequence[Mark]) -> Iterator[Token]:
    """Text tokens cut at the ends of marks, each piece knowing the marks that cover it."""
    for token in tokens:
        if token.at is None or not token.text.strip():
            yield token
            continue
        start, end = token.at, token.at + len(token.text)
        near = [m for m in marks if m.start < end and m.end > start]
        edges = {start, end} | {e for m in near for e in (m.start, m.end) if start < e < end}
        points = sorted(edges)
        for low, high in pairwise(points):
            over = sorted((m for m in near if m.start <= low and m.end >= high), key=_place)
            yield Token("text", text=token.text[low - start : high - start], at=low, marks=tuple(over))


def _place(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, mark.number


def _shown(elements: list[Element]) -> Shown:
    shown = Shown()
    for token in (token for element in elements for token in element.tokens):
        for m in token.marks:
            shown.first.setdefault(m.number, token)
            shown.last[m.number] = token
    return shown


def _unseen(marks: Sequence[Mark], elements: list[Element]) -> dict[int, list[Mark]]:
    places = [(element.at, index) for index, element in enumerate(elements) if element.at is not None]
    hung: dict[int, list[Mark]] = {}
    for m in sorted(marks, key=_place) if elements else ():
        index = max((i for at, i in places if at <= m.start), default=0)
        hung.setdefault(index, []).append(m)
    return hung


def element_html(
    element: Element, shown: Shown | None = None, name: str = "", extra: Sequence[Mark] = ()
) -> str:
    """The whole element; with a field's name it says which field it is and which paragraph of it."""
    writer = _Writer(shown or Shown())
    for index, token in enumerate(element.tokens):
        last = index == len(element.tokens) - 1
        if last and token.name in LOOSE:
            writer.hang(extra)
        writer.write(_named(element, token, name) if index == 0 else token)
    if extra and element.tokens[-1].name not in LOOSE:
        writer.parts.append('<p class="refs">')
        writer.hang(extra)
        writer.parts.append("</p>")
    return "".join(writer.parts)


def _named(element: Element, token: Token, name: str) -> Token:
    """The element's own tag, with its class, field and paragraph."""
    if token.kind == "text":
        return token
    attributes = token.attributes
    if element.css:
        attributes += f' class="{element.css}"'
    if name:
        attributes += f' id="{element.name}" data-field="{name}"'
    return Token(token.kind, token.name, attributes)


class _Writer:
    """Tokens to HTML: one <mark> a piece, ids once, references after a mark's last piece, never in a link."""

    def __init__(self, shown: Shown) -> None:
        self.parts: list[str] = []
        self._shown, self._in_link, self._waiting = shown, False, []

    def write(self, token: Token) -> None:
        if token.kind == "text":
            self._text(token)
        elif token.kind == "close":
            self.parts.append(f"</{token.name}>")
            if token.name == "a":
                self._in_link = False
                self._references()
        elif token.name == "img":
            self.parts.append(f'<span class="image">{token.attributes}</span>')
        else:
            self.parts.append(f"<{token.name}{token.attributes}>")
            self._in_link |= token.name == "a"

    def hang(self, marks: Sequence[Mark]) -> None:
        """References of marks whose words are not rendered: an image's description, a link's target."""
        for m in marks:
            self.parts.append(f'<mark class="m {m.css}" id="m{m.number}" data-flags="{m.number}"></mark>')
            self._waiting.append(m)
        self._references()

    def _text(self, token: Token) -> None:
        words = escape(token.text)
        if token.marks:
            self.parts.append(self._mark(token, words))
            self._waiting += [m for m in token.marks if self._shown.last[m.number] is token]
            if not self._in_link:
                self._references()
        else:
            self.parts.append(words)

    def _mark(self, token: Token, words: str) -> str:
        new = [m for m in token.marks if self._shown.first[m.number] is token]
        own = f' id="m{new[0].number}"' if new else ""
        also = "".join(f'<span id="m{m.number}"></span>' for m in new[1:])
        css = max(token.marks, key=lambda m: WEIGHT.get(m.css, 0)).css
        flags = " ".join(str(m.number) for m in token.marks)
        return f'<mark class="m {css}"{own} data-flags="{flags}">{also}{words}</mark>'

    def _references(self) -> None:
        for m in sorted(self._waiting, key=_place):
            label = f'aria-label="flag {m.number}"'
            self.parts.append(f'<a class="ref {m.css}" href="#f{m.number}" {label}>{m.number}</a>')
        self._waiting = []
