"""Whatever a source shows: every run of letters and figures comes in as it was, or is told; none is joined."""

from __future__ import annotations

from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.imports import NewText, read_file
from articles.imports.account import QUOTED_WORDS, runs, shown
from tests.articles.builders import docx, odt, p, r

told = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.sampled_from(
    [
        "quay",
        "7",
        "42",
        "1,900",
        "3.5",
        "sea",
        "Zoë's",
        "wall",
        "2026",
        "it*held",
        "A_b",
        "café",
        "9",
        "|",
        "#",
        "=",
        "tide’s",
    ]
)
LOOKS = {
    "plain": ("", "{}", "{}"),
    "bold": ("<w:b/>", "<b>{}</b>", "**{}**"),
    "italic": ("<w:i/>", "<i>{}</i>", "*{}*"),
    "raised": ('<w:vertAlign w:val="superscript"/>', "<sup>{}</sup>", "{}"),
    "lowered": ('<w:vertAlign w:val="subscript"/>', "<sub>{}</sub>", "{}"),
}
FIGURES = st.sampled_from(["7", "42", "2026"])
SPACES = st.sampled_from(["", " ", "\u00a0"])
FLAT = st.tuples(st.sampled_from(["plain", "bold", "italic"]), WORDS, SPACES)
SET_OFF = st.tuples(st.sampled_from(["raised", "lowered"]), FIGURES, SPACES)
PIECES = st.lists(FLAT | SET_OFF, min_size=1, max_size=8)
PARAGRAPHS = st.lists(PIECES, min_size=1, max_size=4)
NUMBERS = frozenset("0123456789")


def seen(pieces: list[tuple[str, str, str]]) -> list[str]:
    """The runs of one paragraph; what is raised or lowered is never part of what stands on the line."""
    text, level = "", "plain"
    for look, word, space in pieces:
        here = look if look in ("raised", "lowered") else "plain"
        text, level = text + ("" if here == level else "\u0001") + word + space, here
    return [run for part in text.split("\u0001") for run in runs(part)]


def figures(words: list[str]) -> list[str]:
    return [word for word in words if word.isdigit()]


def all_there(copy: NewText, source: list[list[tuple[str, str, str]]]) -> None:
    """Figures in their order, unchanged; letters too, or a sentence that says which differ."""
    text = runs(shown(copy.text, markdown=copy.format == "markdown"))
    wanted = [run for pieces in source for run in seen(pieces)]
    assert figures(text) == figures(["1990", *wanted, "1991"])
    assert "".join(text) == "".join(["In1990itbegan", *wanted, "In1991itended"])
    assert not any("did not come in" in note for note in copy.notes), QUOTED_WORDS


@told
@given(PARAGRAPHS)
def test_no_figure_of_a_word_file_is_changed_or_joined(source: list[list[tuple[str, str, str]]]) -> None:
    body = [
        p(
            "".join(
                r(escape(word), LOOKS[look][0]) + (r(space, "<w:b/>") if space else "")
                for look, word, space in pieces
            )
        )
        for pieces in source
    ]
    data = docx(p("Wall holds", "Title"), p("In 1990 it began."), *body, p("In 1991 it ended."))
    all_there(read_file("a.docx", data), source)


@told
@given(PARAGRAPHS)
def test_no_figure_of_a_page_is_changed_or_joined(source: list[list[tuple[str, str, str]]]) -> None:
    body = "".join(
        "<p>" + "".join(LOOKS[look][1].format(escape(word)) + space for look, word, space in pieces) + "</p>"
        for pieces in source
    )
    html = f"<h1>Wall holds</h1><p>In 1990 it began.</p>{body}<p>In 1991 it ended.</p>"
    all_there(read_file("a.html", html.encode()), source)


RTF = {"plain": "", "bold": r"\b ", "italic": r"\i ", "raised": r"\super ", "lowered": r"\sub "}
ODT_STYLES = "".join(
    f'<style:style style:name="{look}" style:family="text"><style:text-properties {attribute}="{said}"/></style:style>'
    for look, attribute, said in (
        ("bold", "fo:font-weight", "bold"),
        ("italic", "fo:font-style", "italic"),
        ("raised", "style:text-position", "super 58%"),
        ("lowered", "style:text-position", "sub 58%"),
    )
)


def in_rtf(text: str) -> str:
    return "".join(letter if letter.isascii() else rf"\u{ord(letter)}?" for letter in text)


@told
@given(PARAGRAPHS)
def test_no_figure_of_an_rtf_file_is_changed_or_joined(source: list[list[tuple[str, str, str]]]) -> None:
    body = "".join(
        "".join(f"{{{RTF[look]}{in_rtf(word)}}}{{\\b {in_rtf(space)}}}" for look, word, space in pieces)
        + "\\par\n"
        for pieces in source
    )
    data = rf"{{\rtf1{{\stylesheet{{\s1 Title;}}}}\s1 Wall holds\par\pard In 1990 it began.\par {body}In 1991 it ended.\par}}"
    all_there(read_file("a.rtf", data.encode("ascii")), source)


@told
@given(PARAGRAPHS)
def test_no_figure_of_an_odt_file_is_changed_or_joined(source: list[list[tuple[str, str, str]]]) -> None:
    def line(text: str, style: str = "") -> str:
        return f'<text:p text:style-name="{style}">{text}</text:p>'

    body = [
        line(
            "".join(
                f'<text:span text:style-name="{look}">{escape(word)}</text:span>{space}'
                for look, word, space in pieces
            )
        )
        for pieces in source
    ]
    data = odt(
        line("Wall holds", "Title"),
        line("In 1990 it began."),
        *body,
        line("In 1991 it ended."),
        styles=ODT_STYLES,
    )
    all_there(read_file("a.odt", data), source)
