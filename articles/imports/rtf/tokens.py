"""An RTF file cut into braces, control words, bytes and letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<brace>[{}])"
    r"|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    r"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    r"|\\(?P<sign>[^A-Za-z])"
    r"|(?P<letters>[^\\{}\r\n\0]+)"
    r"|[\r\n\0\\]",
    re.S,
)


class Token(NamedTuple):
    """`kind` is brace, word, byte, sign, letters or bytes; `number` what follows a control word."""

    kind: str
    text: str
    number: int | None = None


def tokens(text: str) -> Iterator[Token]:
    """Every token in its order; `text` holds one character a byte."""
    at = 0
    while found := _TOKEN.match(text, at):
        at = found.end()
        kind = found.lastgroup
        if kind is None:
            continue
        if kind not in ("word", "number"):
            yield Token(kind, found[kind])
            continue
        number = int(found["number"]) if found["number"] else None
        if found["word"] == "bin" and number and number > 0:
            yield Token("bytes", text[at : at + number])
            at += number
        else:
            yield Token("word", found["word"], number)
