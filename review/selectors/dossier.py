"""Everything the file of a publication tells, from the rows as they were when it left; the inside edition."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from articles.differences import words_changed
from articles.models import AnalysisRun, Flag, Revision, RunStatus, Sighting
from review.disclosure.grade import LEVELS
from review.disclosure.policy import WHEN, Policy
from review.models import (
    Disclosure,
    FlagDecision,
    FlagReply,
    Override,
    Publication,
    ReplyRequest,
    SignOff,
    SourceRecord,
)
from review.record.dossier import trail_of
from review.record.rows import canonical, plain
from review.selectors.flags import question_of, rule_name, severity_of, standing
from review.selectors.policy import house_roles
from review.selectors.records import attestation_of
from review.sources.attestation import CONDITIONS, CORROBORATION, REASONS
from review.sources.ledger import ledger_of
from review.sources.replies import HOW, OUTCOMES
from review.wording import joined
from review.workflow.gates import GATE

Facts = dict[str, Any]


def sections_of(publication: Publication) -> Facts:
    """The inside edition, section by section."""
    record = json.loads(publication.bundle["record"])
    run = _reading(publication)
    return {
        "publication": _publication(publication, record),
        "text": _text(publication, record),
        "files": {name: _sha256(body) for name, body in sorted(publication.bundle.items())},
        "revisions": [_revision(row) for row in _revisions(publication)],
        "questions": _questions(publication, run),
        "sources": _sources(publication, run),
        "replies": [_request(row) for row in _before(publication, ReplyRequest, "made_at")],
        "ai": _ai(publication, record),
        "images": record["ai"].get("images", []),
        "sign_offs": _sign_offs(publication, record),
        "waivers": [_waiver(row) for row in _waivers(publication)],
        "policy": _policy(publication),
        "responsible": {"name": record["responsible"], "contact": record.get("contact", "")},
        "record": trail_of(publication),
    }


def _publication(row: Publication, record: Facts) -> Facts:
    return {
        "story": row.article.slug,
        "number": row.number,
        "nature": row.nature,
        "at": plain(row.published_at),
        "by": row.published_by.name,
        "authors": [author.name for author in row.article.authors.all()],
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


def _reading(row: Publication) -> AnalysisRun | None:
    """The newest that was finished, of this text, when it left."""
    runs = AnalysisRun.objects.filter(revision__article=row.article_id, status=RunStatus.DONE)
    runs = runs.filter(
        finished_at__lte=row.published_at, revision__substance_digest=row.substance_digest
    ).select_related("revision")
    return runs.order_by("-id").first()


def _questions(row: Publication, run: AnalysisRun | None) -> list[Facts]:
    """In the order of the text, then those whose words are gone."""
    flags = list(Flag.objects.filter(article=row.article_id, created_at__lte=row.published_at))
    last: dict[int, Sighting] = {}
    seen = Sighting.objects.filter(flag__in=flags, revision__number__lte=row.revision.number)
    for sighting in seen.select_related("revision", "run").order_by("id"):
        if sighting.run is None or (sighting.run.finished_at or row.published_at) <= row.published_at:
            last[sighting.flag_id] = sighting
    decisions, replies = _answers(row, flags)
    policy = Policy.from_body(row.policy.body)
    records = {
        one.source_key: one for one in reversed(list(_before(row, SourceRecord, "attested_at")))
    }  # the newest counts
    found = [
        _question(flag, last[flag.pk], _stands(last[flag.pk], run, row), policy, decisions, replies, records)
        for flag in flags
        if flag.pk in last
    ]
    return sorted(found, key=lambda one: (not one["standing"], one["start"], one["number"]))


def _stands(sighting: Sighting, run: AnalysisRun | None, row: Publication) -> bool:
    """Its words are in the text that left."""
    if sighting.run_id is None:
        return sighting.revision_id == row.revision_id
    return run is not None and sighting.run_id == run.pk


def _answers(
    row: Publication, flags: list[Flag]
) -> tuple[dict[int, list[FlagDecision]], dict[int, list[FlagReply]]]:
    decisions: dict[int, list[FlagDecision]] = defaultdict(list)
    replies: dict[int, list[FlagReply]] = defaultdict(list)
    related = ("note", "made_by", "revision")
    until = {"flag__in": flags, "made_at__lte": row.published_at}
    for one in FlagDecision.objects.filter(**until).select_related(*related).order_by("-id"):
        decisions[one.flag_id].append(one)
    for reply in FlagReply.objects.filter(**until).select_related(*related).order_by("id"):
        replies[reply.flag_id].append(reply)
    return decisions, replies


def _question(
    flag: Flag, at: Sighting, standing_now: bool, policy: Policy, decisions: Any, replies: Any, records: Any
) -> Facts:
    """A question with the answer that held when the text left."""
    decision = standing(at.passage_digest, decisions[flag.pk]) if standing_now else None
    record = records.get(at.source_key) if standing_now and not decision else None
    vouched = record if record and at.passage_digest in record.passages else None
    outcome = _outcome(standing_now, decision, vouched, bool(replies[flag.pk]))
    return {
        "number": flag.number,
        "rule": flag.rule,
        "name": rule_name(flag.rule),
        "severity": severity_of(at, flag.rule, policy),
        "question": question_of(flag.rule, at),
        "standing": standing_now,
        "field": at.field,
        "start": at.start,
        "end": at.end,
        "quote": at.quote,
        "outcome": outcome,
        "reason": decision.get_reason_display() if decision and decision.reason else "",
        "link": decision.link if decision else "",
        "note": decision.note.text if decision and decision.note else "",
        "who": _who(decision, vouched),
        "at": plain(_when(decision, vouched, flag)),
        "revision": at.revision.number,
        "replies": [
            {
                "intent": reply.get_intent_display(),
                "text": reply.note.text,
                "who": reply.made_by.name,
                "at": plain(reply.made_at),
            }
            for reply in replies[flag.pk]
        ],
    }


def _outcome(stands: bool, decision: FlagDecision | None, vouched: SourceRecord | None, replied: bool) -> str:
    if not stands:
        return "changed"
    if decision:
        return str(decision.outcome)
    return "attested" if vouched else "replied" if replied else "open"


def _who(decision: FlagDecision | None, vouched: SourceRecord | None) -> str:
    if decision:
        return decision.made_by.name
    person = (vouched.editor_knows or vouched.attested_by) if vouched else None
    return person.name if person else ""


def _when(decision: FlagDecision | None, vouched: SourceRecord | None, flag: Flag) -> Any:
    if decision:
        return decision.made_at
    return vouched.attested_at if vouched else flag.gone_at


def _sources(row: Publication, run: AnalysisRun | None) -> list[Facts]:
    """By kind, those a reader could check first; of an unnamed one what was attested, never who it is."""
    if run is None:
        return []
    attested = {
        one.source_key: _attested(one) for one in reversed(list(_before(row, SourceRecord, "attested_at")))
    }
    return [
        {
            "who": source.who,
            "kind": source.kind,
            "sort": source.sort,
            "checkable": source.checkable,
            "statements": source.count,
            "via": source.via,
            "attested": attested.get(source.source_key) if source.kind == "anonymous" else None,
        }
        for source in ledger_of(run.reading, run.revision.text).sources
    ]


def _attested(row: SourceRecord) -> Facts:
    found = attestation_of(row)
    return {
        "people": found.people,
        "conditions": [label for slug, label, _ in CONDITIONS if slug in found.conditions],
        "reason": REASONS.get(found.reason, ""),
        "corroborated_by": [CORROBORATION[kind] for kind in found.corroboration if kind in CORROBORATION],
        "role": found.role,
        "voucher": found.voucher,
        "by": found.by,
        "at": plain(found.at),
        "note": found.note,
    }


def _request(row: ReplyRequest) -> Facts:
    return {
        "whom": row.asked_whom,
        "asked_at": plain(row.asked_at),
        "how": HOW.get(row.how, row.how),
        "deadline": plain(row.deadline),
        "what": row.what.text,
        "outcome": OUTCOMES.get(row.outcome, row.outcome),
        "answer": row.answer.text if row.answer else "",
        "quoted": row.quoted,
        "by": row.made_by.name,
    }


def _ai(row: Publication, record: Facts) -> Facts:
    ai, told = (
        record["ai"],
        Disclosure.objects.filter(
            article=row.article_id, substance_digest=row.substance_digest, decided_at__lte=row.published_at
        )
        .select_related("decided_by")
        .first(),
    )
    return {
        "used": ai["used"],
        "grade": LEVELS.get(ai["grade"], ai["grade"]),
        "uses": ai["uses"],
        "declared_by": ai["declared_by"],
        "declared_at": ai["declared_at"],
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


def _sign_offs(row: Publication, record: Facts) -> list[Facts]:
    """Those the publication rests on, with what was ticked and how many words changed since."""
    rows = SignOff.objects.filter(article=row.article_id, signed_at__lte=row.published_at)
    signed = {(one.role, one.signed_at.isoformat()): one for one in rows.select_related("revision", "note")}
    now = (row.revision.headline, row.revision.standfirst, row.revision.text)
    found = []
    for said in record["sign_offs"]:
        one = signed.get((said["role"], said["at"]))
        checks = dict(Policy.from_body(row.policy.body).checks.get(said["role"], ()))
        then = one.revision if one else row.revision
        found.append(
            {
                "role": said["role"],
                "person": said["person"],
                "at": said["at"],
                "revision": said["revision"],
                "substance": said["substance"],
                "checks": [checks.get(slug, slug) for slug in said["checks"]],
                "changed": words_changed((then.headline, then.standfirst, then.text), now),
                "note": one.note.text if one and one.note else "",
            }
        )
    return found


def _waivers(row: Publication) -> Iterable[Override]:
    return Override.objects.filter(
        article=row.article_id, substance_digest=row.substance_digest, seconded_at__lte=row.published_at
    ).select_related("asked_by", "seconded_by", "reason")


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


def _policy(publication: Publication) -> Facts:
    """The policy the story left under, with every scope merged in."""
    row, pin = publication.policy, publication.pin
    body = pin.body if pin else row.body
    policy = Policy.from_body(body, house_roles())
    return {
        "number": row.number,
        "since": plain(row.effective_from),
        "digest": _sha256(canonical(body)),
        **({"made_of": pin.label} if pin and " with " in pin.label else {}),
        "signers": [f"{policy.role_name(role)} {WHEN.get(when, when)}" for role, when in policy.signers],
        "reason": row.reason,
    }


def _before(row: Publication, model: Any, when: str) -> Iterable[Any]:
    """Rows of the story that were there when it left, newest first."""
    return model.objects.filter(article=row.article_id, **{f"{when}__lte": row.published_at})


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
