"""Sources by kind, other newsrooms' reports, accusations and requests for a reply, as they were on record."""

from __future__ import annotations

from articles.models import AnalysisRun
from review.models import Accusation, EarlyRelease, Publication, ReplyRequest
from review.record.rows import plain
from review.selectors.claims import accusation_of
from review.selectors.dossier.then import Facts, accusations_then, requests_then
from review.sources.accusations import KINDS
from review.sources.attestation import CONDITIONS, CORROBORATION, REASONS, Attestation
from review.sources.ledger import ledger_of
from review.sources.records import Records
from review.sources.replies import HOW, OUTCOMES


def sources_of(run: AnalysisRun | None, records: Records) -> list[Facts]:
    """By kind, those a reader could check first; of an unnamed one what was attested, never who it is."""
    if run is None:
        return []
    return [
        {
            "who": source.who,
            "kind": source.kind,
            "sort": source.sort,
            "checkable": source.checkable,
            "statements": source.count,
            "via": source.via,
            "attested": _attested(records.attestation(source.source_key))
            if source.kind == "anonymous"
            else None,
        }
        for source in ledger_of(run.reading, run.revision.text).sources
    ]


def _attested(found: Attestation | None) -> Facts | None:
    if found is None:
        return None
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


def reports(records: Records) -> list[Facts]:
    """What was done about each other newsroom's report; the newest word on each."""
    newest = {one.outlet: one for one in reversed(records.checked)}
    return [
        {
            "outlet": one.outlet,
            "link": one.link,
            "confirmed": not one.words,
            "how": one.how,
            "words": one.words,
            "by": one.by,
            "at": plain(one.at),
        }
        for one in newest.values()
    ]


def accusations(row: Publication, authors: frozenset[int]) -> list[Facts]:
    """In the order of the text: what was said of each, and by whom."""
    return [_accusation(one, authors) for one in accusations_then(row)]


def _accusation(row: Accusation, authors: frozenset[int]) -> Facts:
    one = accusation_of(row)
    return {
        "quote": one.quote,
        "against": one.against,
        "voiced_by": one.voiced_by,
        "sure": one.sure,
        "marked_by": one.marked_by,
        "found": one.found,
        "status": one.status(authors),
        "said": [
            {
                "what": KINDS[act.kind],
                "words": act.words,
                "note": act.note.text if act.note else "",
                "by": act.made_by.name,
                "at": plain(act.made_at),
            }
            for act in reversed(row.acts.all())
        ],
    }


def requests(row: Publication) -> list[Facts]:
    found = requests_then(row)
    seconded = EarlyRelease.objects.filter(request__in=found, seconded_at__lte=row.published_at)
    early = {one.request_id: one.words for one in seconded.order_by("id")}
    return [_request(one, early.get(one.pk, "")) for one in found]


def _request(row: ReplyRequest, early: str) -> Facts:
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
        "before_deadline": early,
    }
