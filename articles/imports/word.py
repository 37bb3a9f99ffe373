"""Word files: looked into without being blown up by them, then mammoth, then the way of every HTML."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree.ElementTree import Element, tostring
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import mammoth
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from defusedxml.sax import parseString

from articles.imports import account, office
from articles.imports.account import Reading
from articles.imports.guess import parts_of, with_account
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
from articles.imports.tidying import tidied
from articles.imports.wordreading import read_margin, read_note, read_story

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
_TEXTS = office.names_of("w:document w:footnotes w:endnotes w:comments w:styles w:hdr w:ftr")
_MARGINS = {"w:hdr": account.HEADER, "w:ftr": account.FOOTER}
_XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe<|\xfe\xff\x00<")


def read_word(name: str, data: bytes) -> NewText:
    """The story in a .docx; raises Refused."""
    safe, reading = _looked_into(data)
    pictures = Pictures()
    html = mammoth.convert_to_html(
        safe,
        style_map=STYLES,
        include_embedded_style_map=False,
        convert_image=_collector(pictures),
        external_file_access=False,
    ).value
    soup = tame(html)
    standfirst, title = lift_standfirst(soup), lift_title(soup)
    lift_pictures(soup, pictures)
    parts = parts_of(to_markdown(soup), markdown=True, name=name, headline=title)
    images = with_credits(tuple(pictures.kept))
    copy = parts.new_text(markdown=True, standfirst=standfirst, images=images, notes=pictures.notes())
    return with_account(copy, reading, pictures.captions)


def _looked_into(data: bytes) -> tuple[io.BytesIO, Reading]:
    """A copy that holds only sound XML, made plain, and images; and what a reader of the file sees."""
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


def _copied(archive: zipfile.ZipFile) -> tuple[io.BytesIO, Reading]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _within_limits(entries)
    if not {entry.filename for entry in entries} & {"word/document.xml", "_rels/.rels"}:
        raise Refused("This zip file is not a Word document. Bring the .docx itself.")
    elements = 0
    parts: dict[str, bytes | Element] = {}
    for entry in entries:
        content = archive.read(entry)
        if _XML_START.match(content):
            elements = _examine(content, elements)
            root = fromstring(content, forbid_dtd=True)
            parts[entry.filename] = root if _is_text(root) else content
        elif content.startswith(MAGIC):
            parts[entry.filename] = content
    return _written(parts)


def _is_text(root: Element) -> bool:
    return office.name(root) in _TEXTS


def _written(parts: dict[str, bytes | Element]) -> tuple[io.BytesIO, Reading]:
    """The file again, its texts made plain; each is read before it is changed."""
    texts = [part for part in parts.values() if isinstance(part, Element)]
    styles = [part for part in texts if office.name(part) == "w:styles"]
    hidden = frozenset().union(*(office.hidden_styles(part) for part in styles))
    reading = _read(texts, hidden)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as out:
        for name, part in parts.items():
            out.writestr(name, part if isinstance(part, bytes) else _plain(part, hidden))
    copy.seek(0)
    return copy, reading


def _plain(root: Element, hidden: frozenset[str]) -> bytes:
    if office.name(root) == "w:styles":
        office.name_types(root)
    elif office.name(root) in ("w:document", "w:footnotes", "w:endnotes"):
        tidied(root, hidden)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _read(texts: list[Element], hidden: frozenset[str]) -> Reading:
    """The main text, then the notes in the order it refers to them, then what stands around it."""
    reading = Reading([], [])
    notes = {
        (office.name(note)[2:], office.value(note, "id")): note
        for part in texts
        for note in part
        if office.name(note) in ("w:footnote", "w:endnote")
    }
    named = [
        key
        for part in texts
        if office.name(part) == "w:document"
        for key in read_story(part, reading, hidden)
    ]
    for number, key in enumerate((key for key in dict.fromkeys(named) if key in notes), start=1):
        read_note(notes[key], reading, hidden, number)
    told: set[str] = set()
    for part in texts:
        if kind := _MARGINS.get(office.name(part)):
            read_margin(part, reading, kind, told)
    _comments(texts, reading)
    return reading


def _comments(texts: list[Element], reading: Reading) -> None:
    """Comments are told where the text refers to them; those it does not refer to are told too."""
    kept = sum(office.name(one) == "w:comment" for part in texts for one in part)
    placed = sum(aside.kind is account.COMMENT for aside in reading.asides)
    for _ in range(kept - placed):
        reading.tell(account.COMMENT)


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
    """Counts elements, and stops a part that is too large or too deep."""

    def __init__(self, elements: int) -> None:
        super().__init__()
        self.elements, self.depth = elements, 0

    def startElement(self, name: str, attrs: Any) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise Refused(BOMB)

    def endElement(self, name: str) -> None:
        self.depth -= 1


def _examine(content: bytes, elements: int) -> int:
    """Refuses entities, document types and broken XML; returns how many elements there are by now."""
    counter = _Counter(elements)
    try:
        parseString(content, counter, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused("This Word file holds definitions that no Word file needs, and stays out.") from error
    except SAXException as error:
        raise Refused(BROKEN) from error
    return counter.elements


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
