"""A Word file's words as its reader sees them: all of them come in, or are told by place and kind."""

from __future__ import annotations

import pytest

from articles.imports import NewText, read_file
from tests.articles.builders import W, docx, link, p, r, relationship

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TITLE = p("Wall holds", "Title")


def word(*body: str, **options) -> NewText:
    return read_file("draft.docx", docx(TITLE, *body, **options))


def field(code: str, *shown: str, end: str = '<w:r><w:fldChar w:fldCharType="end"/></w:r>') -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{"".join(shown)}{end}'
    )


def box(text: str) -> str:
    return (
        '<w:r><w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="x"><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
        f'wordprocessingShape"><wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx></wps:wsp>'
        "</a:graphicData></a:graphic></w:drawing></w:r>"
    )


def older(text: str) -> str:
    return (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{p(text)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def either(choice: str, fallback: str) -> str:
    return (
        f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def equation(inner: str) -> str:
    return f'<m:oMath xmlns:m="{M}">{inner}</m:oMath>'


def letters(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


SPACE = r("The keeper said") + r(" ", "<w:b/>") + r("on Friday") + r(" ", "<w:i/>") + r("so.")
STRUCK = r("It ") + r("fell", "<w:strike/>") + r(" held.")


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (SPACE, "The keeper said on Friday so."),
        (r("It", "<w:i/>") + r(" ", "<w:b/>") + r("held", "<w:i/>"), "*It* *held*"),
        (r("40") + r("3", '<w:vertAlign w:val="superscript"/>') + r(" tons"), "40\u202f³ tons"),
        (r("7 km") + r("2", '<w:vertAlign w:val="superscript"/>') + r(" of sea"), "7 km² of sea"),
        (r("the 1") + r("st", '<w:vertAlign w:val="superscript"/>') + r(" wall"), "the 1st wall"),
        (r("CO") + r("2", '<w:vertAlign w:val="subscript"/>') + r(" rose"), "CO₂ rose"),
        (r("By ") + f'<w:fldSimple w:instr=" DATE ">{r("4 July")}</w:fldSimple>' + r(" so."), "By 4 July so."),
        (r("Ring ") + f'<w:bdo w:val="ltr">{r("020 55")}</w:bdo>' + r(" now."), "Ring 020 55 now."),
        (r("It is ") + f'<w:dir w:val="rtl">{r("void")}</w:dir>' + r(" now."), "It is void now."),
        (r("At") + '<w:r><w:tab/></w:r><w:r><w:t>sea</w:t><w:ptab/><w:t>it</w:t></w:r>', "At sea it"),
        (r("At") + "<w:r><w:cr/></w:r>" + r("sea"), "At  \nsea"),
        (r("To ") + f'<w:smartTag w:element="place">{r("Vigo")}</w:smartTag>' + r("."), "To Vigo."),
        (r("It rose to ") + field(" = 3 + 4 ", r("7")) + r(" metres."), "It rose to 7 metres."),
        (field(" IF " + "x ", r("shown")) + r(" so."), "shown so."),
        (r("It held.") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" So."), "It held. So."),
        (STRUCK, "It held."),
        (r("See it") + r(" all", "<w:strike w:val='0'/>") + r("."), "See it all."),
    ],
)  # fmt: skip
def test_it_reads_a_paragraph_as_its_reader_sees_it(paragraph: str, text: str) -> None:
    copy = word(p(paragraph))
    assert copy.text == text
    assert not any("did not come in" in note or "one word" in note for note in copy.notes)


def test_it_joins_a_large_first_letter_to_its_word() -> None:
    cap = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>' + r("T") + "</w:p>"
    copy = word(cap, p("he wall held."), p("It stood."))
    assert (copy.text, copy.notes) == ("The wall held.\n\nIt stood.", ())


def test_it_ends_a_link_whose_end_was_deleted_with_its_paragraph() -> None:
    end = '<w:del w:id="1"><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>'
    copy = word(
        p(field(' HYPERLINK "https://a.example/log" ', r("the log"), end=end) + r(" says.")), p("No link.")
    )
    assert copy.text == "[the log](https://a.example/log) says.\n\nNo link."


def test_it_ends_a_link_that_never_ends_with_its_paragraph() -> None:
    copy = word(p(field(' HYPERLINK "https://a.example/log" ', r("the log"), end="")), p("No link."))
    assert copy.text == "[the log](https://a.example/log)\n\nNo link."


@pytest.mark.parametrize(
    "run", [box("So 41 said."), older("So 41 said."), either(box("So 41 said."), older("So 41 said."))]
)
def test_it_sets_a_text_box_after_its_paragraph_once_and_says_so(run: str) -> None:
    copy = word(p("Before."), p(r("At it.") + run), p("After."))
    assert copy.text == "Before.\n\nAt it.\n\nSo 41 said.\n\nAfter."
    assert copy.notes == ("1 text box set after its paragraph (paragraph 3): 3 words, “So 41 said.”.",)


def test_it_reads_the_words_below_a_ruby_and_tells_the_ones_above() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('kabe')}</w:rt><w:rubyBase>{r('壁')}</w:rubyBase></w:ruby></w:r>"
    copy = word(p(r("A ") + ruby + r(" stood.")))
    assert copy.text == "A 壁 stood."
    assert copy.notes == ("1 reading aid left out (paragraph 2): 1 word, “kabe”.",)


def test_it_reads_an_equation_in_one_line_and_joins_no_power_to_its_figure() -> None:
    power = f"<m:sSup><m:e>{letters('10')}</m:e><m:sup>{letters('3')}</m:sup></m:sSup>"
    share = f"<m:f><m:num>{letters('1')}</m:num><m:den>{letters('2')}</m:den></m:f>"
    copy = word(p(r("So ") + equation(power + letters("+") + share) + r(" it is.")))
    assert copy.text == "So 10^3+1/2 it is."
    assert copy.notes == ("1 equation taken in as plain letters (paragraph 2): 4 words, “10^3+1/2”.",)


def test_it_leaves_struck_words_out_of_a_headline_and_tells_the_place_only() -> None:
    data = docx(p(STRUCK, "Title"), p("It stood."))
    copy = read_file("draft.docx", data)
    assert copy.headline == "It held."
    assert copy.notes == ("1 struck passage left out (paragraph 1).",)


def test_it_tells_page_headers_once_and_no_page_numbers() -> None:
    def margin(tag: str, body: str) -> str:
        return f'<w:{tag} xmlns:w="{W}">{p(body)}</w:{tag}>'

    copy = word(
        p("It held."),
        parts={
            "word/header1.xml": margin("hdr", "EMBARGOED UNTIL NOON"),
            "word/header2.xml": margin("hdr", "EMBARGOED UNTIL NOON"),
            "word/footer1.xml": margin("ftr", field(" PAGE ", r("1"))),
        },
    )
    assert copy.notes == ("1 page header left out: 3 words, “EMBARGOED UNTIL NOON”.",)


def test_it_keeps_no_word_of_comments_deletions_and_hidden_text() -> None:
    copy = word(
        p(
            r("It held.") + '<w:r><w:commentReference w:id="1"/></w:r>'
            '<w:del w:id="2"><w:r><w:delText>Quisling</w:delText></w:r></w:del>'
            + r("Quisling", "<w:vanish/>")
        ),
        relations=relationship("c", "comments", "comments.xml"),
        parts={
            "word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{p("Quisling")}</w:comment></w:comments>'
        },
    )
    assert copy.text == "It held."
    assert copy.notes == (
        "1 tracked deletion left out (paragraph 2).",
        "1 comment left out (paragraph 2).",
        "1 hidden passage left out (paragraph 2).",
    )


def styles(**looks: str) -> dict[str, bytes | str]:
    """The part of a file that has these styles, with their looks; "Base" is what each of "On…" is based on."""
    said = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{key}"/>'
        + ('<w:basedOn w:val="Base"/>' if key.startswith("On") else "")
        + f"<w:rPr>{look}</w:rPr></w:style>"
        for key, look in looks.items()
    )
    return {"word/styles.xml": f'<w:styles xmlns:w="{W}">{said}</w:styles>'}


RAISED, STRIKE = '<w:vertAlign w:val="superscript"/>', "<w:strike/>"


@pytest.mark.parametrize(
    ("look", "own", "came"),
    [
        (RAISED, "", "40\u202f³ million"),
        ('<w:vertAlign w:val="subscript"/>', "", "40₃ million"),
        ('<w:position w:val="8"/>', "", "40\u202f³ million"),
        ('<w:position w:val="8"/>', '<w:position w:val="0"/>', "403 million"),
        (RAISED, '<w:vertAlign w:val="baseline"/>', "403 million"),
        (STRIKE, "", "40 million"),
        ("<w:dstrike/>", "", "40 million"),
        (STRIKE, '<w:strike w:val="0"/>', "403 million"),
        ("<w:vanish/>", "", "40 million"),
    ],
)
@pytest.mark.parametrize("style", ["Base", "OnBase"])
def test_it_sees_a_look_that_a_style_gives_as_one_of_the_run_itself(
    style: str, look: str, own: str, came: str
) -> None:
    parts = styles(Base=look, OnBase="")
    run = r("3", f'<w:rStyle w:val="{style}"/>{own}')
    assert word(p(r("40") + run + r(" million")), p("It held."), parts=parts).text.startswith(came)


def test_it_sees_a_figure_that_is_raised_by_its_place_alone() -> None:
    copy = word(p(r("40") + r("3", '<w:position w:val="6"/>') + r("th", '<w:position w:val="6"/>')))
    assert copy.text == "40\u202f³th"


def test_it_leaves_out_a_paragraph_that_its_style_strikes() -> None:
    copy = word(p("It fell.", "OnBase"), p("It held."), parts=styles(Base=STRIKE, OnBase=""))
    assert copy.text == "It held."
    assert copy.notes[-1] == "1 struck passage left out (paragraph 2)."


def test_it_reads_a_raised_paragraph_as_its_words() -> None:
    copy = word(p("Sum"), p("It held.", "OnBase"), parts=styles(Base=RAISED, OnBase=""))
    assert copy.text == "Sum\n\nIt held."


def test_it_reads_styles_that_are_based_on_each_other() -> None:
    parts = {
        "word/styles.xml": f'<w:styles xmlns:w="{W}">'
        + "".join(
            f'<w:style w:styleId="{key}"><w:basedOn w:val="{base}"/></w:style>'
            for key, base in (("A", "B"), ("B", "A"))
        )
        + "</w:styles>"
    }
    assert word(p("It held.", "A"), parts=parts).text == "It held."


def test_it_reads_the_result_of_a_field_without_those_in_its_code() -> None:
    begin, parted, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = "<w:r><w:instrText> IF </w:instrText></w:r>" + field("MERGEFIELD Sum", r("900"))
    copy = word(p(r("It cost: ") + begin + code + parted + r("Paid 900") + end + r(" by the town.")))
    assert copy.text == "It cost: Paid 900 by the town."
    assert not copy.notes


def test_it_takes_in_what_is_chosen_in_a_form() -> None:
    form = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="Yes"/><w:listEntry w:val="No"/></w:ddList></w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    copy = word(p(r("It held: ") + form + r(".")))
    assert (copy.text, copy.notes) == ("It held: No.", ())


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Tap here.')}</w:sdtContent></w:sdt>",
            "1 field to be filled in left out (paragraph 1): 2 words, “Tap here.”.",
        ),
        (
            '<w:altChunk r:id="rId9"/>',
            "1 text of another file left out; open the file and add what belongs (paragraph 1).",
        ),
        (
            p(field("MACROBUTTON x Type 500")),
            "1 field that is worked out left out (paragraph 2): 4 words, “MACROBUTTON x Type 500”.",
        ),
        (
            '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="By May"/>'
            "</v:shape></w:pict></w:r></w:p>",
            "1 drawing with words left out (paragraph 2): 2 words, “By May”.",
        ),
    ],
)
def test_it_tells_what_word_shows_and_is_no_copy(part: str, told: str) -> None:
    copy = word(part, p("It held."))
    assert copy.text == "It held."
    assert copy.notes == (told,)


def test_it_reads_a_file_whose_style_has_no_type() -> None:
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="x"><w:name w:val="x"/></w:style></w:styles>'
    assert word(p("It held."), p("More."), parts={"word/styles.xml": styles}).text.endswith("More.")


def test_it_leaves_a_deleted_row_out_and_takes_an_inserted_one_in() -> None:
    def row(change: str, cell: str) -> str:
        return f"<w:tr><w:trPr>{change}</w:trPr><w:tc>{p(cell)}</w:tc></w:tr>"

    copy = word(
        "<w:tbl>"
        + row("", "Year")
        + row('<w:del w:id="1"/>', "2024")
        + row('<w:ins w:id="2"/>', "2025")
        + "</w:tbl>",
        p("So."),
    )
    assert "2024" not in copy.text
    assert "2025" in copy.text
    assert copy.notes[-1] == "1 tracked deletion left out (paragraph 2)."


def test_it_keeps_a_last_paragraph_whose_mark_was_deleted() -> None:
    last = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>' + r("It stood.") + "</w:p>"
    assert word(p("It held."), last).text == "It held.\n\nIt stood."


def test_it_keeps_a_link_beside_a_bold_space() -> None:
    copy = word(
        p(r("See") + r(" ", "<w:b/>") + link("r1", "the log") + r(" ", "<w:b/>") + r("now.")),
        relations=relationship("r1", "hyperlink", "https://a.example/", True),
    )
    assert copy.text == "See [the log](https://a.example/) now."


def numbered(text: str, key: int = 1, level: int = 0) -> str:
    look = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr></w:pPr>'
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def level(form: str = "decimal", shown: str = "%1.", at: int = 0, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'


def lists(
    start: int = 1, form: str = "decimal", override: str = "", shown: str = "%1.", below: str = ""
) -> dict[str, bytes | str]:
    levels = level(form, shown, start=start) + below
    number = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{override}</w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    return {
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{number}</w:numbering>'
    }


TOLD = "1 numbered list taken in with other numbers than the file shows; compare them"
TWO = (numbered("One berth."), numbered("Two cranes."))


@pytest.mark.parametrize(
    ("body", "parts", "place"),
    [
        (TWO, lists(start=5), "paragraph 2"),
        (TWO, lists(override='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'), "paragraph 2"),
        ((TWO[0], p("It held."), TWO[1]), lists(), "paragraph 4"),
        (TWO, lists(), ""),
        ((TWO[0], numbered("Below.", level=1), TWO[1]), lists(), ""),
        ((TWO[0], p("It held."), numbered("Two cranes.", key=2)), lists(), ""),
        ((TWO[0], p("It held."), TWO[1]), lists(form="bullet"), ""),
        (TWO, lists(form="bullet", start=3), ""),
        (TWO, lists(form="lowerLetter"), "paragraph 2"),
        (TWO, lists(shown="Article %1:"), "paragraph 2"),
        (TWO, lists(override=f'<w:lvlOverride w:ilvl="0">{level("upperRoman")}</w:lvlOverride>'), "paragraph 2"),
        ((TWO[0], numbered("Below.", level=1), TWO[1]), lists(below=level(shown="%1.%2.", at=1)), "paragraph 3"),
        ((TWO[0], numbered("Below.", level=1), TWO[1]), lists(below=level(shown="%2.", at=1)), ""),
    ],
)  # fmt: skip
def test_a_list_whose_numbers_come_in_otherwise_is_told(
    body: tuple[str, ...], parts: dict[str, bytes | str], place: str
) -> None:
    relations = relationship("rN", "numbering", "numbering.xml")
    copy = read_file("a.docx", docx(p("Wall holds", "Title"), *body, relations=relations, parts=parts))
    assert [note for note in copy.notes if "numbered list" in note] == (
        [f"{TOLD} ({place})."] if place else []
    )
