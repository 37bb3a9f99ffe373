"""The numbers of lists, as Markdown counts them: upwards from the first; others are told."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from articles.imports import account
from articles.imports.account import Reading


def number_lists(soup: BeautifulSoup, reading: Reading) -> None:
    """Every item of a numbered list has its number as `value` afterwards, and no other item has any."""
    for ordered in soup.find_all("ol"):
        first = _first(ordered)
        if _number(ordered, first) or _shown_otherwise(ordered, first):
            reading.tell(account.NUMBERED)
    for item in soup.find_all("li", value=True):
        if item.parent is None or item.parent.name != "ol":
            del item["value"]


def _first(ordered: Tag) -> int:
    start = str(ordered.get("start") or "").strip()
    return int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1


def _number(ordered: Tag, first: int) -> bool:
    """Numbers the items; had the source given one of them another number?"""
    given = [(item.get("value"), item) for item in ordered.find_all("li", recursive=False)]
    for number, (_, item) in enumerate(given, start=first):
        item["value"] = str(number)
    return any(said not in (None, item["value"]) for said, item in given)


def _shown_otherwise(ordered: Tag, first: int) -> bool:
    """Does the source show letters, count downwards, or begin where Markdown cannot or goes on counting?"""
    if ordered.get("type", "1") != "1" or ordered.has_attr("reversed"):
        return True
    if ordered.has_attr("start") and ordered["start"] != str(first):
        return True
    before = ordered.find_previous_sibling()
    if before is None or before.name != "ol":
        return False
    last = [item["value"] for item in before.find_all("li", recursive=False)[-1:]]
    return last != [str(first - 1)]
