"""The images of the story under review: what their files say, how they were made, their flags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.imaging import image_text, line_number, picture_of
from articles.models import Attachment, Revision
from review.disclosure.images import ImageSource, credit_of, source_of
from review.pages.story.cards import Card
from review.workflow.case import Case


@dataclass(frozen=True, slots=True)
class ImageView:
    """One image beside the text."""

    row: Attachment
    facts: object  # articles.analysis.images.ImageFacts, or None: not read yet
    credit: str
    source: ImageSource
    cards: tuple[Card, ...]


def image_views(revision: Revision, case: Case, cards: Iterable[Card]) -> tuple[ImageView, ...]:
    """In their order; each card stands at the image its line is about."""
    rows = list(revision.attachments.all())
    if not rows:
        return ()
    text, placed = image_text(revision), list(cards)
    return tuple(
        ImageView(
            row=row,
            facts=picture_of(row).facts,
            credit=credit_of(picture_of(row)),
            source=source_of(picture_of(row), case.uses),
            cards=tuple(c for c in placed if c.sighting and line_number(text, c.sighting.start) == index),
        )
        for index, row in enumerate(rows)
    )
