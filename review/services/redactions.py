"""Taking a note out of the record: two people, a reason from a list; its digest and the chain stay."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from review.models import AuditEvent, Note, Publication, Redaction
from review.record import audit
from review.selectors.redactions import asked_still
from review.services.refusals import Changed, Forbidden, Refused
from review.services.work import Work, story
from review.workflow.ways import GONE

Reason = Redaction.Reason
PAGE = "/redactions/"


def note_redact_ask(*, actor: Any, article_id: int, note_id: int, reason: str) -> Redaction:
    """Asks to blank a note of this story; nothing is blanked before a second person agrees."""
    with story(actor, article_id, "redact") as work:
        history = work.case.at("history/")
        if reason not in Reason.values:
            raise Refused("Choose why the note is taken out of the record.", history)
        note = _note(work, note_id, history)
        asked = {"reason": reason, "asked_by": actor, "asked_at": timezone.now()}
        row, _ = Redaction.objects.update_or_create(article=work.article, note=note, defaults=asked)
        _record("redaction-asked", work, row)
        return row


def note_redact_second(*, actor: Any, redaction_id: int) -> Redaction:
    """The second person agrees: the words are gone, and so is the salt that would let anyone guess them."""
    article_id = Redaction.objects.values_list("article_id", flat=True).get(pk=redaction_id)
    with story(actor, article_id, "redact_second") as work:
        row = Redaction.objects.select_related("asked_by", "note").get(pk=redaction_id)
        if row.asked_by_id == actor.pk:
            raise Forbidden("You asked for this yourself: a second person must agree.")
        if row.seconded_by_id:
            raise Changed("Somebody agreed to this already.", PAGE)
        if not asked_still(row):
            raise Refused(GONE, work.case.at("history/"))
        row.seconded_by, row.seconded_at = actor, timezone.now()
        row.words = f"[Redacted by {row.asked_by.name} and {actor.name}: {row.get_reason_display()}.]"
        row.save()
        Note.objects.filter(pk=row.note_id).update(text=row.words, salt="", redacted_at=row.seconded_at)
        _record("redacted", work, row)
        return row


def _note(work: Work, note_id: int, fix: str) -> Note:
    """A note of this very story that may still be taken out."""
    chain = audit.chain_of(work.article.pk)
    here = AuditEvent.objects.filter(chain=chain, payload__contains=f'"note":{note_id},"note_digest"')
    note = Note.objects.filter(pk=note_id).first()
    if note is None or not here.exists():
        raise Refused("This note is not part of the story.", fix)
    asked = Redaction.objects.filter(note=note).select_related("asked_by").first()
    if asked and (asked.seconded_by_id or asked_still(asked)):
        raise Changed("Somebody asked to redact this note already.", fix)
    published = Publication.objects.filter(public_note=note).first()
    if published:
        raise Refused(
            f"This note went out with publication {published.number}: correct or retract the story instead.",
            fix,
        )
    return note


def _record(action: str, work: Work, row: Redaction) -> None:
    audit.record(
        action,
        actor=work.actor,
        article_id=work.article.pk,
        subject=row,
        why=row.get_reason_display(),
        about=row.note_id,
        about_digest=row.note.digest,
    )
