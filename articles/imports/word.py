"""Word files: looked into without being blown up by them, then mammoth, then the way of every HTML."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree.ElementTree import Element, tostring

import mammoth

from articles.imports import account, office
from articles.imports.account import Reading
from articles.imports.archive import ZIP, Limits, is_xml, unpacked
from articles.imports.composing import composed
from articles.imports.markup import Pictures
from articles.imports.names import names_of, value
from articles.imports.pictures import MAGIC
from articles.imports.records import NewText, Refused
from articles.imports.tidying import tidied
from articles.imports.wordreading import read_margin, read_note, read_story

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
_TEXTS = names_of("w:document w:footnotes w:endnotes w:comments w:styles w:hdr w:ftr")
_MARGINS = {"w:hdr": account.HEADER, "w:ftr": account.FOOTER}


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
    return composed(name, html, reading, pictures)


def _looked_into(data: bytes) -> tuple[io.BytesIO, Reading]:
    """A copy that holds only sound XML, made plain, and images; and what a reader of the file sees."""
    limits = Limits("Word file", "Open it in Word, save it again as .docx")
    if data.startswith(OLE):
        locked = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e".encode("latin-1") in data
        raise Refused(
            limits.locked
            if locked
            else "This is an old Word file under a new name. Save it as .docx in Word and bring that."
        )
    if not data.startswith(ZIP):
        raise Refused(
            "This is not a Word file, whatever its name says. If it is text, rename it to end in .txt."
        )
    entries = unpacked(data, limits)
    if not set(entries) & {"word/document.xml", "_rels/.rels"}:
        raise Refused("This zip file is not a Word document. Bring the .docx itself.")
    parts: dict[str, bytes | Element] = {}
    numbers: dict[str, office.Numbers] = {}
    for name, content in entries.items():
        if is_xml(content):
            root = limits.xml(content)
            if office.name(root) == "w:numbering":
                numbers |= office.list_numbers(root)
            parts[name] = root if _is_text(root) else content
        elif content.startswith(MAGIC):
            parts[name] = content
    return _written(parts, numbers)


def _is_text(root: Element) -> bool:
    return office.name(root) in _TEXTS


def _written(
    parts: dict[str, bytes | Element], numbers: dict[str, office.Numbers]
) -> tuple[io.BytesIO, Reading]:
    """The file again, its texts made plain; each is read before it is changed."""
    texts = [part for part in parts.values() if isinstance(part, Element)]
    styles = [part for part in texts if office.name(part) == "w:styles"]
    looks = {key: said for part in styles for key, said in office.looks_of(part).items()}
    for part in texts:
        office.dress(part, looks)
    reading = _read(texts, numbers)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as out:
        for name, part in parts.items():
            out.writestr(name, part if isinstance(part, bytes) else _plain(part))
    copy.seek(0)
    return copy, reading


def _plain(root: Element) -> bytes:
    if office.name(root) == "w:styles":
        office.name_types(root)
    elif office.name(root) == "w:document":
        tidied(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _read(texts: list[Element], numbers: dict[str, office.Numbers]) -> Reading:
    """The main text, then the notes in the order it refers to them, then what stands around it."""
    reading = Reading([], [])
    notes = {
        (office.name(note)[2:], value(note, "id")): note
        for part in texts
        for note in part
        if office.name(note) in ("w:footnote", "w:endnote")
    }
    for part in texts:
        if office.name(part) == "w:document":
            for key, place in read_story(part, reading, numbers).items():
                if key in notes:
                    read_note(notes[key], reading, place)
    for part in texts:
        if kind := _MARGINS.get(office.name(part)):
            read_margin(part, reading, kind)
    _comments(texts, reading)
    return reading


def _comments(texts: list[Element], reading: Reading) -> None:
    """Comments are told where the text refers to them; those it does not refer to are told too."""
    kept = sum(office.name(one) == "w:comment" for part in texts for one in part)
    placed = sum(aside.kind is account.COMMENT for aside in reading.asides)
    for _ in range(kept - placed):
        reading.tell(account.COMMENT)


def _collector(pictures: Pictures) -> Any:
    def collect(image: Any) -> dict[str, str]:
        try:
            with image.open() as source:
                data = source.read()
        except KeyError:  # a part that was not copied, since it is no picture we keep
            data = b""
        except Exception:  # it lies outside the file: said in the notes
            return {"src": "picture"}
        return {"src": pictures.hold(data)}

    return mammoth.images.img_element(collect)
