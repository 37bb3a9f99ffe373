"""What was asked of a text that left, each question with the answer that held then."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch

from articles.models import AnalysisRun, Flag, Sighting
from review.disclosure.policy import Policy
from review.models import DecisionSecond, FlagDecision, FlagReply, Publication
from review.record.rows import plain
from review.selectors.dossier.then import Facts
from review.selectors.flags import counting, question_of, record_of, rule_name, severity_of, standing
from review.selectors.grouping import grouped
from review.sources.records import OnRecord, Records


def questions_of(row: Publication, run: AnalysisRun | None, policy: Policy, records: Records) -> list[Facts]:
    """In the order of the text, then those whose words are gone."""
    flags = list(Flag.objects.filter(article=row.article_id, created_at__lte=row.published_at))
    last = _last_seen(row, flags)
    decisions, replies = _answers(row, flags)
    found = []
    for flag in (one for one in flags if one.pk in last):
        at, stands = last[flag.pk], _stands(last[flag.pk], run, row)
        counted = counting(decisions[flag.pk], records.authors)
        decision = standing(at, counted, row.revision) if stands else None
        record = record_of(flag, at, decision, counted, records) if stands else None
        found.append(
            {
                **_asked(flag, at, stands, policy),
                **_answered(flag, at, stands, decision, record, replies[flag.pk]),
            }
        )
    return sorted(found, key=lambda one: (not one["standing"], one["start"], one["number"]))


def _last_seen(row: Publication, flags: list[Flag]) -> dict[int, Sighting]:
    """By flag: where it stood in the newest text up to the one that left."""
    last: dict[int, Sighting] = {}
    seen = Sighting.objects.filter(flag__in=flags, revision__number__lte=row.revision.number)
    for sighting in seen.select_related("revision", "run").defer("run__result").order_by("id"):
        if sighting.run is None or (sighting.run.finished_at or row.published_at) <= row.published_at:
            last[sighting.flag_id] = sighting
    return last


def _stands(sighting: Sighting, run: AnalysisRun | None, row: Publication) -> bool:
    """Its words are in the text that left."""
    if sighting.run_id is None:
        return sighting.revision_id == row.revision_id
    return run is not None and sighting.run_id == run.pk


def _answers(
    row: Publication, flags: list[Flag]
) -> tuple[dict[int, list[FlagDecision]], dict[int, list[FlagReply]]]:
    related = ("note", "made_by", "revision")
    until = {"flag__in": flags, "made_at__lte": row.published_at}
    agreed = Prefetch(
        "seconds", DecisionSecond.objects.filter(at__lte=row.published_at).select_related("person")
    )
    made = FlagDecision.objects.filter(**until).select_related(*related).order_by("-id")
    decisions = made.prefetch_related(agreed)
    replies = FlagReply.objects.filter(**until).select_related(*related).order_by("id")
    return grouped((one.flag_id, one) for one in decisions), grouped((one.flag_id, one) for one in replies)


def _asked(flag: Flag, at: Sighting, stands: bool, policy: Policy) -> Facts:
    return {
        "number": flag.number,
        "rule": flag.rule,
        "name": rule_name(flag.rule),
        "severity": severity_of(at, flag.rule, policy),
        "question": question_of(flag.rule, at),
        "standing": stands,
        "field": at.field,
        "start": at.start,
        "end": at.end,
        "quote": at.quote,
        "revision": at.revision.number,
    }


def _answered(
    flag: Flag,
    at: Sighting,
    stands: bool,
    decision: FlagDecision | None,
    record: OnRecord | None,
    replies: list[FlagReply],
) -> Facts:
    """The answer that held when the text left: somebody's decision, or what is on record."""
    who, when = _by(decision, record)
    return {
        "outcome": _outcome(at, stands, decision, record, replies),
        "reason": decision.get_reason_display() if decision and decision.reason else "",
        "link": decision.link if decision else "",
        "note": decision.note.text if decision and decision.note else record.sentence if record else "",
        "who": who,
        "at": plain(when or (None if stands else flag.gone_at)),
        "agreed": [one.person.name for one in decision.seconds.all() if one.agreed] if decision else [],
        "replies": [
            {
                "intent": reply.get_intent_display(),
                "text": reply.note.text,
                "who": reply.made_by.name,
                "at": plain(reply.made_at),
            }
            for reply in replies
        ],
    }


def _by(decision: FlagDecision | None, record: OnRecord | None) -> tuple[str, datetime | None]:
    if decision:
        return decision.made_by.name, decision.made_at
    return (record.who, record.at) if record else ("", None)


def _outcome(
    at: Sighting,
    stands: bool,
    decision: FlagDecision | None,
    record: OnRecord | None,
    replies: list[FlagReply],
) -> str:
    """changed | evidenced | dismissed | attested | logged | answered | decided | replied | open."""
    if not stands:
        return "changed"
    if decision:
        return str(decision.outcome)
    if record:
        return record.label.lower()
    return "replied" if any(one.passage_digest == at.passage_digest for one in replies) else "open"
