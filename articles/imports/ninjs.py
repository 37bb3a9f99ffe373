"""News in JSON (IPTC ninjs 2 and 3; 1 is read too): a text with its fields, and those that belong to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from articles.imports.composing import Given
from articles.imports.feeds import Item, Picture, as_html, drafts, embargo_of
from articles.imports.records import MOST_HEADLINES, NewText, Refused

MAX_ITEMS = 2_000  # objects that are looked through for texts
MAX_DEPTH = 10  # associations of associations
NOT_NINJS = "This JSON is no news item as IPTC’s ninjs has it. Copy the text and paste it."
_NAMES = frozenset({"uri", "headline", "headlines", "bodies", "body_text", "body_html"})
_MAIN = ("main", "")
_SUMMARY = ("summary", "main", "")
_HTML = ("html", "xhtml")


def read_ninjs(name: str, data: bytes) -> NewText:
    """The texts in a ninjs file; raises Refused."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused("This JSON is not written in UTF-8, as JSON is. Ask for it again.") from error
    except ValueError as error:
        raise Refused("This JSON is broken. Ask for the file again, or paste the text.") from error
    things = list(_things(found))
    if not any(_NAMES & thing.keys() for thing in things):
        raise Refused(NOT_NINJS)
    kinds = sorted({_line(thing.get("type")) or "item" for thing in things})
    return drafts(name, [item for thing in things for item in _item(thing)], ", ".join(kinds))


class _Words(NamedTuple):
    """What a field says, with its role and the form it is written in."""

    role: str
    form: str
    text: str


def _things(found: Any) -> Iterator[dict[str, Any]]:
    """Every object that may be an item, with its names in small letters; the outermost first."""
    waiting, left = [(found, 0)], MAX_ITEMS
    while waiting and left:
        (thing, depth), left = waiting.pop(0), left - 1
        if isinstance(thing, list):
            waiting += [(one, depth) for one in thing[:MAX_ITEMS]]
        elif isinstance(thing, dict):
            small = _small(thing)
            yield small
            if depth < MAX_DEPTH:
                waiting += [(one, depth + 1) for one in _associated(small)]
                waiting += [(small["items"], depth)] if isinstance(small.get("items"), list) else []


def _associated(thing: dict[str, Any]) -> list[Any]:
    """A list since ninjs 2, an object by names in ninjs 1."""
    found = thing.get("associations")
    return list(found.values()) if isinstance(found, dict) else found if isinstance(found, list) else []


def _item(thing: dict[str, Any]) -> Iterator[Item]:
    bodies = _said(thing, "bodies", "body")
    main = _chosen(bodies)
    if main is None or not main.text.strip():
        return
    headlines = _said(thing, "headlines", "headline")
    headline = _chosen(headlines)
    said = _said(thing, "descriptions", "description")
    summary = _chosen([one for one in said if one.role in _SUMMARY])
    others = tuple(_line(one.text) for one in headlines if one is not headline)
    yield Item(
        main.text if main.form in _HTML else as_html(main.text),
        Given(
            headline=_line(headline.text) if headline else "",
            standfirst=_line(summary.text) if summary else "",
            byline=_line(thing.get("by") or thing.get("byline")),
            other_headlines=others[:MOST_HEADLINES],
            language=_line(thing.get("language")),
            **embargo_of(thing.get("embargoeduntil") or thing.get("embargoed") or None),
        ),
        dated=_line(thing.get("versioncreated") or thing.get("firstcreated")),
        status=_line(thing.get("pubstatus")),
        said=(_line(thing.get("ednote")), _line(thing.get("usageterms"))),
        pictures=tuple(_pictures(thing)),
        beside=tuple(one.text for one in bodies if one is not main and one.role not in _MAIN),
    )


def _said(thing: dict[str, Any], many: str, one: str) -> list[_Words]:
    """A list of objects since ninjs 2; `body_html` and the like in ninjs 1."""
    found = thing.get(many)
    entries = map(_small, found if isinstance(found, list) else ())
    listed = [
        _Words(_line(entry.get("role")).rpartition(":")[2], _form(entry.get("contenttype")), entry["value"])
        for entry in entries
        if isinstance(entry.get("value"), str)
    ]
    flat = [
        _Words("", key.removeprefix(one).removeprefix("_"), value)
        for key, value in thing.items()
        if (key == one or key.startswith(f"{one}_")) and isinstance(value, str)
    ]
    return listed + flat


def _form(content_type: Any) -> str:
    """`html` for text/html;charset=utf-8."""
    return _line(content_type).partition(";")[0].rpartition("/")[2].strip()


def _small(entry: Any) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in entry.items()} if isinstance(entry, dict) else {}


def _chosen(said: list[_Words]) -> _Words | None:
    """The main one, in HTML where there is that."""
    return min(said, key=lambda one: (one.role not in _MAIN, one.form not in _HTML), default=None)


def _pictures(thing: dict[str, Any]) -> Iterator[Picture]:
    for one in map(_small, _associated(thing)):
        if one.get("type") in ("picture", "graphic"):
            words = _chosen(_said(one, "descriptions", "description"))
            title = _chosen(_said(one, "headlines", "headline"))
            name = title.text if title else one.get("uri")
            yield Picture(_line(name), _line(words.text) if words else "")


def _line(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
