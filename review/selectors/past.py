"""What of a story was published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from review.models import Publication
from review.workflow.case import Past


def past_of(rows: Iterable[Publication]) -> tuple[Past, ...]:
    """Oldest first."""
    return tuple(
        Past(
            number=row.number,
            nature=row.nature,
            status=row.status,
            digest=row.digest_in(),
            told_digest=row.told_digest,
            at=row.published_at,
            by_id=row.published_by_id,
            by=row.published_by.name,
            confirmed=row.nature != Publication.Nature.RETRACTION or hasattr(row, "confirmation"),
        )
        for row in sorted(rows, key=lambda row: row.number)
    )


def ahead(embargo: datetime | None) -> datetime | None:
    """The embargo, while it is still to come."""
    return embargo if embargo and embargo > timezone.now() else None
