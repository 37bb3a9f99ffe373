"""How an image was made, against its own file: one person says so and why, a second one agrees."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from articles.analysis.images import SOURCE_TYPES
from review.disclosure.images import file_source
from review.models import ImageContradiction
from review.services.guards import second
from review.services.notes import note_facts, note_needed
from review.services.refusals import Changed, Refused
from review.services.work import Work, signatures_end, story


def image_contradict(*, actor: Any, article_id: int, image: str, term: str, text: str) -> ImageContradiction:
    """Says of an image (by sha256) what its file does not; it counts once a second person agreed."""
    with story(actor, article_id, "contradict") as work:
        fix = work.case.at("#images")
        picture = next((one for one in work.case.pictures if one.sha256 == image), None)
        if picture is None:
            raise Changed("This image is not in the story any more.", fix)
        if not file_source(picture).term:
            raise Refused(
                f"The file “{picture.name}” says nothing of how it was made: say it under Images.",
                work.case.at("images/"),
            )
        if term not in SOURCE_TYPES:
            raise Refused("Choose how the image was made.", fix)
        _asked_once(work, image, term, fix)
        note = note_needed(text, "Say how you know, so that a second person can judge it.", fix)
        row = ImageContradiction.objects.create(
            article=work.article, image=image, term=term, reason=note, asked_by=actor
        )
        _record("image-contradicted", work, row, **note_facts(note))
        return row


def image_contradiction_second(*, actor: Any, contradiction_id: int) -> ImageContradiction:
    """The second person agrees: from now on this is how the image was made."""
    article_id = ImageContradiction.objects.values_list("article_id", flat=True).get(pk=contradiction_id)
    with story(actor, article_id, "agree") as work:
        row = ImageContradiction.objects.get(pk=contradiction_id)
        fix = work.case.at("#images")
        second(work, row, fix)
        ImageContradiction.objects.filter(pk=row.pk).update(seconded_by=actor, seconded_at=timezone.now())
        row.refresh_from_db()
        _record("image-agreed", work, row)
        said = work.case.consequences.images
        work.refresh()
        if work.case.consequences.images != said:
            signatures_end(work, "image")  # they were given to what the file says
        return row


def _asked_once(work: Work, image: str, term: str, fix: str) -> None:
    for one in work.case.contradictions:
        same = (one.image, one.term) == (image, term)
        if same and not one.seconded_by and work.case.asks_still(one.asked_by_id):
            raise Refused("This was said already; it waits for a second person.", fix)


def _record(action: str, work: Work, row: ImageContradiction, **facts: Any) -> None:
    work.record(action, row, image=row.image[:12], term=row.term, **facts)
