"""A text as Markdown that says what its HTML says, whichever renderer reads it.

Written for CommonMark and for Python-Markdown alike: what has another meaning in either is written as an
entity; emphasis that one of them would not see there, and what Markdown has no sign for, as a plain tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from articles.rendering.folding import BREAK, Frame, Script, written_as
from articles.rendering.tokens import Element

_SIGNS = re.compile(r"([\\`*_\[\]])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_START = re.compile(r"^([#>]|(?:[+-]|\d+[.)])(?=\s|$))")
_UNDERLINE = re.compile(r"^([-=])(?=\1*\s*$)")
_HARD = "\u00a0"
_ONLY_INDENT = re.compile(r"\n {4,7}(?=\n)")
_TICKS = re.compile(r"`+")
_CLOSING = re.compile(r"(?<!\\)#$")
_ADDRESS = {" ": "%20", "<": "%3C", ">": "%3E", "(": "%28", ")": "%29", "\\": "%5C", '"': "%22", "\n": ""}
_STARS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*"}
_TAGS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em"}
_KEPT = {"sup": "sup", "sub": "sub", "del": "del", "s": "del", "code": "code"}


def marked(elements: Iterable[Element]) -> list[str]:
    """One piece a top-level element; join them with an empty line."""
    return written_as(_Markdown(), elements)


def marked_line(words: str) -> str:
    """Words in which no sign means anything, as a paragraph of one line."""
    return _Markdown().paragraph(escaped(" ".join(words.split())), inside=False)


def escaped(words: str) -> str:
    """Words in which no sign means anything, within a line."""
    signs = _SIGNS.sub(r"\\\1", _ENTITY.sub("&amp;", words))
    return signs.replace("<", "&lt;").replace("~~", "&#126;&#126;")


def link(words: str, address: str, title: str = "") -> str:
    """`words` are Markdown already, `address` and `title` are not."""
    target = "".join(_ADDRESS.get(letter, letter) for letter in _ENTITY.sub("&amp;", address))
    said = escaped(title).replace('"', "&quot;").replace("\n", " ")
    return f'[{words}]({target} "{said}")' if title else f"[{words}]({target})"


class _Emphasis(str):
    """Emphasised words, with their tag; and how they are written with stars."""

    __slots__ = ("inner", "stars")

    def __new__(cls, tagged: str, inner: str, stars: str) -> _Emphasis:
        found = super().__new__(cls, tagged)
        found.inner, found.stars = inner, stars
        return found

    @property
    def with_stars(self) -> str:
        return f"{self.stars}{self.inner}{self.stars}"

    def seen_between(self, before: str, after: str) -> bool:
        """CommonMark, 6.2: a sign beside a star counts only where another sign or a space is outside."""
        opens = self.inner[0].isalnum() or not before or before in f" {BREAK}("
        closes = self.inner[-1].isalnum() or not after or after[0] in f" {BREAK}.,;:!?)"
        apart = "*" not in f"{before}{self.inner}{after[:1]}" and not isinstance(after, _Emphasis)
        return opens and closes and apart


class _Markdown(Script):
    def words(self, text: str) -> str:
        return escaped(text)

    def element(self, frame: Frame) -> list[str]:
        name, words = frame.name, self.line(frame.inline)
        if not words.strip(f" {BREAK}"):
            return [words]
        before, inner, after = _edges(words)
        if name in _STARS:
            inner = _Emphasis(f"<{_TAGS[name]}>{inner}</{_TAGS[name]}>", inner, _STARS[name])
        elif name in _KEPT:
            inner = f"<{_KEPT[name]}>{inner}</{_KEPT[name]}>"
        elif name == "q":
            inner = f"“{inner}”"
        elif name == "a" and (address := frame.get("href")):
            inner = link(inner, address, frame.get("title"))
        return [before, inner, after]

    def line(self, pieces: Sequence[str]) -> str:
        """Emphasis with stars where every renderer sees them, else with its tag."""
        found, shown = "", [piece for piece in pieces if piece]
        for index, piece in enumerate(shown):
            if isinstance(piece, _Emphasis):
                after = shown[index + 1] if index + 1 < len(shown) else ""
                piece = piece.with_stars if piece.seen_between(found[-1:], after) else str(piece)
            if found.endswith("!") and piece.startswith("["):  # or it would be a picture
                found = found[:-1] + "&#33;"
            found += piece
        return found

    def paragraph(self, line: str, inside: bool) -> str:
        lines = line.split(BREAK)
        if inside or not all(one.strip() for one in lines):
            return _start("<br>".join(lines))
        if len(lines) > 1:  # two lines with bars might be a table
            lines = [one.replace("|", "&#124;") for one in lines]
        return "  \n".join(map(_start, lines))

    def heading(self, line: str, level: int) -> str:
        return f"{'#' * level} {_CLOSING.sub('&#35;', line)}"

    def quotation(self, blocks: Sequence[str]) -> str:
        lines = "\n\n".join(blocks).split("\n")
        return "\n".join(f"> {line}" if line.strip() else ">" for line in lines)

    def item(self, blocks: Sequence[str], loose: bool) -> str:
        return ("\n\n" if loose else "\n").join(blocks)

    def listing(self, items: Sequence[str], first: int | None, loose: bool) -> str:
        signs = ["-" if first is None else f"{first + index}." for index in range(len(items))]
        # CommonMark counts from the words of the item, Python-Markdown four to seven spaces
        found = [
            f"{sign:<3} {item}".replace("\n", "\n" + " " * min(7, max(4, len(sign) + 1)))
            for sign, item in zip(signs, items, strict=True)
        ]
        return _ONLY_INDENT.sub("\n", ("\n\n" if loose else "\n").join(found))

    def code(self, text: str, inside: bool) -> str:
        if inside:
            return "\n".join(f"    {line}" for line in text.split("\n"))
        longest = max((len(run) for run in _TICKS.findall(text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{text}\n{fence}"

    def table(self, rows: Sequence[Sequence[str]]) -> str:
        width = max(map(len, rows))
        head, *body = [[*row, *[""] * (width - len(row))] for row in rows]
        lines = [head, ["---"] * width, *filter(any, body)]  # a row of nothing says nothing
        return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in lines)


def _edges(words: str) -> tuple[str, str, str]:
    """White space before, the words, white space after."""
    inner = words.strip(f" {BREAK}")
    start = words.index(inner)
    return words[:start], inner, words[start + len(inner) :]


def _start(line: str) -> str:
    line = _UNDERLINE.sub(lambda found: "\\-" if found[1] == "-" else "&#61;", line)
    line = _hard_edges(line)
    return _START.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", line)


def _hard_edges(line: str) -> str:
    """No-break spaces at its ends as entities: Python-Markdown takes them for white space."""
    words = line.strip(_HARD)
    before = len(line) - len(line.lstrip(_HARD))
    after = len(line) - len(words) - before
    return f"{'&nbsp;' * before}{words}{'&nbsp;' * after}"
