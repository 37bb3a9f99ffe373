"""What a publication is made of: every fact that an export needs, gathered once from the case and rows."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.imaging import picture_of
from articles.models import Revision
from articles.schemes import SCHEME
from review.disclosure.carrying import allowed
from review.disclosure.images import credit_of
from review.models import Note, Publication
from review.record import audit
from review.record.notices import WITHHELD
from review.record.publishing import Correction, Picture, Release
from review.services.work import Work
from review.workflow.case import Case, Signature
from review.workflow.gates import results, waivers

Nature = Publication.Nature


def release_of(
    work: Work,
    revision: Revision,
    earlier: list[Publication],
    note: Note | None,
    nature: str = "",
) -> Release:
    """Every fact the export needs, gathered once."""
    case, now = work.case, timezone.now()
    nature = nature or (Nature.CORRECTION if earlier else Nature.FIRST)
    told = case.told if case.declared else None
    number = (earlier[-1].number if earlier else 0) + 1
    return Release(
        address=work.article.slug,
        url=_url(work.article.slug, number),
        number=number,
        nature=str(nature),
        revision=revision.number,
        headline=revision.headline,
        standfirst=revision.standfirst,
        byline=revision.byline,
        alternative_headlines=tuple(revision.alternative_headlines),
        alert_text=revision.alert_text,
        text=revision.running_text,
        format=revision.format,
        language=case.language,
        authors=tuple(work.article.credited),
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


def _url(slug: str, number: int) -> str:
    """Where readers find it, as the house says."""
    return settings.STORY_URL.replace("{slug}", slug).replace("{number}", str(number))


def _pictures(case: Case, revision: Revision) -> tuple[Picture, ...]:
    """With the credit and the source type that go out."""
    found = []
    for row in revision.attachments.select_related("file"):
        picture = picture_of(row)
        uri, credit = case.image_source(picture).uri, credit_of(picture)
        file = row.file
        data = bytes(file.data)
        found.append(
            Picture(file.content_type, data, row.alt, row.caption, credit, uri, row.width, row.height)
        )
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
        "digests": {
            "substance": case.approved_digest or case.digest,
            "text": revision.digest_in(),
            "details": case.details_digest,
            "label": case.label_digest,
            "exact": revision.sha256,
            "scheme": SCHEME,
        },
        "policy": case.policy_number,
        "duties_relaxed": [{"duty": duty.slug, "says": duty.relaxed} for duty in case.policy.duties.relaxed],
        **_carrying(case),
        **({"policy_made_of": case.policy_label} if " with " in case.policy_label else {}),
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
                **_carried_from(case, s),
            }
            for role in case.required_roles
            if (s := case.standing(role))
        ],
        "gates": [{"gate": r.code, "name": r.name, "status": r.status} for r in results(case)],
        "waived": [
            {"gate": w.gate, "asked_by": w.asked_by, "seconded_by": w.seconded_by}
            for w in waivers(case)
            if case.holds(w)
        ],
        "flags": {
            status: sum(flag.status == status for flag in case.flags)
            for status in ("open", "replied", "evidenced", "dismissed")
        },
        "audit": {"story": _head(chain), "house": _head(audit.HOUSE)},
    }


def _carrying(case: Case) -> dict[str, Any]:
    """What the policy lets one signer carry the others over; nothing is said where it lets nobody."""
    on = [{"change": one.slug, "says": one.says} for one in allowed(case.policy.carrying)]
    return {"carrying": on} if on else {}


def _carried_from(case: Case, signature: Signature) -> dict[str, Any]:
    """Of one that another signer carried over: who, and what its signer signed."""
    if not signature.carried:
        return {}
    really = case.really(signature)
    since = {"revision": really.revision, "at": really.signed_at.isoformat()}
    return {"carried_by": signature.carried_by, "carried_from": since}


def _head(chain: str) -> dict[str, Any]:
    sequence, digest = audit.head_of(chain)
    return {"chain": chain, "sequence": sequence, "digest": digest}


def of_live(release: Release, live: Publication, withhold: bool) -> Release:
    """The notice that stands where the story stood; its record is about the text that was live, whatever
    became of the story since."""
    then = json.loads(live.bundle["record"])
    kept = {name: then[name] for name in release.record if name != "audit" and name in then}
    return replace(
        release,
        record={**release.record, **kept},
        source_type=then["digital_source_type"],
        headline=WITHHELD if withhold else f"Retracted: {release.headline}",
        standfirst="",
        alternative_headlines=(),
        alert_text="",
        text="This story was retracted.",
        format=Revision.Format.PLAIN,
        label="",
        place="",
        pictures=(),
    )
