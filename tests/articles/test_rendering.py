"""A text on the page: marks at the very words, ids once, and nothing in it that runs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Revision
from articles.rendering import Mark, blocks, headline_html, inline, plain_html

MARKED = re.compile(r"\[\[(\w+):(.*?)\]\]", re.DOTALL)
HTML_IDS = re.compile(r'id="m(\d+)"')


def revision(text: str, format: str = "plain", standfirst: str = "", headline: str = "Headline") -> Revision:
    return Revision(text=text, format=format, standfirst=standfirst, headline=headline)


def shown(marked: str, format: str = "plain") -> str:
    """The page of a text in which [[ask:words]] stand for marks numbered in text order."""
    marks, text, last = [], "", 0
    for number, found in enumerate(MARKED.finditer(marked), start=1):
        text += marked[last : found.start()]
        marks.append(Mark(number, "text", len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        last = found.end()
    return "\n".join(b.html for b in blocks(revision(text + marked[last:], format), marks))


def words_of(html: str, number: int) -> str:
    """What a flag's pieces underline, put together."""
    pieces = re.findall(r'<mark [^>]*data-flags="([\d ]+)">(.*?)</mark>', html, re.DOTALL)
    return "".join(re.sub(r"<[^>]+>", "", words) for flags, words in pieces if str(number) in flags.split())


def test_it_underlines_the_very_words_of_plain_text():
    html = shown("The lease ends.\nIt was sold, [[ask:reports say]], in May.")
    assert words_of(html, 1) == "reports say"
    assert '<a class="ref ask" href="#f1" aria-label="flag 1">1</a>, in May.' in html


def test_it_shows_plain_text_a_paragraph_a_line_with_sub_heads():
    html = shown("A quiet harbour\nThe boats stay in, he said.\n\nThey wait.")
    assert re.sub(r' (id|data-field)="\w+"', "", html).split("\n") == [
        "<h2>A quiet harbour</h2>",
        "<p>The boats stay in, he said.</p>",
        "<p>They wait.</p>",
    ]


def test_it_sets_promotion_and_disclaimers_apart():
    html = shown("The boats stay in, he said.\nSee also: Five lost crossings\nDisclaimer: made with tools.")
    assert '<p class="promo"' in html
    assert '<p class="coda"' in html


def test_it_escapes_plain_text():
    assert "&lt;script&gt;" in shown("He typed <script>alert(1)</script> twice, she said.")


def test_it_names_both_flags_where_marks_overlap():
    text = "two sources told Harbour News"
    marks = [Mark(1, "text", 0, len(text), "ask"), Mark(2, "text", 4, 11, "block")]
    html = blocks(revision(text), marks)[0].html
    assert '<mark class="m block" id="m2" data-flags="1 2">sources</mark>' in html
    assert words_of(html, 1) == text
    assert HTML_IDS.findall(html) == ["1", "2"]


def test_it_gives_each_of_two_flags_on_the_same_words_its_own_id_and_reference():
    marks = [Mark(2, "text", 0, 3, "block"), Mark(3, "text", 0, 3, "ask")]
    html = blocks(revision("Two sources."), marks)[0].html
    assert sorted(HTML_IDS.findall(html)) == ["2", "3"]
    assert html.index('href="#f2"') < html.index('href="#f3"')


def test_it_carries_a_mark_over_paragraphs_with_one_id():
    text = "It ends here, he said.\nIt begins there, she said."
    found = blocks(revision(text), [Mark(1, "text", 8, 40, "ask")])
    html = "".join(b.html for b in found)
    assert HTML_IDS.findall(html) == ["1"]
    assert html.count('href="#f1"') == 1
    assert [b.flags for b in found] == [(1,), ()]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("## [[ask:A head]]\n\nText.", "A head"),
        ("One *two* [[ask:three **four** five]] six.", "three four five"),
        ("See [a [[ask:link here]]](https://example.org/a_b?c=d&e=f) and on.", "link here"),
        ("See [a link](https://example.org/long/way/to/go) [[ask:and on]].", "and on"),
        ("- one\n- [[ask:two]] three\n", "two"),
        ("1. one\n2. [[ask:two]]\n", "two"),
        ("> He said [[ask:so]].\n", "so"),
        ("| a | b |\n|---|---|\n| c | [[ask:d]] |\n", "d"),
        ("```\n[[ask:code]]\n```\n", "code"),
        ("Caf&eacute; \\*star\\* and [[ask:then]] &amp; on.", "then"),
        ("First line\n[[ask:second]] line.", "second"),
        ("A <b>bold [[ask:claim]]</b> here.", "claim"),
        ("A 𝔘𝔫𝔦 😀 é sign, [[ask:then]] words.", "then"),
    ],
)
def test_it_underlines_the_very_words_of_markdown(source: str, words: str):
    assert words_of(shown(source, "markdown"), 1) == words


def test_it_puts_no_reference_inside_a_link():
    html = shown("See [a [[ask:link]] here](https://example.org) now.", "markdown")
    assert html.index("</a>") < html.index('class="ref ask"')


def test_it_hangs_a_mark_on_the_paragraph_when_its_words_are_not_shown():
    html = shown("See [a link](https://[[ask:example.org/?utm_source=chat]]) now.", "markdown")
    assert HTML_IDS.findall(html) == ["1"]
    assert 'href="#f1"' in html


def test_it_hangs_a_mark_under_a_table_not_in_it():
    html = shown("| a | b |\n|---|---|\n| c | [d](https://[[ask:example.org]]) |\n", "markdown")
    assert html.index("</table>") < html.index('href="#f1"')


def test_it_marks_the_headline_and_hangs_its_flags_on_the_first_block():
    story = revision("Text.", headline="Sources: a & b", standfirst="The lead.")
    marks = [Mark(4, "headline", 0, 7, "block"), Mark(5, "standfirst", 4, 8, "ask")]
    assert headline_html(story, marks).startswith(
        '<mark class="m block" id="m4" data-flags="4">Sources</mark>'
    )
    first = blocks(story, marks)[0]
    assert (first.flags, first.paragraph, first.at) == ((4, 5), 0, 0)
    assert 'class="standfirst" id="p0" data-field="standfirst"' in first.html


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/pixel.png)",
    "<svg onload=alert(1)></svg>",
    "<iframe src=https://evil.example></iframe>",
    "<style>*{display:none}</style>",
    "<p style='position:fixed' class='gatebar' id='main'>x</p>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "[ref]\n\n[ref]: javascript:alert(1)",
    "<form action=https://evil.example><input name=a></form>",
    '<a href="https://ok.example" onclick="x()">ok</a>',
]


@pytest.mark.parametrize("source", HOSTILE)
@pytest.mark.parametrize("format", ["markdown", "plain"])
def test_it_lets_nothing_through_that_runs_or_calls_out(source: str, format: str):
    for html in (plain_html(source, format), shown(source + "\n\n[[ask:words]]", format), inline(source)):
        tags = " ".join(re.findall(r"<[^>]*>", html)).lower()
        bad = r"script|onerror|onload|onclick|data:|<img|<svg|<iframe|<style|style=|<form|<input|src="
        assert not re.search(bad, tags), tags


def test_it_keeps_ids_and_classes_of_the_page_out_of_the_copy():
    html = plain_html("<p id='main' class='gatebar'>x</p>", "markdown")
    assert html == "<p>x</p>"


def test_it_keeps_the_readers_text_free_of_the_desks_marks():
    html = plain_html("# Head\n\nSome *words* and [a link](https://example.org).", "markdown")
    assert html == (
        "<h2>Head</h2>\n<p>Some <em>words</em> and "
        '<a href="https://example.org" rel="noopener noreferrer nofollow">a link</a>.</p>'
    )


def test_it_shows_an_image_as_its_description():
    assert '<span class="image">Image: a boat</span>' in plain_html("![a boat](boat.png)", "markdown")


@pytest.mark.parametrize("unit", ["[", "![", "<a ", "](", "> ", "*a ", "`", "&#", "\\*", "- "])
def test_it_renders_a_hostile_length_of_markup_as_something(unit: str):
    assert blocks(revision(unit * 20_000, "markdown"))


PARTS = ["[", "]", "(", ")", "*", "_", "`", "<", ">", "\n", "\n\n", "# ", "- ", "> ", "|", "&amp;", "\\", "!"]
PARTS += ["x", "he said ", "https://a.example", "<div>", "</p>", "<script>", "    ", "1. ", "```", "é", "😀"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PARTS), max_size=40).map("".join) | st.text(max_size=80),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=5),
    st.sampled_from(["plain", "markdown"]),
)
def test_it_shows_every_flag_once_whatever_the_text(text: str, ends: list[tuple[int, int]], format: str):
    marks = [
        Mark(n, "text", min(a, len(text)), min(max(a, b), len(text)), "ask") for n, (a, b) in enumerate(ends)
    ]
    found = blocks(revision(text, format), marks)
    html = "".join(b.html for b in found)
    if found:
        assert sorted(HTML_IDS.findall(html)) == sorted(str(m.number) for m in marks)
        assert sorted(n for b in found for n in b.flags) == [m.number for m in marks]
        assert all(html.count(f'href="#f{m.number}"') == 1 for m in marks)


@pytest.mark.parametrize(
    "text", ["*Maddox**Maddox*[two](https://board.example/)", "*a**a****b***[two](https://board.example/)*a*"]
)
def test_no_link_is_lost_among_stars(text: str) -> None:
    shown = plain_html(text, "markdown")
    assert "xh:0" not in shown
    assert "two" in shown
