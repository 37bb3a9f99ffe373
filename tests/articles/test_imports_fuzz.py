"""Whatever arrives ends as a text or as a sentence: nothing else, whatever the bytes are."""

from __future__ import annotations

import contextlib
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.imports import SUFFIXES, NewText, Refused, files
from articles.imports.files import read_file, read_paste
from tests.articles.builders import docx, link, odt, p, picture, png, relationship

fuzz = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
names = st.builds(
    lambda stem, suffix: stem + suffix, st.text(max_size=20), st.sampled_from([*SUFFIXES, "", ".exe"])
)
any_text = st.text(st.characters(codec=None), max_size=300)


def spelt(lines: str) -> list[str]:
    """Pieces set apart by white space; “_” is a space inside one."""
    return [piece.replace("_", " ").replace("\\n", "\n") for piece in lines.split()]


MARKUP = spelt("""
<p> </p> <h1> </h1> <article> <table><tr><td> </table> <script> </script> <!-- --> <pre> <q> <br>
<ol_start=7><li> <ul><li> </li> <a_href='javascript:x'> <a_href='https://a.example/(x)'> </a> <svg>
<style> <li <img_src=x_onerror=y> <img_src='data:image/png;base64,iVBORw0KGgo='> <title>T</title>
<li_value=x> * | > \\n <figure><img_src=y><figcaption>Photo:_Z</figcaption></figure> &lt;b&gt; &#0;
&#xD800; &nbsp; &amp;lt; [x]: By_Rita_Calder words #_ -_ 1._ ]( ``` --- === \\
""")
pieces = st.lists(st.sampled_from(MARKUP), max_size=25).map("".join)
BASE = docx(
    p("Wall holds", "Title"),
    p(link("r1", "log")),
    p(picture("r2", "A wall")),
    p("It held.", "Quote"),
    relations=relationship("r1", "hyperlink", "https://a.example/", True)
    + relationship("r2", "image", "media/image1.png"),
    parts={"word/media/image1.png": png()},
)


def accident(*args: object) -> None:
    """Stands in for the log of the last catch: a text or a page has no business there."""
    raise AssertionError("an error that no reader foresaw")


def holds(name: str, data: bytes, *, foreseen: bool = True) -> None:
    """The promise of every import; `foreseen`: and not by the last catch."""
    guard = mock.patch.object(files.log, "exception", accident) if foreseen else contextlib.nullcontext()
    copy = None
    with contextlib.suppress(Refused), guard:
        copy = read_file(name, data)
    if copy is None:
        return
    assert isinstance(copy, NewText)
    for stored in (copy.text, copy.headline, copy.standfirst, copy.byline, copy.original_name, *copy.notes):
        stored.encode("utf-8")
        assert "\0" not in stored
        assert "\r" not in stored
    assert copy.text.strip()
    assert 0 < len(copy.headline) <= 300
    assert len(copy.byline) <= 300
    assert len(copy.original_name) <= 255


@fuzz
@given(names, st.binary(max_size=400))
def test_it_survives_any_bytes(name: str, data: bytes) -> None:
    holds(name, data)


@fuzz
@given(
    st.sampled_from([".txt", ".md", ".html"]),
    any_text,
    st.sampled_from(["utf-8", "utf-16", "utf-8-sig", "latin-1"]),
)
def test_it_survives_any_text(suffix: str, text: str, encoding: str) -> None:
    holds(f"draft{suffix}", text.encode(encoding, "replace" if encoding == "latin-1" else "surrogatepass"))


@fuzz
@given(st.sampled_from([".html", ".md"]), pieces)
def test_it_survives_any_page(suffix: str, html: str) -> None:
    holds(f"draft{suffix}", html.encode())


@fuzz
@given(st.integers(0, len(BASE) - 1), st.binary(min_size=1, max_size=8))
def test_it_survives_a_damaged_word_file(at: int, damage: bytes) -> None:
    holds("draft.docx", BASE[:at] + damage + BASE[at + len(damage) :], foreseen=False)


@fuzz
@given(
    pieces,
    st.sampled_from(["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"]),
)
def test_it_survives_word_files_with_odd_parts(content: str, part: str) -> None:
    holds("draft.docx", docx(p("Wall holds"), p("It held."), parts={part: content.encode()}), foreseen=False)


RTF_PIECES = spelt(r"""
{ } {\* \par \pard \cell \row \trowd \intbl {\footnote {\field {\*\fldinst HYPERLINK_"https://a.example/" {\fldrslt
{\header {\pict \bin9_ 89504e47 {\shp {\*\shpinst {\shptxt {\listtext 1. \u233? \u-10179? \'93 \'8 \v \v0 \deleted \super
{\*\moMath {\msup {\upr {\*\ud \uc0 \f9 {\fonttbl{\f9\fcharset128_x;}} {\stylesheet{\s1_Title;}} \s1 words 40 \line \~ \\ ;
""")
ODT_PIECES = spelt("""
<text:p> </text:p> <text:span_text:style-name='x'> </text:span> <text:h> </text:h> <text:list> </text:list> <text:list-item>
</text:list-item> <table:table> </table:table> <table:table-row> </table:table-row> <table:table-cell> </table:table-cell>
<text:note> </text:note> <text:note-body> </text:note-body> <draw:frame> </draw:frame> <draw:text-box> </draw:text-box>
<draw:image/> <draw:object/> <text:s/> <text:line-break/> <office:annotation/> <text:change/> <text:change-start/> words 40
<text:a> </text:a> <text:ruby> </text:ruby> <text:section> </text:section> <!--_x_--> <?x?>
""")


@fuzz
@given(st.lists(st.sampled_from(RTF_PIECES), max_size=30).map("".join))
def test_it_survives_any_rtf(body: str) -> None:
    holds("draft.rtf", ("{\\rtf1 Wall\\par " + body).encode("latin-1"))


@fuzz
@given(st.lists(st.sampled_from(ODT_PIECES), max_size=30).map("".join))
def test_it_survives_any_opendocument(body: str) -> None:
    holds("draft.odt", odt(f"<text:p>Wall holds</text:p>{body}"))


@fuzz
@given(any_text.map(lambda t: "".join(c for c in t if c.isprintable())))
def test_it_survives_any_words_in_a_word_file(text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    escaped = clean.replace("&", "&amp;").replace("<", "&lt;").replace("\ufffe", "").replace("\uffff", "")
    holds("draft.docx", docx(p("Wall holds"), p(escaped)))


@fuzz
@given(any_text, any_text)
def test_it_survives_any_paste(text: str, headline: str) -> None:
    copy = None
    with contextlib.suppress(Refused):
        copy = read_paste(text, headline)
    if copy is not None:
        copy.text.encode("utf-8")
        assert copy.headline.strip()


@pytest.mark.parametrize("cut", [10, 50, 400, -1])
def test_it_survives_a_torn_word_file(cut: int) -> None:
    holds("draft.docx", BASE[:cut])


def test_it_builds_on_a_sound_word_file() -> None:
    """The damaged ones above start from this: it must come in, or they would prove nothing."""
    copy = read_file("draft.docx", BASE)
    assert (copy.headline, len(copy.images)) == ("Wall holds", 1)
