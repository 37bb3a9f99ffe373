"""Work of the night: the record is signed and recomputed."""

from __future__ import annotations

from celery import shared_task

from review.services import keeping


@shared_task(name="review.tasks.nightly")
def nightly() -> int:
    """How many things do not fit. Twice in a night does no harm."""
    return keeping.night().count
