"""Where sentences end for whoever compares two texts: close to the engine's own cuts, joined again, in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.cutting import sentences_of


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("It rose. It fell.", ["It rose. ", "It fell."]),
        ("Mr. Roe met Dr. J. P. Lund of the U.S. Navy. He left.", ["Mr. Roe met Dr. J. P. Lund of the U.S. Navy. ", "He left."]),
        ("“It rose.” “It fell,” she said.", ["“It rose.” ", "“It fell,” she said."]),
        ("It closed in 2026. The sum is 5%. Was it? (It was.)", ["It closed in 2026. ", "The sum is 5%. ", "Was it? ", "(It was.)"]),
        ("A heading\n\nIt rose", ["A heading\n\n", "It rose"]),
        ("", []),
    ],
)  # fmt: skip
def test_it_cuts_where_a_sentence_ends(text: str, cut: list[str]) -> None:
    assert [text[start:end] for start, end in sentences_of(text)] == cut


@given(st.text(alphabet="aB1 .!?…”’)\n“(é\u00a0"))
def test_the_pieces_join_again(text: str) -> None:
    assert "".join(text[start:end] for start, end in sentences_of(text)) == text


@pytest.mark.parametrize("unit", [" ", ".", "abc. ", "abc.\u00a0", "”", "\n", "abc.”’) ", "A.B. "])
def test_its_time_is_linear(unit: str) -> None:
    begun = time.process_time()
    sentences_of("abc." + unit * 400_000)
    assert time.process_time() - begun < 2
