"""Text and Markdown files, pastes, and what is refused under their names."""

from __future__ import annotations

import pytest
from django.conf import settings

from articles.imports import SUFFIXES, NewText, Refused, read_file, read_paste
from tests.articles.builders import docx, odt, p, pdf, png

BODY = "The wall holds, its keeper said on Monday.\nMore came later."


def text_file(content: str | bytes, name: str = "draft.txt") -> NewText:
    return read_file(name, content if isinstance(content, bytes) else content.encode())


def refusal(content: str | bytes, name: str = "draft.txt") -> str:
    with pytest.raises(Refused) as refused:
        text_file(content, name)
    return str(refused.value)


# Text as it is


def test_it_keeps_the_text_and_the_original() -> None:
    copy = text_file(BODY)
    assert (copy.text, copy.format, copy.original, copy.original_name, copy.original_type) == (
        BODY, "plain", BODY.encode(), "draft.txt", "text/plain",
    )  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        BODY.encode("utf-8-sig"),
        BODY.encode("utf-16"),
        BODY.replace("\n", "\r\n").encode(),
        BODY.replace("\n", "\r").encode(),
    ],
)
def test_it_reads_one_text_however_it_was_saved(data: bytes) -> None:
    assert text_file(data).text == BODY


def test_it_leaves_spaces_and_composed_letters_alone() -> None:
    odd = "  Caf\u0065\u0301 —\u00a0open.  \n\n\tIndented."
    assert text_file(odd).text == odd


def test_it_reads_a_name_in_capitals() -> None:
    assert text_file(BODY, "DRAFT.TXT").text == BODY


# Headline and byline


def test_it_takes_a_short_first_line_with_a_gap_after_it_as_the_headline() -> None:
    copy = text_file(f"Wall holds\n\n{BODY}")
    assert (copy.headline, copy.text) == ("Wall holds", BODY)
    assert "The first line is the headline now." in copy.notes
    assert not copy.guessed


def test_it_only_proposes_a_headline_otherwise_and_leaves_the_text() -> None:
    copy = text_file(BODY)
    assert (copy.headline, copy.text) == ("The wall holds, its keeper said on Monday.", BODY)
    assert "Put the headline right" in copy.notes[0]
    assert copy.guessed


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("harbour_wall-holds_2.txt", "Harbour wall holds"),
        ("draft.txt", "The wall holds, its keeper said on Monday."),
        ("x1.txt", "The wall holds, its keeper said on Monday."),
    ],
)
def test_it_proposes_the_file_s_name_where_it_is_one(name: str, headline: str) -> None:
    assert text_file(BODY, name).headline == headline


def test_it_does_not_take_a_sentence_for_a_headline() -> None:
    copy = text_file("The wall holds.\n\nMore came.")
    assert copy.text == "The wall holds.\n\nMore came."


def test_it_takes_the_byline_out_and_says_so() -> None:
    copy = text_file(f"Wall holds\n\nBy Rita Calder and Ron van der Hale\n\n{BODY}")
    assert (copy.byline, copy.text) == ("Rita Calder and Ron van der Hale", BODY)
    assert "“By Rita Calder and Ron van der Hale” is the byline now." in copy.notes


@pytest.mark.parametrize("line", ["By Friday it was gone.", "by the way, it held", "By then"])
def test_it_takes_no_sentence_for_a_byline(line: str) -> None:
    copy = text_file(f"Wall holds\n\n{line}\nMore came.")
    assert copy.byline == ""
    assert line in copy.text


def test_it_shortens_an_endless_headline() -> None:
    assert len(text_file("# " + "w" * 900 + "\n\nText here.", "a.md").headline) == 300


# Markdown


@pytest.mark.parametrize(
    "top", ["# Wall *holds*\n\n", "Wall holds\n==========\n\n", "## [Wall](https://a.example) holds\n"]
)
def test_it_takes_the_first_heading_as_the_headline(top: str) -> None:
    copy = text_file(top + BODY, "draft.md")
    assert (copy.headline, copy.text, copy.format) == ("Wall holds", BODY, "markdown")


def test_it_reads_the_lines_at_the_top() -> None:
    top = "---\ntitle: Wall holds\nauthor: Rita Calder\nstandfirst: It stood.\ntags: sea\n---\n\n"
    copy = text_file(top + BODY, "draft.md")
    assert (copy.headline, copy.byline, copy.standfirst, copy.text) == (
        "Wall holds", "Rita Calder", "It stood.", BODY,
    )  # fmt: skip
    assert "Left out: tags." in copy.notes[0]


def test_of_an_author_described_in_lines_it_takes_the_name() -> None:
    top = (
        "---\ntitle: Wall holds\nauthor:\n  - Rita Calder\n  - name: Max Ely\n    email: m@a.example\n---\n\n"
    )
    assert text_file(top + BODY, "draft.md").byline == "Rita Calder, Max Ely"


def test_it_takes_a_rule_for_a_rule() -> None:
    text = "---\n\nJust a line above.\n\n---\n\nAnd below."
    assert text_file(text, "a.md").text == text


def test_it_proposes_no_table_and_no_list_mark_as_headline() -> None:
    assert text_file("| a | b |\n| - | - |\n| c | d |\n\nText.", "a.md").text.startswith("| a")
    assert text_file("1. First thing\n2. Second thing", "a.md").headline == "First thing"


def test_it_stores_raw_html_in_markdown_as_it_is() -> None:
    """It is made harmless where it is shown; what was written is what is kept."""
    text = "# Wall\n\n<script>alert(1)</script> Text."
    assert text_file(text, "a.md").text == "<script>alert(1)</script> Text."


# Pastes


def test_it_takes_a_paste_with_its_headline() -> None:
    copy = read_paste(BODY.replace("\n", "\r\n"), "  Wall holds ")
    assert (copy.headline, copy.text, copy.original) == ("Wall holds", BODY, None)


def test_it_guesses_the_headline_of_a_paste() -> None:
    assert read_paste(f"Wall holds\n\n{BODY}").headline == "Wall holds"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no text yet"),
        (" \n\t ", "There is no text yet"),
        ("— … —", "no words"),
        ("a\x00b", "NUL character at position 2 (line 1)"),
        ("line\n\ud800", "position 6 (line 2)"),
        ("x" * (settings.UPLOAD_MAX_BYTES + 1), "longer than 2 MB"),
    ],
)
def test_it_refuses_a_paste_that_is_none(text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_paste(text)
    assert sentence in str(refused.value)


# What stays out, and why


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\r\n ", "a.txt", "nothing but blank space"),
        (b"\xef\xbb\xbf  \n", "a.txt", "nothing but blank space"),
        ("\u00a0\u2003\n", "a.txt", "nothing but blank space"),
        ("… — !!", "a.txt", "no words"),
        (b"x" * (settings.UPLOAD_MAX_BYTES + 1), "a.txt", "has 2.1 MB; up to 2 MB"),
        (b"Wall \x00 holds", "a.txt", "NUL character at position 6 (line 1)"),
        (b"Wall\nholds \xed\xa0\x80", "a.txt", "half a character (U+D800) at position 12 (line 2)"),
        ("Погода хорошая, сказал он в понедельник.".encode("koi8-r"), "a.txt", "Save the file as UTF-8"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f text", "a.txt", "full of control characters"),
        (png(), "a.txt", "a PNG image under another name"),
        (docx(p("x")), "a.txt", "a Word file under another name"),
        (b"%PDF-1.7 ...", "a.md", "a PDF under another name"),
        (b"{\\rtf1 x}", "a.txt", "an RTF file under another name"),
        (b"x", "a.doc", "Save it as .docx"),
        (b"{\\rtf1 x}", "a.doc", "an RTF file under another name. Let its name end in .rtf"),
        (docx(p("x")), "a.doc", "Let its name end in .docx"),
        (docx(p("x")), "a.docm", "a Word file with macros"),
        (odt("<text:p>x</text:p>"), "a.docx", "an OpenDocument text under another name"),
        (pdf(("x",)), "a.json", "a PDF under another name"),
        (b"Wall holds", "a.xml", "broken"),
        (b"x", "a.exe", f"Only {', '.join(SUFFIXES)} can be read"),
        (b"x", "a", "Only .txt"),
        (b"x", "", "Only .txt"),
    ],
)
def test_it_refuses_in_a_sentence(content: str | bytes, name: str, sentence: str) -> None:
    assert sentence in refusal(content, name)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\rita\\wall.txt", "wall.txt"),
        ("../../etc/wall.txt", "wall.txt"),
        ("wall\u202etxt.txt", "walltxt.txt"),
        ("wall\x00\n.txt", "wall.txt"),
        ("w" * 400 + ".txt", "w" * 251 + ".txt"),
    ],
)
def test_it_keeps_only_the_honest_part_of_a_name(given: str, kept: str) -> None:
    assert text_file(BODY, given).original_name == kept


SENTENCE = "The wall held all night in the old harbour, she said."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (f"Wall holds all night\n{SENTENCE}\nIt stood.", "Wall holds all night"),
        (f"Wall holds all night\nBy Rita Calder\n{SENTENCE}", "Wall holds all night"),
        (f"Wall holds all night\nWhat it held\nMonday\n{SENTENCE}", "Wall holds all night"),
    ],
)
def test_a_first_line_above_sentences_is_the_headline_without_an_empty_line(text: str, headline: str) -> None:
    copy = text_file(text)
    assert (copy.headline, copy.guessed) == (headline, False)
    assert headline not in copy.text
    assert copy.text.endswith(text.rpartition("\n")[2])
    assert "The first line is the headline now." in copy.notes


@pytest.mark.parametrize(
    "text",
    [
        f"Friday, 12 June 2026\n{SENTENCE}",
        f"June 12, 2026\n{SENTENCE}",
        f"Photo: Jane Roe of the Courier\n{SENTENCE}",
        f"Wall holds\n{SENTENCE}",
        f"Wall holds all night.\n{SENTENCE}",
        "Wall holds all night\nQuay opens\nSea rises",
        "Wall holds all night\nand the quay was not hurt by the water that rose, she said.",
        "The wall held all night in the old harbour and the people who\nlive beside it said that the water had"
        " never been so high as\nit was on Monday. They went home in the morning, and the men\nof the board"
        " came to look at it.",
    ],
)
def test_any_other_first_line_stays_in_the_text(text: str) -> None:
    copy = text_file(text)
    assert (copy.text, copy.guessed) == (text, True)
