"""An original as it is kept where the house keeps none whole: its words and their look, or not at all.

A Word file is written anew from a short list of elements, so that whatever is not on the list (comments,
tracked deletions, hidden and struck words, notes, boxes, pictures, links, properties, names of who wrote and
changed it) cannot be in it. Of a kind that is not rewritten here nothing is kept, and the account says so.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from articles.imports import office
from articles.imports.archive import Limits, is_xml, unpacked
from articles.imports.names import value
from articles.imports.records import NewText

KEPT_STRIPPED = (
    "The file is kept stripped: its words alone, without comments, tracked deletions, hidden and struck "
    "words, notes, boxes, pictures, links and properties."
)
AS_IT_CAME = "The file is kept as it came: a {suffix} holds nothing but its words."
NOT_KEPT = "The file itself is not kept: a {suffix} cannot be stripped."

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TOP = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_STYLES = ("Title", "Subtitle", "Quote", "Caption", *(f"heading {level}" for level in range(1, 7)))
_BREAKS = frozenset({"w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:softHyphen"})
_OPENED = frozenset(
    {
        "w:ins", "w:moveTo", "w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:fldSimple",
        "w:hyperlink", "w:bdo", "w:dir", "w:ruby", "w:rubyBase",
    }
)  # fmt: skip
_PARTS: Mapping[str, str] = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "word/styles.xml": f'<w:styles xmlns:w="{W}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in _STYLES
    )
    + "</w:styles>",
}


def stripped(copy: NewText) -> NewText:
    """The same with its original stripped, or with none; a sentence of its account says which."""
    enclosed = tuple(stripped(one) for one in copy.enclosed)
    if copy.original is None:
        return replace(copy, enclosed=enclosed)
    suffix = PurePath(copy.original_name).suffix.lower()
    way = _WAYS.get(suffix)
    kept, said = (way[0](copy.original), way[1]) if way else (None, NOT_KEPT)
    return replace(
        copy,
        original=kept,
        original_type=copy.original_type if kept is not None else "",
        notes=(*copy.notes, said.format(suffix=suffix)),
        enclosed=enclosed,
    )


def stripped_word(data: bytes) -> bytes:
    """A .docx that was read already, written anew from its words. Raises Refused."""
    limits = Limits("Word file", "Open it in Word, save it again as .docx")
    roots = [limits.xml(part) for part in unpacked(data, limits).values() if is_xml(part)]
    document = next(root for root in roots if office.name(root) == "w:document")
    written = _written(document, [root for root in roots if office.name(root) == "w:styles"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, "word/document.xml": written}.items():
            archive.writestr(zipfile.ZipInfo(name), _TOP + content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Looks:
    """What decides how a paragraph is set, and which texts nobody sees."""

    styles: Mapping[str, str]  # of paragraphs, by their id: the id here
    unseen: set[int]  # id() of texts in the code of a field


def _written(document: Element, styles: list[Element]) -> str:
    known = {name.casefold(): name.replace(" ", "") for name in _STYLES}
    named = {value(style, "styleId"): office.child(style, "w:name") for part in styles for style in part}
    office.dress(document, {key: said for part in styles for key, said in office.looks_of(part).items()})
    looks = _Looks(
        {
            key: known[value(name, "val").casefold()]
            for key, name in named.items()
            if name is not None and value(name, "val").casefold() in known
        },
        office.fields_of(document).unseen,
    )
    body = office.child(document, "w:body")
    inside = "".join(_each(body, looks)) if body is not None else ""
    return f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def _each(element: Element, looks: _Looks) -> Iterator[str]:
    """What is on the list, and what stands in it; of the rest nothing."""
    for inner in element:
        kind = office.name(inner)
        if office.is_unfilled(inner):
            continue
        if kind in _OPENED:
            yield from _each(inner, looks)
        elif kind in _BREAKS:
            yield f"<{kind}/>"
        elif kind in _AS:
            yield _AS[kind](inner, looks)


def _paragraph(element: Element, looks: _Looks) -> str:
    style = office.child(element, "w:pPr", "w:pStyle")
    known = looks.styles.get(value(style, "val")) if style is not None else None
    look = f'<w:pPr><w:pStyle w:val="{known}"/></w:pPr>' if known else ""
    return f"<w:p>{look}{''.join(_each(element, looks))}</w:p>"


def _run(element: Element, looks: _Looks) -> str:
    if office.is_hidden(element) or office.is_struck(element):
        return ""
    look = "".join(f"<{mark}/>" for mark in ("w:b", "w:i") if office.switched_on(element, mark))
    if (level := office.raised_or_lowered(element)) in ("superscript", "subscript"):
        look += f'<w:vertAlign w:val="{level}"/>'
    return f"<w:r><w:rPr>{look}</w:rPr>{''.join(_each(element, looks))}</w:r>"


def _text(element: Element, looks: _Looks) -> str:
    words = "" if id(element) in looks.unseen else element.text or ""
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'


def _mark(element: Element, looks: _Looks) -> str:
    return f"<w:t>{escape(office.chosen(element))}</w:t>"


def _equation(element: Element, looks: _Looks) -> str:
    return f"<w:r><w:t>{escape(office.linear(element))}</w:t></w:r>"


def _table(element: Element, looks: _Looks) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(_each(element, looks))}</w:tbl><w:p/>"


def _row(element: Element, looks: _Looks) -> str:
    gone = office.child(element, "w:trPr", "w:del") is not None
    return "" if gone else f"<w:tr>{''.join(_each(element, looks))}</w:tr>"


def _cell(element: Element, looks: _Looks) -> str:
    return f"<w:tc>{''.join(_each(element, looks)) or '<w:p/>'}</w:tc>"


_AS: Mapping[str, Callable[[Element, _Looks], str]] = {
    "w:p": _paragraph,
    "w:r": _run,
    "w:t": _text,
    "w:fldChar": _mark,
    "w:tbl": _table,
    "w:tr": _row,
    "w:tc": _cell,
    "m:oMath": _equation,
}
_WAYS: Mapping[str, tuple[Callable[[bytes], bytes], str]] = {
    ".docx": (stripped_word, KEPT_STRIPPED),
    ".txt": (lambda data: data, AS_IT_CAME),
}
