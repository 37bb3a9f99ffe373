"""Copy as its reader reads it: markup resolved, and every question at the words as they are stored."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.analysis.findings import Span
from articles.analysis.plain import plain
from articles.analysis.prose import prose

from .helpers import analysed, flags_of, passes, quotations


def reads(text: str, *, markdown: bool = True) -> str:
    return prose(plain(text), markdown=markdown).view.text


NOTE_MARKS = (
    "[1][2]", "[1–3]", "[1, 2]", "[a]", "^[1]", "^1^", "[1](#n)", "[[1]](#ftn1)", "[\\[1\\]](#_ftn1)", "&#185;", "&sup2;",
    "<sup><a href=\"#n1\">1</a></sup>", "[1](#a)[2](#b)", "<sup id=\"r\">12</sup>",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("The *quay* is **weak** and _old_ and ***gone***.", "The quay is weak and old and gone."),
        ("Peo**ple** who kn*ow* it said so.", "People who know it said so."),
        ("The board of snake_case met at 5 * 3.", "The board of snake_case met at 5 * 3."),
        ("The [quay](https://port.example/a_(b) \"t\") is weak.", "The quay is weak."),
        ("The ==quay== is <u>weak</u> and <mark>old</mark>.", "The quay is weak and old."),
        ("A so<b></b>urce sp&#111;ke &amp; left.", "A source spoke & left."),
        ("The quay\nis weak.", "The quay is weak."),
        ("The quay  \nis weak\\\nand old.", "The quay is weak and old."),
        ("- The quay\n  is weak.\n- It is old.", "- The quay is weak.\n- It is old."),
        ("# The quay\nIt is weak.", "# The quay\nIt is weak."),
        ("It is weak.[^1] It is old.[2] It is so.¹\n\n[^1]: The survey.", "It is weak. It is old. It is so.\n\nThe survey."),
        ("It is weak.<sup>1</sup> It covers 3 m² and 20 km².", "It is weak. It covers 3 m² and 20 km²."),
        *((f"It is weak.{mark} It is old.", "It is weak. It is old.") for mark in NOTE_MARKS),
        ("It “[t]he wall” has [weak](#so) parts [sic] and more.", "It “[t]he wall” has weak parts [sic] and more."),
        ("When | What\n---|---\nMonday | It is weak.\nTuesday | The quay is weak, the keeper said so again.", "When | What\n---|---\nMonday | It is weak.\nTuesday The quay is weak, the keeper said so again."),
        ("The [[Ines Maddox|chandler]] and [[Tam Brightwell]] left.", "The chandler and Tam Brightwell left."),
        ("The quay<br>is `weak`.", "The quay is weak."),
        ("It is 4 \\* 5 and \\_so\\_.", "It is 4 * 5 and _so_."),
        ("> The quay is weak.\n> It is old.", "The quay is weak. It is old."),
        ("They wrote:\n\n> The quay\n> is weak.", "They wrote:\n\n> The quay is weak."),
        ("MADDOX: It is weak.\nBRIGHTWELL: It is not.", "MADDOX: It is weak.\nBRIGHTWELL: It is not."),
        ("```\nthe\nquay\n```", "```\nthe\nquay\n```"),
    ],
)  # fmt: skip
def test_it_reads_markdown_as_a_reader_does(typed: str, read: str) -> None:
    assert reads(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("The **quay** is [weak](so).", "The **quay** is [weak](so)."),
        ("The quay is weak.[1] It is &quot;old&quot;.", 'The quay is weak. It is "old".'),
        ("> The quay is weak.\n>\n> It is old.", "The quay is weak.\n\nIt is old."),
        ("The quay closes\n\n> It is weak.", "The quay closes\n\nIt is weak."),
        ("Ines Maddox wrote:\n> It is weak.", "Ines Maddox wrote:\n> It is weak."),
        ("The quay\nis weak.", "The quay\nis weak."),
        ("The quay is\tweak, the\tkeeper said on Monday.", "The quay is weak, the keeper said on Monday."),
        ("Quay\tMonday\t1,204 of the many boats", "Quay\tMonday\t1,204 of the many boats"),
    ],
)
def test_it_reads_plain_text_as_it_stands(typed: str, read: str) -> None:
    assert reads(typed, markdown=False) == read


SOURCED = "anonymous-source"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The lease had lapsed, so*urc*es told Harbour News.", "so*urc*es told"),
        ("The lease had lapsed, sources  \ntold Harbour News.", "sources  \ntold"),
        ("- The lease had lapsed, two\n  sources told Harbour News.", "two\n  sources told"),
        ("==Sources told Harbour News== that the lease had lapsed.", "Sources told"),
        ("“It has lapsed,” a source said.[^2] Nobody knew.", "a source said"),
        ("“It has lapsed,” a source said.1 Nobody knew.", "a source said"),
        ("The lease had lapsed, s&#111;urces told Harbour News.", "s&#111;urces told"),
        ("The lease had lapsed, s\u043eurces told Harbour News.", "s\u043eurces told"),
        ("The lease had lapsed, ｓources told Harbour News.", "ｓources told"),
        ("The lease had lapsed, so\U000e0041urces told Harbour News.", "so\U000e0041urces told"),
        ("| A source | told Harbour News that the lease had lapsed |", "A source | told"),
        ("The board met on Monday.\n\n> The lease had lapsed, sources told Harbour News.", "sources told"),
    ],
)  # fmt: skip
def test_how_it_is_set_hides_no_source(text: str, quote: str) -> None:
    [flag] = flags_of(SOURCED, text, format="markdown")
    assert flag.quote == text[flag.start : flag.end] == quote


def test_it_takes_a_reply_that_is_all_of_the_copy_for_copy() -> None:
    text = "Lease has lapsed\n\n> The lease had lapsed, sources told Harbour News.\n>\n> The board met on Monday."
    assert [flag.quote for flag in flags_of(SOURCED, text)] == ["sources told"]


def test_it_takes_what_a_block_quotation_says_for_quoted_words() -> None:
    passes(SOURCED, "Ines Maddox wrote:\n\n> Sources told me that it had lapsed.", format="markdown")


def test_a_suggestion_that_would_lose_a_link_is_not_made() -> None:
    text = "The [lease](https://port.example/lease) reportedly lapsed."
    assert all(flag.suggestion is None for flag in flags_of("vague-attribution", text, format="markdown"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("»We go«, said Ines Maddox. »It is over«.", ["»We go«", "»It is over«"]),
        ("« We go », dit-elle. « Non ».", ["« We go »", "« Non »"]),
        ("It rose »and fell.", []),
    ],
)
def test_it_reads_angle_quotes_either_way_round(text: str, found: list[str]) -> None:
    assert quotations(text) == found


def test_it_reads_the_english_paragraph_of_a_text_in_another_language() -> None:
    german = (
        "Der Hafen wird im Mai geschlossen, sagte der Minister am Montag in der Stadt. Die Mauer ist schwach "
        "und alt, hieß es weiter aus dem Rathaus."
    )
    text = f"{german}\n\nThe lease of the quay had lapsed in March, sources told Harbour News on Monday."
    analysis = analysed(text)
    assert analysis.language == "de"
    assert [flag.quote for flag in analysis.flags if flag.rule == SOURCED] == ["sources told"]
    assert [(text[u.start : u.end], u.why) for u in analysis.unread] == [(german, "language")]
    assert analysed(f"{german}\n\n„The port will close in May“, sagte er.").flags == ()


PIECES = st.sampled_from(
    ["*", "**", "_", "`", "~~", "==", "[", "](", ")", "[^1]", "<b>", "</b>", "<!--", "-->", "&#111;", "&", ";", "\\",
     "\n", "\n\n", "> ", "- ", "# ", "| ", " |", "```", "word", "said", " ", "  ", ".", "¹", "\u043e", "e\u0301",
     "\u00ad", "%%", "[[", "]]", "www.a.example"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(PIECES, max_size=30), markdown=st.booleans())
def test_its_way_back_leads_to_the_stored_text_in_order(parts: list[str], markdown: bool) -> None:
    text = "".join(parts)
    found = prose(plain(text), markdown=markdown)
    spans = [found.view.back(Span(at, at + 1)) for at in range(len(found.view.text))]
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(one.start <= other.start for one, other in pairwise(spans))
    assert all(0 <= link.span.start < link.span.end <= len(found.view.text) for link in found.links)


@pytest.mark.parametrize(
    "unit",
    ["`", "<!--", "<a ", "~~a", "[[a", "](", "[a](", "&#1", "\\*", "**a", "| a ", "> ", "- a\n", "%%", "a [1]", "  a"],
)  # fmt: skip
def test_markup_without_end_costs_twice_the_time_for_twice_the_text(unit: str) -> None:
    assert _seconds(unit * 20_000) < 3 * _seconds(unit * 10_000) + 0.2


def _seconds(text: str) -> float:
    began = time.process_time()
    prose(plain(text), markdown=True)
    return time.process_time() - began
