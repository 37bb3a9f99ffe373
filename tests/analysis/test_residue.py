"""What chat tools leave behind is found to the letter, and copy that only speaks of it is left alone."""

from __future__ import annotations

import time

import pytest

from articles.analysis.document import read
from articles.analysis.findings import Finding
from articles.analysis.links import without_tracking
from articles.analysis.residue import CATALOGUE, found_in
from articles.analysis.suggestions import suggestion_of, with_suggestion

from .helpers import analysed, flags, flags_of, passes, unmarked
from .residue_examples import BY_RULE

FLAGGED = [
    (rule, sign, copy)
    for rule, signs in BY_RULE.items()
    for sign, (yes, _no) in signs.items()
    for copy in yes
]
LEFT_ALONE = [(rule, copy) for rule, signs in BY_RULE.items() for _yes, no in signs.values() for copy in no]


def format_of(copy: str) -> str:
    return "markdown" if "](http" in copy.replace("]([[http", "](http") else "plain"


@pytest.mark.parametrize(("rule", "sign", "copy"), FLAGGED)
def test_it_finds_every_sign_to_the_letter(rule: str, sign: str, copy: str) -> None:
    flags(rule, copy, format=format_of(copy))


@pytest.mark.parametrize(("rule", "sign", "copy"), FLAGGED)
def test_it_knows_which_sign_it_found(rule: str, sign: str, copy: str) -> None:
    text, _spans = unmarked(copy)
    assert [found.sign.slug for found in found_in(read(text), rule)] == [sign]


@pytest.mark.parametrize(("rule", "copy"), LEFT_ALONE)
def test_it_leaves_alone_what_only_looks_so(rule: str, copy: str) -> None:
    passes(rule, copy, format=format_of(copy))


@pytest.mark.parametrize("rule", CATALOGUE)
def test_it_shows_every_sign_three_times_and_three_times_what_is_none(rule: str) -> None:
    shown = BY_RULE[rule]
    assert list(shown) == [sign.slug for sign in CATALOGUE[rule]]
    assert [slug for slug, (yes, no) in shown.items() if len(set(yes)) < 3 or len(set(no)) < 3] == []


ABOUT_CHAT_TOOLS = """How to tell that a page was pasted

Librarians in Kelsmouth have a list. A page that says “As an AI language model, I cannot verify this” was pasted, \
and so was one that opens with “Certainly! Here's a polished version of your article:”, said Ines Maddox, who keeps it.

Her favourite is ‘turn0search0’. Marks such as :contentReference[oaicite:2]{index=2} are next, then 【4†source】 in \
`code like [cite: 1]`, she said.

> I hope this helps! Let me know if you'd like any changes.

The tool answered:

As an AI language model, I cannot take sides.

CHATGPT: I'm sorry, but I can't assist with that request.

“The gaps are worse,” she said. “A minister's letter began ‘Dear [Insert name]’ and nobody saw it.”
"""


@pytest.mark.parametrize("rule", ["chat-residue", "citation-residue", "placeholder-text", "ai-search-link"])
def test_it_does_not_flag_a_story_about_chat_tools_that_quotes_them(rule: str) -> None:
    story = ABOUT_CHAT_TOOLS.replace("then 【4†source】 in", "then “【4†source】” in")
    passes(rule, story, format="markdown")


def test_it_leaves_code_alone() -> None:
    passes("citation-residue", "The file reads:\n\n```\n[cite: 1]\n```\n\nIt is short.", format="markdown")


def test_it_finds_marks_that_a_word_file_brought_with_backslashes() -> None:
    flags(
        "citation-residue", r"The quay is old [[:contentReference\[oaicite:2\]{index=2}]].", format="markdown"
    )
    flags("citation-residue", r"Traffic rose [[[span_1]\(start_span)]] in May.", format="markdown")
    flags("placeholder-text", "The clerk, [[&lt;insert name>]], said so.", format="markdown")


def test_it_looks_into_headline_and_standfirst_too() -> None:
    found = analysed("The port will close.", headline="Port closes [cite: 1]", standfirst="By [Your Name]")
    assert [(f.rule, f.field, f.quote) for f in found.flags if f.rule.endswith(("residue", "text"))] == [
        ("citation-residue", "headline", "[cite: 1]"),
        ("placeholder-text", "standfirst", "[Your Name]"),
    ]


def test_it_is_asked_of_copy_in_every_language() -> None:
    copy = (
        "Der Hafen wird im Mai geschlossen, und die Fähre fährt dann nicht mehr [[[cite: 3]]], weil die "
        "Mauer des alten Hafens nicht mehr sicher ist und die Stadt sie erst im Herbst erneuern kann."
    )
    flags("citation-residue", copy)


def test_its_card_says_indicator_and_names_the_way_out() -> None:
    card = flags("citation-residue", "The quay was built in 1932 [[【4†source】]].")[0]
    assert "ChatGPT" in card.message
    assert "Declare" in card.clears


def cleaned(text: str, finding: Finding) -> str:
    assert finding.suggestion is not None
    return with_suggestion(text, finding.start, finding.end, finding.suggestion)


@pytest.mark.parametrize(
    ("copy", "clean"),
    [
        ("The quay is old [[【4†source】]].", "The quay is old."),
        ("The quay is old.[[:contentReference[oaicite:0]{index=0}]] It leaks.", "The quay is old. It leaks."),
        ("The quay [[citeturn0search3]] is old.", "The quay is old."),
        ("[[[cite_start]]]The quay is old.", "The quay is old."),
        ("[[[cite_start]]] The quay is old.", "The quay is old."),
        ("The quay ([[turn0search1]]) is old.", "The quay is old."),
        ("The quay is old.\n\n[[:::writing]]\nIt leaks.", "The quay is old.\n\nIt leaks."),
    ],
)
def test_it_offers_to_take_citation_marks_out(copy: str, clean: str) -> None:
    assert cleaned(unmarked(copy)[0], flags("citation-residue", copy)[0]) == clean


def test_it_offers_the_link_without_the_mark_of_the_tool() -> None:
    copy = "The [table]([[https://port.example/t?page=2&utm_source=chatgpt.com&utm_medium=x#fares]]) is new."
    found = flags("ai-search-link", copy, format="markdown")[0]
    assert cleaned(unmarked(copy)[0], found) == "The [table](https://port.example/t?page=2#fares) is new."


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://port.example/?utm_source=openai", "https://port.example/"),
        ("https://port.example/a?b=1&amp;utm_source=openai", "https://port.example/a?b=1"),
        ("https://port.example/a?referrer=grok.com&b=1", "https://port.example/a?b=1"),
        ("https://port.example/a?b=1&c", "https://port.example/a?b=1&c"),
        ("https://port.example/a#utm_source=chatgpt.com", "https://port.example/a"),
    ],
)
def test_it_takes_tracking_out_of_an_address_and_nothing_else(address: str, clean: str) -> None:
    assert without_tracking(address) == clean


def test_it_offers_the_same_for_a_flag_known_by_its_words_alone() -> None:
    assert suggestion_of("citation-residue", "【4†source】") == ""
    address = "https://port.example/?utm_source=chatgpt.com"
    assert suggestion_of("ai-search-link", address) == "https://port.example/"
    assert suggestion_of("chat-residue", "I hope this helps!") is None


def test_it_offers_nothing_where_a_person_must_find_the_words() -> None:
    for rule, copy in (
        ("placeholder-text", "[Insert name] said so."),
        ("chat-residue", "I cannot fulfil that request."),
    ):
        assert [f.suggestion for f in flags_of(rule, copy)] == [None]


@pytest.mark.parametrize(
    "copy",
    ["\ue200" * 40_000, "[insert " * 10_000, "turn0search0 " * 10_000, "As an AI " * 10_000, "{" * 40_000],
)
def test_copy_made_to_stall_it_takes_no_longer_than_other_copy(copy: str) -> None:
    document = read(copy)
    started = time.process_time()
    for rule in CATALOGUE:
        found_in(document, rule)
    assert time.process_time() - started < 3
