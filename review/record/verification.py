"""Recomputes the audit trail: links, the rows they name, what was published, heads kept elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models

from articles.digests import exact_digest, label_digest_2
from articles.models import Revision, StoredFile
from review.disclosure.grade import uses_digest
from review.models import AuditEvent, ChainHead, Declaration, Disclosure, Note, Publication, Redaction
from review.record.audit import ROWS, event_digest, row_digest
from review.record.publishing import bundle_digest
from review.selectors.conversion import use_of


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link of a chain, as somebody wrote it down."""

    chain: str
    sequence: int
    digest: str

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence} {self.digest or '-'}"


@dataclass(slots=True)
class _Trail:
    """What one walk over all events leaves: digests by link, and the newest event of each row."""

    digests: dict[tuple[str, int], str] = field(default_factory=dict)
    last: dict[str, tuple[int, str]] = field(default_factory=dict)
    rows: dict[tuple[str, str], AuditEvent] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)  # the digest of each note that an event names


class Unreadable(ValueError):
    """A file of heads that is none; str() is the sentence."""


def heads() -> list[Head]:
    return [Head(h.chain, h.sequence, h.digest) for h in ChainHead.objects.order_by("chain")]


def heads_from(lines: Iterable[str]) -> list[Head]:
    """As `verify_audit --print-heads` printed them: chain, sequence, digest."""
    found = []
    for number, line in enumerate(lines, 1):
        parts = line.split()
        if not parts:
            continue
        if len(parts) != 3 or not parts[1].isdecimal():
            raise Unreadable(f"Line {number} is no head: write chain, sequence and digest.")
        found.append(Head(parts[0], int(parts[1]), "" if parts[2] == "-" else parts[2]))
    return found


def broken(kept: Iterable[Head] = ()) -> Iterator[str]:
    """Everything that does not fit, as sentences; nothing when the trail is whole."""
    trail = _Trail()
    yield from _links(trail)
    yield from _chain_heads(trail)
    yield from _rows(trail)
    yield from _rows_without_event(trail)
    yield from _notes(trail)
    yield from _contents()
    yield from _published(trail)
    for head in kept:
        yield from _kept(trail, head, "the file of heads")


def _links(trail: _Trail) -> Iterator[str]:
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
        trail.last[event.chain] = (event.sequence, event.digest)
        trail.digests[event.chain, event.sequence] = event.digest
        facts = json.loads(event.payload)
        if note := facts.get("note"):
            trail.notes.setdefault(note, facts["note_digest"])
        if event.subject_digest:
            trail.rows[event.subject, event.subject_id] = event


def _chain_heads(trail: _Trail) -> Iterator[str]:
    known = {head.chain: (head.sequence, head.digest) for head in ChainHead.objects.all()}
    for chain in sorted(known.keys() | trail.last.keys()):
        if known.get(chain, (0, "")) != trail.last.get(chain, (0, "")):
            ends, says = trail.last.get(chain, (0, ""))[0], known.get(chain, (0, ""))[0]
            yield f"Chain {chain} ends at event {ends}, its head says {says}, or another digest."


def _rows(trail: _Trail) -> Iterator[str]:
    """The newest event about a row fits the row as it is."""
    for row in ROWS:
        events = {key: event for (label, key), event in trail.rows.items() if label == row.label}
        found = {str(r.pk): r for r in row.model._base_manager.filter(pk__in=list(events)).iterator()}
        for key, event in events.items():
            name = f"{_name(row.model)} {key}"
            where = f"event {event.sequence} of chain {event.chain}, {event.action}"
            if key not in found:
                yield f"{name} is gone ({where})."
            elif row_digest(found[key], json.loads(event.payload).get("salt", "")) != event.subject_digest:
                yield f"{name} is not as it was when it was recorded ({where})."


def _rows_without_event(trail: _Trail) -> Iterator[str]:
    for row in ROWS:
        recorded = {key for label, key in trail.rows if label == row.label}
        for pk in row.model._base_manager.values_list("pk", flat=True).iterator():
            if str(pk) not in recorded:
                yield f"{_name(row.model)} {pk} was never recorded."


def _notes(trail: _Trail) -> Iterator[str]:
    """Every note has the words, or the redaction, that the trail knows of."""
    agreed = Redaction.objects.filter(seconded_at__isnull=False)
    redacted = dict(agreed.values_list("note_id", "words"))
    unseen = dict(trail.notes)
    for note in Note.objects.iterator():
        if unseen.pop(note.pk, note.digest) != note.digest:
            yield f"The digest of note {note.pk} is not the one that was recorded."
        if note.pk in redacted or note.redacted_at:
            if (note.text, note.salt) != (redacted.get(note.pk), ""):
                yield f"Note {note.pk} was blanked or filled without two people who agreed to it."
        elif note.sealed() != note.digest:
            yield f"The words of note {note.pk} were changed."
    for pk in sorted(unseen):
        yield f"Note {pk} is gone."


def _contents() -> Iterator[str]:
    """What lies outside the rows' own digests fits the digests that cover it."""
    for revision in Revision.objects.iterator(chunk_size=200):
        if exact_digest(revision.headline, revision.standfirst, revision.text) != revision.sha256:
            yield f"The text of revision {revision.number} of story {revision.article_id} was changed."
    for file in StoredFile.objects.iterator(chunk_size=20):
        if hashlib.sha256(file.data).hexdigest() != file.sha256:
            yield f"The file {file.sha256[:12]} was changed."
    for told in Disclosure.objects.filter(labelled=True, label_scheme=2).iterator(chunk_size=200):
        if told.label_digest != label_digest_2(told.wording, told.place):
            yield f"The digest of the label of disclosure {told.pk} was changed."
    for declaration in Declaration.objects.prefetch_related("uses").iterator(chunk_size=200):
        if uses_digest(use_of(use) for use in declaration.uses.all()) != declaration.uses_digest:
            yield f"The AI uses of declaration {declaration.pk} were changed."


def _published(trail: _Trail) -> Iterator[str]:
    """What was handed out is what was frozen, and the chains still run through the heads written into it."""
    for row in Publication.objects.order_by("pk").iterator(chunk_size=50):
        name = f"publication {row.number} of story {row.article_id}"
        if bundle_digest(row.bundle) != row.bundle_digest:
            yield f"The files of {name} were changed."
        yield from _kept(trail, Head(str(row.article_id), row.article_sequence, row.article_head), name)
        yield from _kept(trail, Head("house", row.house_sequence, row.house_head), name)


def _kept(trail: _Trail, head: Head, where: str) -> Iterator[str]:
    if head.sequence and trail.digests.get((head.chain, head.sequence)) != head.digest:
        yield f"Chain {head.chain} was rewritten: event {head.sequence} is not as {where} has it."


def _name(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name).capitalize()
