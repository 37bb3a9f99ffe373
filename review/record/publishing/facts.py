"""One publication as plain facts, gathered once: what every export is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from articles.rendering.layout import folded, laid
from review.wording import joined


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with its words; `data` are its bytes."""

    content_type: str
    data: bytes
    alt: str
    caption: str
    credit: str
    source_type: str = ""  # IPTC Digital Source Type, a URI
    width: int | None = None  # pixels
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A public note that goes with a later publication."""

    number: int
    nature: str  # update | correction | retraction
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Release:
    """One publication, as plain facts."""

    address: str  # the story's slug
    url: str  # where readers find it
    number: int
    nature: str  # first | update | correction | retraction
    revision: int
    headline: str
    standfirst: str
    byline: str
    text: str
    format: str
    language: str
    authors: tuple[str, ...]
    publisher: str
    contact: str
    explainer: str
    responsible: str
    first_published_at: datetime
    published_at: datetime
    label: str  # what readers are told about AI; empty: nothing
    place: str
    source_type: str  # IPTC Digital Source Type, a URI
    pictures: tuple[Picture, ...] = ()
    corrections: tuple[Correction, ...] = ()
    alternative_headlines: tuple[str, ...] = ()
    alert_text: str = ""
    record: Mapping[str, Any] = field(default_factory=dict)  # who signed what, when, under which policy

    @property
    def credit(self) -> str:
        return self.byline or (f"By {joined(self.authors)}" if self.authors else "")


def without_layout(release: Release) -> Release:
    """The same release with white space put aside that readers do not see: what is signed is what leaves."""
    pictures = tuple(
        replace(p, alt=folded(p.alt), caption=folded(p.caption), credit=folded(p.credit))
        for p in release.pictures
    )
    return replace(
        release,
        headline=folded(release.headline),
        standfirst=folded(release.standfirst),
        byline=folded(release.byline),
        text=laid(release.text, release.format),
        pictures=pictures,
    )
