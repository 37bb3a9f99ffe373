"""A page's words as its reader sees them: the article comes in, what is no copy is told."""

from __future__ import annotations

import json

import pytest

from articles.imports import NewText, read_file
from articles.imports import page as page_module
from articles.imports.finding import article_lines


def page(html: str, name: str = "draft.html") -> NewText:
    return read_file(name, html.encode())


SAID = "The keeper said so on Friday, and the harbour board wrote it down that same night. "
WORD = "<html xmlns:w='urn:schemas-microsoft-com:office:word'><body><h1>Wall holds</h1>"
DOCS = "<b style='font-weight:normal' id='docs-internal-guid-1'>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>The keeper<b> </b>said<i>&nbsp;</i>so<strong><span> </span></strong>there.</p>", "The keeper said\u00a0so there."),
        ("<p>It cost 30<sup>4</sup> million and, in 2021<sup>[7]</sup>, more.</p>", "It cost 30\u202f⁴ million and, in 2021[7], more."),
        ("<p>CO<sub>2</sub> on 5 km<sup>2</sup>, the 2<sup>nd</sup> time, 10<sup>6</sup> grains.</p>", "CO₂ on 5 km², the 2nd time, 10⁶ grains."),
        ("<dl><dt>09:15</dt><dd>The gate opened.</dd></dl>", "09:15\n\nThe gate opened."),
        ("<pre>first line\n  second line</pre>", "first line  \nsecond line"),
        ("<table><tr><th>Day</th></tr><tr><td>2 | 3 tons</td></tr></table>", "| Day |\n| --- |\n| 2 \\| 3 tons |"),
        ("<blockquote><p>It held.</p><footer>Rita Calder</footer></blockquote>", "> It held.\n>\n> Rita Calder"),
        ("<div>Loose words.<p>It held.</p>More.</div>", "Loose words.\n\nIt held.\n\nMore."),
    ],
)  # fmt: skip
def test_it_joins_and_loses_no_words(html: str, text: str) -> None:
    copy = page(f"<h1>Wall holds</h1>{html}")
    assert copy.text == text
    assert not any("did not come in" in note for note in copy.notes)


def test_it_leaves_a_word_processors_comments_and_deletions_out() -> None:
    copy = page(
        WORD + "<p class=MsoNormal>It<b> </b>held.<span class=MsoCommentReference><a class=msocomanchor "
        "href='#_msocom_1'>[RC1]</a></span></p><p><del cite='mailto:Ed' datetime='2026-01-01'>It fell.</del>"
        "<ins cite='mailto:Ed' datetime='2026-01-01'>It stood.</ins></p><div style='mso-element:comment'>"
        "<div id='_com_1' class=msocomtxt><p>[RC1]Quisling</p></div></div></body></html>"
    )
    assert copy.text == "It held.\n\nIt stood."
    assert copy.notes == (
        "1 tracked insertion taken in.",
        "1 tracked deletion left out.",
        "1 comment left out.",
    )


def test_it_leaves_the_comments_of_shared_documents_out() -> None:
    copy = page(
        "<h1>Wall holds</h1><p>It held.<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup></p>"
        "<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>Quisling</span></p></div>"
    )
    assert (copy.text, copy.notes) == ("It held.", ("1 comment left out.",))


def test_it_reads_looks_as_a_word_processor_means_them() -> None:
    copy = page(
        f"{DOCS}<p><span style='font-weight:400'>It </span><span style='font-weight:700'>held</span>"
        "<span style='vertical-align:super'>3</span> and <span style='text-decoration:line-through'>fell</span>"
        "<span style='font-style:italic'>stood</span>.</p></b>"
    )
    assert copy.text == "It **held**\u202f³ and *stood*."
    assert "1 struck passage left out." in copy.notes


@pytest.mark.parametrize(
    "how", ["hidden", "style='display:none'", "style='visibility: hidden'", "class='sr-only'"]
)
def test_it_leaves_hidden_words_out_and_tells_no_more_than_their_number(how: str) -> None:
    copy = page(f"<article><h1>Wall holds</h1><p>It held all night.</p><p {how}>Quisling</p></article>")
    assert (copy.text, copy.notes) == ("It held all night.", ("1 hidden passage left out.",))


def test_it_tells_an_aside_and_a_caption_by_their_words() -> None:
    copy = page(
        "<article><h1>Wall holds</h1><figure><img src='https://a.example/w.jpg'><figcaption>The wall at sea"
        "</figcaption></figure><p>It held all night, through the worst of the storm and the tide after it.</p><aside><p>The wall in figures: it has 40 stones a yard.</p></aside></article>"
    )
    assert copy.text == "It held all night, through the worst of the storm and the tide after it."
    assert "1 caption of a picture left out: 4 words, “The wall at sea”." in copy.notes
    assert any(
        note.startswith("1 box beside the text left out: 10 words, “The wall in") for note in copy.notes
    )


def test_it_takes_no_standfirst_of_another_story() -> None:
    copy = page(
        "<div class='promo'><p class='standfirst'>A cook opened a door.</p></div><div class='story'>"
        f"<h1>Wall holds</h1><p>{SAID}</p></div>"
    )
    assert (copy.standfirst, copy.text) == ("", SAID.strip())


NAV = "<nav><ul><li><a href='https://a.example/sea'>Sea</a></li></ul></nav>"


def big(*, title: str = "Wall holds", data: dict[str, object] | None = None, h1: str = "Wall holds") -> str:
    ld = f"<script type='application/ld+json'>{json.dumps(data)}</script>" if data else ""
    paragraphs = "".join(
        f"<p>{SAID}In year {year} it held, and nobody on the quay knew why.</p>" for year in range(1990, 2000)
    )
    return (
        f"<html><head><title>{title} | The Estuary Courier</title>{ld}</head><body>{NAV}<main><article><h1>{h1}</h1>"
        f"<div class='share-tools'><p>Share this</p></div>{paragraphs}<p><a href='https://a.example/2'>READ MORE: A cook opens "
        "a door</a></p><section id='comments'><h2>Comments</h2><p>First, wrote a reader of this page.</p></section>"
        "</article></main><footer>Imprint</footer></body></html>"
    )


def test_it_takes_the_article_and_nothing_else() -> None:
    copy = page(big())
    assert copy.text.count("nobody on the quay") == 10
    for foreign in ("Share this", "READ MORE", "First, wrote", "Imprint", "Sea"):
        assert foreign not in copy.text
    assert any("of the page around the story left out" in note for note in copy.notes)


def test_it_reads_headline_byline_and_day_from_structured_data() -> None:
    data = {
        "@graph": [
            {
                "@type": ["NewsArticle"],
                "headline": "Wall holds, again",
                "author": [{"name": "Rita Calder"}, {"name": "Ron Hale"}],
                "datePublished": "2026-05-04T10:00:00Z",
            }
        ]
    }
    copy = page(big(title="Wall holds, again", data=data, h1="The wall holds"))
    assert (copy.headline, copy.byline) == ("Wall holds, again", "Rita Calder, Ron Hale")
    assert "The page says it was published on 2026-05-04." in copy.notes


def test_it_takes_the_main_part_when_no_article_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "article_lines", lambda html: ([], ""))
    copy = page(big())
    assert copy.text.count("nobody on the quay") == 10


@pytest.mark.parametrize("way", ["abort", "no_such_name"])
def test_it_survives_a_finder_that_dies(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr("articles.imports.finding.LIBRARY", f"os:{way}")
    assert article_lines(big()) == ([], "")


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("shift_jis", "cp932"),
        ("iso-8859-1", "cp1252"),
        ("x-sjis", "cp932"),
        ("euc-kr", "cp949"),
    ],
)
def test_it_reads_an_encoding_by_the_name_browsers_know(label: str, encoding: str) -> None:
    words = {"gb18030": "朱镕基说", "cp932": "①長岡は", "cp1252": "“Café”", "cp949": "펲시다"}[encoding]
    html = f"<meta charset='{label}'><h1>W</h1><p>{words} it held</p>"
    assert read_file("a.html", html.encode(encoding)).text == f"{words} it held"
