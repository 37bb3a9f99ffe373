"""Goes through an RTF file as its reader does: groups, letters, fields, notes, boxes, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from articles.imports import account
from articles.imports.account import Reading
from articles.imports.markup import Pictures
from articles.imports.names import names_of
from articles.imports.office import PAGE_NUMBER
from articles.imports.paragraphs import form_of
from articles.imports.records import Refused
from articles.imports.rtf.letters import WESTERN, letters, page_of_charset, page_of_number, paired
from articles.imports.rtf.state import State
from articles.imports.rtf.text import Text
from articles.imports.rtf.tokens import Token, tokens

MAX_GROUPS = 100_000  # a file of 2 MB from a word processor holds about a quarter
MAX_DEPTH = 200  # groups inside groups; word processors make about twenty
TOO_MUCH = "This RTF file holds far more than a story and stays out. Copy its text and paste it."
_SKIPPED = names_of("""
colortbl info revtbl filetbl listtable listoverridetable rsidtbl themedata colorschememapping datastore
latentstyles generator xmlnstbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn template pgdsctbl nonshppict
objdata objclass objname objalias objsect shprslt background xe tc tcn rxe txe bkmkstart bkmkend private
nonesttables nesttableprops mmathPict atnid atnauthor atndate atnref atnparent atnicn atntime sn sv upr pn
datafield formfield
""")
_THROUGH = names_of("shppict shp shpinst shpgrp do dpgroup object result moMathPara mmath")
_SIGNS = {"~": "\u00a0", "_": "\u2011", "-": "\u00ad"}
_LETTERS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "page": "\n", "column": "\n",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "\u200e", "rtlmark": "\u200f", "zwbo": "\u200b", "zwnbo": "\u2060",
}  # fmt: skip
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_MARGINS = {
    name + side: kind
    for name, kind in (("header", account.HEADER), ("footer", account.FOOTER))
    for side in ("", "l", "r", "f")
}
_BETWEEN = {"msup": "^", "mden": "/", "msub": "_", "mdeg": " "}
_LINK = re.compile(r'\s*HYPERLINK\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"\\]\S*))')
_EQUATION = re.compile(r"\s*EQ\b")
_RUBY = re.compile(r"\\o\s*\\a[lcrd]\s*\(\\s\\up\s*\d+\((?P<above>[^()]*)\)[,;](?P<base>[^()]*)\)")


class Reader:
    """One file: `read`, then `html`; the reading and the pictures are filled on the way."""

    def __init__(self, reading: Reading, pictures: Pictures) -> None:
        self.text, self.pictures, self.reading = Text(reading), pictures, reading
        self.here, self.stack, self.groups = State(), list[State](), 0
        self.begun = self.star = False  # a group has just begun; and \* was read in it
        self.passed_over = 0  # signs still to pass over after \u
        self.page, self.pages, self.font = WESTERN, dict[int, str](), -1
        self.entry: dict[str, int] = {}  # numbers of the font or style that is being read
        self.raw, self.said = bytearray(), list[str]()
        self.codes = list[list[str]]()  # of the fields that are open
        self.marker, self.equation, self.hex = list[str](), list[str](), list[str]()

    def html(self) -> str:
        return self.text.paragraphs.html()

    def read(self, text: str) -> bool:
        """Everything up to the end; False where the file breaks off. `text` holds one character a byte."""
        for token in tokens(text):
            self._take(token)
            if self.groups and not self.stack:
                break
        whole = not self.stack
        while self.stack:
            self._group_ends()
        self._flush()
        self.text.finish(self.here)
        return whole

    def _take(self, token: Token) -> None:
        if token.kind == "brace":
            self.passed_over = 0
            (self._group_begins if token.text == "{" else self._group_ends)()
        elif self.passed_over and token.kind != "letters":
            self.passed_over -= 1
        else:
            _TAKE[token.kind](self, token)
            self.begun = self.begun and token.text == "*"

    def _group_begins(self) -> None:
        self._flush()
        self.groups += 1
        if self.groups > MAX_GROUPS or len(self.stack) > MAX_DEPTH:
            raise Refused(TOO_MUCH)
        self.stack.append(self.here)
        self.here = replace(self.here, opened="")
        self.begun, self.star = True, False

    def _group_ends(self) -> None:
        self._flush()
        if self.stack:
            _CLOSED.get(self.here.opened, _nothing)(self)
            self.here = self.stack.pop()
        self.begun = self.star = False

    def _opens(self, name: str) -> None:
        """The group is a destination of this name; what its words are follows from it and what is around."""
        state = self.here
        if state.where == "skipped":
            if name == "ud" and self.stack[-1].opened == "upr":  # in place of what older programs are given
                state.where = self.stack[-2].where
            elif name == "pict" and self.stack[-1].opened == "sv":
                _OPENED[name](self)
                state.opened = name
        elif name in _OPENED:
            state.opened = name
            _OPENED[name](self)
        elif name not in _THROUGH:
            state.opened, state.where = name, "skipped"

    def _word(self, token: Token) -> None:
        name, number = token.text, token.number
        if name == "u" and number is not None:
            self._decode()
            self.said.append(chr(number % 0x10000))
            self.passed_over = self.here.fallback
        elif self.begun and (self.star or name in _DESTINATIONS):
            self._opens(name)
        elif self.begun and self.here.where == "equation" and name.endswith("Pr"):
            self.here.where = "skipped"
        elif self.here.where != "skipped":
            self._control(name, number)

    def _control(self, name: str, number: int | None) -> None:
        if name in _LETTERS:
            self._decode()
            self.said.append(_LETTERS[name])
            return
        self._flush()
        if name in _ENDS:
            if self.here.where == "text":
                _ENDS[name](self.text, self.here)
        elif not self.here.switch(name, number):
            self._setting(name, number or 0)

    def _setting(self, name: str, number: int) -> None:
        state = self.here
        if name == "plain":
            state.plain(self.font)
        elif name == "pard":
            state.new_paragraph()
        elif name in _NUMBERED:
            setattr(state, _NUMBERED[name], number)
        elif name == "dropcapli":
            state.drop_cap = number > 0
        elif name == "ansicpg":
            self.page = page_of_number(number) or WESTERN
        elif name in _PAGES and len(self.stack) == 1:
            self.page = _PAGES[name]
        elif name == "deff":
            self.font = state.font = number
        if state.where in ("font", "style"):
            self.entry[name] = number

    def _byte(self, token: Token) -> None:
        self.raw.append(int(token.text, 16))

    def _letters(self, token: Token) -> None:
        text = token.text[self.passed_over :]
        self.passed_over = max(0, self.passed_over - len(token.text))
        if self.here.where == "picture":
            self.hex.append(text)
        else:
            self.raw += text.encode("latin-1")

    def _bytes(self, token: Token) -> None:
        if self.here.where == "picture":
            self.hex = [token.text.encode("latin-1").hex()]

    def _sign(self, token: Token) -> None:
        sign = token.text
        if sign == "*":
            self.star = self.begun
        elif sign in _SIGNS:
            self._decode()
            self.said.append(_SIGNS[sign])
        elif sign in "\\{}":
            self.raw += sign.encode()
        elif sign in "\r\n" and self.here.where != "skipped":
            self._control("par", None)

    def _decode(self) -> None:
        """Bytes become letters by the code page of their font."""
        if self.raw:
            page = self.pages.get(self.here.font) or self.page
            self.said.append(letters(bytes(self.raw), page))
            self.raw.clear()

    def _flush(self) -> None:
        """Letters become words of what they stand in."""
        self._decode()
        if self.said:
            text, self.said = paired("".join(self.said)).replace("\0", ""), []
            _WORDS.get(self.here.where, _unsaid)(self, text)

    # What words are, by where they stand

    def _in_text(self, text: str) -> None:
        self.text.say(text, self.here)

    def _in_code(self, text: str) -> None:
        if self.codes:
            self.codes[-1].append(text)

    def _in_marker(self, text: str) -> None:
        self.marker.append(text)

    def _in_equation(self, text: str) -> None:
        self.equation.append(text)

    def _in_fonts(self, text: str) -> None:
        named = text.partition(";")[0]
        page = page_of_number(self.entry["cpg"]) if self.entry.get("cpg") else ""
        self.pages[self.entry.get("f", -1)] = page or page_of_charset(self.entry.get("fcharset", 0), named)

    def _in_styles(self, text: str) -> None:
        named, ends, _ = text.partition(";")
        if named.strip():
            self.text.styles[self.entry.get("s", 0)] = form_of(named)
        if ends:
            self.entry = {}

    # Destinations

    def _apart(self, where: str) -> None:
        self.here.where = where
        if where in ("font", "style"):
            self.entry = {}

    def _begins(self, *, told: bool = False, margin: bool = False) -> None:
        self.text.begin(told=told)
        self.here = State(opened=self.here.opened, margin=margin, font=self.font)

    def _comments(self) -> None:
        self.text.paragraphs.tell(account.COMMENT)
        self.here.where = "skipped"

    def _field_ends(self) -> None:
        """A field EQ has no result: what it shows stands in its code (Word sets words above others so)."""
        code = "".join(self.codes.pop())
        if not _EQUATION.match(code):
            return
        if found := _RUBY.search(code):
            self.text.paragraphs.tell(account.READING, found["above"])
            self.text.say(found["base"], self.stack[-1])
        else:
            self.text.paragraphs.tell(account.FIELD, code)

    def _result(self) -> None:
        code = "".join(self.codes[-1]) if self.codes else ""
        if found := _LINK.match(code):
            self.here.link = found["quoted"] or found["bare"] or ""
        elif self.here.margin and PAGE_NUMBER.match(code):
            self.here.where = "skipped"

    def _picture_ends(self) -> None:
        try:
            data = bytes.fromhex("".join(self.hex))
        except ValueError:
            data = b""
        self.hex = []
        self.text.paragraphs.picture(self.pictures.hold(data), "")

    def _part_of_equation(self) -> None:
        if self.here.where == "equation":
            self.equation.append(_BETWEEN[self.here.opened])

    def _part_ends(self) -> None:
        if self.equation and self.equation[-1] in _BETWEEN.values():
            self.equation.pop()

    def _equation_ends(self) -> None:
        words, self.equation = "".join(self.equation), []
        if words.strip():
            self.text.paragraphs.tell(account.EQUATION, words)
            self.text.say(words, self.stack[-1])

    def _marker_ends(self) -> None:
        marker, self.marker = "".join(self.marker), []
        self.text.marked(marker, self.stack[-1])

    def _margin_ends(self) -> None:
        words = self.text.margin_ends(self.here).text
        self.reading.tell_margin(_MARGINS[self.here.opened], words)


def _nothing(reader: Reader) -> None:
    return None


def _unsaid(reader: Reader, text: str) -> None:
    return None


Opening = Callable[[Reader], None]
_TAKE: dict[str, Callable[[Reader, Token], None]] = {
    "word": Reader._word,
    "byte": Reader._byte,
    "letters": Reader._letters,
    "bytes": Reader._bytes,
    "sign": Reader._sign,
}
_WORDS: dict[str, Callable[[Reader, str], None]] = {
    "text": Reader._in_text,
    "code": Reader._in_code,
    "marker": Reader._in_marker,
    "equation": Reader._in_equation,
    "font": Reader._in_fonts,
    "style": Reader._in_styles,
}
_ENDS: dict[str, Callable[[Text, State], None]] = {
    "par": Text.paragraph_ends,
    "sect": Text.paragraph_ends,
    "nestcell": Text.paragraph_ends,
    "trowd": Text.row_begins,
    "cell": Text.cell_ends,
    "row": Text.row_ends,
}
_NUMBERED = {"f": "font", "s": "style", "uc": "fallback", "outlinelevel": "outline", "ilvl": "depth"}
_OPENED: dict[str, Opening] = {
    "fonttbl": lambda reader: reader._apart("font"),
    "stylesheet": lambda reader: reader._apart("style"),
    "field": lambda reader: reader.codes.append([]),
    "fldinst": lambda reader: reader._apart("code"),
    "fldrslt": Reader._result,
    "footnote": Reader._begins,
    "annotation": Reader._comments,
    "shptxt": lambda reader: reader._begins(told=True),
    "dptxbxtext": lambda reader: reader._begins(told=True),
    "pict": lambda reader: reader._apart("picture"),
    "listtext": lambda reader: reader._apart("marker"),
    "pntext": lambda reader: reader._apart("marker"),
    "moMath": lambda reader: reader._apart("equation"),
    **dict.fromkeys(_BETWEEN, Reader._part_of_equation),
    **dict.fromkeys(_MARGINS, lambda reader: reader._begins(margin=True)),
}
_CLOSED: dict[str, Opening] = {
    "field": Reader._field_ends,
    "footnote": lambda reader: reader.text.note_ends(reader.here),
    "shptxt": lambda reader: reader.text.box_ends(reader.here),
    "dptxbxtext": lambda reader: reader.text.box_ends(reader.here),
    "pict": Reader._picture_ends,
    "listtext": Reader._marker_ends,
    "pntext": Reader._marker_ends,
    "moMath": Reader._equation_ends,
    **dict.fromkeys(_BETWEEN, Reader._part_ends),
    **dict.fromkeys(_MARGINS, Reader._margin_ends),
}
_DESTINATIONS = _SKIPPED | _THROUGH | _OPENED.keys() | {"ud"}
