"""Recomputes the audit trail: links, the rows they name, what was published, heads kept elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from articles.digests import exact_digest, label_digest_2
from articles.models import Article, Flag, Revision, StoredFile
from newsroom.accounts.models import Membership
from review.disclosure.grade import uses_digest
from review.models import ChainHead, Declaration, Disclosure, DossierRelease, Note, Publication, Redaction
from review.record import checkpoints
from review.record.audit import HOUSE
from review.record.checkpoints import Kept
from review.record.publishing import bundle_digest
from review.record.reading import each, guarded, printable, readable
from review.record.rows import ROWS, SET, Row, keyed
from review.record.tampering import Sealed, row_changes, row_name, set_changes
from review.record.trail import Trail, walk
from review.selectors.conversion import use_of


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link of a chain, as somebody wrote it down."""

    chain: str
    sequence: int
    digest: str

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence} {self.digest or '-'}"


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


def broken(
    kept: Iterable[Head] = (), exported: Iterable[Kept] = (), trail: Trail | None = None
) -> Iterator[str]:
    """Everything that does not fit, as sentences; nothing when the trail is whole.

    `kept`: heads, `exported`: checkpoints, as somebody keeps them elsewhere.
    """
    return map(printable, _all(list(kept), exported, trail if trail is not None else Trail()))


def _all(kept: Iterable[Head], exported: Iterable[Kept], trail: Trail) -> Iterator[str]:
    yield from guarded("The trail", walk(trail))
    yield from guarded("The heads of the chains", _chain_heads(trail))
    yield from guarded("The list of stories", _stories(trail))
    for row in ROWS:
        yield from guarded(f"The table of {row.model._meta.verbose_name_plural}", _rows(trail, row))
    yield from guarded("The seats", each(Membership.objects.order_by("pk")))
    yield from guarded("What the checks found", _sets(trail))
    yield from guarded("The notes", _notes(trail))
    yield from guarded("The stored files", _files())
    for name, rows, say, some in CONTENTS:
        yield from guarded(name, each(rows(), say, some))
    yield from guarded("What was published", _published(trail))
    yield from guarded("The checkpoints", checkpoints.odd(trail))
    yield from guarded("The exported checkpoints", checkpoints.against(trail, exported))
    for head in kept:
        yield from _kept(trail, head, "the file of heads")


def _chain_heads(trail: Trail) -> Iterator[str]:
    known: dict[str, tuple[int, str]] = {}

    def keep(head: ChainHead) -> Iterator[str]:
        known[head.chain] = (head.sequence, head.digest)
        yield from ()

    yield from each(ChainHead.objects.order_by("chain"), keep)
    for chain in sorted(known.keys() | trail.last.keys(), key=str):
        if known.get(chain, (0, "")) != trail.last.get(chain, (0, "")):
            ends, says = trail.last.get(chain, (0, ""))[0], known.get(chain, (0, ""))[0]
            yield f"Chain {chain} ends at event {ends}, its head says {says}, or another digest."


def _stories(trail: Trail) -> Iterator[str]:
    """Every story that the house's chain saw begin is there, with its chain; and no other."""
    here = {str(pk) for pk in Article.objects.values_list("pk", flat=True)}
    for chain in sorted(trail.stories - here, key=_in_order):
        yield f"Story {chain} is gone: the chain of the house says that it was begun."
    for chain in sorted(trail.stories - trail.last.keys(), key=_in_order):
        yield f"Chain {chain} is gone: the chain of the house says that it was begun."
    for chain in sorted(trail.last.keys() - trail.stories - {HOUSE}, key=_in_order):
        yield f"The chain of the house does not know how chain {chain} began."


def _in_order(chain: object) -> tuple[int, str]:
    """Of numbers as numbers."""
    return len(str(chain)), str(chain)


def _rows(trail: Trail, spec: Row) -> Iterator[str]:
    """The newest event about a row fits the row as it is, and none that should have one lacks it."""
    recorded = {key for table in (trail.rows, trail.taken_in) for label, key in table if label == spec.label}
    there: set[str] = set()

    def say(row: models.Model) -> Iterator[str]:
        key = str(row.pk)
        there.add(key)
        if key not in recorded and spec.wants(row):
            yield f"{row_name(spec.model, key)} was never recorded."
        for table in (trail.rows, trail.taken_in):
            if sealed := table.get((spec.label, key)):
                yield from _row(spec, row, sealed)

    yield from each(spec.stored(), say)
    if recorded <= there:
        return
    for key in sorted(recorded - {str(pk) for pk in spec.stored().values_list("pk", flat=True)}):
        sealed = trail.rows.get((spec.label, key)) or trail.taken_in[spec.label, key]
        yield f"{row_name(spec.model, key)} is gone ({sealed.where})."


def _row(spec: Row, row: models.Model, sealed: Sealed) -> Iterator[str]:
    if keyed(sealed.salt, spec.values(row, sealed.version)) == sealed.digest:
        return
    what = "; ".join(row_changes(spec, row, sealed))
    yield (
        f"{row_name(spec.model, row.pk)} is not as it was when it was recorded"
        + (f": {what}" if what else "")
        + f" ({sealed.where})."
    )


def _sets(trail: Trail) -> Iterator[str]:
    for (slug, owner), (where, salt, seal) in trail.sets.items():
        of = f"{SET[slug].owner._meta.verbose_name} {owner}"
        for sentence in guarded(
            f"What was sealed of the {slug} of {of}", set_changes(SET[slug], owner, salt, seal)
        ):
            yield f"{sentence.removesuffix('.')} ({where})."
    yield from each(Flag.objects.order_by("pk"))
    for slug, owner in (("flags", "story"), ("sightings", "analysis run")):
        for pk in sorted(SET[slug].owners() - {pk for of, pk in trail.sets if of == slug}):
            yield f"The {slug} of {owner} {pk} were never recorded."


def _notes(trail: Trail) -> Iterator[str]:
    """Every note has the words, or the redaction, that the trail knows of."""
    redacted = {row.note_id: ("", row.words, row.seconded_at) for row in _agreed(Redaction.What.NOTE)}

    def say(note: Note) -> Iterator[str]:
        if note.pk not in trail.notes:
            yield f"Note {note.pk} was never recorded."
        elif trail.notes[note.pk] != note.digest:
            yield f"The digest of note {note.pk} is not the one that was recorded."
        if note.pk in redacted or note.redacted_at:
            if (note.salt, note.text, note.redacted_at) != redacted.get(note.pk):
                yield f"Note {note.pk} was blanked or filled without two people who agreed to it."
        elif note.sealed() != note.digest:
            yield f"The words of note {note.pk} were changed."

    yield from each(Note.objects.order_by("pk"), say)
    for pk in sorted(trail.notes.keys() - set(Note.objects.values_list("pk", flat=True))):
        yield f"Note {pk} is gone."


def _files() -> Iterator[str]:
    """Every file has the bytes of its digest, or none where two people took them out."""
    agreed = _agreed(Redaction.What.ORIGINAL)
    redacted = {row.revision.original_id: (b"", row.seconded_at) for row in agreed if row.revision}

    def say(file: StoredFile) -> Iterator[str]:
        if file.pk in redacted or file.redacted_at:
            if (bytes(file.data), file.redacted_at) != redacted.get(file.pk):
                name = file.sha256[:12]
                yield f"The file {name} was blanked or filled without two people who agreed to it."
        elif hashlib.sha256(file.data).hexdigest() != file.sha256:
            yield f"The file {file.sha256[:12]} was changed."

    return each(StoredFile.objects.order_by("pk"), say, some=20)


def _agreed(what: Redaction.What) -> Iterator[Redaction]:
    """Redactions that two people agreed to; of one file the first comes last."""
    rows = Redaction.objects.filter(what=what, seconded_at__isnull=False).select_related("revision")
    return readable(rows.order_by("-seconded_at"))


# What lies outside the rows' own digests fits the digests that cover it


def _text(revision: Revision) -> Iterator[str]:
    if exact_digest(revision.headline, revision.standfirst, revision.text) != revision.sha256:
        yield f"The text of revision {revision.number} of story {revision.article_id} was changed."


def _shown(release: DossierRelease) -> Iterator[str]:
    if hashlib.sha256(release.body.encode()).hexdigest() != release.digest:
        yield f"The file that was shown outside as dossier release {release.pk} was changed."


def _label(told: Disclosure) -> Iterator[str]:
    if told.label_digest != label_digest_2(told.wording, told.place):
        yield f"The digest of the label of disclosure {told.pk} was changed."


def _uses(declaration: Declaration) -> Iterator[str]:
    if uses_digest(use_of(use) for use in declaration.uses.all()) != declaration.uses_digest:
        yield f"The AI uses of declaration {declaration.pk} were changed."


Rows = Callable[[], models.QuerySet[Any]]
CONTENTS: tuple[tuple[str, Rows, Callable[[Any], Iterator[str]], int], ...] = (  # and how many at once
    ("The texts", lambda: Revision.objects.order_by("pk"), _text, 200),
    ("The files that were shown outside", lambda: DossierRelease.objects.order_by("pk"), _shown, 20),
    (
        "The labels",
        lambda: Disclosure.objects.filter(labelled=True, label_scheme=2).order_by("pk"),
        _label,
        200,
    ),
    (
        "The AI uses",
        lambda: Declaration.objects.prefetch_related("uses").order_by("pk"),
        _uses,
        200,
    ),
)


def _published(trail: Trail) -> Iterator[str]:
    """What was handed out is what was frozen, and the chains still run through the heads written into it."""

    def say(row: Publication) -> Iterator[str]:
        name = f"publication {row.number} of story {row.article_id}"
        if bundle_digest(row.bundle) != row.bundle_digest:
            yield f"The files of {name} were changed."
        yield from _kept(trail, Head(str(row.article_id), row.article_sequence, row.article_head), name)
        yield from _kept(trail, Head("house", row.house_sequence, row.house_head), name)

    return each(Publication.objects.order_by("pk"), say, some=50)


def _kept(trail: Trail, head: Head, where: str) -> Iterator[str]:
    if head.sequence and trail.digests.get((head.chain, head.sequence)) != head.digest:
        yield f"Chain {head.chain} was rewritten: event {head.sequence} is not as {where} has it."
