"""From what a reader made of a file, as HTML of its paragraphs, to the new text: one way for every kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from articles.imports.account import Reading
from articles.imports.guess import parts_of, with_account
from articles.imports.markup import (
    Pictures,
    lift_pictures,
    lift_standfirst,
    lift_title,
    tame,
    to_markdown,
    with_credits,
)
from articles.imports.records import NewText


@dataclass(frozen=True, slots=True)
class Given:
    """What a source says of its text in fields made for it; empty where it does not."""

    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    other_headlines: tuple[str, ...] = ()
    language: str = ""  # a language tag, as the source writes it
    embargo: datetime | None = None
    embargo_said: str = ""  # as the source writes it


NOTHING = Given()


def composed(
    name: str, html: str, reading: Reading, pictures: Pictures, notes: Iterable[str] = ()
) -> NewText:
    """The text in `html` with its account; `name` is the file's, from which a headline may be guessed."""
    soup = tame(html)
    standfirst, title = lift_standfirst(soup), lift_title(soup)
    lift_pictures(soup, pictures)
    parts = parts_of(to_markdown(soup, reading), markdown=True, name=name, headline=title)
    copy = parts.new_text(
        markdown=True,
        standfirst=standfirst,
        images=with_credits(tuple(pictures.kept)),
        notes=(*pictures.notes(), *notes),
    )
    return with_account(copy, reading, pictures.captions)
