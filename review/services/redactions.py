"""Taking words out of the record: two people, a reason from a list; digests and the chain stay.

A note, what was told of an import, or the file that came in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.holding import let_go_of
from articles.models import Revision, StoredFile
from review.models import AuditEvent, Note, Publication, Redaction
from review.record import audit
from review.selectors.redactions import asked_still
from review.services.refusals import Changed, Forbidden, Refused
from review.services.work import Work, story
from review.workflow.ways import GONE

Reason, What = Redaction.Reason, Redaction.What
PAGE = "/redactions/"


def note_redact_ask(*, actor: Any, article_id: int, note_id: int, reason: str) -> Redaction:
    """Asks to blank a note of this story; nothing is blanked before a second person agrees."""
    with story(actor, article_id, "redact") as work:
        history = _reasoned(work, reason)
        note = _note(work, note_id, history)
        asked = {"reason": reason, "asked_by": actor, "asked_at": timezone.now()}
        row, _ = Redaction.objects.update_or_create(article=work.article, note=note, defaults=asked)
        _record("redaction-asked", work, row)
        return row


def import_redact_ask(*, actor: Any, article_id: int, number: int, what: str, reason: str) -> Redaction:
    """The same for what was told of the import of a revision (`account`), or for its file (`original`)."""
    with story(actor, article_id, "redact") as work:
        history = _reasoned(work, reason)
        revision = work.article.revisions.select_related("original").filter(number=number).first()
        if revision is None or what not in _TAKEN_OUT or not _there(revision, what):
            raise Refused("There is nothing of this import to take out.", history)
        part = {"article": work.article, "revision": revision, "what": what}
        _asked_once(Redaction.objects.filter(**part), What(what).label, history)
        asked = {"reason": reason, "asked_by": actor, "asked_at": timezone.now()}
        row, _ = Redaction.objects.update_or_create(**part, defaults=asked)
        _record("redaction-asked-of", work, row)
        return row


def redaction_second(*, actor: Any, redaction_id: int) -> Redaction:
    """The second person agrees: the words are gone, and so is what would let anyone guess them."""
    article_id = Redaction.objects.values_list("article_id", flat=True).get(pk=redaction_id)
    with story(actor, article_id, "redact_second") as work:
        rows = Redaction.objects.select_related("asked_by", "note", "revision__original")
        row = rows.get(pk=redaction_id)
        if row.asked_by_id == actor.pk:
            raise Forbidden("You asked for this yourself: a second person must agree.")
        if row.seconded_by_id:
            raise Changed("Somebody agreed to this already.", PAGE)
        if not asked_still(row):
            raise Refused(GONE, work.case.at("history/"))
        row.seconded_by, row.seconded_at = actor, timezone.now()
        row.words = f"[Redacted by {row.asked_by.name} and {actor.name}: {row.get_reason_display()}.]"
        row.save()
        if row.note_id:
            Note.objects.filter(pk=row.note_id).update(text=row.words, salt="", redacted_at=row.seconded_at)
        else:
            _TAKEN_OUT[row.what](row)
        _record("redacted" if row.note_id else "redacted-of", work, row)
        return row


def _account_out(row: Redaction) -> None:
    Revision.objects.filter(pk=row.revision_id).update(import_notes=[row.words])


def _original_out(row: Redaction) -> None:
    """The bytes, wherever they are kept, and the name of the file in this story: it may say too much."""
    file = row.revision.original
    StoredFile.objects.filter(pk=file.pk, redacted_at=None).update(data=b"", redacted_at=row.seconded_at)
    for revision in _of_the_file(row):
        revision.original_name = f"redacted{PurePath(revision.original_name).suffix[:10]}"
        revision.save(update_fields=["original_name"])
    transaction.on_commit(partial(let_go_of, file.pk))


_TAKEN_OUT: Mapping[str, Callable[[Redaction], None]] = {
    What.ACCOUNT: _account_out,
    What.ORIGINAL: _original_out,
}


def _of_the_file(row: Redaction) -> list[Revision]:
    """Every text of the story that came in as this file."""
    same = Revision.objects.filter(article_id=row.article_id, original_id=row.revision.original_id)
    return list(same.order_by("pk"))


def _there(revision: Revision, what: str) -> bool:
    if what == What.ACCOUNT:
        return bool(revision.import_notes)
    return revision.original is not None and revision.original.redacted_at is None


def _reasoned(work: Work, reason: str) -> str:
    """Where the person goes back to."""
    history = work.case.at("history/")
    if reason not in Reason.values:
        raise Refused("Choose why the words are taken out of the record.", history)
    return history


def _note(work: Work, note_id: int, fix: str) -> Note:
    """A note of this very story that may still be taken out."""
    chain = audit.chain_of(work.article.pk)
    here = AuditEvent.objects.filter(chain=chain, payload__contains=f'"note":{note_id},"note_digest"')
    note = Note.objects.filter(pk=note_id).first()
    if note is None or not here.exists():
        raise Refused("This note is not part of the story.", fix)
    _asked_once(Redaction.objects.filter(note=note), "this note", fix)
    published = Publication.objects.filter(public_note=note).first()
    if published:
        raise Refused(
            f"This note went out with publication {published.number}: correct or retract the story instead.",
            fix,
        )
    return note


def _asked_once(rows: QuerySet[Redaction], called: str, fix: str) -> None:
    """What somebody asked who may not ask any more may be asked again."""
    row = rows.select_related("asked_by").first()
    if row and (row.seconded_by_id or asked_still(row)):
        raise Changed(f"Somebody asked to redact {called} already.", fix)


def _record(action: str, work: Work, row: Redaction) -> None:
    """Without the words of an import, once they are out, its revisions are sealed anew."""
    about: dict[str, Any] = {"of": row.of}
    if row.note:
        about = {"about": row.note_id, "about_digest": row.note.digest}
    elif row.seconded_by_id:
        about["also"] = _of_the_file(row) if row.what == What.ORIGINAL else [row.revision]
    audit.record(
        action,
        actor=work.actor,
        article_id=work.article.pk,
        subject=row,
        why=row.get_reason_display(),
        **about,
    )
