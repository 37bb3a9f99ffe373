"""Words that were asked to be taken out of the record: where they stand, never what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.models import Article
from articles.selectors import revision_get
from review.models import AuditEvent, Redaction
from review.record.audit import chain_of
from review.selectors.audit import entries
from review.workflow.permissions import may

What = Redaction.What


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `of` is the sentence of the event its note belongs to; "" of what is no note."""

    row: Redaction
    of: str
    may_second: bool
    gone: bool  # whoever asked may not ask any more: somebody else must ask


@dataclass(frozen=True, slots=True)
class Part:
    """What may be taken out: the entry it stands at, and what it says."""

    sequence: int
    at: datetime
    title: str
    sentence: str
    texts: Sequence[str]


def redactions(user: Any) -> list[Asked]:
    """Those that wait for a second person first, then the newest."""
    rows = list(
        Redaction.objects.select_related(
            "article__desk", "asked_by", "seconded_by", "revision"
        ).prefetch_related("article__authors")[:200]
    )
    sentences = _sentences(rows)
    gone = {row.pk for row in rows if not (row.seconded_by_id or asked_still(row))}
    found = [
        Asked(row, sentences.get(row.note_id or 0, ""), not out and _may_second(user, row), out)
        for row, out in ((row, row.pk in gone) for row in rows)
    ]
    return sorted(found, key=lambda asked: asked.row.seconded_at is not None)


def asked_of(article: Article) -> dict[tuple[str, int], Redaction]:
    """The story's requests: by what is taken out, and the id of its note or the number of its revision.
    Those whose asker may not ask any more are left out."""
    rows = article.redactions.select_related("asked_by", "revision")
    return {
        (row.what, row.revision.number if row.revision else row.note_id or 0): row
        for row in rows
        if row.seconded_by_id or asked_still(row)
    }


def imports_of(article: Article) -> dict[int, list[str]]:
    """By the number of a revision: what of its import can be taken out, or was."""
    rows = article.revisions.values_list("number", "import_notes", "original_id")
    kept = {number: {What.ACCOUNT: notes, What.ORIGINAL: file} for number, notes, file in rows}
    return {number: [what for what, there in parts.items() if there] for number, parts in kept.items()}


def note_part(article: Article, note_id: int) -> Part | None:
    """A note, by the event of the story that it belongs to."""
    events = AuditEvent.objects.filter(chain=chain_of(article.pk), payload__contains=f'"note":{note_id},')
    entry = next((entry for entry in entries(events) if entry.note), None)
    if entry is None:
        return None
    return Part(entry.sequence, entry.at, "Take a note out of the record", entry.sentence, (entry.text,))


def import_part(article: Article, number: int, what: str) -> Part | None:
    """What came with a revision: of the file its name and size alone."""
    revision = revision_get(article, number)
    facts = {"chain": chain_of(article.pk), "action": "revision-added", "subject_id": str(revision.pk)}
    entry = next(iter(entries(AuditEvent.objects.filter(**facts))), None)
    if entry is None or what not in imports_of(article)[number]:
        return None
    texts = tuple(revision.import_notes)
    if what == What.ORIGINAL and (file := revision.original):
        texts = (f"{revision.original_name}, {file.size:,} bytes",)
    title = f"Take {What(what).label} out of the record"
    return Part(entry.sequence, entry.at, title, entry.sentence, texts)


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
