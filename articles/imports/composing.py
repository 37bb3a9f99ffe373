"""From what a reader made of a file, as HTML of its paragraphs, to the new text: one way for every kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bs4 import BeautifulSoup

from articles.imports.account import Reading
from articles.imports.guess import parts_of, shortened, with_account
from articles.imports.markup import (
    Pictures,
    lift_pictures,
    lift_standfirst,
    lift_title,
    tame,
    to_markdown,
    with_credits,
)
from articles.imports.records import BYLINE_MAX, HEADLINE_MAX, STANDFIRST_MAX, NewText
from articles.imports.structured import key


@dataclass(frozen=True, slots=True)
class Given:
    """What a source says of its text in fields made for it; empty where it does not."""

    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    other_headlines: tuple[str, ...] = ()
    language: str = ""  # a language tag, as the source writes it
    embargo: datetime | None = None


NOTHING = Given()


def composed(
    name: str,
    html: str,
    reading: Reading,
    pictures: Pictures | None = None,
    *,
    given: Given = NOTHING,
    notes: Iterable[str] = (),
) -> NewText:
    """The text in `html` with its account; `name` is the file's. What is given is never guessed."""
    pictures = pictures or Pictures()
    soup = tame(html)
    standfirst = given.standfirst or lift_standfirst(soup)
    title = lift_title(soup) if not given.headline or _begins_with(soup, given.headline) else ""
    lift_pictures(soup, pictures)
    parts = parts_of(to_markdown(soup), markdown=True, name=name, headline=given.headline or title)
    if given.byline:
        parts = replace(parts, byline=shortened(given.byline, BYLINE_MAX))
    copy = parts.new_text(
        markdown=True,
        standfirst=standfirst[:STANDFIRST_MAX],
        images=with_credits(tuple(pictures.kept)),
        notes=(*pictures.notes(), *notes),
    )
    others = tuple(shortened(line, HEADLINE_MAX) for line in given.other_headlines)
    copy = replace(copy, alternative_headlines=others, language=given.language, embargo=given.embargo)
    return with_account(copy, reading, pictures.captions)


def _begins_with(soup: BeautifulSoup, headline: str) -> bool:
    """Is the first title of the text the headline again?"""
    first = soup.find("h1")
    return first is not None and key(first.get_text(" ")) == key(headline)
