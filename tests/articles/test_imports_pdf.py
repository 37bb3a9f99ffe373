"""PDFs: the words come in with a warning, what stands around them is told, and the hostile ones."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from articles.imports import NewText, Refused, read_file
from articles.imports.account import runs
from articles.imports.pdf import WARNING, read_pdf
from articles.imports.pdf.lines import Page, Text, paragraphs
from tests.articles.builders import pdf, refusal

LONG = "The harbour board met on Monday evening in the old customs house to hear the keeper"


def read(*pages: tuple[str, ...], **options) -> NewText:
    return read_file("wall.pdf", pdf(*pages, **options))


def joined(*lines: str) -> Text:
    return paragraphs([Page(1, list(lines))])


def test_its_words_come_in_with_a_warning() -> None:
    copy = read(("Wall holds", "", LONG, "say that it held 1,900 tonnes.", "It stood.", ""))
    assert (copy.headline, copy.format) == ("Wall holds", "plain")
    assert copy.text == f"{LONG} say that it held 1,900 tonnes.\n\nIt stood."
    assert copy.notes == (WARNING, "The first line is the headline now.")
    assert copy.original_type == "application/pdf"


def test_headers_and_footers_of_most_pages_stay_out_and_are_told() -> None:
    pages = [("The Estuary Courier", f"It held {n}0 nights.", f"Page {n} of 3") for n in (1, 2, 3)]
    copy = read(*pages)
    assert copy.text == "It held 10 nights.\n\nIt held 20 nights.\n\nIt held 30 nights."
    assert "1 page header left out (page 1): 3 words, “The Estuary Courier”." in copy.notes
    assert "1 page footer left out (page 1): 4 words, “Page 1 of 3”." in copy.notes
    assert not any("did not come in" in note for note in copy.notes)


def test_a_word_cut_at_the_end_of_a_line_is_joined_only_where_it_stands_whole_elsewhere() -> None:
    text = joined(
        f"{LONG} about infor-", f"mation. {LONG} said the infor-", "mation stood, information well-", "known."
    )
    assert text.blocks[0].count("information.") == 1
    assert text.joined[0] == "information"
    assert joined(f"{LONG} was well-", "known.").blocks == [f"{LONG} was well-known."]
    assert joined(f"{LONG} of 40-", "50 metres.").blocks == [f"{LONG} of 40- 50 metres."]


def test_comments_and_what_is_filled_in_are_told() -> None:
    copy = read(
        ("Wall holds", "", "It held."),
        annotations="100 0 R 101 0 R 102 0 R",
        objects=(
            "<</Subtype/Text/Contents(Ask legal)>>",
            "<</Subtype/Link>>",
            "<</Subtype/Widget/FT/Tx/V(Forty 40)>>",
        ),
    )
    assert "1 comment left out (page 1)." in copy.notes
    assert any("“Forty 40”" in note for note in copy.notes)
    assert "Ask legal" not in repr(copy.notes)


def test_pages_without_words_are_told() -> None:
    copy = read(("Wall holds", "", "It held."), ())
    assert "No words were found on page 2: a picture of words?" in copy.notes


def shown(operators: str, words: str = "The treasurer is the source") -> str:
    """Words that are drawn after these operators, in a graphics state of their own."""
    return f"q {operators} BT /F1 10 Tf 1 0 0 1 50 400 Tm ({words}) Tj ET Q"


IMAGE = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\nx\nendstream"
RESOURCES = "/XObject<</I 100 0 R>>/ExtGState<</G<</ca 0>>/H<</ca 1>>>>"
WHOLE_PAGE = "q 595 0 0 842 0 0 cm /I Do Q"
UNSEEN = {
    "no ink": "3 Tr",
    "clipping alone": "7 Tr",
    "white on nothing": "1 g",
    "white in colours": "1 1 1 rg",
    "white in inks": "0 0 0 0 k",
    "an alpha of nothing": "/G gs",
    "above the page": "1 0 0 1 0 900 cm",
    "right of the page": "1 0 0 1 600 0 cm",
    "letters of no size": "0.01 0 0 0.01 50 400 cm",
    "white on white": "1 g 0 0 595 842 re f",
}
SEEN = {
    "plain": "",
    "white on a dark field": "0 g 0 380 595 60 re f 1 g",
    "white on a dark path": "0 0 1 rg 0 380 m 595 380 l 595 440 l 0 440 l h f 1 1 1 rg",
    "white on a picture": f"{WHOLE_PAGE} 1 g",
    "ink again": "q 3 Tr Q",
    "an alpha of one": "/H gs",
    "outlines": "1 Tr",
    "a spot colour that is full": "/CS0 cs 1 scn",
    "rubbish": "(x) Tr /Y gs 1e999 g [1] re (a) (b) (c) (d) re f",
}


@pytest.mark.parametrize("how", UNSEEN)
def test_words_that_no_reader_of_it_sees_stay_out_and_are_told_by_number_and_place(how: str) -> None:
    copy = read(("Wall holds", "", "It held."), drawn=shown(UNSEEN[how]), objects=(IMAGE,), more=RESOURCES)
    assert (copy.headline, copy.text) == ("Wall holds", "It held.")
    assert "1 layer of words nobody sees left out (page 1)." in copy.notes
    assert "treasurer" not in repr((copy.text, copy.notes))


@pytest.mark.parametrize("how", SEEN)
def test_words_that_are_seen_come_in_however_they_are_drawn(how: str) -> None:
    copy = read(("Wall holds", "", "It held."), drawn=shown(SEEN[how]), objects=(IMAGE,), more=RESOURCES)
    assert "The treasurer is the source" in f"{copy.headline} {copy.text}"
    assert not any("nobody sees" in note for note in copy.notes)


def test_a_scan_whose_words_are_unseen_comes_in_with_a_warning() -> None:
    scan = f"{WHOLE_PAGE} {shown('3 Tr', 'It held 1900 nights.')}"
    copy = read((), drawn=scan, objects=(IMAGE,), more=RESOURCES)
    assert copy.text == "It held 1900 nights."
    assert any(note.startswith("Page 1 is a picture of words") for note in copy.notes)


@pytest.mark.parametrize(
    "drawn",
    [
        shown("3 Tr"),
        f"q 100 0 0 100 0 0 cm /I Do Q {shown('3 Tr')}",
        f"{WHOLE_PAGE} {shown('1 0 0 1 0 900 cm')}",
    ],
)
def test_unseen_words_of_what_is_no_scan_are_no_story(drawn: str) -> None:
    data = pdf((), drawn=drawn, objects=(IMAGE,), more=RESOURCES)
    assert "No word of this PDF is seen by its reader" in refusal("wall.pdf", data)


def test_a_scan_with_a_printed_line_keeps_the_line_and_tells_of_the_layer() -> None:
    scan = f"{WHOLE_PAGE} {shown('3 Tr')}"
    copy = read(("Wall holds", "", "It held."), drawn=scan, objects=(IMAGE,), more=RESOURCES)
    assert copy.text == "It held."
    assert any("nobody sees" in note for note in copy.notes)


def locked() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(("Wall holds",))))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Wall holds", "not a PDF"),
        (b"%PDF-1.7 ...", "broken"),
        (pdf((), ()), "no words"),
        (pdf(*[("x",)] * 101), "more than 100 pages"),
        (locked(), "protected by a password"),
        (pdf(("Wall",)).replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"), "PDF"),
        (pdf(("a " * 500_001,)), "far more to read than a story"),
    ],
)
def test_what_cannot_come_in_is_told_why(data: bytes, sentence: str) -> None:
    assert sentence in refusal("wall.pdf", data)


@pytest.mark.parametrize("work", ["dies", "swallows"])
def test_one_that_the_library_cannot_end_is_told_why(work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.imports.pdf.LIBRARY", f"tests.articles.badly:{work}")
    with pytest.raises(Refused, match="far more to read than a story"):
        read_pdf("wall.pdf", pdf(("Wall holds",)))


def test_no_figure_is_changed_however_lines_are_joined() -> None:
    for cut in range(1, len(LONG)):
        lines = (f"{LONG[:cut]} 1,900", f"and 42.5 {LONG[cut:]}", "2026", f"{LONG} 40-", "7 metres")
        assert [run for run in runs(" ".join(joined(*lines).blocks)) if run.isdigit()] == [
            run for run in runs(" ".join(lines)) if run.isdigit()
        ]


PARTS = {
    "smaller and higher": "BT /F1 10 Tf 50 400 Td (The bill is 40) Tj /F1 6 Tf 56 4 Td ({}) Tj",
    "as an array": "BT /F1 10 Tf 50 400 Td (The bill is 40) Tj /F1 6 Tf 56 4 Td [({})] TJ",
    "by a text rise": "BT /F1 10 Tf 50 400 Td (The bill is 40) Tj /F1 7 Tf 4 Ts ({}) Tj 0 Ts",
    "by its matrix": "BT /F1 1 Tf 10 0 0 10 50 400 Tm (The bill is 40) Tj 6 0 0 6 106 404 Tm ({}) Tj",
    "by the page's matrix": "1 0 0 -1 0 842 cm BT /F1 10 Tf 1 0 0 -1 50 442 Tm (The bill is 40) Tj"
    " /F1 8.9 Tf 1 0 0 -1 106 438 Tm ({}) Tj",
}
ON_THE_LINE = {
    "smaller": "BT /F1 10 Tf 50 400 Td (The bill is 40) Tj /F1 6 Tf 56 0 Td ({}) Tj",
    "higher": "BT /F1 10 Tf 50 400 Td (The bill is 40) Tj 56 4 Td ({}) Tj",
}


@pytest.mark.parametrize(
    ("said", "came"),
    [("3", "40 ³"), ("12", "40 ¹²"), ("3,4", "40^3,4"), ("-6", "40^-6"), ("th", "40th")],
)
@pytest.mark.parametrize("how", PARTS)
def test_a_raised_figure_never_joins_the_one_before_it(how: str, said: str, came: str) -> None:
    copy = read(("Wall holds",), drawn=f"q {PARTS[how].format(said)} ET Q")
    words = f"{copy.headline} {copy.text}"
    assert f"The bill is {came}" in words
    assert not any("\ue000" <= letter < "\uf900" for letter in words)
    assert not any("did not come in" in note for note in copy.notes)


@pytest.mark.parametrize("how", ON_THE_LINE)
def test_a_figure_of_the_line_stays_in_it(how: str) -> None:
    copy = read(("Wall holds",), drawn=f"q {ON_THE_LINE[how].format('3')} ET Q")
    assert "The bill is 403" in f"{copy.headline} {copy.text}"
