"""Who wrote the article of a page, by the marks on the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from articles.imports.furniture import leaves
from articles.imports.structured import is_person

_BY = re.compile(r"by:?\s", re.I)
_BYLINE = re.compile(r"(?:^|[-_])byline(?:$|[-_])", re.I)
BELOW = 6  # blocks below the headline, among which a line “By NAME” is its byline


def author_on(soup: BeautifulSoup) -> str:
    """The names that are marked as the author’s, by microdata, a link, a class or a line under the headline;
    empty where nobody is named."""
    return next(_named(soup), "")


def _named(soup: BeautifulSoup) -> Iterator[str]:
    top = soup.find("h1") or soup
    for marks in ({"itemprop": "author"}, {"rel": "author"}, {"class": _BYLINE}):
        first = top.find_next(attrs=marks)
        if isinstance(first, Tag) and first.parent is not None:
            beside = first.parent.find_all(attrs=marks, recursive=False)
            names = dict.fromkeys(_person(tag) for tag in beside)
            yield from filter(None, [", ".join(filter(None, names))])
    blocks = list(leaves(soup))
    head = next((number for number, block in enumerate(blocks) if block.name == "h1"), 0)
    for block in blocks[head : head + 1 + BELOW]:
        if _BY.match(block.get_text(" ").strip()) and (name := _person(block)):
            yield name


def _person(tag: Tag) -> str:
    inner = tag.find(attrs={"itemprop": "name"}) if tag.get("itemprop") == "author" else None
    words = " ".join((tag if inner is None else inner).get_text(" ").split())
    words = _BY.sub("", words, count=1) if _BY.match(words) else words
    return words if is_person(words) else ""
