"""Word files: what becomes of them, and the hostile ones."""

from __future__ import annotations

import time
import zipfile

import pytest

from articles.imports import NewText, read_file
from articles.imports.archive import MAX_ELEMENTS
from tests.articles.builders import W, docx, link, p, picture, png, r, refusal, relationship, zipped


def word(*body: str, **options) -> NewText:
    return read_file("draft.docx", docx(*body, **options))


# What comes in


def test_it_reads_title_standfirst_byline_and_text() -> None:
    copy = word(
        p("Wall holds", "Title"), p("It stood.", "Subtitle"), p("By Rita Calder"), p("It held."), p("More.")
    )
    assert (copy.headline, copy.standfirst, copy.byline, copy.text, copy.format) == (
        "Wall holds", "It stood.", "Rita Calder", "It held.\n\nMore.", "markdown",
    )  # fmt: skip


def test_it_keeps_bold_italic_headings_quotes_and_links() -> None:
    copy = word(
        p("Wall holds", "Title"),
        p(r("It ") + r("held", "<w:b/>") + r(" and ") + r("stood", "<w:i/>") + r(".")),
        p("Later", "Heading2"),
        p("We saw it.", "Quote"),
        p(link("r1", "The log")),
        relations=relationship("r1", "hyperlink", "https://a.example/log?x=1&amp;y=2", external=True),
    )
    assert copy.text == (
        "It **held** and *stood*.\n\n## Later\n\n> We saw it.\n\n[The log](https://a.example/log?x=1&y=2)"
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1986. A good year", "1986\\. A good year"),
        ("- and then", "\\- and then"),
        ("# one", "\\# one"),
        ("&gt; so", "\\> so"),
        ("2*3*4", "2\\*3\\*4"),
        ("@rita_calder said", "@rita_calder said"),
        ("&lt;script&gt;", "&lt;script>"),
        ("AT&amp;amp;T", "AT&amp;amp;T"),
        ("AT&amp;T", "AT&T"),
        ("[here](javascript:x)", "[here]\\(javascript:x)"),
        ("[1]: https://a.example", "\\[1]: https://a.example"),
        ("C:\\dir", "C:\\\\dir"),
        ("`code`", "\\`code\\`"),
    ],
)
def test_it_keeps_words_that_only_look_like_markdown(typed: str, kept: str) -> None:
    assert word(p("Wall holds", "Title"), p(typed)).text == kept


def part(name: str, *content: str) -> str:
    return f'<w:{name} xmlns:w="{W}">{"".join(content)}</w:{name}>'


def note(kind: str, number: int, text: str, type: str = "normal") -> str:
    return f'<w:{kind} w:type="{type}" w:id="{number}">{p(text)}</w:{kind}>'


def test_it_says_what_became_of_tracked_changes_comments_and_notes() -> None:
    copy = word(
        p("Wall holds", "Title"),
        p(
            '<w:ins w:id="1"><w:r><w:t>New. </w:t></w:r></w:ins>'
            '<w:del w:id="2"><w:r><w:delText>Old.</w:delText></w:r></w:del>'
            + r("Hidden", "<w:vanish/>")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        ),
        relations=relationship("f", "footnotes", "footnotes.xml")
        + relationship("c", "comments", "comments.xml"),
        parts={
            "word/footnotes.xml": part(
                "footnotes", note("footnote", 0, "", "separator"), note("footnote", 2, "A note.")
            ),
            "word/comments.xml": part("comments", note("comment", 1, "Ask!")),
        },
    )
    assert copy.notes == (
        "1 tracked insertion taken in (paragraph 2).",
        "1 tracked deletion left out (paragraph 2).",
        "1 comment left out.",
        "1 note kept here, apart from the copy. 1 (paragraph 2): “A note.”.",
        "1 hidden passage left out (paragraph 2).",
    )
    assert "Hidden" not in copy.text
    assert "New." in copy.text
    assert "Old." not in copy.text
    assert "Ask!" not in copy.text
    assert copy.text == "New."


def test_it_says_nothing_of_what_was_not_there() -> None:
    assert word(p("Wall holds", "Title"), p("It held.")).notes == ()


def with_picture(
    data: bytes, target: str = "media/image1.png", how: str = "embed", external: bool = False
) -> NewText:
    return word(
        p("Wall holds", "Title"),
        p(picture("r1", "A wall at sea", how)),
        p("The wall on Monday. Photo: Jane Roe", "Caption"),
        p("It held."),
        relations=relationship("r1", "image", target, external),
        parts={} if external else {f"word/{target}": data},
    )


def test_it_keeps_a_picture_with_alt_caption_and_credit() -> None:
    (image,) = with_picture(png(4, 3)).images
    assert (image.width, image.height, image.alt, image.caption, image.credit, image.content_type) == (
        4, 3, "A wall at sea", "The wall on Monday. Photo: Jane Roe", "Jane Roe", "image/png",
    )  # fmt: skip


def test_it_takes_picture_and_caption_out_of_the_text_and_says_so() -> None:
    copy = with_picture(png())
    assert copy.text == "It held."
    assert "1 picture came along." in copy.notes


@pytest.mark.parametrize(
    ("data", "target", "words"),
    [
        (png(40_000, 30_000), "media/image1.png", "cannot be read"),
        (b"\x01\x00\x00\x00 emf", "media/image1.emf", "only JPEG, PNG, GIF and WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "media/image1.png", "only JPEG"),
        (b"\x89PNG\r\n\x1a\n rubbish", "media/image1.png", "cannot be read"),
    ],
)
def test_it_leaves_a_picture_out_and_says_why(data: bytes, target: str, words: str) -> None:
    copy = with_picture(data, target)
    assert copy.images == ()
    assert words in " ".join(copy.notes)
    assert copy.notes[-1].endswith("“The wall on Monday. Photo: Jane Roe”.")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "/etc/passwd", "http://127.0.0.1:9/x.png"])
def test_it_fetches_no_picture_from_anywhere(target: str) -> None:
    copy = with_picture(b"", target, "link", external=True)
    assert copy.images == ()
    assert "not in the file" in " ".join(copy.notes)


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///x"]
)
def test_it_keeps_only_the_words_of_a_bad_link(target: str) -> None:
    copy = word(
        p("Wall holds", "Title"),
        p(link("r1", "press here")),
        relations=relationship("r1", "hyperlink", target, True),
    )
    assert copy.text == "press here"


def test_it_cannot_be_made_to_write_markup_through_a_link() -> None:
    copy = word(
        p("Wall holds", "Title"),
        p(link("r1", "x")),
        relations=relationship(
            "r1", "hyperlink", "https://a.example/) &lt;script&gt;alert(1)&lt;/script&gt;", True
        ),
    )
    assert copy.text == "[x](https://a.example/%29%20%3Cscript%3Ealert%281%29%3C/script%3E)"


# What stays out

DTD = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        docx(p("&a;"), head=DTD),
        docx(p("&b;"), head=LAUGHS),
        docx(
            p("x"),
            parts={
                "word/document.xml": (
                    f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}{part("document", p("&b;"))}'
                ).encode("utf-16")
            },
        ),
        docx(p("x"), parts={"word/styles.xml": f'<?xml version="1.0"?>{LAUGHS}<a>&b;</a>'}),
    ],
)
def test_it_reads_no_file_with_entities(data: bytes) -> None:
    assert "definitions that no Word file needs" in refusal("draft.docx", data)


@pytest.mark.parametrize(
    "data",
    [
        docx(p("x"), parts={"word/x.xml": b"<a>" + b" " * (33 * 1024 * 1024) + b"</a>"}),
        docx(p("x"), parts={"word/x.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}),
        docx(p("x"), parts={f"word/x{n}.xml": b"<a/>" for n in range(1000)}),
        docx("<w:p>" * 150 + "</w:p>" * 150),
        docx("<w:p/>" * (MAX_ELEMENTS + 1)),
    ],
    ids=["large", "ratio", "entries", "deep", "elements"],
)
def test_it_is_not_blown_up(data: bytes) -> None:
    started = time.monotonic()
    assert "unpacks to far more than a story" in refusal("draft.docx", data)
    assert time.monotonic() - started < 10


def test_it_refuses_an_entry_that_lies_about_its_size() -> None:
    data = bytearray(docx(p("It held. " * 200)))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert "broken" in refusal("draft.docx", bytes(data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_it_refuses_two_entries_of_one_name(tmp_path) -> None:
    path = tmp_path / "twice.docx"
    path.write_bytes(docx(p("one")))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "broken" in refusal("draft.docx", path.read_bytes())


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (OLE, "an old Word file under a new name"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (docx(p("x"))[:-30], "is broken"),
        (docx(p("It held."), parts={"word/document.xml": "<w:document"}), "is broken"),
        (b"PK\x03\x04 nothing", "is broken"),
        (zipped({"a.txt": "x"}), "not a Word document"),
        (b"just text", "not a Word file, whatever its name says"),
        (docx(p("")), "no words"),
        (docx(p("Wall holds", "Title")), "There is a headline and no text yet"),
    ],
)
def test_it_refuses_in_a_sentence(data: bytes, sentence: str) -> None:
    assert sentence in refusal("draft.docx", data)


def test_it_refuses_a_locked_entry() -> None:
    data = bytearray(docx(p("x")))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    assert "protected by a password" in refusal("draft.docx", bytes(data))


def test_it_refuses_more_text_than_a_story() -> None:
    noise = "".join(f"{n * 7919 % 1_000_003} word " for n in range(190_000))
    assert "longer than 2 MB" in refusal("draft.docx", docx(p("Wall holds", "Title"), p(noise)))
