"""Rendered text in pieces: tags, and words that know where they stand in the stored text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

WHITE = " \t\n\r\f"  # what a browser folds; a no-break space is a character
_WHITE = re.compile(f"[{WHITE}]+")


@dataclass(frozen=True)
class Mark:
    """A passage to underline: offsets into one field of the revision; css is block, ask, note or done."""

    number: int
    field: str
    start: int
    end: int
    css: str


@dataclass(slots=True)
class Token:
    """A tag, or a stretch of text with the offset at which it stands in the source (None: not in it)."""

    kind: str  # open | close | void | text
    name: str = ""
    attributes: str = ""
    text: str = ""
    at: int | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class Element:
    """A top-level element: its tokens and what it is called on the page."""

    tokens: list[Token] = field(default_factory=list)
    css: str = ""
    name: str = ""  # its id on the page

    @property
    def at(self) -> int | None:
        return next((token.at for token in self.tokens if token.at is not None), None)


def spaced(text: str) -> str:
    """Runs of white space as one space."""
    return _WHITE.sub(" ", text)


def joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Words that follow each other as one token: a sign is not told from its neighbours."""
    held = ""
    for token in tokens:
        if token.kind == "text":
            held += token.text
            continue
        if held:
            yield Token("text", text=held)
            held = ""
        yield token
    if held:
        yield Token("text", text=held)
