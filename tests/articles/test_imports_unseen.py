"""What no reader of a source sees stays out of the copy and is told; what a reader sees comes in, or is told."""

from __future__ import annotations

import pytest

from articles.imports.files import read_file
from articles.imports.records import NewText
from tests.articles.builders import STYLES, docx, p, r

SECRET = "The treasurer told us"
UNSEEN = (
    "font-size:0", "font-size: 0.0px", "opacity:0", "opacity:0 !important", "position:absolute;left:-9999px",
    "position:fixed; top:-100em", "text-indent:-9999px", "display:none", "visibility:collapse",
    "clip:rect(0,0,0,0)", "clip-path:inset(50%)", "color:transparent", "color: rgba(0, 0, 0, 0)!important",
    "transform:scale(0)", "transform: rotate(9deg) scalex(0)", "opacity:.01", "opacity:4%", "height:0;overflow:hidden",
    "overflow:hidden; max-height:0px", "content-visibility:hidden",
)  # fmt: skip
SEEN = (
    "font-size:0.9em",
    "opacity:0.5",
    "left:-1px",
    "margin-left:-20px",
    "margin-top:-120px",
    "left:-100%",
    "clip-path:circle(40%)",
    "color:#fff0f0",
    "color:transparent;-webkit-background-clip:text",
    "color:transparent;text-shadow:0 0 2px #000",
    "color:rgb(9, 9, 0)",
    "transform:scale(0.5)",
    "opacity:0.05",
    "opacity:50%",
    "height:0",
    "overflow:hidden;height:90px",
)
HIDDEN_STYLES = STYLES.replace(
    "</w:styles>",
    "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{more}</w:style>'
        for kind, name, more in (
            ("paragraph", "Away", "<w:rPr><w:vanish/></w:rPr>"),
            ("paragraph", "Below", '<w:basedOn w:val="Away"/>'),
            ("paragraph", "Back", '<w:basedOn w:val="Away"/><w:rPr><w:vanish w:val="0"/></w:rPr>'),
            ("paragraph", "Round", '<w:basedOn w:val="Round"/>'),
            ("character", "Gone", "<w:rPr><w:vanish/></w:rPr>"),
            ("character", "GoneToo", '<w:basedOn w:val="Gone"/>'),
        )
    )
    + "</w:styles>",
)


def page(inside: str, head: str = "") -> NewText:
    html = f"<html><head>{head}</head><body><h1>Wall holds</h1><p>It held, the board said.</p>{inside}<p>It stood.</p></body></html>"
    return read_file("a.html", html.encode())


def word(*body: str) -> NewText:
    parts = {"word/styles.xml": HIDDEN_STYLES}
    return read_file(
        "a.docx", docx(p("Wall holds", "Title"), p("It held."), *body, p("It stood."), parts=parts)
    )


@pytest.mark.parametrize("style", UNSEEN)
def test_words_that_a_page_s_own_looks_hide_stay_out_and_are_told(style: str) -> None:
    copy = page(f'<p>Seen <span style="{style}">{SECRET}</span> on.</p>')
    assert "Seen on." in copy.text
    assert "1 hidden passage left out." in copy.notes
    assert SECRET not in repr(copy.notes)


@pytest.mark.parametrize("style", SEEN)
def test_other_looks_hide_nothing(style: str) -> None:
    assert SECRET in page(f'<p>Seen <span style="{style}">{SECRET}</span> on.</p>').text


def test_words_with_ink_of_their_own_are_seen() -> None:
    inner = f'<span style="color:#000">{SECRET}</span>'
    assert SECRET in page(f'<p style="color:transparent">Seen {inner} on.</p>').text


@pytest.mark.parametrize(
    ("sheet", "hidden"),
    [
        (".h{display:none}", True),
        (".a{color:red} .h { opacity: 0 } .b{}", True),
        (".a, .h { left: -9999px }", True),
        (".h{display:none} .h{color:red}", True),
        (".h{display:none} .menu .h{font-size:2em}", True),
        (".menu .h{display:none}", False),
        (".menu.h{display:none}", False),
        (".h{display:none} .h.open{display:block}", False),
        (".open > .h {opacity:1} .h{opacity:0}", False),
        ("@media print{.h{display:none}}", False),
        ("@media (max-width:1px){.a{color:red} .h{display:none}} .a{color:red}", False),
        (".h{color:red}", False),
        ("#h{display:none}", True),
        ("#h{display:none} #h.open{display:block}", False),
        (".open #h{display:none}", False),
        (".h#h{display:none}", False),
        (".h.a{display:none}", False),
        (".h{color:transparent;background-clip:text}", False),
        (".h{max-height:0;overflow:hidden}", False),
        ("}}}{.h{", False),
    ],
)
def test_a_page_s_sheet_hides_what_it_hides_for_every_reader(sheet: str, hidden: bool) -> None:
    copy = page(f'<p>Seen <span class="h" id="h">{SECRET}</span> on.</p>', f"<style>{sheet}</style>")
    assert (SECRET in copy.text) is not hidden


def test_an_equation_of_a_page_comes_in_as_letters_and_a_drawing_s_words_are_told() -> None:
    copy = page(
        "<p>Up <math><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>+</mo><msup><mi>x</mi><mn>2</mn></msup>"
        "<annotation>tex</annotation></math> so.</p><p>See <svg><title>icon</title><g><text>40 <tspan>%</tspan></text></g></svg>.</p>"
    )
    assert "Up 1/2+x^2 so." in copy.text
    assert any("1 equation taken in as plain letters" in note for note in copy.notes)
    assert "1 drawing with words left out: 1 word, “40 %”." in copy.notes
    assert "tex" not in copy.text


@pytest.mark.parametrize(
    "hidden",
    [
        p(SECRET, "Away"),
        p(SECRET, "Below"),
        f"<w:p>{r('Seen.')}{r(SECRET, '<w:rStyle w:val=' + chr(34) + 'GoneToo' + chr(34) + '/>')}</w:p>",
    ],
)
def test_a_style_hides_what_is_set_in_it_or_in_one_based_on_it(hidden: str) -> None:
    copy = word(hidden)
    assert SECRET not in f"{copy.text} {copy.notes}"
    assert any("1 hidden passage left out" in note for note in copy.notes)
    assert "It stood." in copy.text


def test_what_takes_its_hiding_back_is_seen() -> None:
    shown = f'<w:p><w:pPr><w:pStyle w:val="Away"/></w:pPr>{r(SECRET, "<w:vanish w:val=" + chr(34) + "0" + chr(34) + "/>")}</w:p>'
    for body in (p(SECRET, "Back"), p(SECRET, "Round"), shown):
        assert SECRET in word(body).text
