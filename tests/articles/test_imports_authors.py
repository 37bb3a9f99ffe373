"""The byline of a web page: from its data, its marks and its lines, and never the house’s name."""

from __future__ import annotations

import pytest

from articles.imports.authors import author_on
from articles.imports.markup import page_tree
from articles.imports.page import read_page
from articles.imports.structured import structured


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Rita Calder", "Rita Calder"),
        ("Rita Calder, Max Ely and Ann van der Berg", "Rita Calder, Max Ely and Ann van der Berg"),
        ("The Harbour Times", ""),
        ("Wall Street", ""),
        ("https://a.example/rita", ""),
        ("rita@a.example", ""),
        ("admin", ""),
    ],
)
def test_a_tag_names_a_person_and_no_house(author: str, byline: str) -> None:
    head = f"<title>Wall holds | Wall Street</title><meta name='author' content='{author}'>"
    assert structured(head).byline == byline


@pytest.mark.parametrize(
    ("marked", "byline"),
    [
        ("<span itemprop='author' itemscope><b itemprop='name'>Rita Calder</b></span>", "Rita Calder"),
        (
            "<p>By <a rel='author' href='/r'>Rita Calder</a> and <a rel=author>Max Ely</a></p>",
            "Rita Calder, Max Ely",
        ),
        ("<div class='post-byline'>By Rita Calder</div>", "Rita Calder"),
        ("<p>By Rita Calder</p>", "Rita Calder"),
        ("<p class='byline'>Newsroom staff</p>", ""),
        ("<p>By Monday the wall held.</p>", ""),
        ("<p>Rita Calder</p>", ""),
    ],
)
def test_the_page_itself_names_its_author(marked: str, byline: str) -> None:
    page = f"<h1>Wall holds</h1>{marked}<p>It held all night, the keeper said.</p>"
    assert author_on(page_tree(page)) == byline


def test_what_stands_in_for_a_film_is_no_copy() -> None:
    page = b"<h1>Wall holds</h1><p>It held.</p><video><source src=a>Your browser shows no video.</video>"
    assert read_page("a.html", page).text == "It held."
