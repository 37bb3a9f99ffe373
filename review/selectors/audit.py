"""The audit trail as sentences: a story's timeline, and the house's own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Outlet
from newsroom.accounts.models import Desk, Invitation, User
from review.models import AISystem, AuditEvent, Note
from review.record.audit import ACTION, HOUSE, chain_of

NAMED = {model._meta.label_lower: model for model in (User, Desk, Invitation, AISystem, Outlet)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the trail, as a page shows it."""

    sequence: int
    action: str
    actor_id: int | None
    actor: str
    sentence: str
    at: datetime
    digest: str
    subject: str
    subject_id: str
    facts: Mapping[str, Any]
    note: Note | None  # what the person wrote, if anything; blanked when it was redacted

    @property
    def text(self) -> str:
        return self.note.text if self.note else ""


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


def timeline(article: Article) -> list[Entry]:
    """Everything that was done to the story, newest first. Two queries."""
    return entries(AuditEvent.objects.filter(chain=chain_of(article.pk)).order_by("-sequence"))


def house_events() -> QuerySet[AuditEvent]:
    """What was done to people, desks and policies, newest first."""
    return AuditEvent.objects.filter(chain=HOUSE).order_by("-sequence")


def last_event(article: Article, action: str) -> AuditEvent | None:
    """The newest of its kind in the story's chain."""
    return AuditEvent.objects.filter(chain=chain_of(article.pk), action=action).last()


def entries(found: Iterable[AuditEvent]) -> list[Entry]:
    """Events as sentences, in the order given, with their notes. Two queries and the names'."""
    events = list(found)
    facts = {event.pk: json.loads(event.payload) for event in events}
    notes = Note.objects.in_bulk({fact["note"] for fact in facts.values() if fact.get("note")})
    names = _subjects(events)
    return [_entry(event, facts[event.pk], notes, names) for event in events]


def _entry(
    event: AuditEvent,
    facts: dict[str, Any],
    notes: Mapping[int, Note],
    names: Mapping[tuple[str, str], str],
) -> Entry:
    filled = _Facts(
        {key: value if value != "" else "no reason given" for key, value in facts.items()},
        actor=event.actor_label,
        subject=names.get((event.subject, event.subject_id), "somebody"),
    )
    action = ACTION.get(event.action)
    return Entry(
        sequence=event.sequence,
        action=event.action,
        actor_id=event.actor_id,
        actor=event.actor_label,
        sentence=action.sentence.format_map(filled) if action else event.action,
        at=event.at,
        digest=event.digest,
        subject=event.subject,
        subject_id=event.subject_id,
        facts=facts,
        note=notes.get(facts.get("note", 0)),
    )


def _subjects(events: Iterable[AuditEvent]) -> dict[tuple[str, str], str]:
    """Names of the people and desks that events are about, a query a kind."""
    wanted: dict[str, set[str]] = {}
    for event in events:
        if event.subject in NAMED and event.subject_id:
            wanted.setdefault(event.subject, set()).add(event.subject_id)
    return {
        (label, str(row.pk)): row.name
        for label, ids in wanted.items()
        for row in NAMED[label].objects.filter(pk__in=ids)
    }
