"""What an import hands on: the new text with its images, or the refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from articles.analysis.wrapping import unwrapped

HEADLINE_MAX = 300  # characters, as the database keeps it
BYLINE_MAX = 300
ALERT_MAX = 500
MOST_HEADLINES = 10  # beside the headline
NAME_MAX = 255
STANDFIRST_MAX = 2_000


class Refused(ValueError):
    """The file cannot come in; str() is the sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class ImportedImage:
    """An image that came with the copy. `content_type` is what the bytes are, not what the file claimed."""

    name: str
    data: bytes
    content_type: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    source_type: str = ""  # IPTC term, where a person gave it


@dataclass(frozen=True, slots=True)
class PictureWords:
    """An image that is kept, by its place in the story, with the words that go with it from now on."""

    order: int
    alt: str
    caption: str
    credit: str
    source_type: str  # IPTC term; "": as its file says


@dataclass(frozen=True, slots=True)
class NewText:
    """A text on its way in. `text` is normalised; `notes` are sentences saying what the import did to it."""

    headline: str
    text: str
    format: str = "plain"  # plain | markdown
    standfirst: str = ""
    byline: str = ""
    original: bytes | None = None
    original_name: str = ""
    original_type: str = ""
    images: tuple[ImportedImage, ...] = ()
    notes: tuple[str, ...] = ()
    alternative_headlines: tuple[str, ...] = ()  # for search, social media, another edition
    alert_text: str = ""  # what a push message or mail alert says
    wrapped: bool | None = None  # its line ends are those of its width; None: nobody has looked yet
    guessed: bool = False  # the headline is only proposed; the text was left whole
    language: str = ""  # a language tag, where the source names one
    embargo: datetime | None = None  # with its time zone, where the source names one
    embargo_unread: str = ""  # the source's own words for an embargo that names no moment
    enclosed: tuple[NewText, ...] = ()  # further texts of the same file, each a draft of its own

    @property
    def running_text(self) -> str:
        """As it will be rendered: see Revision.running_text."""
        return unwrapped(self.text) if self.wrapped else self.text
