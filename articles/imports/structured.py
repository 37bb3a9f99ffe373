"""What a page says of its article in data for machines: JSON-LD and the tags of shared links."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from articles.imports.account import runs
from articles.imports.names import names_of

_LD = re.compile(r"<script\b[^>]{0,300}?application/ld\+json[^>]{0,300}>", re.I)
_META = re.compile(r"<meta\b([^<>]{0,4000})>", re.I)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TITLE = re.compile(r"<title\b[^>]{0,300}>([^<]{0,1000})", re.I)
_CLOSE = re.compile(r"</script", re.I)
_SITE = re.compile(r"(?<!\s)\s+(?:\||[-–—»·])\s+[^|–—»·]{1,60}$")
_PARTICLES = names_of("al bin da de del den der di dos du el la le ten ter van von y")
_PARTS = re.compile(r" [|–—»·-] ")
_AND = re.compile(r"\b(?:and|by)\b|&", re.I)
_HOUSE = re.compile(
    r"\b(?:staff|newsroom|news|desk|editors?|editorial|team|agency|press|times|post|media|reuters|afp|online"
    r"|admin|magazine|journal|daily|network|broadcasting|corporation|reporters?|writers?)\b",
    re.I,
)
_TAG = re.compile(r"<[^<>]{0,500}>")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MAX_THINGS = 2_000  # objects of one page's JSON-LD
MOST_WORDS = 20  # of a byline
MAX_DATA = 512 * 1024  # characters of one script of data


@dataclass(frozen=True, slots=True)
class Structured:
    """Plain words; empty where the page does not say."""

    headline: str = ""
    shared_title: str = ""
    page_title: str = ""
    description: str = ""
    byline: str = ""
    published: str = ""
    said: bool = False  # is there any of it

    def notes(self) -> list[str]:
        """The day, where the page names one."""
        return (
            [f"The page says it was published on {self.published[:10]}."]
            if _DAY.match(self.published)
            else []
        )

    def title(self, shown: str) -> str:
        """The article's own title, where another place says the same; else the shared or shown one."""
        others = [key(self.shared_title), key(shown), key(self.page_title), key(site_off(self.page_title))]
        if self.headline and (key(self.headline) in others or not self.shared_title):
            return self.headline
        if self.shared_title and key(self.shared_title) == key(shown):
            return self.shared_title
        return self.headline or site_off(self.shared_title) or shown or site_off(self.page_title)


def structured(html: str) -> Structured:
    """Read from the page as it came; a broken part of it is passed over."""
    tags = dict(reversed(list(_tags(html))))
    article = next(_articles(html), {})
    title = _TITLE.search(html)
    page_title = _words(title[1]) if title else ""
    return Structured(
        headline=_words(article.get("headline")),
        shared_title=_words(tags.get("og:title") or tags.get("twitter:title")),
        page_title=page_title,
        description=_words(article.get("description") or tags.get("og:description")),
        byline=_names(article.get("author")) or _person(tags, page_title),
        published=_words(article.get("datePublished") or tags.get("article:published_time")),
        said=bool(article or "og:title" in tags or "og:type" in tags),
    )


def _tags(html: str) -> Iterator[tuple[str, str]]:
    for found in _META.finditer(html):
        attributes = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(found[1])}
        key = attributes.get("property") or attributes.get("name")
        if key and attributes.get("content"):
            yield key.lower(), attributes["content"]


def _articles(html: str) -> Iterator[dict[str, Any]]:
    for found in _LD.finditer(html):
        end = _CLOSE.search(html, found.end(), found.end() + MAX_DATA)
        try:
            data = json.loads(html[found.end() : end.start()], strict=False) if end else None
        except (ValueError, RecursionError):
            continue
        yield from (thing for thing in _things(data) if _is_article(thing))


def _things(data: Any) -> Iterator[dict[str, Any]]:
    waiting, left = [data], MAX_THINGS
    while waiting and left:
        thing, left = waiting.pop(0), left - 1
        if isinstance(thing, list):
            waiting += thing[:MAX_THINGS]
        elif isinstance(thing, dict):
            yield thing
            waiting += [thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in thing]


def _is_article(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    named = any(isinstance(kind, str) and ("Article" in kind or "Posting" in kind) for kind in kinds)
    return named and isinstance(thing.get("headline"), str)


def _names(author: Any) -> str:
    people = author if isinstance(author, list) else [author]
    names = [person.get("name") if isinstance(person, dict) else person for person in people[:20]]
    flat = [one for name in names for one in (name if isinstance(name, list) else [name])]
    return ", ".join(dict.fromkeys(_words(name) for name in flat if isinstance(name, str) and _is_name(name)))


def _person(tags: Mapping[str, str], page_title: str) -> str:
    """The author that a tag names, where that is a person and not the house."""
    name = _words(tags.get("author") or tags.get("parsely-author") or tags.get("sailthru.author"))
    house = {key(_words(tags.get(one))) for one in ("og:site_name", "application-name", "publisher")}
    after = {key(part) for part in _PARTS.split(page_title)[1:]}
    return name if is_person(name) and key(name) not in house | after else ""


def is_person(words: str) -> bool:
    """Words that can be names of people: two words at least, in large letters, no address, no house."""
    parts = [part for part in runs(_AND.sub(" ", words)) if part not in _PARTICLES]
    return (
        len(words.split()) <= MOST_WORDS
        and "@" not in words
        and "/" not in words
        and len(parts) >= 2
        and all(part[0].isupper() for part in parts)
        and not any(character.isdigit() for character in words)
        and not _HOUSE.search(words)
    )


def _is_name(name: str) -> bool:
    return bool(name.strip()) and "://" not in name and len(name.split()) <= 8


def _words(value: Any) -> str:
    """Entities are undone twice: some houses write them into their JSON."""
    if not isinstance(value, str):
        return ""
    return " ".join(_TAG.sub(" ", entities.unescape(entities.unescape(value[:2_000]))).split())


def key(words: str) -> str:
    return " ".join(runs(words)).lower()


def site_off(title: str) -> str:
    """A title without the name of the site at its end, however many parts that has."""
    for _ in range(3):
        title = _SITE.sub("", title)
    return title
