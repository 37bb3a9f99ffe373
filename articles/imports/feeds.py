"""One text of an agency's file, in whatever format it came, and what becomes of it here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from typing import Any

from articles.analysis.wrapping import is_wrapped
from articles.imports.account import ASIDE, PICTURE
from articles.imports.composing import Given
from articles.imports.page import read_whole
from articles.imports.records import NewText, Refused
from newsroom.times import on_every_clock

MOST_ITEMS = 20  # texts of one file
EMBARGO_MAX = 100  # characters of what is told of an embargo that cannot be read
NO_TIME = "without a time"
UNREAD = (
    "This file names an embargo that could not be read: “{said}”. A question at the headline asks for it: "
    "set it in the story’s details."
)
NO_TEXT = "This file holds no text of a story, only {what}. Pictures go on a story’s images page."


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the file only names."""

    name: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What a file says of one text. `html` is its body; `beside` are words that are no part of it."""

    html: str
    given: Given
    dated: str = ""  # as the file writes it
    status: str = ""  # usable, withheld, canceled
    said: tuple[str, ...] = ()  # the agency's word to editors, its terms of use
    pictures: tuple[Picture, ...] = ()
    beside: tuple[str, ...] = ()


def drafts(name: str, items: Sequence[Item], what: str) -> NewText:
    """The first text, the others enclosed in it. `what` says what the file holds besides; raises Refused."""
    if not items:
        raise Refused(NO_TEXT.format(what=what))
    if len(items) > MOST_ITEMS:
        raise Refused(f"This file holds {len(items):,} texts; up to {MOST_ITEMS} come in. Bring them singly.")
    first, *others = (_text(name, item) for item in items)
    return replace(first, enclosed=tuple(others))


def _text(name: str, item: Item) -> NewText:
    given = item.given
    asides = [(ASIDE, words) for words in item.beside]
    asides += [(PICTURE, f"{picture.name} {picture.caption}".strip()) for picture in item.pictures]
    copy = read_whole(name, item.html, given, asides)
    return replace(copy, notes=(*_notes(item), *copy.notes))


def _notes(item: Item) -> list[str]:
    taken = {
        "headline": item.given.headline,
        "standfirst": item.given.standfirst,
        "byline": item.given.byline,
        "alternative headlines": item.given.other_headlines,
    }
    named = ", ".join(field for field, words in taken.items() if words)
    notes = [f"The file’s own fields gave {named}."] if named else []
    if item.status not in ("", "usable"):
        notes.append(f"The file says that this text is {item.status}. Ask the agency before it runs.")
    if item.given.embargo_said and not item.given.embargo:
        notes.append(UNREAD.format(said=item.given.embargo_said))
    elif item.given.embargo and not _names_zone(item.given.embargo_said):
        notes.append(f"The file’s embargo, “{item.given.embargo_said}”, names no zone: UTC was taken.")
    if moment(item.dated):
        notes.append(f"The file says it is of {item.dated[:10]}.")
    return [*notes, *(f"The file says: “{words}”." for words in item.said if words)]


def moment(text: str) -> datetime | None:
    """A time as feeds write it (ISO 8601), in UTC where it names no zone."""
    try:
        found = datetime.fromisoformat(text.strip())
        if not on_every_clock(found):
            return None
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # no time at all, or one that no clock shows in another zone
        return None


def embargo_of(said: Any) -> dict[str, Any]:
    """What a feed's own field says of an embargo, as fields of Given; none where it says nothing (None)."""
    if said is None:
        return {}
    words = " ".join((said if isinstance(said, str) else json.dumps(said)).split())[:EMBARGO_MAX]
    return {"embargo": moment(words), "embargo_said": words or NO_TIME}


def _names_zone(said: str) -> bool:
    return datetime.fromisoformat(said).tzinfo is not None


def as_html(text: str) -> str:
    """A plain text's paragraphs: those between empty lines, else its lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    wrapped = is_wrapped(text)
    apart = wrapped or "\n\n" in text
    joined = " " if wrapped else "<br>"
    blocks = text.split("\n\n") if apart else text.split("\n")
    lines = ([escape(line.strip()) for line in block.split("\n") if line.strip()] for block in blocks)
    return "".join(f"<p>{joined.join(block)}</p>" for block in lines if block)
