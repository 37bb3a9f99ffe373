"""What changed between two texts, and two edits put together."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from articles.differences import compare, merge, words_changed


def shown(old: str, new: str) -> str:
    """The difference in one line a paragraph: [-gone-]{+new+}."""
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    rows = compare(old, new).rows
    return "\n".join("".join(signs[p.kind].format(p.text) for p in row.pieces) for row in rows)


def test_it_shows_words_inside_a_changed_sentence():
    assert shown("The board meets on Tuesday in the hall.", "The board meets on Monday in the hall.") == (
        "The board meets on [-Tuesday-]{+Monday+} in the hall."
    )


def test_it_shows_a_rewritten_sentence_whole():
    assert shown("Eight boats left.", "Nobody answered the letter she had sent.") == (
        "[-Eight boats left.-]{+Nobody answered the letter she had sent.+}"
    )


def test_it_shows_a_new_paragraph_as_one():
    assert shown("One stays.\nTwo stays.", "One stays.\nA new one came.\nTwo stays.").split("\n") == [
        "One stays.",
        "{+A new one came.+}",
        "Two stays.",
    ]


def test_it_takes_white_space_for_no_difference():
    assert not compare("One stays.\nTwo stays.", "One  stays. Two\nstays.").changed


def test_it_counts_the_words_that_came_at_once():
    found = compare("It ends.", "It ends. " + "Many words came here at once. " * 10)
    assert found.at_once == found.words_new == 60


def test_it_counts_changed_words_as_the_larger_side():
    assert words_changed(("", "", "He said so on Monday."), ("", "", "He said so on Tuesday morning.")) == 2


def test_it_folds_paragraphs_far_from_any_change():
    old = "\n".join(f"Paragraph {n} stays as it is." for n in range(9))
    stretches = compare(old, old.replace("Paragraph 8 stays", "Paragraph 8 goes")).stretches
    assert [(s.folded, len(s.rows)) for s in stretches] == [(True, 7), (False, 2)]


def test_it_puts_two_edits_of_different_paragraphs_together():
    assert merge("a\nb\nc\nd\n", "a\nB\nc\nd\n", "a\nb\nc\nD\n") == "a\nB\nc\nD\n"


def test_it_refuses_to_put_two_edits_of_one_paragraph_together():
    assert merge("a\nb\n", "a\nmine\n", "a\ntheirs\n") is None


def test_it_takes_the_same_edit_made_twice_once():
    assert merge("a\nb\n", "a\nB\n", "a\nB\n") == "a\nB\n"


def test_it_compares_thirty_thousand_words_in_no_time():
    old = "\n".join(f"Word {n} of the board, she said on Monday, is {n * 7}." for n in range(3000))
    began = time.perf_counter()
    compare(old, old.replace("Monday", "Tuesday"))
    assert time.perf_counter() - began < 5


def test_it_shows_what_is_too_long_to_compare_as_out_and_in():
    old = "The same beginning.\n" + "\n".join(f"Old {n}." for n in range(20_000))
    new = "The same beginning.\n" + "\n".join(f"New {n} b." for n in range(20_000))
    found = compare(old, new)
    assert not found.rows[0].changed
    assert (found.words_gone, found.words_new) == (40_000, 60_000)


TEXTS = st.text("ab .\n“”é", max_size=60)


@given(TEXTS, TEXTS)
def test_it_never_loses_a_word_of_either_text(old: str, new: str):
    pieces = [piece for row in compare(old, new).rows for piece in row.pieces]
    assert "".join("".join(p.text for p in pieces if p.kind != "new").split()) == "".join(old.split())
    assert "".join("".join(p.text for p in pieces if p.kind != "gone").split()) == "".join(new.split())


@given(TEXTS, TEXTS)
def test_it_merges_one_edit_with_none_as_that_edit(base: str, mine: str):
    assert merge(base, mine, base) == mine
    assert merge(base, base, mine) == mine
