"""Boxes on a page that are no part of its story by what they hold: sign-up forms, panels behind, contents."""

from __future__ import annotations

from collections.abc import Iterator, Set

from bs4 import BeautifulSoup, Tag

from articles.imports import account
from articles.imports.account import Kind, runs
from articles.imports.structured import key

SIGN_UP = 100  # words of a box around a field for an address
FIELDS = 20  # such fields that are looked at
FORM = 200  # words of a form: a whole page may stand in one
CONTENTS = 2  # entries of a list of contents, at least
_PAGE = frozenset({"article", "main", "[document]"})


def boxes(soup: BeautifulSoup) -> Iterator[tuple[Tag, Kind]]:
    """Each as it is found, with what it is: whoever asks looks whether the article stands in it."""
    for field in soup.find_all("input", type="email", limit=FIELDS):
        if not field.decomposed:
            yield _around(field), account.FURNITURE
    for form in soup.find_all("form"):
        if not form.decomposed and len(runs(form.get_text(" "))) <= FORM:
            yield form, account.FURNITURE
    for panel in _behind(soup):
        if not panel.decomposed:
            yield panel, account.HIDDEN
    headings = {key(head.get_text(" ")) for head in soup.find_all(["h2", "h3", "h4"])}
    for found in soup.find_all(["ul", "ol"]):
        if not found.decomposed and _is_contents(found, headings):
            yield found, account.FURNITURE


def _around(field: Tag) -> Tag:
    """The largest element around a field for an address that is still no more than a box."""
    box = field
    for outer in field.parents:
        if outer.name in _PAGE or len(runs(outer.get_text(" "))) > SIGN_UP or outer.find("h1") is not None:
            break
        box = outer
    return box


def _behind(soup: BeautifulSoup) -> list[Tag]:
    """Of tab panels side by side a reader sees one at a time; the longest is taken for the story's."""
    rows: dict[int, list[Tag]] = {}
    for panel in soup.find_all(role="tabpanel"):
        rows.setdefault(id(panel.parent), []).append(panel)
    fronts = {id(max(row, key=lambda panel: len(panel.get_text()))) for row in rows.values()}
    return [panel for row in rows.values() for panel in row if id(panel) not in fronts]


def _is_contents(found: Tag, headings: Set[str]) -> bool:
    """A list whose every entry is a heading of this page, or leads to a place on it."""
    entries = found.find_all("li")
    return len(entries) >= CONTENTS and all(_is_entry(entry, headings) for entry in entries)


def _is_entry(entry: Tag, headings: Set[str]) -> bool:
    link = entry.find("a")
    if link is None:
        return False
    words = link.get_text(" ", strip=True)
    leads_on = str(link.get("href") or "").startswith("#") or key(words) in headings
    return leads_on and len(entry.get_text(" ", strip=True)) <= 2 * len(words)
