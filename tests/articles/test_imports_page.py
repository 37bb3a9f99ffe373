"""HTML files: the main text comes in, nothing that acts does."""

from __future__ import annotations

import base64
import contextlib
import io
import re
import time

import pytest
from PIL import Image

from articles.imports import NewText, Refused, read_file
from articles.imports.pictures import image_from
from tests.articles.builders import png

GIF = "data:image/png;base64," + base64.b64encode(png(2, 1)).decode()


def page(html: str | bytes, name: str = "draft.html") -> NewText:
    return read_file(name, html if isinstance(html, bytes) else html.encode())


def refusal(html: str | bytes) -> str:
    with pytest.raises(Refused) as refused:
        page(html)
    return str(refused.value)


def test_it_takes_the_article_and_leaves_the_page() -> None:
    copy = page(
        "<html><head><title>Wall holds | The Courier</title><style>p{}</style></head><body><nav>Home</nav>"
        "<main><article><h1>Wall  holds</h1><p class='article-standfirst'>It stood.</p><p>By Rita Calder</p>"
        "<p>It <b>held</b>.</p><aside>Subscribe</aside></article></main><footer>Imprint</footer></body>"
    )
    assert (copy.headline, copy.standfirst, copy.byline, copy.text, copy.format) == (
        "Wall holds", "It stood.", "Rita Calder", "It **held**.", "markdown",
    )  # fmt: skip
    assert "The page’s menus, scripts and styles are gone." in copy.notes


def test_it_takes_the_whole_page_when_the_article_is_a_teaser() -> None:
    copy = page("<h1>Wall</h1><article><p>Read on</p></article>" + "<p>The wall held all night long.</p>" * 5)
    assert copy.text.count("held") == 5


@pytest.mark.parametrize("title", ["Wall holds | The Courier", "Wall holds - The Courier", "Wall holds"])
def test_it_falls_back_to_the_page_s_title(title: str) -> None:
    assert page(f"<title>{title}</title><p>It held.</p>").headline == "Wall holds"


def test_it_keeps_lists_tables_and_links_as_markdown() -> None:
    copy = page(
        "<h1>W</h1><ul><li>one<li>two</ul><ol><li>a</ol>"
        "<table><tr><th>x<th>y<tr><td>1<td>2</table><a href='https://a.example/'>log</a>"
    )
    for piece in ("- one\n- two", "1. a", "| x | y |\n| --- | --- |\n| 1 | 2 |", "[log](https://a.example/)"):
        assert piece in copy.text


def test_it_joins_lines_that_the_source_broke() -> None:
    assert page("<h1>W</h1><p>It\n   held\n# all night</p>").text == "It held # all night"


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1) style='x'>words</p>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>words</a>",
        "<a href=' jav&#x09;ascript:alert(1)'>words</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>words</a>",
        "<svg onload=alert(1)><p>x</svg>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=alert(1)&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<form action=javascript:alert(1)><button>x</button></form>",
        "<a href='https://a.example/) <script>alert(1)</script>'>words</a>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<p>&amp;lt;img src=x onerror=alert(1)&amp;gt;</p>",
        "<base href='javascript:'><meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    ],
)
def test_it_brings_in_nothing_that_acts(html: str) -> None:
    text = page(f"<h1>Wall</h1><p>It held.</p>{html}").text
    assert "It held." in text
    assert not re.search(r"<[a-z/!]", text, re.I)
    assert not re.search(r"\]\(\s*(?:javascript|data|vbscript)", text, re.I)


@pytest.mark.parametrize("target", ["/news/1", "#top", "", "ftp://a.example/x", "news/2"])
def test_it_keeps_only_the_words_of_a_link_that_leads_nowhere(target: str) -> None:
    assert page(f"<h1>W</h1><p><a href='{target}'>the log</a> says</p>").text == "the log says"


def test_it_keeps_a_small_picture_that_is_in_the_page() -> None:
    copy = page(
        f"<h1>W</h1><figure><img src='{GIF}' alt='A wall'><figcaption>At sea (Jane Roe/Wire)</figcaption>"
        "</figure><p>It held.</p>"
    )
    (image,) = copy.images
    assert (image.width, image.alt, image.caption, image.credit) == (
        2,
        "A wall",
        "At sea (Jane Roe/Wire)",
        "Jane Roe/Wire",
    )
    assert copy.text == "It held."


def test_it_names_the_pictures_that_are_not_in_the_page() -> None:
    copy = page("<h1>W</h1><p>It held.</p><img src='https://a.example/img/wall.jpg?w=1'><img src='sea.png'>")
    assert copy.images == ()
    assert "2 pictures only linked to, not in the file, stayed out: wall.jpg, sea.png." in copy.notes


def test_it_leaves_a_large_picture_out() -> None:
    big = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(600 * 1024)).decode()
    assert page(f"<h1>W</h1><p>It held.</p><img src='{big}'>").images == ()


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="windows-1252"><h1>W</h1><p>Caf\xe9 \x93open\x94</p>'.encode("latin-1"),
        "<meta http-equiv=x content='text/html; charset=utf-8'><h1>W</h1><p>Café “open”</p>".encode(),
        "<h1>W</h1><p>Café “open”</p>".encode("utf-8-sig"),
        "<meta charset='utf-8'><h1>W</h1><p>Café “open”</p>".encode("utf-16"),
        b"<h1>W</h1><p>Caf&eacute; &ldquo;open&rdquo;</p>",
    ],
)
def test_it_reads_the_encoding_that_a_page_declares(data: bytes) -> None:
    assert page(data).text == "Café “open”"


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("just words", "not an HTML page"),
        ("<h1>Only a headline</h1>", "There is a headline and no text yet"),
        ("<p> </p><script>words()</script>", "no words"),
        ("<p>Caf\xe9".encode("latin-1"), "Save the file as UTF-8"),
        (
            '<meta charset="shift_jis"><p>\x81\xff'.encode("latin-1"),
            "says it is written in shift_jis, and is not",
        ),
        ("<p>a\x00b", "NUL character at position 5"),
        ("<div>" * 60_000 + "words", "nested too deeply"),
        ("<b><i>" * 400 + "words", "nested too deeply"),
        ("<ul><li>a" * 500, "nested too deeply"),
        ("<p>a" * 250_000, "far larger than a story"),
    ],
)
def test_it_refuses_in_a_sentence(html: str | bytes, sentence: str) -> None:
    started = time.monotonic()
    assert sentence in refusal(html)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "html",
    [
        "<p>words" + "<!--" * 300_000,
        "<p>words" + "<![CDATA[" * 150_000,
        "<p>words" + "<" * 1_000_000,
        "<p>words <a " + "x=1 " * 400_000 + ">a</a>",
        "<p>words" + "&" * 300_000,
        "<p>words" + "<?" * 500_000,
        "<p>" + "*_`[" * 200_000 + "words",
        "<table>" + "<tr><td>a<td>b" * 5_000,
        "<ol>" + "<li>a" * 20_000,
    ],
    ids=["comments", "cdata", "less", "attributes", "ampersands", "instructions", "marks", "table", "list"],
)
def test_it_reads_odd_pages_in_seconds(html: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(Refused):
        page(html)
    assert time.monotonic() - started < 30


def test_it_keeps_the_jpeg_of_a_phone_that_holds_two_pictures() -> None:
    out = io.BytesIO()
    first, second = Image.new("RGB", (6, 4)), Image.new("RGB", (3, 2))
    first.save(out, "MPO", save_all=True, append_images=[second])
    image = image_from("phone", out.getvalue())
    assert (image.content_type, image.width, image.height) == ("image/jpeg", 6, 4)


@pytest.mark.parametrize(
    ("sheet", "mark", "came"),
    [
        (".fn{vertical-align:super}", '<span class="fn">3</span>', "40\u202f³ million"),
        (".fn{vertical-align:super}", '<b class="fn">3</b>', "40\u202f³ million"),
        (".fn{vertical-align:sub}", '<span class="fn">3</span>', "40₃ million"),
        (".fn{position:relative;top:-.4em}", '<span class="fn">3</span>', "40\u202f³ million"),
        ("", '<span style="position:relative;top:-0.4em">3</span>', "40\u202f³ million"),
        ("", '<span style="position:relative;top:-0.4em"> or so</span>', "40 or so million"),
        (
            ".fn{vertical-align:super} p .fn{vertical-align:baseline}",
            '<span class="fn">3</span>',
            "403 million",
        ),
        (".fn{text-decoration:line-through}", '<span class="fn">3</span>', "40 million"),
    ],
)
def test_it_sees_a_look_that_a_page_s_sheet_gives_a_class(sheet: str, mark: str, came: str) -> None:
    page = f"<style>{sheet}</style><h1>Wall holds</h1><p>It cost 40{mark} million.</p><p>It held.</p>"
    assert came in read_file("a.html", page.encode()).text
