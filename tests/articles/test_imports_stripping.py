"""What is kept of a file where no original is kept whole: its words and their look, or nothing."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from articles.imports import read_file
from articles.imports.records import NewText
from articles.imports.stripping import KEPT_STRIPPED, stripped, stripped_word
from tests.articles.builders import W, docx, link, p, picture, png, r, relationship

SECRET = "harbourmaster"
IN_COMMENT = (
    f'<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="{SECRET}">{p(SECRET)}</w:comment></w:comments>'
)
HIDING: dict[str, str] = {
    "a deletion": f'<w:p><w:del w:author="{SECRET}"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>',
    "a move": f'<w:p><w:moveFrom w:author="x">{r(SECRET)}</w:moveFrom></w:p>',
    "a row that is deleted": f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(SECRET)}</w:tc></w:tr></w:tbl>",
    "hidden words": p(r(SECRET, "<w:vanish/>")),
    "struck words": p(r(SECRET, "<w:strike/>")),
    "the author of an insertion": f'<w:p><w:ins w:author="{SECRET}">{r("Kept.")}</w:ins></w:p>',
    "the code of a field": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{SECRET}</w:instrText><w:t>{SECRET}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "an address": p(link("rIdL", "Kept.")),
    "the words of a picture": f"<w:p>{picture('rIdP', SECRET)}</w:p>",
    "an attribute": f'<w:p w:rsidR="{SECRET}"><w:pPr><w:pStyle w:val="{SECRET}"/></w:pPr>{r("Kept.")}</w:p>',
    "an element nobody knows": f"<w:p><w:secret>{r(SECRET)}</w:secret></w:p>",
}
PARTS: dict[str, bytes | str] = {
    "word/comments.xml": IN_COMMENT,
    "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{p(SECRET)}</w:footnote></w:footnotes>',
    "docProps/core.xml": f"<core>{SECRET}</core>",
    "customXml/item1.xml": f"<x>{SECRET}</x>",
    "word/media/image1.png": png() + SECRET.encode(),
}
RELATIONS = relationship("rIdL", "hyperlink", f"https://example.org/{SECRET}", external=True) + relationship(
    "rIdP", "image", "media/image1.png"
)


def inside(data: bytes) -> bytes:
    """Everything a zip says: the names of its entries, what they hold, and comments."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        said = [
            part for one in archive.infolist() for part in (one.filename.encode(), one.comment, one.extra)
        ]
        return b"\n".join([*said, archive.comment, *(archive.read(name) for name in archive.namelist())])


@pytest.mark.parametrize("what", HIDING)
def test_a_word_file_keeps_nothing_of(what: str) -> None:
    whole = docx(p("The board met."), HIDING[what], p("It rose."), relations=RELATIONS, parts=PARTS)
    assert SECRET.encode() in inside(whole)
    kept = inside(stripped_word(whole))
    assert SECRET.encode() not in kept
    assert b"The board met." in kept
    assert (b"Kept." in kept) == ("Kept." in HIDING[what])


def test_a_stripped_word_file_is_a_word_file_with_the_same_copy() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    whole = docx(
        p("Harbour board to meet", "Title"),
        p("The hall is larger", "Heading2"),
        f"<w:p>{r('The ')}{r('larger', '<w:b/>')}{r(' hall &amp; quay, 40 m')}{r('2', raised)}{r('.')}</w:p>",
        f"<w:tbl><w:tr><w:tc>{p('Berths')}</w:tc><w:tc>{p('12')}</w:tc></w:tr></w:tbl>",
        p("It rose at six.", "Quote"),
    )
    before, after = read_file("a.docx", whole), read_file("a.docx", stripped_word(whole))
    assert (after.headline, after.text, after.format) == (before.headline, before.text, before.format)
    assert after.notes == before.notes


def test_the_account_says_which_it_is() -> None:
    said = {
        "quay.docx": (docx(p("The board met.")), "kept stripped", True),
        "quay.txt": (b"Quay\n\nThe board met.", "kept as it came", True),
        "quay.html": (b"<h1>Quay</h1><p>The board met.</p>", "not kept: a .html cannot", False),
        "quay.md": (b"# Quay\n\nThe board met. <!-- ask -->", "not kept: a .md cannot", False),
    }
    for name, (data, words, kept) in said.items():
        copy = stripped(read_file(name, data))
        assert words in copy.notes[-1], name
        assert (copy.original is not None, bool(copy.original_type)) == (kept, kept), name
        assert copy.original_name == name


def test_what_is_enclosed_is_stripped_too() -> None:
    inner = NewText("Quay", "The board met.", original=docx(p("The board met.")), original_name="quay.docx")
    copy = stripped(NewText("Mail", "Words.", enclosed=(inner,)))
    assert (copy.original, copy.notes) == (None, ())
    assert copy.enclosed[0].notes == (KEPT_STRIPPED,)
    assert copy.enclosed[0].original != inner.original


def test_the_room_strips_where_the_house_says_so(settings: Any) -> None:
    whole = docx(p("The board met."), HIDING["a deletion"])
    assert read_file("quay.docx", whole).original == whole
    settings.STRIP_ORIGINALS = True
    copy = read_file("quay.docx", whole)
    assert copy.original is not None
    assert SECRET.encode() not in inside(copy.original)
    assert copy.text == "The board met."
    assert any("1 tracked deletion left out" in note for note in copy.notes)
