"""Word files: looked into without being blown up by them, then mammoth, then the way of every HTML."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import PurePosixPath
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import mammoth
from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from articles.imports.guess import parts_of
from articles.imports.markup import (
    Pictures,
    lift_pictures,
    lift_standfirst,
    lift_title,
    tame,
    to_markdown,
    with_credits,
)
from articles.imports.pictures import MAGIC
from articles.imports.records import NewText, Refused

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 1000
MAX_UNPACKED = 32 * 1024 * 1024  # bytes, all entries together
MAX_RATIO = 200  # unpacked to packed, for entries above MAX_RATIO_FROM
MAX_RATIO_FROM = 1024 * 1024
MAX_ELEMENTS = 200_000  # about ten seconds of work
MAX_DEPTH = 100
STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p.standfirst:fresh",
        "p[style-name='Caption'] => p.caption:fresh",
        "p[style-name='caption'] => p.caption:fresh",
        "p[style-name='Quote'] => blockquote > p:fresh",
        "p[style-name='Intense Quote'] => blockquote > p:fresh",
    )
)
BOMB = "This Word file unpacks to far more than a story and stays out. Copy its text and paste it."
BROKEN = "This Word file is broken. Open it in Word, save it again as .docx, and bring that."
_XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe<|\xfe\xff\x00<")


def read_word(name: str, data: bytes) -> NewText:
    """The story in a .docx; raises Refused."""
    safe, counts = _looked_into(data)
    pictures = Pictures()
    html = mammoth.convert_to_html(
        safe,
        style_map=STYLES,
        include_embedded_style_map=False,
        convert_image=_collector(pictures),
        external_file_access=False,
    ).value
    soup = tame(html)
    title, standfirst = lift_title(soup), lift_standfirst(soup)
    lift_pictures(soup, pictures)
    parts = parts_of(to_markdown(soup), markdown=True, name=name, headline=title)
    notes = (*_changes(counts), *pictures.notes())
    images = with_credits(tuple(pictures.kept))
    return parts.new_text(markdown=True, standfirst=standfirst, images=images, notes=notes)


def _looked_into(data: bytes) -> tuple[io.BytesIO, Counter[str]]:
    """A copy that holds only sound XML and images, and counts of what a person should be told of."""
    if data.startswith(OLE):
        locked = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e".encode("latin-1") in data
        raise Refused(
            "This Word file is protected by a password. Take the protection off, save it, and bring that."
            if locked
            else "This is an old Word file under a new name. Save it as .docx in Word and bring that."
        )
    if not data.startswith(ZIP):
        raise Refused(
            "This is not a Word file, whatever its name says. If it is text, rename it to end in .txt."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _copied(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(BROKEN) from error


def _copied(archive: zipfile.ZipFile) -> tuple[io.BytesIO, Counter[str]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _within_limits(entries)
    if "word/document.xml" not in {e.filename for e in entries} and "_rels/.rels" not in {
        e.filename for e in entries
    }:
        raise Refused("This zip file is not a Word document. Bring the .docx itself.")
    counts: Counter[str] = Counter()
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as out:
        for entry in entries:
            content = archive.read(entry)
            if _XML_START.match(content):
                _examine(entry.filename, content, counts)
            elif not content.startswith(MAGIC):
                continue
            out.writestr(entry.filename, content)
    copy.seek(0)
    return copy, counts


def _within_limits(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(
            "This Word file is protected by a password. Take the protection off, save it, and bring that."
        )
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused(BOMB)
    if any(
        e.file_size > MAX_RATIO_FROM and e.file_size > MAX_RATIO * max(1, e.compress_size) for e in entries
    ):
        raise Refused(BOMB)
    if len({entry.filename for entry in entries}) != len(entries):
        raise Refused(BROKEN)


class _Counter(ContentHandler):
    """Counts elements by their local name, and stops a part that is too large or too deep."""

    def __init__(self, counts: Counter[str]) -> None:
        super().__init__()
        self.counts, self.depth = counts, 0

    def startElement(self, name: str, attrs: Any) -> None:
        self.depth += 1
        self.counts["*"] += 1
        local = name.rpartition(":")[2]
        if local not in ("footnote", "endnote") or _attribute(attrs, "type") in ("", "normal"):
            self.counts[local] += 1
        if self.depth > MAX_DEPTH or self.counts["*"] > MAX_ELEMENTS:
            raise Refused(BOMB)

    def endElement(self, name: str) -> None:
        self.depth -= 1


def _attribute(attrs: Any, local: str) -> str:
    return next((value for name, value in attrs.items() if name.rpartition(":")[2] == local), "")


def _examine(name: str, content: bytes, counts: Counter[str]) -> None:
    """Refuses entities, document types and broken XML; counts what stands in the text's own parts."""
    story = PurePosixPath(name).name in ("document.xml", "footnotes.xml", "endnotes.xml", "comments.xml")
    found: Counter[str] = counts if story else Counter({"*": counts["*"]})
    try:
        parseString(content, _Counter(found), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused("This Word file holds definitions that no Word file needs, and stays out.") from error
    except SAXException as error:
        raise Refused(BROKEN) from error
    counts["*"] = found["*"]


def _collector(pictures: Pictures) -> Any:
    def collect(image: Any) -> dict[str, str]:
        key = f"picture:{len(pictures.held) + 1}"
        try:
            with image.open() as source:
                pictures.held[key] = source.read()
        except KeyError:  # a part that was not copied, since it is no picture we keep
            pictures.held[key] = b""
        except Exception:  # it lies outside the file: said in the notes
            return {"src": "picture"}
        return {"src": key}

    return mammoth.images.img_element(collect)


def _changes(counts: Counter[str]) -> list[str]:
    """One sentence on what became of tracked changes, comments, notes and hidden text."""
    said = []
    if inserted := counts["ins"] + counts["moveTo"]:
        said.append(f"{_number(inserted, 'tracked insertion')} taken in")
    if deleted := counts["del"] + counts["moveFrom"]:
        said.append(f"{_number(deleted, 'tracked deletion')} left out")
    if counts["comment"]:
        said.append(f"{_number(counts['comment'], 'comment')} left out")
    if notes := counts["footnote"] + counts["endnote"]:
        said.append(f"{_number(notes, 'footnote')} set at the end")
    if counts["vanish"]:
        said.append(f"hidden text shown ({_number(counts['vanish'], 'place')})")
    return [f"From the Word file: {', '.join(said)}."] if said else []


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
