"""Words selected on the page are found again in the stored text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.pages.story.words import NotFound, find_words


def found(text: str, quote: str, before: str = "") -> str:
    start, end = find_words(text, quote, before)
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "quote", "stored"),
    [
        ("The hall is full.", "hall is full", "hall is full"),
        ("He said “no way” twice.", "“no way”", "“no way”"),
        ("The hall\nis full.", "hall is full", "hall\nis full"),
        ("It was **very** late.", "was very late.", "was **very** late."),
        (
            "See [the list](https://a.example/x_y) now.",
            "the list now",
            "the list](https://a.example/x_y) now",
        ),
        ("An _odd_ word.", "odd", "odd"),
        ("Don’t go.", "Don’t go", "Don’t go"),
        ("Wait — what?", "—", "—"),
        ("Zwölf Boxkämpfer", "zwölf".title(), "Zwölf"),
        ("12,400 people", "12,400", "12,400"),
    ],
)
def test_it_finds_words_whatever_stands_between(text: str, quote: str, stored: str) -> None:
    assert found(text, quote) == stored


@pytest.mark.parametrize("quote", ["halls", "hal", "ull", "full hall", ""])
def test_it_finds_no_words_that_are_not_there(quote: str) -> None:
    with pytest.raises(NotFound):
        find_words("The hall is full.", quote)


def test_it_says_when_words_stand_at_several_places() -> None:
    with pytest.raises(NotFound, match="3 places"):
        find_words("a hall, a hall, a hall", "hall")


def test_it_takes_the_place_with_the_same_words_before() -> None:
    text = "The old hall is small. The new hall is large."
    assert find_words(text, "hall", "The old hall is small. The new ")[0] == text.rindex("hall")


def test_it_does_not_guess_when_what_stands_before_is_the_same_too() -> None:
    with pytest.raises(NotFound, match="2 places"):
        find_words("One said no. One said no.", "no", "said")


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_it_finds_or_says_why_not_for_any_text(text: str, quote: str, before: str) -> None:
    try:
        start, end = find_words(text, quote, before)
    except NotFound:
        return
    assert 0 <= start < end <= len(text)


def test_it_is_quick_in_a_long_text() -> None:
    text = "word (" * 50_000
    with pytest.raises(NotFound):
        find_words(text, "word word word word word word word nothing")
