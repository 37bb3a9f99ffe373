"""OpenDocument texts: what their reader sees comes in, what stays out is told, and the hostile ones."""

from __future__ import annotations

import pytest

from articles.imports import NewText, read_file
from tests.articles.builders import docx, odt, p, png, refusal, zipped

TITLE = '<text:p text:style-name="Title">Wall holds</text:p>'


def look(name: str, properties: str, family: str = "text") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}">'
        f"<style:text-properties {properties}/></style:style>"
    )


STYLES = (
    look("B", 'fo:font-weight="bold"')
    + look("I", 'fo:font-style="italic"')
    + look("S", 'style:text-line-through-style="solid"')
    + look("H", 'text:display="none"')
    + look("HP", 'text:display="none"', "paragraph")
    + look("Up", 'style:text-position="super 58%"')
    + look("Down", 'style:text-position="-33% 58%"')
    + '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    + '<text:list-style style:name="L1"><text:list-level-style-number style:num-format="1"/></text:list-style>'
)


def para(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def read(*body: str, title: str = TITLE, **options) -> NewText:
    return read_file("draft.odt", odt(title, *body, styles=STYLES, **options))


def test_styles_are_headline_standfirst_headings_and_quotations() -> None:
    copy = read(
        para("What it held", "Subtitle"),
        para(f"It {span('held', 'B')} all {span('night', 'I')}."),
        '<text:h text:outline-level="2">After</text:h>',
        para("It stood.", "P1"),
        para("More", "Heading_20_2"),
        para("It fell."),
    )
    assert (copy.headline, copy.standfirst) == ("Wall holds", "What it held")
    assert copy.text == "It **held** all *night*.\n\n## After\n\n> It stood.\n\n## More\n\nIt fell."
    assert copy.notes == ()
    assert copy.original_type == "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"40{span('3', 'Up')} million and CO{span('2', 'Down')}", "40\u202f³ million and CO₂"),
        ('It<text:s text:c="3"/>held<text:tab/>on<text:line-break/>here', "It held on  \nhere"),
        ("It\n   held\n on", "It held on"),
        ('<text:a xlink:href="https://a.example/b">the log</text:a> said', "[the log](https://a.example/b) said"),
        ("<text:date>12 June 2026</text:date> it is", "12 June 2026 it is"),
        ("<text:ruby><text:ruby-base>壁</text:ruby-base><text:ruby-text>kabe</text:ruby-text></text:ruby> it is", "壁 it is"),
        ('It<text:bookmark-start text:name="x"/> held<text:meta> on</text:meta>', "It held on"),
        ('<text:hidden-text text:is-hidden="true" text:string-value="secret"/>It held', "It held"),
    ],
)  # fmt: skip
def test_its_letters_are_those_its_reader_sees(body: str, text: str) -> None:
    assert read(para(body)).text == text


def test_lists_and_tables_are_what_they_are() -> None:
    def item(text: str) -> str:
        return f"<text:list-item>{text}</text:list-item>"

    def row(*cells: str) -> str:
        filled = "".join(f"<table:table-cell>{para(cell)}</table:table-cell>" for cell in cells)
        return f'<table:table-row>{filled}<table:table-cell table:number-columns-repeated="9"/></table:table-row>'

    copy = read(
        f"<text:list>{item(para('quay') + '<text:list>' + item(para('wall')) + '</text:list>')}{item(para('sea'))}</text:list>",
        para("It held."),
        f'<text:list text:style-name="L1">{item(para("one"))}{item(para("two"))}</text:list>',
        f"<table:table><table:table-header-rows>{row('Quay', 'Sum')}</table:table-header-rows>{row('North', '1,900')}</table:table>",
    )  # fmt: skip
    assert copy.text.startswith("- quay\n    - wall\n- sea\n\nIt held.\n\n1. one\n2. two\n\n|")
    assert "| Quay | Sum |" in copy.text
    assert "| North | 1,900 |" in copy.text
    assert copy.notes == ()


def test_what_is_no_copy_stays_out_and_is_told() -> None:
    copy = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>never</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>",
        para(
            f'It <text:change-start text:change-id="a"/>now<text:change-end text:change-id="a"/> '
            f"<text:change/>{span('secretly ', 'H')}{span('hardly ', 'S')}held"
            "<office:annotation><text:p>Ask legal</text:p></office:annotation>."
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            f"<text:note-body>{para('Two interviews.')}</text:note-body></text:note>"
        ),
        para("Kept from you", "HP"),
        f'<text:section text:display="none">{para("Not for print")}</text:section>',
        margins=f"<style:header>{para('EMBARGOED UNTIL NOON')}</style:header>"
        f"<style:footer>{para('<text:page-number>7</text:page-number>')}</style:footer>",
    )
    assert copy.text == "It now held."
    assert copy.notes == (
        "1 tracked insertion taken in (paragraph 2).",
        "1 tracked deletion left out (paragraph 2).",
        "1 comment left out (paragraph 2).",
        "1 note kept here, apart from the copy. 1 (paragraph 2): “Two interviews.”.",
        "3 hidden passages left out (paragraph 2, paragraph 3).",
        "1 struck passage left out (paragraph 2).",
        "1 page header left out: 3 words, “EMBARGOED UNTIL NOON”.",
    )


def test_boxes_equations_and_pictures() -> None:
    copy = read(
        para(
            "Before.<draw:frame><draw:text-box><text:p>So 41 said.</text:p></draw:text-box></draw:frame>"
            '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
            '<draw:frame><draw:object xlink:href="./Object 2"/></draw:frame>'
        ),
        para('<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>A wall</svg:desc></draw:frame>'),
        para("The wall. Photo: Jane Roe", "caption"),
        parts={
            "Pictures/a.png": png(),
            "Object 1/content.xml": '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>E</mi><mo>=</mo>'
            "<msup><mi>c</mi><mn>2</mn></msup><annotation>no</annotation></math>",
            "Object 2/content.xml": "<chart/>",
        },
    )
    assert copy.text == "Before.E=c^2\n\nSo 41 said."
    assert [(image.data, image.alt, image.credit) for image in copy.images] == [(png(), "A wall", "Jane Roe")]
    assert copy.notes == (
        "1 picture came along.",
        "1 text box set after its paragraph (paragraph 2): 3 words, “So 41 said.”.",
        "1 equation taken in as plain letters (paragraph 3): 3 words, “E=c^2”.",
        "1 chart or object left out (paragraph 3).",
    )


ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Wall holds", "not an OpenDocument file"),
        (odt(TITLE, kind="spreadsheet"), "an OpenDocument spreadsheet and no text"),
        (docx(p("Wall holds")), "a Word file under another name. Let its name end in .docx"),
        (zipped({"a": "b"}), "not an OpenDocument text"),
        (
            odt(TITLE, parts={"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "protected by a password",
        ),
        (odt(TITLE, parts={"content.xml": ENTITY}), "definitions that no OpenDocument file needs"),
        (odt(TITLE, parts={"content.xml": "<a>"}), "This OpenDocument file is broken"),
        (odt(TITLE, parts={"content.xml": "<a>" * 200 + "</a>" * 200}), "far more than a story"),
        (odt(TITLE, parts={"big": b"0" * 33 * 1024 * 1024}), "far more than a story"),
        (odt("<text:p/>" * 3), "no words to read"),
    ],
)
def test_what_cannot_come_in_is_told_why(data: bytes, sentence: str) -> None:
    assert sentence in refusal("draft.odt", data)


def test_a_cell_that_says_it_stands_there_a_million_times_stands_there_as_often_as_a_table_holds() -> None:
    cell = f'<table:table-cell table:number-columns-repeated="1000000">{para("x" * 500)}</table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    copy = read(para("It held."), f"<table:table>{row}</table:table>")
    assert 500 <= len(copy.text) <= 25_000
