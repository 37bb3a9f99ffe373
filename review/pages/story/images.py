"""The images of the story under review: what their files say, how they were made, their flags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.analysis.images import SOURCE_TYPES
from articles.imaging import image_text, line_number, picture_of
from articles.models import Attachment, Revision
from review.disclosure.images import ImageSource, credit_of, file_source
from review.pages.story.cards import Card
from review.workflow.case import Case


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody contradicts the file; `offered`: this person may agree, if they may agree at all."""

    pk: int
    who: str
    words: str
    note: str
    offered: bool


@dataclass(frozen=True, slots=True)
class ImageView:
    """One image beside the text."""

    row: Attachment
    facts: object  # articles.analysis.images.ImageFacts, or None: not read yet
    credit: str
    source: ImageSource
    cards: tuple[Card, ...]
    says: bool  # its file says how it was made
    waits: tuple[Waits, ...]  # what somebody says against it, and nobody has agreed to


def image_views(
    revision: Revision, case: Case, cards: Iterable[Card], person_id: int
) -> tuple[ImageView, ...]:
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
            source=case.image_source(picture_of(row)),
            says=bool(file_source(picture_of(row)).term),
            waits=_waits(case, row.file_id, person_id),
            cards=tuple(c for c in placed if c.sighting and line_number(text, c.sighting.start) == index),
        )
        for index, row in enumerate(rows)
    )


def _waits(case: Case, image: str, person_id: int) -> tuple[Waits, ...]:
    return tuple(
        Waits(
            one.pk,
            one.asked_by,
            SOURCE_TYPES.get(one.term, one.term),
            one.note,
            one.asked_by_id != person_id,
        )
        for one in case.contradictions
        if one.image == image and not one.seconded_by and case.asks_still(one.asked_by_id)
    )
