"""The text as Markdown and as plain words says what its HTML says, whoever renders it."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from articles.rendering import plain_html, written_out
from articles.rendering.elements import EXTENSIONS
from articles.rendering.marked import escaped, marked_line
from tests.articles.marks import FORMATS, TEXTS, bare, shown

COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable("table")


def as_markdown(text: str, format: str = "markdown") -> str:
    return "\n\n".join(written_out(text, format).markdown)


def plain(text: str) -> list[str]:
    return list(written_out(text, "markdown").plain)


@settings(deadline=None)
@given(TEXTS, FORMATS)
def test_every_renderer_shows_the_words_of_the_html_for_our_markdown(text: str, format: str) -> None:
    words = bare(shown(plain_html(text, format)))
    written = as_markdown(text, format)
    assert bare(shown(markdown.markdown(written, extensions=EXTENSIONS))) == words
    assert bare(shown(COMMONMARK.render(written))) == words


@settings(deadline=None)
@given(TEXTS, FORMATS)
def test_the_plain_words_are_those_of_the_html(text: str, format: str) -> None:
    assert bare("\n".join(written_out(text, format).plain)) == bare(shown(plain_html(text, format)))


@settings(deadline=None)
@given(TEXTS, FORMATS)
def test_its_markdown_written_again_is_the_same(text: str, format: str) -> None:
    once = as_markdown(text, format)
    assert as_markdown(once) == once


SAME = [
    "A **bold** word, *a quiet one* and [a link](https://board.example/).",
    "## A sub-head\n\nWords.\n\n### A smaller one",
    "-   one\n-   two\n    -   deeper",
    "3.  three\n4.  four",
    "> Quoted.\n>\n> Quoted on.",
    "```\ncode  *x*\n```",
    "| a | b |\n| --- | --- |\n| c | d |",
    "A line  \nand the next one.",
    "*It closes,* he said. *It was an error.*",
    '[A notice](https://board.example/a?b=1&c=2 "The board’s own")',
]


@pytest.mark.parametrize("text", SAME)
def test_it_keeps_what_markdown_has_a_sign_for(text: str) -> None:
    assert as_markdown(text) == text


ANEW = [
    ("It <!-- cut this --> closes.", "It closes."),
    ("s&#111;urces", "sources"),
    ("A <b>bold</b> <script>alert(1)</script>word.", "A **bold** word."),
    ("[he](javascript:alert(1)) said", "he said"),
    ("10<sup>3</sup> people", "10<sup>3</sup> people"),
    ("Title\n=====\n\nWords.", "## Title\n\nWords."),
]


@pytest.mark.parametrize(("text", "written"), ANEW)
def test_it_hands_on_what_readers_see_and_nothing_else(text: str, written: str) -> None:
    assert as_markdown(text) == written


def test_it_keeps_the_sub_heads_of_plain_text() -> None:
    text = (
        "The quay will close, the board said on Monday.\nWhat happens next\nIt opens again in June, it said."
    )
    assert "\n\n## What happens next\n\n" in as_markdown(text, "plain")


# What HTML holds and Markdown cannot set there, and its words in Markdown.
INSIDE = [
    ("<pre>a\n<p>b <b>c</b></p>\nd</pre>", "```\na\nb c\n\nd\n```"),
    ("<pre><ol><li>one</li></ol><table><tr><td>two</td></tr></table></pre>", "```\none\ntwo\n```"),
    ("<pre>a<pre>b</pre>c</pre>", "```\na\nb\nc\n```"),
    ("<pre><code>a<br>*b*</code><img src=x alt=c_d></pre>", "```\na\n*b*Image: c_d\n```"),
    ("<h2>Piers <ol><li>three</li></ol></h2>", "## Piers three"),
    ("<h2><pre>a\nb</pre><hr></h2>", "## a b"),
    ("<ul><li><pre>*a*\n- b</pre></li></ul>", "-   \\*a\\*<br>- b"),
    ("<ul><li>a<pre>*b*</pre></li></ul>", "-   a\n\n    \\*b\\*"),
    ("<table><tr><td><pre>*a*\n|b</pre></td></tr></table>", "| \\*a\\*<br>&#124;b |\n| --- |"),
    ("<ol start=2026><li>a<h2>b</h2></li></ol>", "2026. a b"),
    ("<table><tr><td><ol><li>a</li></ol><blockquote>b</blockquote><hr></table>", "| a b |\n| --- |"),
    ("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>", "| a b c |\n| --- |"),
]


@pytest.mark.parametrize(("text", "written"), INSIDE)
def test_what_cannot_be_set_inside_leaves_its_words(text: str, written: str) -> None:
    assert as_markdown(text) == written


def test_a_row_wider_than_the_first_keeps_its_cells() -> None:
    text = "| Piers |\n|---|\n| North | 1,204 |\n| South |"
    assert as_markdown(text) == "| Piers |  |\n| --- | --- |\n| North | 1,204 |\n| South |  |"
    assert plain(text) == ["Piers\nNorth | 1,204\nSouth"]


def test_a_figure_does_not_run_into_a_small_one() -> None:
    assert plain("40<sup>3</sup> million, 2<sup>th</sup>, H<sub>2</sub>O") == ["40³ million, 2^(th), H₂O"]


def test_plain_words_tell_lists_quotations_and_tables_apart() -> None:
    text = "1. one\n2. two\n\n> Quoted.\n\n- a\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert plain(text) == ["1. one\n2. two", "> Quoted.", "• a", "a | b\nc | d"]


# A line of plain copy, and the Markdown that shows it as it is.
LINES = [
    ("The quay closes.", "The quay closes."),
    ("  # no heading", "\\# no heading"),
    ("#hash", "\\#hash"),
    ("- no list", "\\- no list"),
    ("-", "\\-"),
    ("+ nor this", "\\+ nor this"),
    ("> no quotation", "\\> no quotation"),
    (">nor this", "\\>nor this"),
    ("12. May", "12\\. May"),
    ("12) May", "12\\) May"),
    ("12.5 crowns", "12.5 crowns"),
    ("a_b *c* `d` [e] \\f", "a\\_b \\*c\\* \\`d\\` \\[e\\] \\\\f"),
    ("<b> &copy; R&D", "&lt;b> &amp;copy; R&D"),
    ("a - b # c", "a - b # c"),
    ("-----", "\\-----"),
]


@pytest.mark.parametrize(("line", "written"), LINES)
def test_no_sign_of_plain_words_means_anything(line: str, written: str) -> None:
    assert marked_line(line) == written


def test_it_costs_what_its_length_says() -> None:
    assert len(escaped("*" * 100_000)) == 200_000
