"""RTF files: what their reader sees, as copy. Read by our own reader, since the kept libraries take hidden,
deleted and struck words in, lose notes and text boxes, and make 403 of 40³ (RTF 1.9.1)."""

from __future__ import annotations

from articles.imports.account import Reading
from articles.imports.composing import composed
from articles.imports.markup import Pictures
from articles.imports.records import NewText, Refused
from articles.imports.rtf.reading import Reader

BEGINS = b"{\\rtf"
BROKEN_OFF = "This file breaks off before its end. Compare the end of the text with the original."


def read_rtf(name: str, data: bytes) -> NewText:
    """The story in an .rtf; raises Refused."""
    if not data.lstrip().startswith(BEGINS):
        raise Refused("This is not an RTF file, whatever its name says. If it is text, rename it to .txt.")
    reading, pictures = Reading([], []), Pictures()
    reader = Reader(reading, pictures)
    whole = reader.read(data.lstrip().decode("latin-1"))
    return composed(name, reader.html(), reading, pictures, notes=() if whole else (BROKEN_OFF,))
