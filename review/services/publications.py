"""Publishing, correcting, retracting: the approved text is frozen with label, record and audit heads."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.imaging import picture_of
from articles.models import Revision
from articles.selectors import finished_run
from review.disclosure.images import credit_of, source_of
from review.models import Note, Publication
from review.record import audit
from review.record.publishing import Correction, Picture, Release, bundle, bundle_digest
from review.services.base import (
    Work,
    begin,
    look,
    note_facts,
    note_make,
    note_needed,
    open_now,
    seen,
)
from review.workflow.case import Case
from review.workflow.gates import results

Status = Publication.Status
Nature = Publication.Nature


@transaction.atomic
def publish(*, actor: Any, article_id: int, seen_digest: str, public_note: str = "") -> Publication:
    """The first publication, or a correction of what was published before, which a public note explains."""
    work = begin(actor, article_id, "publish")
    seen(work, seen_digest)
    open_now(work, "publish")
    earlier = _earlier(work)
    note = note_make(public_note)
    if earlier:
        note = note or note_needed("", "Say publicly what is corrected.", work.case.at("publish/"))
    revision = work.review.approved_revision
    assert revision is not None
    release = _release(work, revision, earlier, note)
    _replace(work, earlier)
    row = _freeze(work, revision, release, Status.LIVE, note)
    _record("corrected" if earlier else "published", work, row, note)
    return row


@transaction.atomic
def retract(*, actor: Any, article_id: int, public_note: str) -> Publication:
    """Takes the live story down; what stands in its place is a notice that says publicly why."""
    work = begin(actor, article_id, "retract")
    open_now(work, "retract")
    fix = work.case.at("retract/")
    earlier = _earlier(work)
    live = next(row for row in earlier if row.status == Status.LIVE)
    note = note_needed(public_note, "Say publicly why the story is retracted.", fix)
    release = _of_live(_release(work, live.revision, earlier, note, Nature.RETRACTION), live)
    Publication.objects.filter(pk=live.pk).update(status=Status.RETRACTED)
    live.refresh_from_db()
    _record("retracted", work, live, None)
    row = _freeze(work, live.revision, release, Status.RETRACTED, note)
    _record("retraction-published", work, row, note)
    return row


def release_preview(*, actor: Any, article_id: int, public_note: str = "") -> dict[str, str]:
    """What publishing now would give readers, and nothing is kept."""
    work = look(actor, article_id, "read")
    revision = work.review.approved_revision or work.article.head
    note = Note(text=public_note) if public_note else None
    return bundle(_release(work, revision, _earlier(work), note))


def _earlier(work: Work) -> list[Publication]:
    """Oldest first."""
    return list(
        work.article.publications.select_related("revision", "public_note").defer("bundle").order_by("number")
    )


def _replace(work: Work, earlier: list[Publication]) -> None:
    for row in earlier:
        if row.status == Status.LIVE:
            Publication.objects.filter(pk=row.pk).update(status=Status.CORRECTED)
            row.refresh_from_db()
            _record("replaced", work, row, None)


def _release(
    work: Work,
    revision: Revision,
    earlier: list[Publication],
    note: Note | None,
    nature: str = "",
) -> Release:
    """Every fact the export needs, gathered once."""
    case, now = work.case, timezone.now()
    nature = nature or (Nature.CORRECTION if earlier else Nature.FIRST)
    run = finished_run(work.article)
    told = case.told if case.declared else None
    return Release(
        address=work.article.slug,
        number=(earlier[-1].number if earlier else 0) + 1,
        nature=str(nature),
        revision=revision.number,
        headline=revision.headline,
        standfirst=revision.standfirst,
        byline=revision.byline,
        text=revision.text,
        format=revision.format,
        language=(run.language if run else "") or "en",
        authors=tuple(case.authors.values()),
        publisher=case.policy.publisher or settings.NEWSROOM_NAME,
        contact=case.policy.contact,
        explainer=case.policy.explainer,
        responsible=case.responsible,
        first_published_at=earlier[0].published_at if earlier else now,
        published_at=now,
        label=told.wording if told and told.labelled else "",
        place=told.place if told and told.labelled else "",
        source_type=case.grade.source_type,
        pictures=_pictures(case, revision),
        corrections=_corrections(earlier, note, nature, now),
        record=_record_facts(work, case, revision),
    )


def _pictures(case: Case, revision: Revision) -> tuple[Picture, ...]:
    """With the credit and the source type that go out."""
    found = []
    for row in revision.attachments.select_related("file"):
        picture = picture_of(row)
        uri, credit = source_of(picture, case.uses).uri, credit_of(picture)
        file = row.file
        found.append(Picture(file.content_type, bytes(file.data), row.alt, row.caption, credit, uri))
    return tuple(found)


def _corrections(
    earlier: list[Publication], note: Note | None, nature: str, now: Any
) -> tuple[Correction, ...]:
    """Every public note so far, this one included."""
    found = [
        Correction(row.number, row.nature, row.published_at, row.public_note.text)
        for row in earlier
        if row.public_note and row.nature != Nature.FIRST
    ]
    if note and nature != Nature.FIRST:
        found.append(Correction(earlier[-1].number + 1, str(nature), now, note.text))
    return tuple(found)


def _record_facts(work: Work, case: Case, revision: Revision) -> dict[str, Any]:
    """Who signed what, when; gates, policy, digests and heads. No free text."""
    chain = audit.chain_of(work.article.pk)
    return {
        "digests": {"substance": revision.substance_digest, "exact": revision.sha256},
        "policy": case.policy_number,
        "ai": {
            "used": bool(case.uses),
            "grade": case.grade.level,
            "uses": [asdict(use) for use in case.uses],
            "images": [
                {
                    "name": picture.name,
                    "credit": credit_of(picture),
                    "source_type": made.uri,
                    "why": made.reason,
                }
                for picture, made in case.consequences.images
            ],
            "declared_by": case.declared.by if case.declared else None,
            "declared_at": case.declared.at.isoformat() if case.declared else None,
        },
        "sign_offs": [
            {
                "role": s.role,
                "person": s.person,
                "at": s.signed_at.isoformat(),
                "revision": s.revision,
                "substance": s.digest,
                "checks": sorted(s.checks),
            }
            for role in case.required_roles
            if (s := case.standing(role))
        ],
        "gates": [{"gate": r.code, "name": r.name, "status": r.status} for r in results(case)],
        "waived": [
            {"gate": w.gate, "asked_by": w.asked_by, "seconded_by": w.seconded_by}
            for w in case.waivers
            if w.seconded_by
        ],
        "flags": {
            status: sum(flag.status == status for flag in case.flags)
            for status in ("open", "replied", "evidenced", "dismissed")
        },
        "audit": {"story": _head(chain), "house": _head(audit.HOUSE)},
    }


def _head(chain: str) -> dict[str, Any]:
    sequence, digest = audit.head_of(chain)
    return {"chain": chain, "sequence": sequence, "digest": digest}


def _of_live(release: Release, live: Publication) -> Release:
    """The notice that stands where the story stood; its record is about the text that was live, whatever
    became of the story since."""
    then = json.loads(live.bundle["record"])
    kept = {name: then[name] for name in release.record if name != "audit" and name in then}
    return _notice(
        replace(release, record={**release.record, **kept}, source_type=then["digital_source_type"])
    )


def _notice(release: Release) -> Release:
    """What stands where the story stood."""
    return replace(
        release,
        headline=f"Retracted: {release.headline}",
        standfirst="",
        text="This story was retracted.",
        format=Revision.Format.PLAIN,
        label="",
        place="",
        pictures=(),
    )


def _freeze(work: Work, revision: Revision, release: Release, status: str, note: Note | None) -> Publication:
    """Never rendered anew: these are the bytes handed out from now on."""
    files = bundle(release)
    heads = release.record["audit"]
    return Publication.objects.create(
        article=work.article,
        revision=revision,
        number=release.number,
        nature=release.nature,
        status=status,
        substance_digest=revision.substance_digest,
        policy_id=work.case.policy_id,
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
