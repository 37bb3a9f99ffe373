"""The rendered text written down in another way than HTML: one walk over its elements, innermost first.

What HTML shows is what is written: the same elements, the same words, white space folded where a browser
folds it. A `Script` says how each element is written; nothing else of the text is looked at.
"""

from __future__ import annotations

import html
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from articles.rendering.elements import INLINE_TAGS, TAGS
from articles.rendering.tokens import Element, Token, joined, spaced

BREAK = "\x00"  # a line break inside a paragraph; no text holds the character
_HEADINGS = {"h2", "h3"}
_BLOCKS = TAGS - INLINE_TAGS - {"img"}
_CELLS = {"td", "th"}
_NESTS = {"li", "blockquote", *_CELLS}
_UNWRITABLE = {
    **dict.fromkeys(("pre", *_HEADINGS), _BLOCKS),
    **dict.fromkeys(_CELLS, _BLOCKS - {"pre"}),
    "li": _HEADINGS,
}  # what may not stand inside: Markdown and plain words have no way to set it there
_BLANKS = re.compile(r" +")
_BROKEN = re.compile(f" ?{BREAK} ?")
_ATTRIBUTE = re.compile(r'(?<![a-z])([a-z]++)="([^"]*)"')


@dataclass(slots=True)
class Frame:
    """An element while it is read: what stands in it so far."""

    name: str
    attributes: str = ""
    inline: list[str] = field(default_factory=list)  # words and elements in a line
    blocks: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)  # of a row
    rows: list[list[str]] = field(default_factory=list)  # of a table
    loose: bool = False  # holds paragraphs, not only words and lists

    def get(self, name: str) -> str:
        """The value of an attribute; "" where it has none."""
        return next((html.unescape(v) for n, v in _ATTRIBUTE.findall(self.attributes) if n == name), "")


class Script(ABC):
    """How elements are written. A subclass says it for each; every answer is text that is not read again."""

    def words(self, text: str) -> str:
        """Words as they stand in a line, white space folded."""
        return text

    @abstractmethod
    def element(self, frame: Frame) -> list[str]:
        """An element in a line with what it holds, as pieces of that line."""

    def line(self, pieces: Sequence[str]) -> str:
        """The pieces of a line together."""
        return "".join(pieces)

    def paragraph(self, line: str, inside: bool) -> str:
        """A whole line; BREAK where it breaks. `inside` a list, a quotation or a table."""
        return line.replace(BREAK, "\n")

    def heading(self, line: str, level: int) -> str:
        return line

    def rule(self) -> str:
        return "* * *"

    @abstractmethod
    def quotation(self, blocks: Sequence[str]) -> str:
        """Paragraphs, sub-heads, lists that are quoted."""

    @abstractmethod
    def item(self, blocks: Sequence[str], loose: bool) -> str:
        """Of a list; `loose` where it holds paragraphs, not only words and lists."""

    @abstractmethod
    def listing(self, items: Sequence[str], first: int | None, loose: bool) -> str:
        """Of items; `first` is the number of the first, None in a list without numbers."""

    def code(self, text: str, inside: bool) -> str:
        """Lines kept as they are; `inside` another element."""
        return text

    @abstractmethod
    def table(self, rows: Sequence[Sequence[str]]) -> str:
        """Of the lines in its cells, row by row."""


def written_as(script: Script, elements: Iterable[Element]) -> list[str]:
    """A text as `script` writes it, a piece for each top-level element that shows anything."""
    return ["\n\n".join(blocks) for element in elements if (blocks := _Walk(script).blocks(element.tokens))]


def _writable(tokens: Iterable[Token]) -> Iterator[Token]:
    """An element that cannot be written where it stands leaves its words there, on lines of their own."""
    unwritable: list[Set[str]] = [frozenset()]  # inside each open element
    left: list[bool] = []  # for each, whether it goes and its words stay
    ended = False
    for token in tokens:
        goes = token.kind != "text" and token.name in unwritable[-1]
        if token.kind == "open":
            left.append(goes)
            unwritable.append(unwritable[-1] | (frozenset() if goes else _UNWRITABLE.get(token.name, set())))
        elif token.kind == "close":
            goes = left.pop()
            unwritable.pop()
        if not goes:
            yield token
        elif not ended:
            yield Token("text", text="\n")
        ended = goes or token.text.endswith("\n")


class _Walk:
    def __init__(self, script: Script) -> None:
        self.script = script
        self.stack = [Frame("")]

    def blocks(self, tokens: Iterable[Token]) -> list[str]:
        for token in joined(_writable(tokens)):
            if token.kind == "open":
                self.stack.append(Frame(token.name, token.attributes))
            elif token.kind == "close":
                self._close(self.stack.pop(), self.stack[-1])
            elif token.kind == "void":
                self._void(token, self.stack[-1])
            else:
                self._text(token.text if self._in_code else spaced(token.text))
        self._end_line(self.stack[0])
        return self.stack[0].blocks

    @property
    def _in_code(self) -> bool:
        return any(frame.name == "pre" for frame in self.stack)

    def _text(self, words: str) -> None:
        self.stack[-1].inline.append(words if self._in_code else self.script.words(words))

    def _void(self, token: Token, here: Frame) -> None:
        if token.name == "br":
            here.inline.append("\n" if self._in_code else BREAK)
        elif token.name == "img":
            self._text(html.unescape(token.attributes))
        else:
            self._end_line(here)
            here.blocks.append(self.script.rule())

    def _close(self, frame: Frame, parent: Frame) -> None:
        if frame.name in INLINE_TAGS and not frame.blocks:
            parent.inline += frame.inline if self._in_code else self.script.element(frame)
        elif frame.name == "pre":
            self._end_line(parent)
            code = "".join(frame.inline).strip("\n")
            parent.blocks += [self._code(code)] if code.strip() else []
            parent.loose = True
        else:
            self._end_line(frame)
            self._end_line(parent)
            self._block(frame, parent)

    def _code(self, code: str) -> str:
        """Inside an item, a quotation or a cell not every renderer sees code: its lines are words."""
        if not any(frame.name in _NESTS for frame in self.stack):
            return self.script.code(code, len(self.stack) > 1)
        lines = (self.script.words(spaced(line)).strip() for line in code.split("\n"))
        return self.script.paragraph(BREAK.join(filter(None, lines)), inside=True)

    def _block(self, frame: Frame, parent: Frame) -> None:
        name, script = frame.name, self.script
        if name in _CELLS:
            parent.cells.append(" ".join(" ".join(frame.blocks).split("\n")).strip())
        elif name == "tr":
            parent.rows.append(frame.cells)
        elif name in ("thead", "tbody"):
            parent.rows += frame.rows
        elif name == "table":
            parent.blocks += [script.table(frame.rows)] if any(map(any, frame.rows)) else []
        elif name == "li":
            parent.blocks += [script.item(frame.blocks, frame.loose)] if frame.blocks else []
            parent.loose |= frame.loose
            return
        elif name in ("ul", "ol"):
            first = int(frame.get("start") or 1) if name == "ol" else None
            parent.blocks += [script.listing(frame.blocks, first, frame.loose)] if frame.blocks else []
            return
        elif name == "blockquote":
            parent.blocks += [script.quotation(frame.blocks)] if frame.blocks else []
        elif name in _HEADINGS:
            line = " ".join(frame.blocks).replace("\n", " ").strip()
            parent.blocks += [script.heading(line, int(name[1]))] if line else []
        else:
            parent.blocks += frame.blocks
        parent.loose = True

    def _end_line(self, frame: Frame) -> None:
        """The words so far are a paragraph."""
        line = _BLANKS.sub(" ", self.script.line(frame.inline))
        line = _BROKEN.sub(BREAK, line).strip(f" {BREAK}")
        frame.inline.clear()
        if line:
            names = {frame.name, *(one.name for one in self.stack)}
            frame.blocks.append(self.script.paragraph(line, not names.isdisjoint(_NESTS)))
