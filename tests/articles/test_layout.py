"""What counts as layout: white space that the readers' page folds, and nothing that means something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering import plain_html
from articles.rendering.layout import laid, pieces

WORDS = st.sampled_from(
    ["The harbour", "board", "met.", "“No,”", "she said", "*never*", "**at", "once**", "`a  b`", "[clerk][1]", "[b",
     "c](https://x.example/)", "3.", "a_b", "&amp;", "x\u00a0y"]
)  # fmt: skip
MARKS = st.sampled_from(
    ["- ", "* ", "1. ", "> ", "# ", "    ", "\t", "  ", " ", "[1]: https://x.example/ \"A title\"", "<!-- not -->",
     "<b>", "```", "~~~", "| a | b |", "--|--", "---", "===", "***", "\\", "  \n", "\n", "\n\n", "\n\n\n", " \n", "\n ",
     "\n  ", "\n    ", ": ", "`"]
)  # fmt: skip
SOUP = st.lists(st.one_of(WORDS, MARKS, st.just(" "), st.just("\n")), max_size=14).map("".join)
FORMATS = st.sampled_from(["markdown", "plain"])


def shown(text: str, format: str) -> str:
    """The readers' page with white space folded as a browser folds it, outside of <pre>."""
    parts = re.split(r"(<pre.*?</pre>)", str(plain_html(text, format)), flags=re.S)
    folded = [part if part.startswith("<pre") else re.sub(r"[ \t\n\f\r]+", " ", part) for part in parts]
    return re.sub(
        r" ?(</?(?:p|h2|h3|ul|ol|li|blockquote|hr|table|thead|tbody|tr|th|td|br)\b[^>]*>|<pre.*?</pre>) ?",
        r"\1",
        "".join(folded),
        flags=re.S,
    ).strip()


@given(SOUP, FORMATS)
def test_it_never_changes_what_readers_are_shown(text: str, format: str) -> None:
    assert shown(laid(text, format), format) == shown(text, format)


@given(SOUP, FORMATS)
def test_it_takes_and_adds_nothing_but_white_space(text: str, format: str) -> None:
    assert re.sub(r"[ \t\n\f\r>]", "", laid(text, format)) == re.sub(r"[ \t\n\f\r>]", "", text)


@given(SOUP, SOUP, FORMATS)
def test_texts_of_one_layout_are_rendered_alike(one: str, other: str, format: str) -> None:
    if laid(one, format) == laid(other, format):
        assert pieces(one, format) == pieces(other, format)


PARAGRAPHS = st.lists(
    st.lists(
        st.sampled_from(
            ["Harbour", "board", "meets", "again", "on", "Tuesday", "and", "the", "clerk", "says", "so"]
        ),
        min_size=2,
    ),
    min_size=1,
    max_size=4,
)


@given(PARAGRAPHS, st.data())
def test_prose_may_be_wrapped_anywhere(paragraphs: list[list[str]], data: st.DataObject) -> None:
    once = "\n\n".join(" ".join(words) for words in paragraphs)
    gaps = st.sampled_from([" ", "  ", "\n", " \n", "\n  ", "\t"])
    again = "\n\n\n".join(
        "".join(word + data.draw(gaps) for word in words[:-1]) + words[-1] for words in paragraphs
    )
    assert laid(again, "markdown") == laid(once, "markdown")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("- a b c\n- d", "- a\n  b c\n- d"),
        ("> a b\n\nc", "> a\n> b\n\nc"),
        ("1. a b", "1. a\n   b"),
        ("See [the\nminutes](https://x.example/).", "See [the minutes](https://x.example/)."),
        ("# Head\na b", "# Head\na\nb"),
        ("a\n\nb", "\n\na\n\n\n\nb\n"),
    ],
)
def test_a_wrap_that_rendering_folds_is_layout(one: str, other: str) -> None:
    assert laid(one, "markdown") == laid(other, "markdown")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\nb", "a  \nb"),  # a line break that shows
        ("a\n- b", "a\n\n- b"),  # a list or not
        ("a\n\n    b", "a\n\nb"),  # code or prose
        ("a b", "a\u00a0b"),
        ("`a  b`", "`a b`"),  # kept in what programs get
        ('a\n[1]: https://x.example/ "Not so"\nb', 'a\n\n[1]: https://x.example/ "Not so"\nb'),
        ("a <!-- not --> b", "a b"),
    ],
)
def test_white_space_that_means_something_is_no_layout(one: str, other: str) -> None:
    assert laid(one, "markdown") != laid(other, "markdown")


def test_a_line_of_plain_text_is_a_paragraph() -> None:
    assert laid("A b,  c.\n\n\nD e.", "plain") == laid("A b, c.\nD e.", "plain")
    assert laid("A b, c.\nD e.", "plain") != laid("A b, c. D e.", "plain")
