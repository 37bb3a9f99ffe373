"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from articles.imports import pdf, rtf
from articles.imports.archive import ZIP
from articles.imports.opendocument import TYPE
from articles.imports.word import OLE

_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (pdf.BEGINS, "a PDF", ".pdf"),
    (rtf.BEGINS, "an RTF file", ".rtf"),
    (OLE, "an old Office file", ""),
    (b"\x89PNG", "a PNG image", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""),
    (b"GIF8", "a GIF image", ""),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90", "a program", ""),
    (b"\x1f\x8b", "a compressed file", ""),
    (b"SQLite format 3", "a database", ""),
)
_IN_ZIP = (
    (b"mimetype" + TYPE.encode() + b"text", "an OpenDocument text", ".odt"),
    (b"word/document.xml", "a Word file", ".docx"),
)  # the names of its entries, and the first where it is not packed, stand in a zip as they are


def kind_of(data: bytes) -> tuple[str, str]:
    """What the bytes say they are, in words, and the ending of that, where it can come in; else empty."""
    if data.startswith(ZIP):
        return next(((what, ends) for sign, what, ends in _IN_ZIP if sign in data), ("a zip file", ""))
    return next(((what, ends) for sign, what, ends in _SIGNS if data.startswith(sign)), ("", ""))
