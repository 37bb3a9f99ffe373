"""From rows of the database to the plain values of a Case; every function looks at what it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from articles.analysis.rules import RULE_BY_SLUG
from articles.models import AnalysisRun, Flag, Revision, RunStatus, Severity
from review.disclosure.grade import Use
from review.disclosure.policy import Policy
from review.models import (
    AIUse,
    Declaration,
    Disclosure,
    FlagDecision,
    FlagReply,
    Override,
    Publication,
    Review,
    SignOff,
    UseTakenBack,
)
from review.selectors.flags import (
    FIELD_ORDER,
    question_of,
    record_of,
    rule_name,
    severity_of,
    standing,
    status_of,
)
from review.sources.records import Records
from review.workflow.case import CaseFlag, Declared, Signature, TakenBack, Told, Waiver
from review.workflow.states import State

BROKE = "{names} broke on this text, the others stand. Check again."


def use_of(row: AIUse) -> Use:
    return Use(
        stage=row.stage,
        system=row.system,
        what=row.what,
        checked_by=row.checked_by,
        scope=row.scope,
        system_version=row.system_version,
        checked_how=row.checked_how,
        passages=row.passages,
        image=row.image,
    )


def declared_of(row: Declaration) -> Declared:
    return Declared(
        pk=row.pk,
        digest=row.substance_digest,
        revision=row.revision.number,
        uses=tuple(use_of(use) for use in row.uses.all()),
        uses_digest=row.uses_digest,
        by_id=row.made_by_id,
        by=row.made_by.name,
        at=row.made_at,
    )


def checks_of(runs: list[AnalysisRun], head: Revision) -> tuple[Any, str]:
    """A finished reading of this substance counts, whatever was asked for since, unless a check that may
    block broke in it."""
    here = [run for run in runs if run.revision.substance_digest == head.substance_digest]
    broke = [_broke(run) for run in here if run.status == RunStatus.DONE]
    if broke:
        return ("done", "") if [] in broke else ("failed", BROKE.format(names=", ".join(broke[0])))
    return (here[0].status, here[0].error) if here else ("none", "")


def _broke(run: AnalysisRun) -> list[str]:
    """Names of the checks that may block and did not get through this reading."""
    rules = [rule for rule, _error in run.failed_rules]
    return [
        rule_name(rule)
        for rule in rules
        if rule not in RULE_BY_SLUG or RULE_BY_SLUG[rule].severity == Severity.BLOCK
    ]


def text_order(flag: Flag) -> tuple[int, int, int]:
    return (FIELD_ORDER.get(flag.current.field, 4), flag.current.start, flag.number)


def flag_of(
    flag: Flag,
    decisions: list[FlagDecision],
    replies: list[FlagReply],
    policy: Policy,
    late: Late | None,
    records: Records,
) -> CaseFlag:
    at = flag.current
    decision = standing(at.passage_digest, decisions)
    record = record_of(flag.rule, at, decisions, records)
    return CaseFlag(
        number=flag.number,
        rule=flag.rule,
        question=question_of(flag.rule, at),
        severity=severity_of(at, flag.rule, policy),
        found_severity=at.severity,
        status=status_of(at, decisions, replies, record),
        quote=at.quote,
        reason=decision.reason if decision else "",
        source_key=at.source_key,
        passage=at.passage_digest,
        by=decision.made_by.name if decision else record.who if record else "",
        asked_by=flag.asked_by.name if flag.asked_by else "",
        late=bool(late and flag.asked_by_id is None and late.asks(flag)),
    )


@dataclass(frozen=True, slots=True)
class Late:
    """An approval, and the engines that had read this very text to the end before it was given."""

    approved_at: datetime
    engines: frozenset[str]

    def asks(self, flag: Flag) -> bool:
        """Only a newer engine asks late: what one of these asks was to be answered before."""
        run = flag.current.run
        return flag.created_at > self.approved_at and run is not None and run.engine not in self.engines


def late_since(runs: list[AnalysisRun], head: Revision, review: Review) -> Late | None:
    """None where nothing is approved, or where no check had finished when it was."""
    if review.state != State.APPROVED or review.approved_at is None:
        return None
    before = frozenset(
        run.engine
        for run in runs
        if run.status == RunStatus.DONE
        and run.revision.substance_digest == head.substance_digest
        and run.finished_at
        and run.finished_at <= review.approved_at
    )
    return Late(review.approved_at, before) if before else None


def declarations_of(rows: list[Declaration], digest: str) -> tuple[Declared | None, Declared | None]:
    """The newest for this text, and the newest for any other."""
    here = next((declared_of(row) for row in rows if row.substance_digest == digest), None)
    other = next((declared_of(row) for row in rows if row.substance_digest != digest), None)
    return here, other


def told_of(rows: list[Disclosure], declared: Declared | None) -> Told | None:
    """The newest disclosure of the uses that are declared; it need not be given again for a changed text."""
    for row in rows:
        if declared is not None and row.declaration.uses_digest == declared.uses_digest:
            return Told(
                row.pk,
                row.labelled,
                row.wording,
                row.place,
                row.reason,
                row.declaration.uses_digest,
                row.decided_by.name,
                row.decided_at,
            )
    return None


def signature_of(
    row: SignOff, seats: frozenset[tuple[int | None, str]], desk: int, rested: Mapping[str, str]
) -> Signature:
    """`seats`: where the signer holds which role now; `rested`: what each declaration meant, by digest."""
    ended = row.ended_why or ("withdrawn" if row.withdrawn_at else "")
    return Signature(
        pk=row.pk,
        role=row.role,
        person_id=row.person_id,
        person=row.person.name,
        revision=row.revision.number,
        digest=row.substance_digest,
        uses_digest=row.uses_digest,
        checks=frozenset(row.checks),
        signed_at=row.signed_at,
        rests=rested.get(row.uses_digest, ""),
        ended=ended,
        ended_at=row.ended_at or row.withdrawn_at,
        ended_by=row.ended_by.name if row.ended_by else "",
        active=row.person.is_active,
        holds_role=bool(seats & {(None, row.role), (desk, row.role)}),
    )


def taken_back_of(row: UseTakenBack) -> TakenBack:
    return TakenBack(
        pk=row.pk,
        stage=row.stage,
        system=row.system,
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        agreed_by=row.agreed_by.name if row.agreed_by else "",
        refused=row.refused_at is not None,
    )


def waiver_of(row: Override) -> Waiver:
    return Waiver(
        pk=row.pk,
        gate=row.gate,
        digest=row.substance_digest,
        role=row.role,
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by.name,
        seconded_by=row.seconded_by.name if row.seconded_by else "",
    )


def changers_of(
    revisions: list[Revision], head: Revision, publications: list[Publication], authors: dict[int, str]
) -> dict[int, str]:
    """Who, not an author, changed the substance on the way from the last publication to this text.

    The first upload is no change: whoever uploads for a named author has not edited.
    """
    since = max((p.revision.number for p in publications), default=0)
    first = next(
        (r.number for r in revisions if r.number > since and r.substance_digest == head.substance_digest),
        head.number,
    )
    found: dict[int, str] = {}
    for before, after in pairwise(revisions):
        changed = before.substance_digest != after.substance_digest
        if changed and since < after.number <= first and after.created_by_id not in authors:
            found[after.created_by_id] = after.created_by.name
    return found
