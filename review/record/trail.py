"""One walk over all events: are the links whole, and what do the newest of them say of each row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from review.models import AuditEvent
from review.record.audit import HOUSE, event_digest
from review.record.rows import SetSeal
from review.record.tampering import Sealed

TAKEN_IN = "taken-in"
Key = tuple[str, str]  # a kind of row, or the slug of a set; and whose it is


@dataclass(slots=True)
class Trail:
    """What the walk leaves. A row that was taken in later still has to fit what was recorded of it before."""

    events: int = 0
    digests: dict[tuple[str, int], str] = field(default_factory=dict)
    last: dict[str, tuple[int, str]] = field(default_factory=dict)
    rows: dict[Key, Sealed] = field(default_factory=dict)
    taken_in: dict[Key, Sealed] = field(default_factory=dict)
    sets: dict[tuple[str, int], tuple[str, str, SetSeal]] = field(default_factory=dict)  # where, salt, seal
    notes: dict[int, str] = field(default_factory=dict)  # the digest of each note that an event names
    stories: set[str] = field(default_factory=set)  # chains that the house's chain says were begun


def walk(trail: Trail) -> Iterator[str]:
    """Every event follows the one before it and has the digest it says."""
    for event in AuditEvent.objects.order_by("chain", "sequence").iterator(chunk_size=1000):
        sequence, digest = trail.last.get(event.chain, (0, ""))
        name = f"Event {event.sequence} of chain {event.chain} ({event.action})"
        if event.sequence != sequence + 1:
            yield f"{name} follows event {sequence}: what stood between them is gone."
        elif event.previous != digest:
            yield f"{name} does not continue the event before it."
        if event_digest(event) != event.digest:
            yield f"{name} was changed after it was written."
        _keep(trail, event)


def _keep(trail: Trail, event: AuditEvent) -> None:
    trail.events += 1
    trail.last[event.chain] = (event.sequence, event.digest)
    trail.digests[event.chain, event.sequence] = event.digest
    facts = json.loads(event.payload)
    if note := facts.get("note"):
        trail.notes.setdefault(note, facts["note_digest"])
    if event.chain == HOUSE and event.action == "story-opened":
        trail.stories.add(str(facts["story"]))
    where = f"event {event.sequence} of chain {event.chain}, {event.action}"
    for key, sealed in _seals(event, facts, where):
        if event.action == TAKEN_IN:
            trail.taken_in[key] = sealed
        else:
            trail.rows[key] = sealed
            trail.taken_in.pop(key, None)
    kept = facts.get("seal", {})
    for slug, owner, *seal in kept.get("sets", ()):
        trail.sets[slug, owner] = (where, kept["salt"], SetSeal(*seal))


def _seals(event: AuditEvent, facts: dict[str, Any], where: str) -> Iterator[tuple[Key, Sealed]]:
    """An event of 0.2.0 has one row, its first list of fields, and its salt beside the facts."""
    kept = facts.get("seal", {})
    salt = kept.get("salt", facts.get("salt", ""))
    if event.subject_digest:
        version, parts = kept.get("subject", (1, ""))
        yield (event.subject, event.subject_id), Sealed(where, salt, version, event.subject_digest, parts)
    for label, key, version, digest, parts in kept.get("rows", ()):
        yield (label, key), Sealed(where, salt, version, digest, parts)
