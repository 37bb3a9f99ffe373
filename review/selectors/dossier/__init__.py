"""Everything the file of a publication tells, from the rows as they were when it left; the inside edition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from articles.differences import words_changed
from articles.models import Revision
from review.disclosure.grade import LEVELS
from review.disclosure.policy import WHEN, Policy
from review.models import Declaration, Disclosure, Override, Publication, SignOff
from review.record.dossier import trail_of
from review.record.rows import canonical, plain
from review.selectors.carrying import really_signed
from review.selectors.conversion import declarations_of, told_of, uses_said
from review.selectors.dossier.questions import questions_of
from review.selectors.dossier.sources import accusations, reports, requests, sources_of
from review.selectors.dossier.taken_back import taken_back
from review.selectors.dossier.then import Facts, before, reading_then, records_then
from review.selectors.policy import house_roles
from review.wording import joined
from review.workflow.gates import GATE


def sections_of(publication: Publication) -> Facts:
    """The inside edition, section by section."""
    record = json.loads(publication.bundle["record"])
    run, policy = reading_then(publication), _policy_of(publication)
    records = records_then(publication, policy.not_counting(_authors(publication, record)))
    return {
        "publication": _publication(publication, record),
        "text": _text(publication, record),
        "files": {name: _sha256(body) for name, body in sorted(publication.bundle.items())},
        "revisions": [_revision(row) for row in _revisions(publication)],
        "questions": questions_of(publication, run, policy, records),
        "sources": sources_of(run, records),
        "reports": reports(records),
        "accusations": accusations(publication, records.authors),
        "replies": requests(publication),
        "ai": _ai(publication, record),
        "images": record["ai"].get("images", []),
        "sign_offs": _sign_offs(publication, record, policy),
        "waivers": [_waiver(row) for row in _waivers(publication, record)],
        "policy": _policy(publication, policy),
        "responsible": {"name": record["responsible"], "contact": record.get("contact", "")},
        "record": trail_of(publication),
    }


def _authors(row: Publication, record: Facts) -> set[int]:
    return {author.pk for author in row.article.authors.all() if author.name in record["authors"]}


def _publication(row: Publication, record: Facts) -> Facts:
    return {
        "story": row.article.slug,
        "number": row.number,
        "nature": row.nature,
        "at": plain(row.published_at),
        "by": row.published_by.name,
        "authors": record["authors"],
        "note": row.public_note.text if row.public_note else "",
    }


def _text(row: Publication, record: Facts) -> Facts:
    revision, label = row.revision, record.get("label") or {}
    return {
        "headline": revision.headline,
        "standfirst": revision.standfirst,
        "byline": revision.byline or f"By {joined(record['authors'])}",
        "text": revision.text,
        "format": revision.format,
        "wrapped": revision.wrapped,
        "words": revision.word_count,
        "revision": revision.number,
        "sha256": revision.sha256,
        "substance": revision.substance_digest,
        "label": label.get("text", ""),
        "place": label.get("place", ""),
    }


def _revisions(row: Publication) -> Iterable[Revision]:
    found = row.article.revisions.filter(number__lte=row.revision.number).select_related("created_by")
    return found.order_by("number")


def _revision(row: Revision) -> Facts:
    return {
        "number": row.number,
        "at": plain(row.created_at),
        "by": row.created_by.name,
        "words": row.word_count,
        "sha256": row.sha256,
        "substance": row.substance_digest,
        "file": row.original_name,
        "import_notes": row.import_notes,
    }


def _ai(row: Publication, record: Facts) -> Facts:
    ai, told = record["ai"], _told(row)
    return {
        "used": ai["used"],
        "grade": LEVELS.get(ai["grade"], ai["grade"]),
        "uses": ai["uses"],
        "declared_by": ai["declared_by"],
        "declared_at": ai["declared_at"],
        "taken_back": taken_back(row),
        "told": {
            "labelled": told.labelled,
            "wording": told.wording,
            "place": told.place,
            "reason": told.reason,
            "by": told.decided_by.name,
        }
        if told
        else None,
    }


def _told(row: Publication) -> Disclosure | None:
    """What readers were told of the uses that were declared for this text, as the desk saw it."""
    said = before(row, Declaration, "made_at").select_related("made_by", "revision").prefetch_related("uses")
    declarations = list(said.order_by("-id"))
    declared, _ = declarations_of(declarations, row.revision.digest_in())
    rows = before(row, Disclosure, "decided_at").select_related("decided_by", "declaration").order_by("-id")
    return told_of(list(rows), declared, uses_said(declarations))


def _sign_offs(row: Publication, record: Facts, policy: Policy) -> list[Facts]:
    """Those the publication rests on, with what was ticked and how many words changed since."""
    related = ("revision", "note", "renews__revision", "carried_by")
    rows = before(row, SignOff, "signed_at").select_related(*related)
    signed = {(one.role, one.signed_at.isoformat()): one for one in rows}
    return [
        _sign_off(row, said, signed.get((said["role"], said["at"])), policy) for said in record["sign_offs"]
    ]


def _sign_off(row: Publication, said: Facts, one: SignOff | None, policy: Policy) -> Facts:
    checks = dict(policy.checks.get(said["role"], ()))
    then = really_signed(one).revision if one else row.revision
    over = one if one and one.carried_by else None
    return {
        "role": said["role"],
        "person": said["person"],
        "at": said["at"],
        "revision": said["revision"],
        "substance": said["substance"],
        "checks": [checks.get(slug, slug) for slug in said["checks"]],
        "changed": words_changed(_words(then), _words(row.revision)),
        "still_stands": _renewed(one.renews, one, checks) if one and one.renews and not over else None,
        "note": one.note.text if one and one.note else "",
        **({"carried_over": _carried_over(over)} if over else {}),
    }


def _carried_over(row: SignOff) -> Facts:
    """Who carried it over, and what its signer had signed."""
    really = really_signed(row)
    by = row.carried_by.name if row.carried_by else ""
    return {"by": by, "revision": really.revision.number, "at": plain(really.signed_at)}


def _renewed(old: SignOff, new: SignOff, checks: Facts) -> Facts:
    """What the person had signed before, and said of this text that it still stands."""
    return {
        "revision": old.revision.number,
        "at": plain(old.signed_at),
        "carried": [checks.get(slug, slug) for slug in new.carried],
        "changed": words_changed(_words(old.revision), _words(new.revision)),
    }


def _words(revision: Revision) -> tuple[str, str, str]:
    return revision.headline, revision.standfirst, revision.text


def _waivers(row: Publication, record: Facts) -> Iterable[Override]:
    """Of this very text, agreed to by two, and counted when it left."""
    text, counted = row.revision.digest_in(), {one["gate"] for one in record["waived"]}
    rows = before(row, Override, "seconded_at").select_related("asked_by", "seconded_by", "reason")
    return (one for one in rows if one.gate in counted and one.digest_in() == text)


def _waiver(row: Override) -> Facts:
    return {
        "gate": row.gate,
        "name": GATE[row.gate].name if row.gate in GATE else row.gate,
        "role": row.role,
        "reason": row.reason.text,
        "asked_by": row.asked_by.name,
        "asked_at": plain(row.asked_at),
        "seconded_by": row.seconded_by.name if row.seconded_by else "",
        "seconded_at": plain(row.seconded_at),
    }


def _policy_of(publication: Publication) -> Policy:
    """The policy the story left under, with every scope merged in."""
    return Policy.from_body(_body(publication), house_roles())


def _body(publication: Publication) -> Facts:
    return dict(publication.pin.body if publication.pin else publication.policy.body)


def _policy(publication: Publication, policy: Policy) -> Facts:
    row, pin = publication.policy, publication.pin
    return {
        "number": row.number,
        "since": plain(row.effective_from),
        "digest": _sha256(canonical(_body(publication))),
        **({"made_of": pin.label} if pin and " with " in pin.label else {}),
        "signers": [f"{policy.role_name(role)} {WHEN.get(when, when)}" for role, when in policy.signers],
        "reason": row.reason,
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
