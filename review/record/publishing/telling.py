"""What a publication says, composed once: every export is written from this value and decides nothing itself.

Headline, words, label and its place, authors, images, times in the house's zone, what was corrected: an
export that told one of them otherwise would have had to work it out anew, and none does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from articles.analysis.images import credit_in
from articles.rendering import Written, written_out
from articles.rendering.layout import seen
from newsroom.times import day, machine, moment
from review.disclosure.grade import AI_WRITES
from review.disclosure.label import label_in_copy
from review.record.publishing.facts import Correction, Release

SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}
DONE = {"update": "Updated", "correction": "Corrected", "retraction": "Retracted"}
SUMMARY = 200  # characters of a description, where the story has no standfirst


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in words and for machines, both in the house's zone; `lead` is what happened then."""

    words: str  # 10 November 2026, 13:00 CET
    machine: str  # 2026-11-10T13:00:00+01:00
    lead: str = ""  # Published, Updated, Corrected, Retracted

    @property
    def line(self) -> str:
        return f"{self.lead} {self.words}"


@dataclass(frozen=True, slots=True)
class Told:
    """A public note, dated."""

    lead: str  # Correction, 11 November 2026.
    note: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Image:
    """An image with its words, and where readers find it."""

    url: str
    content_type: str
    data: bytes
    alt: str
    caption: str
    credit: str
    source_type: str
    width: int | None
    height: int | None

    @property
    def credit_apart(self) -> str:
        """The credit as it follows the caption: once, so not where the caption gives it already."""
        who = (credit_in(self.credit) or self.credit).casefold()
        return f"({self.credit.strip('()')})" if who and who not in self.caption.casefold() else ""

    @property
    def line(self) -> str:
        """Caption and credit, each once."""
        return " ".join(part for part in (self.caption, self.credit_apart) if part)


@dataclass(frozen=True, slots=True)
class Telling:
    """One publication as it is told everywhere."""

    address: str
    number: int
    nature: str
    url: str
    language: str
    headline: str
    alternative_headlines: tuple[str, ...]
    alert_text: str
    standfirst: str
    credit: str  # the byline, else the authors
    authors: tuple[str, ...]
    text: Written  # as HTML, as Markdown, as plain words
    label: str  # what readers are told about AI; empty: nothing
    label_place: str  # where an export puts it: top, end; empty: the copy carries it itself, or there is none
    source_type: str
    images: tuple[Image, ...]
    published: Moment
    changed: Moment | None  # the first publication was not changed
    notes: tuple[Told, ...]
    publisher: str
    contact: str
    responsible: str
    principles: str  # address of the page on which the house says how it works

    @property
    def ai_disclosure(self) -> str:
        """W3C ai-content-disclosure: did AI write words of it? What leaves this desk was read by people."""
        return "ai-assisted" if self.source_type in AI_WRITES else "human-only"

    @property
    def words(self) -> str:
        """Without marks, an empty line between paragraphs."""
        return "\n\n".join(self.text.plain)

    @property
    def summary(self) -> str:
        """What a search engine or a card shows below the headline."""
        whole = self.standfirst or " ".join("".join(self.text.plain[:1]).split())
        if len(whole) <= SUMMARY or self.standfirst:
            return whole
        return whole[:SUMMARY].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"

    @property
    def times(self) -> tuple[Moment, ...]:
        return (self.published, *([self.changed] if self.changed else []))

    @property
    def lead(self) -> Image | None:
        """The image that stands before the words; the others stand after them."""
        return self.images[0] if self.images else None

    @property
    def top_label(self) -> str:
        return self.label if self.label_place == "top" else ""

    @property
    def end_label(self) -> str:
        return self.label if self.label_place == "end" else ""

    @property
    def colophon(self) -> str:
        who = f"{self.responsible} is responsible for this text. " if self.responsible else ""
        return f"{who}{self.publisher}, {self.contact}"


def told(release: Release) -> Telling:
    """Pure but for the house's zone. `release` is as `without_layout` leaves it."""
    carried = label_in_copy(seen(release.text, release.format, quoted=False), release.label)
    return Telling(
        address=release.address,
        number=release.number,
        nature=release.nature,
        url=release.url,
        language=release.language,
        headline=release.headline,
        alternative_headlines=release.alternative_headlines,
        alert_text=release.alert_text,
        standfirst=release.standfirst.strip(),
        credit=release.credit,
        authors=release.authors,
        text=written_out(release.text, release.format),
        label=release.label,
        label_place="" if carried or not release.label else release.place,
        source_type=release.source_type,
        images=tuple(_images(release)),
        published=_moment(release.first_published_at, "Published"),
        changed=_moment(release.published_at, DONE[release.nature]) if release.nature in DONE else None,
        notes=tuple(map(_told, release.corrections)),
        publisher=release.publisher,
        contact=release.contact,
        responsible=release.responsible,
        principles=release.explainer if release.explainer.startswith(("https://", "http://")) else "",
    )


def _moment(at: datetime, lead: str = "") -> Moment:
    return Moment(moment(at), machine(at), lead)


def _told(correction: Correction) -> Told:
    lead = f"{correction.nature.capitalize()}, {day(correction.at)}."
    return Told(lead, correction.note, _moment(correction.at))


def _images(release: Release) -> Iterator[Image]:
    for number, picture in enumerate(release.pictures, start=1):
        yield Image(
            url=f"{release.url.rstrip('/')}/{image_path(number, picture.content_type)}",
            content_type=picture.content_type,
            data=picture.data,
            alt=picture.alt,
            caption=picture.caption,
            credit=picture.credit,
            source_type=picture.source_type,
            width=picture.width,
            height=picture.height,
        )


def image_path(number: int, content_type: str) -> str:
    """Where the image lies beside the text: images/1.jpg."""
    return f"images/{number}.{SUFFIXES.get(content_type, 'img')}"
