"""RTF files: what their reader sees comes in, what stays out is told, and the hostile ones."""

from __future__ import annotations

import pytest

from articles.imports import NewText, read_file
from articles.imports.rtf.reading import MAX_DEPTH
from tests.articles.builders import png, refusal

HEAD = (
    r"\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}"
    r"{\f2\fcharset2 Symbol;}{\f3\fcharset2 Wingdings;}{\f4\fcharset128 Mincho;}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 heading 2;}"
    r"{\s3 Quote;}{\s4 Subtitle;}{\s5 caption;}{\*\cs6 \v Secret;}}{\info{\title Not this}}"
)
TITLE = r"\pard\s1 Wall holds\par\pard\plain "


def rtf(*body: str, head: str = HEAD) -> bytes:
    return ("{" + head + "".join(body) + "}").encode("latin-1")


def read(*body: str, title: str = TITLE) -> NewText:
    return read_file("draft.rtf", rtf(title, *body))


def test_styles_are_headline_standfirst_headings_and_quotations() -> None:
    copy = read(
        r"\pard\s4 What it held\par\pard It {\b held} all {\i night}.\par\pard\s2 After\par",
        r"\pard\s3 It stood.\par\pard\outlinelevel2 More\par\pard It fell.\par",
    )
    assert (copy.headline, copy.standfirst) == ("Wall holds", "What it held")
    assert copy.text == "It **held** all *night*.\n\n## After\n\n> It stood.\n\n### More\n\nIt fell."
    assert copy.notes == ()
    assert (copy.original_name, copy.original_type) == ("draft.rtf", "application/rtf")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \'93so\'94 \'80 5", "café “so” € 5"),
        (r"\u8364?5 \uc2\u8220\'93\'94x\uc1\u8211-y \uc0\u233 z", "€5 “x–y éz"),
        (r"A \u-10179?\u-8704? wave", "A 😀 wave"),
        (r"\f1 \'cc\'ee\'f1\'ea\'e2\'e0 \f0 caf\'e9", "Москва café"),
        (r"\f4 \'93\'8c\'8b\'9e\f0  and \f4\'83\f0 x", "東京 and x"),
        (r"\f2 m\f0 m is \f2\'b7\f0  a dot", "μm is • a dot"),
        (r"It\~held\_on \emdash  \lquote so\rquote\tab there\line here", "It\u00a0held‑on — ‘so’ there  \nhere"),
        ("It he\r\nld.\\\nIt stood.", "It held.\n\nIt stood."),
        (r"40{\super 3} million and CO{\sub 2} in 2025{\up6 3}", "40\u202f³ million and CO₂ in 2025\u202f³"),
        (r"{\upr{Ol}{\*\ud{\u1054?\u1083?}}} spoke", "Ол spoke"),
        (r"{\field{\*\fldinst{HYPERLINK \\o \"x\" }}{\fldrslt one}} two", "one two"),
        (r'{\field{\*\fldinst HYPERLINK "https://a.example/b"}{\fldrslt{\ul the log}}} said', "[the log](https://a.example/b) said"),
        (r"{\field{\*\fldinst DATE }{\fldrslt 12 June 2026}} is the day", "12 June 2026 is the day"),
        (r"{\*\bkmkstart x}It{\*\unknown words} held {\xe{index}}", "It held"),
        (r"\pard\dropcapli2 T\par\pard he wall held.", "The wall held."),
        (r"\{so\} \\n", r"{so} \\n"),
        (r"{\*\mmath{\*\moMath{\msSup{\me{\mr E=mc}}{\msup{\mr 2}}}}} it is", "E=mc^2 it is"),
    ],
)  # fmt: skip
def test_its_letters_are_those_its_reader_sees(body: str, text: str) -> None:
    assert read(body, r"\par").text == text


def test_lists_are_lists_and_a_letter_before_an_item_stays_a_letter() -> None:
    item = r"\pard{{\listtext\f2 \'b7\tab}}\ilvl{} {}\par".format
    copy = read(
        item(0, "quay"), item(1, "wall"), item(0, "sea"), r"\pard It held.\par",
        r"\pard{\listtext 3.\tab}three\par\pard{\listtext 4.\tab}four\par\pard{\pntext a)\tab}five\par",
    )  # fmt: skip
    assert copy.text == "- quay\n    - wall\n- sea\n\nIt held.\n\n3. three\n4. four\n\na) five"
    assert copy.notes == ()


def test_tables_are_tables_with_what_stands_in_them() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row".format
    copy = read("Before.\\par", row("Quay", "Sum"), row("North", r"1,900\par euros"), r"\pard After.\par")
    assert copy.text.startswith("Before.\n\n|")
    assert "| Quay | Sum |" in copy.text
    assert "| North | 1,900 euros |" in " ".join(copy.text.split(" ")).replace("  ", " ")
    assert copy.text.endswith("After.")
    assert copy.notes == ()


def test_what_is_no_copy_stays_out_and_is_told() -> None:
    copy = read(
        r"It {\revised now }{\deleted never }{\v secretly }{\strike hardly }held",
        r"{\*\atnid AB}{\*\atnauthor Ann}\chatn{\*\annotation Ask legal}.",
        r"{\super\chftn{\footnote\pard\plain {\super\chftn} Two interviews.}}\par",
        r"{\header\pard EMBARGOED UNTIL NOON\par}{\footer\pard {\field{\*\fldinst PAGE}{\fldrslt 7}}\par}",
        r"{\deleted It fell.\par}It stood.\par",
    )
    assert copy.text == "It now held.\n\nIt stood."
    assert copy.notes == (
        "1 tracked insertion taken in (paragraph 2).",
        "2 tracked deletions left out (paragraph 2, paragraph 3).",
        "1 comment left out (paragraph 2).",
        "1 note kept here, apart from the copy. 1 (paragraph 2): “Two interviews.”.",
        "1 hidden passage left out (paragraph 2).",
        "1 struck passage left out (paragraph 2).",
        "1 page header left out: 3 words, “EMBARGOED UNTIL NOON”.",
    )


def test_a_deleted_mark_lets_its_paragraph_run_on() -> None:
    assert read(r"The council voted {\deleted\par}against.\par").text == "The council voted against."


def test_boxes_come_in_after_their_paragraph_and_fields_without_a_result_are_told() -> None:
    copy = read(
        r"Before{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard So 41 said.\par}}{\shprslt{\*\do x}}}.",
        r"\par {\field{\*\fldinst EQ \\f(1,2)}{\fldrslt}}After.\par",
        r"{\field{\*\fldinst EQ \\* jc3 \\o\\al(\\s\\up 10(kabe),\u22721?)}{\fldrslt}} held.\par",
    )
    assert copy.text == "Before.\n\nSo 41 said.\n\nAfter.\n\n壁 held."
    assert copy.notes == (
        "1 text box set after its paragraph (paragraph 2): 3 words, “So 41 said.”.",
        "1 field that is worked out left out (paragraph 4): 4 words, “EQ \\f(1,2)”.",
        "1 reading aid left out (paragraph 5): 1 word, “kabe”.",
    )


def test_signs_that_say_nothing_are_told() -> None:
    copy = read(r"It {\f3\'fc}held.\par")
    assert (copy.text, copy.notes) == ("It held.", ("1 sign that could not be read left out (paragraph 2).",))


@pytest.mark.parametrize("wrapped", [r"{{\pict\pngblip {}}}", r"{{\*\shppict{{\pict\pngblip {}}}}}{{\nonshppict{{\pict 00}}}}",
                                     r"{{\shp{{\*\shpinst{{\sp{{\sn pib}}{{\sv {{\pict\pngblip {}}}}}}}}}}}"])  # fmt: skip
def test_pictures_come_along_with_their_caption(wrapped: str) -> None:
    copy = read(
        r"It held.\par ", wrapped.format(png().hex("\n", 30)), r"\par\pard\s5 The wall. Photo: Jane Roe\par"
    )
    assert copy.text == "It held."
    assert [(image.data, image.caption, image.credit) for image in copy.images] == [
        (png(), "The wall. Photo: Jane Roe", "Jane Roe")
    ]


def test_a_picture_as_bytes_and_one_that_is_none() -> None:
    data = png()
    copy = read(
        rf"It held.{{\pict\pngblip\bin{len(data)} ", data.decode("latin-1"), r"}{\pict\wmetafile8 zz}\par"
    )
    assert [image.data for image in copy.images] == [data]
    assert any("1 picture stayed out" in note for note in copy.notes)


def test_a_file_that_breaks_off_says_so() -> None:
    data = rtf(TITLE, r"It held.\par It {\b stood")[:-1]
    copy = read_file("draft.rtf", data)
    assert copy.text == "It held.\n\nIt **stood**"
    assert any("breaks off" in note for note in copy.notes)


def test_what_is_no_rtf_is_told_as_what_it_is() -> None:
    assert "not an RTF file" in refusal("draft.rtf", b"Wall holds\n\nIt held.")
    assert "an RTF file under another name" in refusal("draft.txt", rtf(TITLE, r"It held.\par"))


def test_what_would_cost_too_much_is_refused() -> None:
    deep = rtf("{" * (MAX_DEPTH + 1), "x", "}" * (MAX_DEPTH + 1))
    assert "far more than a story" in refusal("draft.rtf", deep)
    assert "far more than a story" in refusal("draft.rtf", rtf("{}" * 250_000))


@pytest.mark.parametrize("piece", ["{", "}", "\\", r"\u", r"\'", r"\bin9", "{\\*", r"\cell", r"\row", r"{\upr{\*\ud",
                                   r"{\fldrslt", r"{\footnote", r"\trowd\intbl", r"{\field}", r"{\*\moMath{\msup"])  # fmt: skip
def test_a_stray_mark_loses_nothing_around_it(piece: str) -> None:
    copy = read(r"It held.\par ", piece, r" \par It stood.\par")
    assert "It held." in copy.text
    assert copy.headline == "Wall holds"
