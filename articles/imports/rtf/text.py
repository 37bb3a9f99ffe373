"""The words of an RTF file as they come: paragraphs, tables, what stays out of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.imports import account
from articles.imports.account import Kind, Reading
from articles.imports.paragraphs import TEXT, Block, Form, Paragraphs, Stretch
from articles.imports.rtf.letters import LOST
from articles.imports.rtf.state import State

_NUMBER = re.compile(r"\W*(\d{1,9})[.)]?\s*")


@dataclass(slots=True)
class _Rows:
    """A table while it is read."""

    rows: list[list[list[Block]]] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    in_row: bool = False
    cell_open: bool = False


class Text:
    """Takes words with the state they stand in; a stretch of its own (a note, a box) has its own tables."""

    def __init__(self, reading: Reading) -> None:
        self.paragraphs = Paragraphs(reading)
        self.styles: dict[int, Form] = {}
        self._tables = [_Rows()]
        self._out: tuple[Kind, list[str]] | None = None  # words that stay out since, and why
        self._inserting = False
        self._marker = ""  # of the list item that is being read

    def say(self, text: str, state: State) -> None:
        """Words of the text: taken in, or told with why they stay out."""
        kind = state.why_out()
        if self._out and self._out[0] is not kind:
            self._settle()
        if kind is not None:
            self._out = self._out or (kind, [])
            self._out[1].append(text)
            return
        if state.inserted and not self._inserting:
            self.paragraphs.tell(account.INSERTION)
        self._inserting = state.inserted
        for _ in range(text.count(LOST)):
            self.paragraphs.tell(account.UNREADABLE)
        rows = self._tables[-1]
        if (rows.in_row or state.in_table) and not rows.cell_open:
            self.paragraphs.begin()
            rows.cell_open = True
        self.paragraphs.say(text.replace(LOST, ""), state.look())

    def _settle(self) -> None:
        """What stayed out up to here is told, once."""
        if self._out:
            self.paragraphs.tell(self._out[0], "".join(self._out[1]))
        self._out = None

    def paragraph_ends(self, state: State) -> None:
        """A mark that is deleted or hidden, or of a large first letter, lets its paragraph run on."""
        if state.deleted or state.hidden:
            self.say(" ", state)
        elif not (state.drop_cap and self.paragraphs.has_words):
            self._end(state)

    def _end(self, state: State) -> None:
        self._settle()
        self._inserting = False
        rows = self._tables[-1]
        if rows.rows and not rows.in_row and not rows.cell_open:
            self._table_ends(state)
        self.paragraphs.end(self._form(state))
        self._marker = ""

    def _form(self, state: State) -> Form:
        if self._marker:
            number = _NUMBER.fullmatch(self._marker)
            return Form(depth=state.depth + 1, number=int(number[1]) if number else None)
        form = self.styles.get(state.style, TEXT)
        return Form(f"h{state.outline + 1}") if form == TEXT and 0 <= state.outline < 6 else form

    def marked(self, marker: str, state: State) -> None:
        """The mark of a list item; one with letters in it stands in the text, as its reader sees it."""
        if any(letter.isalpha() for letter in marker) or (
            any(letter.isdigit() for letter in marker) and not _NUMBER.fullmatch(marker)
        ):
            self.say(f"{marker.strip()} ", state)
        else:
            self._marker = marker.strip()

    def row_begins(self, state: State) -> None:
        self._tables[-1].in_row = True

    def cell_ends(self, state: State) -> None:
        rows = self._tables[-1]
        self._settle()
        if not rows.cell_open:
            self.paragraphs.begin()
        elif self.paragraphs.has_words:
            self.paragraphs.end(self._form(state))
        self._marker, rows.cell_open = "", False
        rows.cells.append(self.paragraphs.close().blocks)

    def row_ends(self, state: State) -> None:
        rows = self._tables[-1]
        if rows.cell_open:
            self.cell_ends(state)
        if rows.cells:
            rows.rows.append(rows.cells)
        rows.cells, rows.in_row = [], False

    def _table_ends(self, state: State) -> None:
        self.row_ends(state)
        rows = self._tables[-1]
        self.paragraphs.table(rows.rows)
        rows.rows = []

    def begin(self, *, told: bool) -> None:
        """A note, a box or a margin: read apart from what is around it."""
        self._settle()
        self.paragraphs.begin(told=told)
        self._tables.append(_Rows())

    def finish(self, state: State) -> None:
        """Whatever is open in the stretch is ended."""
        self._settle()
        if self._tables[-1].rows and not self._tables[-1].cell_open:
            self._table_ends(state)
        if self.paragraphs.has_words and not self._tables[-1].cell_open:
            self.paragraphs.end(self._form(state))
        self._table_ends(state)
        self._marker = ""

    def note_ends(self, state: State) -> None:
        self._leave(state)
        self.paragraphs.close_note()

    def box_ends(self, state: State) -> None:
        self._leave(state)
        self.paragraphs.close_box()

    def margin_ends(self, state: State) -> Stretch:
        self._leave(state)
        return self.paragraphs.close()

    def _leave(self, state: State) -> None:
        self.finish(state)
        self._tables.pop()
