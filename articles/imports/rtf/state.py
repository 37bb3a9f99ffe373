"""What holds in one group of an RTF file, and the words that change it."""

from __future__ import annotations

from dataclasses import dataclass

from articles.imports import account
from articles.imports.account import Kind
from articles.imports.paragraphs import Look

_SWITCHES = {
    "b": "bold", "i": "italic", "v": "hidden", "strike": "struck", "striked": "struck",
    "deleted": "deleted", "revised": "inserted", "intbl": "in_table",
}  # fmt: skip
_LEVELS = {"super": "sup", "sub": "sub", "nosupersub": ""}


@dataclass(slots=True)
class State:
    """Copied where a group begins, dropped where it ends."""

    where: str = "text"  # what the words here are: text, skipped, code, font ...
    opened: str = ""  # the destination that this very group is
    margin: bool = False  # inside a page header or footer
    bold: bool = False
    italic: bool = False
    level: str = ""
    link: str = ""
    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    inserted: bool = False
    font: int = -1
    fallback: int = 1  # how many signs after \u stand for it in older programs
    style: int = -1
    outline: int = -1
    in_table: bool = False
    drop_cap: bool = False
    depth: int = 0  # of its list

    def look(self) -> Look:
        return Look(self.bold, self.italic, self.level, self.link)

    def why_out(self) -> Kind | None:
        """Why words of this look are no copy; None where they are."""
        if self.deleted:
            return account.DELETION
        if self.hidden:
            return account.HIDDEN
        return account.STRUCK if self.struck else None

    def plain(self, font: int) -> None:
        """\\plain: letters as they are by default; tracked changes stay."""
        self.bold = self.italic = self.hidden = self.struck = False
        self.level, self.font = "", font

    def new_paragraph(self) -> None:
        """\\pard: a paragraph as it is by default."""
        self.style = self.outline = -1
        self.in_table = self.drop_cap = False
        self.depth = 0

    def switch(self, word: str, number: int | None) -> bool:
        """Does the word change the look? It did then; \\b0 turns off what \\b turns on."""
        on = number != 0
        if word in _SWITCHES:
            setattr(self, _SWITCHES[word], on)
        elif word in _LEVELS:
            self.level = _LEVELS[word] if on else ""
        elif word in ("up", "dn"):
            self.level = {"up": "sup", "dn": "sub"}[word] if on else ""
        else:
            return False
        return True
