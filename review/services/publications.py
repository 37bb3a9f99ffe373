"""Publishing, correcting, retracting: the approved text is frozen with label, record and audit heads."""

from __future__ import annotations

import logging
from typing import Any

from articles.copies import printed
from articles.models import Article, Revision
from articles.schemes import SCHEME
from review.models import Checkpoint, Note, Publication, RetractionConfirmation
from review.record import audit
from review.record.changed import lost_facts
from review.record.checkpoints import checkpoint_make
from review.record.keys import NoKey
from review.record.notices import NEUTRAL
from review.record.publishing import Release, bundle, bundle_digest
from review.services.guards import open_now, seen
from review.services.notes import note_facts, note_make, note_needed
from review.services.pins import pin_under
from review.services.refusals import Changed, Forbidden, Refused
from review.services.releases import of_live, release_of
from review.services.work import Work, look, story

log = logging.getLogger(__name__)
Status = Publication.Status
Nature = Publication.Nature


def publish(
    *, actor: Any, article_id: int, seen_digest: str, public_note: str = "", nature: str = "",
    no_error: bool = False,
) -> Publication:  # fmt: skip
    """The first publication; or a later one: a correction, which a public note explains, or an update.

    `no_error` says that the figures and names that changed in an update were right when they stood."""
    with story(actor, article_id, "publish") as work:
        seen(work, seen_digest)
        open_now(work.case, "publish")
        earlier = _earlier(work)
        kind = _nature(work, earlier, nature)
        note = note_make(public_note)
        if kind == Nature.CORRECTION:
            note = note or note_needed("", "Say publicly what is corrected.", work.case.at("publish/"))
        if kind == Nature.UPDATE:
            _no_correction(work, no_error)
        revision = work.review.approved_revision
        assert revision is not None
        release = release_of(work, revision, earlier, note, kind)
        _replace(work, earlier, kind)
        approved = work.review.approved_told_digest
        told = approved if approved in work.case.tellings else work.case.told_digest
        row = _freeze(work, revision, release, Status.LIVE, note, work.case.approved_digest, told)
        _record(
            {Nature.UPDATE: "updated", Nature.CORRECTION: "corrected"}.get(kind, "published"), work, row, note
        )
        _checkpoint(work)
        return row


def retract(
    *, actor: Any, article_id: int, public_note: str = "", wording: str = "", withhold: bool = False
) -> Publication:
    """Takes the live story down at once; a notice says publicly why, in words of one's own or neutral ones.

    `withhold` keeps the headline out of the notice. A second person confirms afterwards. Where no key can be
    used, the checkpoint is left to the night, and the log and the admin's home say so."""
    with story(actor, article_id, "retract") as work:
        open_now(work.case, "retract")
        earlier = _earlier(work)
        live = next(row for row in earlier if row.status == Status.LIVE)
        said = public_note.strip() or NEUTRAL.get(wording, "")
        note = note_needed(said, "Say publicly why the story is retracted.", work.case.at("retract/"))
        release = of_live(release_of(work, live.revision, earlier, note, Nature.RETRACTION), live, withhold)
        Publication.objects.filter(pk=live.pk).update(status=Status.RETRACTED)
        live.refresh_from_db()
        _record("retracted", work, live, None)
        row = _freeze(
            work, live.revision, release, Status.RETRACTED, note, live.digest_in(), live.told_digest
        )
        _record("retraction-published", work, row, note)
        try:
            checkpoint_make(Checkpoint.Why.PUBLICATION)
        except NoKey as no:
            log.error("The retraction of %s is in no checkpoint yet: %s", work.article.slug, no)
        return row


def _checkpoint(work: Work) -> None:
    """What left is signed in the same transaction; without a key nothing leaves."""
    try:
        checkpoint_make(Checkpoint.Why.PUBLICATION)
    except NoKey as no:
        raise Refused(str(no), work.case.at("publish/")) from no


def retraction_confirm(*, actor: Any, publication_id: int) -> RetractionConfirmation:
    """A second person says that the story was rightly taken down."""
    article_id = Publication.objects.values_list("article_id", flat=True).get(pk=publication_id)
    with story(actor, article_id, "retract") as work:
        row = Publication.objects.defer("bundle").select_related("revision").get(pk=publication_id)
        fix = work.case.at(f"publications/{row.number}/")
        if row.nature != Nature.RETRACTION:
            raise Refused("Only a retraction is confirmed.", fix)
        if row.published_by_id == actor.pk:
            raise Forbidden("You took the story down yourself: a second person confirms it.")
        if RetractionConfirmation.objects.filter(publication=row).exists():
            raise Changed("Somebody confirmed this retraction already.", fix)
        confirmation = RetractionConfirmation.objects.create(publication=row, made_by=actor)
        audit.record(
            "retraction-confirmed",
            actor=actor,
            article_id=article_id,
            subject=confirmation,
            number=row.number,
        )
        return confirmation


def release_preview(
    *, actor: Any, article_id: int, public_note: str = "", nature: str = ""
) -> dict[str, str]:
    """What publishing now would give readers, and nothing is kept."""
    work = look(actor, article_id, "read")
    revision = work.review.approved_revision or work.article.head
    note = Note(text=public_note) if public_note else None
    return bundle(release_of(work, revision, _earlier(work), note, nature))


def _earlier(work: Work) -> list[Publication]:
    """Oldest first."""
    return list(
        work.article.publications.select_related("revision", "public_note").defer("bundle").order_by("number")
    )


def _nature(work: Work, earlier: list[Publication], nature: str) -> str:
    """What the publication is; an update only of what is live, and only where words changed."""
    if not earlier:
        return Nature.FIRST
    live = next((row for row in earlier if row.status == Status.LIVE), None)
    if nature not in ("", Nature.UPDATE, Nature.CORRECTION):
        raise Refused("Say whether it is an update or a correction.", work.case.at("publish/"))
    if nature != Nature.UPDATE:
        return Nature.CORRECTION
    if live is None or live.revision.digest_in() == work.case.text_digest:
        raise Refused("No word of a live version changed: readers are told in a correction.", _fix(work))
    return Nature.UPDATE


def _no_correction(work: Work, no_error: bool) -> None:
    """A figure or a name of the live version that changed asks for an explicit yes that it was no error; so
    does what readers were told of AI or of an image."""
    lost = facts_changed(work.article)
    if work.case.told_otherwise and not no_error:
        raise Refused(
            "Something else was told, or was on record, of AI, of an image or of the language in the live"
            " version. Say that it was right when it stood, or publish a correction.",
            _fix(work),
        )
    if lost and not no_error:
        raise Refused(
            f"“{lost[0]}” stood in the live version and does not stand in this one."
            " Say that it was right when it stood, or publish a correction.",
            _fix(work),
        )


def facts_changed(article: Article) -> tuple[str, ...]:
    """Figures and names of the live version that the newest text does not repeat."""
    live = article.publications.filter(status=Status.LIVE).select_related("revision").defer("bundle").first()
    return lost_facts(_words(live.revision), _words(article.head)) if live else ()


def _words(revision: Revision) -> str:
    """All that readers see of it, a field a line: what is written with the text, and with its images."""
    images = ((row.alt, row.caption, row.credit) for row in revision.attachments.all())
    return "\n".join([*printed(revision), *(words for image in images for words in image)])


def _fix(work: Work) -> str:
    return work.case.at("publish/")


def _replace(work: Work, earlier: list[Publication], kind: str) -> None:
    update = kind == Nature.UPDATE
    for row in earlier:
        if row.status == Status.LIVE:
            status = Status.REPLACED if update else Status.CORRECTED
            Publication.objects.filter(pk=row.pk).update(status=status)
            row.refresh_from_db()
            _record("superseded" if update else "replaced", work, row, None)


def _freeze(
    work: Work,
    revision: Revision,
    release: Release,
    status: str,
    note: Note | None,
    digest: str,
    told_digest: str,
) -> Publication:
    """Never rendered anew: these are the bytes handed out from now on. The digests: of what was approved, and
    of what readers are told beside it."""
    files = bundle(release)
    heads = release.record["audit"]
    return Publication.objects.create(
        article=work.article,
        revision=revision,
        number=release.number,
        nature=release.nature,
        status=status,
        substance_digest=digest,
        told_digest=told_digest,
        scheme=SCHEME,
        policy_id=work.case.policy_id,
        pin=pin_under(work),
        bundle=files,
        bundle_digest=bundle_digest(files),
        public_note=note,
        article_head=heads["story"]["digest"],
        house_head=heads["house"]["digest"],
        article_sequence=heads["story"]["sequence"],
        house_sequence=heads["house"]["sequence"],
        published_by=work.actor,
        published_at=release.published_at,
    )


def _record(action: str, work: Work, row: Publication, note: Note | None) -> None:
    audit.record(
        action,
        actor=work.actor,
        article_id=work.article.pk,
        subject=row,
        number=row.number,
        revision=row.revision.number,
        bundle=row.bundle_digest,
        **note_facts(note),
    )
