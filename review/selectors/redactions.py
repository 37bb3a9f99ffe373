"""Notes that were asked to be taken out of the record: where each stands, never what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from articles.models import Article
from review.models import AuditEvent, Redaction
from review.record.audit import chain_of
from review.selectors.audit import Entry, entries
from review.workflow.permissions import may


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `of` is the sentence of the event the note belongs to."""

    row: Redaction
    of: str
    may_second: bool
    gone: bool  # whoever asked may not ask any more: somebody else must ask


def redactions(user: Any) -> list[Asked]:
    """Those that wait for a second person first, then the newest."""
    rows = list(
        Redaction.objects.select_related("article__desk", "asked_by", "seconded_by").prefetch_related(
            "article__authors"
        )[:200]
    )
    sentences = _sentences(rows)
    gone = {row.pk for row in rows if not (row.seconded_by_id or asked_still(row))}
    found = [
        Asked(row, sentences.get(row.note_id, ""), not out and _may_second(user, row), out)
        for row, out in ((row, row.pk in gone) for row in rows)
    ]
    return sorted(found, key=lambda asked: asked.row.seconded_at is not None)


def asked_of(article: Article) -> dict[int, Redaction]:
    """The story's requests by the id of their note; without those whose asker may not ask any more."""
    rows = article.redactions.select_related("asked_by")
    return {row.note_id: row for row in rows if row.seconded_by_id or asked_still(row)}


def entry_of(article: Article, note_id: int) -> Entry | None:
    """The event of the story that a note belongs to."""
    events = AuditEvent.objects.filter(chain=chain_of(article.pk), payload__contains=f'"note":{note_id},')
    return next((entry for entry in entries(events) if entry.note), None)


def _sentences(rows: Sequence[Redaction]) -> dict[int, str]:
    chains = {chain_of(row.article_id) for row in rows}
    events = AuditEvent.objects.filter(chain__in=chains, payload__contains='"note":')
    return {entry.note.pk: entry.sentence for entry in entries(events) if entry.note}


def _may_second(user: Any, row: Redaction) -> bool:
    waits = row.seconded_by_id is None and row.asked_by_id != user.pk
    return waits and bool(may(user, "redact_second", row.article))


def asked_still(row: Redaction) -> bool:
    """Whoever asked may still ask."""
    return bool(may(row.asked_by, "redact", row.article))
