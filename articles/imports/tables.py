"""Tables as Markdown can hold them: one grid, every row as wide as the widest, none inside another."""

from __future__ import annotations

from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

from articles.analysis.bounds import CELLS_MAX
from articles.imports import account
from articles.imports.account import Reading

CELLS = ("td", "th")
SPANS = {"colspan": 1_000, "rowspan": 65_534}  # the most that HTML 4.9.11 lets a cell span
_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "caption", *CELLS)
_NESTINGS = {("table", name) for name in (*CELLS, "caption")}  # a table among a cell's words


def lay_out_tables(soup: BeautifulSoup, reading: Reading) -> None:
    """What spans columns or rows stands in the first of them, with empty cells in the others, as HTML 4.9.12
    places it. A table of more than CELLS_MAX cells stays as it came: no text may hold so many."""
    _unwrap_inner(soup, reading)
    for table in soup.find_all("table"):
        _lay_out(table, soup)


def _unwrap_inner(soup: BeautifulSoup, reading: Reading) -> None:
    """A table inside a cell leaves its words there, and is told, with whatever tables it holds itself."""
    inner: dict[int, Tag] = {}
    for part in soup.find_all(_PARTS):
        around = part.find_parent(_PARTS)
        if around is None or (id(around) not in inner and (part.name, around.name) not in _NESTINGS):
            continue
        if id(around) not in inner:
            reading.tell(account.INNER_TABLE, text=part.get_text(" "))
        inner[id(part)] = part
    for part in inner.values():
        part.name = "div"


def _lay_out(table: Tag, soup: BeautifulSoup) -> None:
    rows = table.find_all("tr")
    places = _places(rows)
    columns = sorted({column for row in places for column, _ in row})
    if not columns:
        _without_cells(table)
        return
    if len(rows) * len(columns) > CELLS_MAX or len(places) < len(rows):
        return
    caption = table.find("caption")
    heads = [row.find_parent("thead") is not None for row in rows]
    table.clear()
    if caption is not None:
        table.append(caption)
    for row, head in zip(places, heads, strict=True):
        if row:
            table.append(_filled(dict(row), columns, soup, head=head))


def _without_cells(table: Tag) -> None:
    caption = table.find("caption")
    if caption is None:
        table.decompose()
    else:
        caption.name = "p"
        table.replace_with(caption)


def _filled(cells: dict[int, Tag], columns: Sequence[int], soup: BeautifulSoup, *, head: bool) -> Tag:
    name = "th" if head or all(cell.name == "th" for cell in cells.values()) else "td"
    row = soup.new_tag("tr")
    for column in columns:
        cell = cells.get(column) or soup.new_tag("td")
        cell.name = name
        row.append(cell)
    return row


def _places(rows: Sequence[Tag]) -> list[list[tuple[int, Tag]]]:
    """The cells that begin in each row, with their columns; of too many cells only the first rows."""
    found: list[list[tuple[int, Tag]]] = []
    spanning: list[tuple[int, int, int]] = []  # first column, the one behind the last, rows that are left
    group, taken = None, 0
    for row in rows:
        spanning = spanning if row.parent is group else []
        group, column, passed = row.parent, 0, 0
        here, below = [], [(first, end, left - 1) for first, end, left in spanning if left > 1]
        for cell in row.find_all(CELLS):
            while passed < len(spanning) and spanning[passed][0] <= column:
                column = max(column, spanning[passed][1])
                passed += 1
            here.append((column, cell))
            end, height = column + _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                below.append((column, end, height - 1))
            column = end
        taken += len(here) + len(spanning)
        if taken > CELLS_MAX:
            break
        found.append(here)
        spanning = sorted(below)
    return found


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name) or "1").strip()
    if not (said.isascii() and said.isdecimal()):
        return 1
    number = min(int(said[:6]), SPANS[name])
    return number or (SPANS[name] if name == "rowspan" else 1)
