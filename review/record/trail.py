"""One walk over all events: are the links whole, and what do the newest of them say of each row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from review.models import AuditEvent
from review.record.audit import HOUSE, Garbled, event_digest, facts_of
from review.record.reading import each, guarded
from review.record.rows import SET, SetSeal
from review.record.tampering import Sealed

TAKEN_IN = "taken-in"
T = TypeVar("T")
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
    return each(AuditEvent.objects.order_by("chain", "sequence"), partial(_event, trail), some=1000)


def _event(trail: Trail, event: AuditEvent) -> Iterator[str]:
    sequence, digest = trail.last.get(event.chain, (0, ""))
    name = f"Event {event.sequence} of chain {event.chain} ({event.action})"
    place = event.sequence if isinstance(event.sequence, int) else sequence + 1
    trail.events += 1
    trail.last[event.chain] = (place, event.digest)
    trail.digests[event.chain, place] = event.digest
    if event.sequence != sequence + 1:
        yield f"{name} follows event {sequence}: what stood between them is gone."
    elif event.previous != digest:
        yield f"{name} does not continue the event before it."
    yield from guarded(name, _unlike(event, name))
    yield from guarded(f"What {name[:1].lower()}{name[1:]} sealed", _keep(trail, event))


def _unlike(event: AuditEvent, name: str) -> Iterator[str]:
    if event_digest(event) != event.digest:
        yield f"{name} was changed after it was written."


def _keep(trail: Trail, event: AuditEvent) -> Iterator[str]:
    """What the event says of rows, notes and stories is known from here on."""
    try:
        facts = facts_of(event)
    except Garbled as garbled:
        yield str(garbled)
        return
    if note := facts.get("note"):
        trail.notes.setdefault(_as(int, note), _as(str, facts["note_digest"]))
    if event.chain == HOUSE and event.action == "story-opened":
        trail.stories.add(str(_as(int, facts["story"])))
    where = f"event {event.sequence} of chain {event.chain}, {event.action}"
    for key, sealed in _seals(event, facts, where):
        if event.action == TAKEN_IN:
            trail.taken_in[key] = sealed
        else:
            trail.rows[key] = sealed
            trail.taken_in.pop(key, None)
    kept = facts.get("seal", {})
    for slug, owner, version, *seal in kept.get("sets", ()):
        digest, leaves, columns = (_as(str, part) for part in seal)
        sealed_set = SetSeal(_number(version), digest, leaves, columns)
        trail.sets[SET[slug].slug, _as(int, owner)] = (where, _as(str, kept["salt"]), sealed_set)


def _seals(event: AuditEvent, facts: dict[str, Any], where: str) -> Iterator[tuple[Key, Sealed]]:
    """An event of 0.2.0 has one row, its first list of fields, and its salt beside the facts."""
    kept = facts.get("seal", {})
    salt = _as(str, kept.get("salt", facts.get("salt", "")))
    if event.subject_digest:
        version, parts = kept.get("subject", (1, ""))
        sealed = Sealed(where, salt, _number(version), event.subject_digest, _as(str, parts))
        yield (event.subject, event.subject_id), sealed
    for label, key, version, digest, parts in kept.get("rows", ()):
        sealed = Sealed(where, salt, _number(version), _as(str, digest), _as(str, parts))
        yield (_as(str, label), _as(str, key)), sealed


def _as(kind: type[T], value: Any) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"{kind.__name__} expected")
    return value


def _number(version: Any) -> int:
    """Of a list of fields."""
    if _as(int, version) < 1:
        raise ValueError("lists are counted from 1")
    return int(version)
