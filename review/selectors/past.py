"""What of a story was published, and what readers of the live version are told about AI."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models.fields.json import KT
from django.utils import timezone

from review.models import Publication
from review.selectors.publications import of_what_is_approved
from review.workflow.case import Past

Told = tuple[tuple[str, str] | None, str]  # (label, place) and source type


def labels_of(article_ids: Iterable[int]) -> Mapping[int, Told]:
    """By publication, of those that are live with the newest text: only there does it matter."""
    rows = of_what_is_approved().filter(article__in=list(article_ids), status=Publication.Status.LIVE)
    return {pk: _told(json.loads(record)) for pk, record in rows.values_list("pk", KT("bundle__record"))}


def past_of(rows: Iterable[Publication], labels: Mapping[int, Told]) -> tuple[Past, ...]:
    """Oldest first."""
    return tuple(
        Past(
            number=row.number,
            nature=row.nature,
            status=row.status,
            digest=row.digest_in(),
            text_digest=row.revision.digest_in(),
            told=labels.get(row.pk, (None, "")),
            by_id=row.published_by_id,
            by=row.published_by.name,
            confirmed=row.nature != Publication.Nature.RETRACTION or hasattr(row, "confirmation"),
        )
        for row in sorted(rows, key=lambda row: row.number)
    )


def ahead(embargo: datetime | None) -> datetime | None:
    """The embargo, while it is still to come."""
    return embargo if embargo and embargo > timezone.now() else None


def _told(record: Mapping[str, object]) -> Told:
    label = record["label"]
    said = (str(label["text"]), str(label["place"])) if isinstance(label, dict) else None
    return said, str(record["digital_source_type"])
