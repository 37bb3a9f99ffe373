"""Goes through an OpenDocument text as its reader does, and tells what else stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from articles.imports import account
from articles.imports.account import Kind, Reading
from articles.imports.archive import Limits, is_xml
from articles.imports.markup import Pictures
from articles.imports.names import names_of, value
from articles.imports.opendocument.styles import Styles, name
from articles.imports.paragraphs import PLAIN, TEXT, Block, Form, Look, Paragraphs

MOST_REPEATED = 100  # of a cell or row that says it stands there so many times
REPEATED_MAX = 20_000  # characters of it all together
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_NOTHING = names_of("""
text:tracked-changes text:sequence-decls text:variable-decls text:user-field-decls text:bookmark
text:bookmark-start text:bookmark-end text:reference-mark text:reference-mark-start text:soft-page-break
office:forms text:alphabetical-index-mark text:toc-mark text:script office:annotation-end text:change-end
text:index-title-template text:table-of-content-source svg:title svg:desc table:table-column
office:scripts text:dde-connection-decls table:shapes draw:enhanced-geometry office:event-listeners
""")


@dataclass(frozen=True, slots=True)
class _At:
    """What holds where a reader stands."""

    look: Look = PLAIN
    depth: int = 0  # of its list
    numbered: bool = False


class Reader:
    """One file: `read`, then the paragraphs' HTML; the reading and the pictures are filled on the way."""

    def __init__(
        self,
        reading: Reading,
        pictures: Pictures,
        styles: Styles,
        entries: dict[str, bytes],
        limits: Limits,
    ) -> None:
        self.paragraphs, self.pictures, self.styles = Paragraphs(reading), pictures, styles
        self.entries, self.limits = entries, limits
        self.number: int | None = None  # of the list item whose first paragraph comes next

    def read(self, root: Element) -> None:
        body = next((one for one in root.iter() if name(one) == "office:text"), None)
        if body is not None:
            self._deletions(body)
            self.inside(body, _At())

    def _deletions(self, body: Element) -> None:
        """Tracked deletions that the text does not mark, and so no place can be told of."""
        kept = sum(name(one) == "text:deletion" for one in body.iter())
        placed = sum(name(one) == "text:change" for one in body.iter())
        for _ in range(kept - placed):
            self.paragraphs.reading.tell(account.DELETION)

    def inside(self, element: Element, at: _At) -> None:
        """The words of an element and of what is in it; white space counts as in HTML."""
        self.say(element.text, at)
        for inner in element:
            kind = name(inner)
            if kind in _AS:
                _AS[kind](self, inner, at)
            elif kind not in _NOTHING and kind:
                self.inside(inner, at)
            self.say(inner.tail, at)

    def say(self, text: str | None, at: _At) -> None:
        if text:
            self.paragraphs.say(text.replace("\n", " "), at.look)

    def paragraph(self, element: Element, at: _At) -> None:
        style = value(element, "style-name")
        if self._hidden("paragraph", style) or _says_hidden(element):
            self.left_out(element, account.HIDDEN)
            return
        form = self._form(element, style, at)
        self.inside(element, replace(at, look=self._looked("paragraph", style, at.look, bold=form == TEXT)))
        self.paragraphs.end(form)

    def _form(self, element: Element, style: str, at: _At) -> Form:
        number, self.number = self.number, None
        if name(element) == "text:h":
            level = value(element, "outline-level")
            return Form(f"h{min(6, max(1, int(level)))}" if level.isascii() and level.isdigit() else "h1")
        if number is not None:
            return Form(depth=at.depth, number=number if at.numbered else None)
        return self.styles.form(style)

    def _looked(self, family: str, style: str, look: Look, *, bold: bool = True) -> Look:
        def own(what: str) -> str:
            return self.styles.look(family, style, what)

        weight, slant, position = own("font-weight"), own("font-style"), own("text-position").split(" ")[0]
        level = "sub" if position.startswith(("sub", "-")) else "sup" if position.strip("0%") else ""
        return replace(
            look,
            bold=(weight in _BOLD and bold) if weight else look.bold,
            italic=slant in ("italic", "oblique") if slant else look.italic,
            level=level if position else look.level,
        )

    def _hidden(self, family: str, style: str) -> bool:
        return self.styles.look(family, style, "display") == "none"

    def span(self, element: Element, at: _At) -> None:
        style = value(element, "style-name")
        lines = self.styles.look("text", style, "text-line-through-style")
        lines = lines or self.styles.look("text", style, "text-line-through-type")
        if self._hidden("text", style):
            self.left_out(element, account.HIDDEN)
        elif lines not in ("", "none"):
            self.left_out(element, account.STRUCK)
        else:
            self.inside(element, replace(at, look=self._looked("text", style, at.look)))

    def left_out(self, element: Element, kind: Kind) -> None:
        words = " ".join(element.itertext())
        if words.strip():
            self.paragraphs.tell(kind, words)

    def link(self, element: Element, at: _At) -> None:
        self.inside(element, replace(at, look=replace(at.look, link=value(element, "href"))))

    def spaces(self, element: Element, at: _At) -> None:
        self.say(" ", at)

    def line_break(self, element: Element, at: _At) -> None:
        self.paragraphs.say("\n", at.look)

    def items(self, element: Element, at: _At) -> None:
        style = value(element, "style-name")
        numbered = style in self.styles.numbered if style else at.numbered
        inner, number = replace(at, depth=at.depth + 1, numbered=numbered), 1
        for item in element:
            start = value(item, "start-value")
            number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else number
            self.number = number if name(item) == "text:list-item" else None
            self.inside(item, inner)
            self.number, number = None, number + 1

    def table(self, element: Element, at: _At) -> None:
        self.paragraphs.table([cells for row in _rows(element) for cells in self._row(row)])

    def _row(self, row: Element) -> list[list[list[Block]]]:
        if value(row, "visibility") in ("collapse", "filter"):
            self.left_out(row, account.HIDDEN)
            return []
        cells = [cell for one in row if name(one) in _CELLS for cell in self._cell(one)]
        while cells and not cells[-1]:
            cells.pop()
        return [cells] * _times(row, "number-rows-repeated", sum(map(_size, cells)))

    def _cell(self, cell: Element) -> list[list[Block]]:
        self.paragraphs.begin()
        self.inside(cell, _At())
        blocks = self.paragraphs.close().blocks
        return [blocks] * _times(cell, "number-columns-repeated", _size(blocks))

    def section(self, element: Element, at: _At) -> None:
        if value(element, "display") in ("none", "condition"):
            self.left_out(element, account.HIDDEN)
        else:
            self.inside(element, at)

    def note(self, element: Element, at: _At) -> None:
        body = next((one for one in element if name(one) == "text:note-body"), None)
        if body is not None:
            self.paragraphs.begin(told=False)
            self.inside(body, _At())
            self.paragraphs.close_note()

    def comment(self, element: Element, at: _At) -> None:
        self.paragraphs.tell(account.COMMENT)

    def inserted(self, element: Element, at: _At) -> None:
        self.paragraphs.tell(account.INSERTION)

    def deleted(self, element: Element, at: _At) -> None:
        self.paragraphs.tell(account.DELETION)

    def hidden_text(self, element: Element, at: _At) -> None:
        if value(element, "is-hidden") == "true":
            self.paragraphs.tell(account.HIDDEN, value(element, "string-value"))
        else:
            self.inside(element, at)

    def ruby(self, element: Element, at: _At) -> None:
        for inner in element:
            if name(inner) == "text:ruby-base":
                self.inside(inner, at)
            else:
                self.left_out(inner, account.READING)

    def box(self, element: Element, at: _At) -> None:
        self.paragraphs.begin()
        self.inside(element, _At())
        self.paragraphs.close_box()

    def frame(self, element: Element, at: _At) -> None:
        """A frame shows the first of its contents that can be shown: a box, a picture, an object."""
        alt = " ".join("".join(one.itertext()) for one in element if name(one) in ("svg:title", "svg:desc"))
        for inner in element:
            kind = name(inner)
            if kind == "draw:text-box":
                return self.box(inner, at)
            if kind == "draw:object":
                return self._object(inner, at)
            if kind == "draw:image":
                return self._picture(inner, alt)
        return self.box(element, at)

    def _picture(self, image: Element, alt: str) -> None:
        source = value(image, "href").removeprefix("./")
        if source in self.entries:
            self.paragraphs.picture(self.pictures.hold(self.entries[source]), alt)
        else:
            self.paragraphs.picture(source, alt)

    def _object(self, element: Element, at: _At) -> None:
        """An equation is read in one line; of a chart or sheet it is told that it stood there."""
        source = f"{value(element, 'href').removeprefix('./').rstrip('/')}/content.xml"
        content = self.entries.get(source, b"")
        root = self.limits.xml(content) if is_xml(content) else None
        if root is not None and name(root) == "math:math":
            self.paragraphs.tell(account.EQUATION, _linear(root))
            self.paragraphs.say(_linear(root), at.look)
        else:
            self.paragraphs.tell(account.CHART)


def _rows(table: Element) -> Iterator[Element]:
    for inner in table:
        if name(inner) == "table:table-row":
            yield inner
        elif name(inner) in _OF_ROWS:
            yield from _rows(inner)


def _size(blocks: Sequence[Block]) -> int:
    return sum(len(block.html) for block in blocks)


def _times(element: Element, local: str, size: int) -> int:
    """How often a cell or row stands there, as far as that stays a table."""
    said = value(element, local)
    times = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1
    return max(1, min(times, MOST_REPEATED, REPEATED_MAX // max(1, size)))


def _says_hidden(element: Element) -> bool:
    return any(name(one) == "text:hidden-paragraph" and value(one, "is-hidden") == "true" for one in element)


_BETWEEN = {"math:msup": "^", "math:msub": "_", "math:mfrac": "/", "math:mroot": " "}


def _linear(element: Element) -> str:
    """An equation in one line, its parts set apart as in a Word file; its name for programs is no part."""
    if name(element) == "math:annotation":
        return ""
    parts = [element.text or "", *(_linear(inner) for inner in element)]
    return _BETWEEN.get(name(element), "").join(part.strip() for part in parts if part.strip())


def read_margins(styles: Element, reading: Reading) -> None:
    """Page headers and footers, without the numbers of pages."""
    for element in styles.iter():
        if kind := _MARGINS.get(name(element)):
            reading.tell_margin(kind, " / ".join(filter(None, map(_words, element))))


def _words(paragraph: Element) -> str:
    pieces = [paragraph.text or ""]
    for inner in paragraph:
        pieces += [_words(inner) if name(inner) not in _PAGE_NUMBERS else "", inner.tail or ""]
    return " ".join("".join(pieces).split())


_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_OF_ROWS = frozenset({"table:table-header-rows", "table:table-rows", "table:table-row-group"})
_PAGE_NUMBERS = frozenset({"text:page-number", "text:page-count"})
_MARGINS = {
    f"style:{kind}{side}": account.HEADER if kind == "header" else account.FOOTER
    for kind in ("header", "footer")
    for side in ("", "-left", "-first")
}
_AS: dict[str, Callable[[Reader, Element, _At], None]] = {
    "text:p": Reader.paragraph,
    "text:h": Reader.paragraph,
    "text:span": Reader.span,
    "text:a": Reader.link,
    "text:s": Reader.spaces,
    "text:tab": Reader.spaces,
    "text:line-break": Reader.line_break,
    "text:list": Reader.items,
    "text:section": Reader.section,
    "table:table": Reader.table,
    "text:note": Reader.note,
    "office:annotation": Reader.comment,
    "text:change-start": Reader.inserted,
    "text:change": Reader.deleted,
    "text:hidden-text": Reader.hidden_text,
    "text:ruby": Reader.ruby,
    "draw:frame": Reader.frame,
    "draw:custom-shape": Reader.box,
    "draw:rect": Reader.box,
    "draw:ellipse": Reader.box,
    "draw:polygon": Reader.box,
}
