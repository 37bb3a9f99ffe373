"""OpenDocument texts (ODF 1.3): what their reader sees, as copy."""

from __future__ import annotations

import re

from articles.imports.account import Reading
from articles.imports.archive import ZIP, Limits, unpacked
from articles.imports.composing import composed
from articles.imports.markup import Pictures
from articles.imports.opendocument.reading import Reader, read_margins
from articles.imports.opendocument.styles import styles_of
from articles.imports.records import NewText, Refused

TYPE = "application/vnd.oasis.opendocument."
_TEXTS = ("text", "text-template", "text-master")
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_LOCKED = re.compile(rb"<manifest:encryption-data\b")


def read_opendocument(name: str, data: bytes) -> NewText:
    """The story in an .odt; raises Refused."""
    limits = Limits("OpenDocument file", "Open it in LibreOffice, save it again as .odt")
    if not data.startswith(ZIP):
        raise Refused(
            "This is not an OpenDocument file, whatever its name says. If it is text, rename it to .txt."
        )
    entries = unpacked(data, limits)
    _is_a_text(entries, limits)
    content = limits.xml(entries[_CONTENT])
    more = limits.xml(entries[_STYLES]) if _STYLES in entries else None
    reading, pictures = Reading([], []), Pictures()
    reader = Reader(reading, pictures, styles_of(content, more), entries, limits)
    reader.read(content)
    if more is not None:
        read_margins(more, reading)
    return composed(name, reader.paragraphs.html(), reading, pictures)


def _is_a_text(entries: dict[str, bytes], limits: Limits) -> None:
    kind = entries.get("mimetype", b"").decode("ascii", "replace").strip()
    if kind.startswith(TYPE) and kind.removeprefix(TYPE) not in _TEXTS:
        what = kind.removeprefix(TYPE).partition("-")[0]
        raise Refused(
            f"This is an OpenDocument {what} and no text. Copy what belongs in the story and paste it."
        )
    if _LOCKED.search(entries.get(_MANIFEST, b"")):
        raise Refused(limits.locked)
    if _CONTENT not in entries:
        raise Refused("This zip file is not an OpenDocument text. Bring the .odt itself.")
