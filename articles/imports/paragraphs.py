"""Paragraphs as a reader of the source sees them, taken in one after the other: as HTML, and as passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from articles.imports import account
from articles.imports.account import Kind, Passage, Reading, lowered, raised
from articles.imports.records import Refused

DEEPEST_LIST = 9
MAX_PARAGRAPHS = 10_000  # of one file
TOO_MANY = f"This file has more than {MAX_PARAGRAPHS:,} paragraphs; no story has. Is it the right file?"


@dataclass(frozen=True, slots=True)
class Look:
    """What letters look like, as far as copy keeps it."""

    bold: bool = False
    italic: bool = False
    level: str = ""  # "sup", "sub"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a paragraph is: its element, what its style says of it, its place in a list."""

    tag: str = "p"
    name: str = ""  # standfirst, caption, quote
    depth: int = 0  # of its list; 0: none
    number: int | None = None  # in a numbered list


PLAIN, TEXT = Look(), Form()
_STYLES = {"title": "h1", "subtitle": "standfirst", "caption": "caption", "quote": "quote",
           "intensequote": "quote", "quotations": "quote"}  # fmt: skip


def form_of(style: str) -> Form:
    """What the name of a paragraph's style says: “heading 2”, “Title”, “Quotations”."""
    name = "".join(style.lower().split()).replace("_20_", "")
    if name.startswith("heading") and name[7:].isascii() and name[7:].isdigit():
        return Form(f"h{min(6, max(1, int(name[7:9])))}")
    found = _STYLES.get(name, "")
    return Form("h1") if found == "h1" else Form(name=found)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph that is whole; or a table, as the blocks of the cells of its rows."""

    html: str = ""
    form: Form = TEXT
    rows: Sequence[Sequence[Sequence[Block]]] = ()


@dataclass(slots=True)
class Stretch:
    """What is read together: the text itself, a note, a box, a cell."""

    told: bool  # are its paragraphs passages of the text?
    place: str = ""  # where it hangs
    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # of its paragraphs
    pieces: list[tuple[Look, str]] = field(default_factory=list)  # of the paragraph that is being read
    pictures: list[str] = field(default_factory=list)
    hanging: list[Block] = field(default_factory=list)  # boxes, set after it

    @property
    def text(self) -> str:
        return " ".join(self.words)


class Paragraphs:
    """Takes what a reader says of a file in its order; `reading` gets passages, and what is no plain copy."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.number = 0  # of paragraphs with words
        self._stack = [Stretch(told=True)]

    @property
    def place(self) -> str:
        """Where the paragraph that is being read stands."""
        return f"paragraph {self.number + 1}"

    @property
    def has_words(self) -> bool:
        """Has the paragraph that is being read a letter yet?"""
        return any(text.strip() for _, text in self._stack[-1].pieces)

    def say(self, text: str, look: Look = PLAIN) -> None:
        """Letters of the paragraph; a line feed is a line break in it."""
        if text:
            self._stack[-1].pieces.append((look, text))

    def tell(self, kind: Kind, words: str = "") -> None:
        self.reading.tell(kind, self.place, words)

    def picture(self, key: str, alt: str) -> None:
        self._stack[-1].pictures.append(f'<img src="{escape(key)}" alt="{escape(alt)}">')

    def end(self, form: Form = TEXT) -> None:
        """The paragraph ends here; one with neither words nor pictures never was."""
        here = self._stack[-1]
        html, seen = _written(here.pieces)
        if len(here.blocks) > MAX_PARAGRAPHS:
            raise Refused(TOO_MANY)
        if seen.strip():
            here.words.append(" ".join(seen.split()))
            if here.told:
                self.reading.passages.append(Passage(self.place, here.words[-1]))
                self.number += 1
        if seen.strip() or here.pictures:
            here.blocks.append(Block("".join(here.pictures) + html, form))
        here.blocks += here.hanging
        here.pieces, here.pictures, here.hanging = [], [], []

    def begin(self, *, told: bool = True) -> None:
        """From here on a stretch of its own is read; `told`: as part of the text."""
        self._stack.append(Stretch(told and self._stack[-1].told, self.place))

    def close(self) -> Stretch:
        """The stretch that was begun last, with its last paragraph ended."""
        if self._stack[-1].pieces or self._stack[-1].pictures:
            self.end()
        return self._stack.pop()

    def close_note(self) -> None:
        """The stretch was a note: it is kept apart from the copy, whole."""
        note = self.close()
        self.reading.tell(account.NOTE, note.place, note.text)

    def close_box(self) -> None:
        """The stretch was a text box: it is set after the paragraph that it hangs on."""
        box = self.close()
        if box.blocks:
            self._stack[-1].hanging += box.blocks
            self.reading.tell(account.BOX, box.place, box.text)

    def table(self, rows: Sequence[Sequence[Sequence[Block]]]) -> None:
        for _ in (block for row in rows for cell in row for block in cell if block.rows):
            self.reading.tell(account.INNER_TABLE, f"paragraph {self.number}")
        if any(cell for row in rows for cell in row):
            self._stack[-1].blocks.append(Block(rows=rows))

    def html(self) -> str:
        """Everything that was taken in, once all of it is."""
        return "".join(_html(self.close().blocks))


def _written(pieces: Iterable[tuple[Look, str]]) -> tuple[str, str]:
    """A paragraph as HTML, and as its reader sees it."""
    html, seen = "", ""
    for look, some in groupby(pieces, lambda piece: piece[0]):
        text = "".join(words for _, words in some)
        html += _dressed(escape(text).replace("\n", "<br>"), look)
        turned = {"sup": raised, "sub": lowered}.get(look.level)
        seen += turned(seen[-4:], text) if turned else text
    return html, seen


def _dressed(html: str, look: Look) -> str:
    tags = (("b", look.bold), ("i", look.italic), (look.level, look.level))
    for tag, on in tags:
        html = f"<{tag}>{html}</{tag}>" if on else html
    return f'<a href="{escape(look.link)}">{html}</a>' if look.link else html


def _html(blocks: Sequence[Block]) -> Iterator[str]:
    lists: list[str] = []  # the elements that are open, outermost first
    for block in blocks:
        yield from _to_depth(lists, block.form)
        if block.rows:
            yield _table(block.rows)
        elif block.form.depth:
            number = "" if block.form.number is None else f' value="{block.form.number}"'
            yield f"<li{number}>{block.html}"
        else:
            yield _paragraph(block)
    yield from _to_depth(lists, TEXT)


def _to_depth(lists: list[str], form: Form) -> Iterator[str]:
    """Ends and begins lists until an item of this form, or a paragraph outside of all, may follow."""
    depth, tag = min(form.depth, DEEPEST_LIST), "ul" if form.number is None else "ol"
    while len(lists) > depth or (lists and len(lists) == depth and lists[-1] != tag):
        yield f"</li></{lists.pop()}>"
    if depth and len(lists) == depth:
        yield "</li>"
    while len(lists) < depth:
        start = f' start="{form.number}"' if tag == "ol" and len(lists) == depth - 1 else ""
        yield f"<{tag}{start}>" + ("<li>" if len(lists) < depth - 1 else "")
        lists.append(tag)


def _paragraph(block: Block) -> str:
    form = block.form
    name = f' class="{form.name}"' if form.name and form.name != "quote" else ""
    html = f"<{form.tag}{name}>{block.html}</{form.tag}>"
    return f"<blockquote>{html}</blockquote>" if form.name == "quote" else html


def _table(rows: Sequence[Sequence[Sequence[Block]]]) -> str:
    cells = ("".join(f"<td>{''.join(_html(_flat(cell)))}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _flat(blocks: Sequence[Block]) -> list[Block]:
    """A table in a cell is read as its paragraphs."""
    inner = (one for block in blocks for row in block.rows for cell in row for one in _flat(cell))
    return [*(block for block in blocks if not block.rows), *inner]
