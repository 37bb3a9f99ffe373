"""From rows of the database to the plain values of a Case; every function looks at what it is given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.analysis.rules import RULE_BY_SLUG
from articles.details import language_name
from articles.models import AnalysisRun, Article, Flag, Revision, RunStatus, Severity
from articles.schemes import same_substance
from review.disclosure.grade import Use, as_signed, rests_on
from review.disclosure.policy import Policy
from review.disclosure.uses import declared_since
from review.models import (
    AIUse,
    DecisionSecond,
    Declaration,
    Disclosure,
    FlagDecision,
    FlagReply,
    ImageContradiction,
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
    words_gone,
)
from review.sources.accusations import Accusation
from review.sources.records import Records
from review.workflow.beside import Beside
from review.workflow.case import (
    EDITOR_QUESTION,
    CaseFlag,
    Contradiction,
    Declared,
    Signature,
    TakenBack,
    Told,
)
from review.workflow.recorded import Dismissal
from review.workflow.states import State

Said = Mapping[str, tuple[Use, ...]]  # what was declared, by its digest
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
        checker=row.checker,
    )


def declared_of(row: Declaration) -> Declared:
    return Declared(
        pk=row.pk,
        digest=row.digest_in(),
        revision=row.revision.number,
        uses=tuple(use_of(use) for use in row.uses.all()),
        uses_digest=row.uses_digest,
        by_id=row.made_by_id,
        by=row.made_by.name,
        at=row.made_at,
    )


def checks_of(runs: list[AnalysisRun], head: Revision, article: Article) -> tuple[Any, str]:
    """A finished reading of this text, as the kind and in the language it has now, counts, whatever was asked
    for since, unless a check that may block broke in it. Once another text was read, what it asked is gone:
    a text that comes back is read again. `runs` newest first."""
    gone = next((r.pk for r in runs if r.status == RunStatus.DONE and not _of(r, head, article)), 0)
    here = [run for run in runs if run.pk > gone and _of(run, head, article)]
    read = [told_by(run) for run in here if run.status == RunStatus.DONE]
    if read:
        return ("done", "") if ("done", "") in read else read[0]
    return (here[0].status, here[0].error) if here else ("none", "")


def told_by(run: AnalysisRun) -> tuple[Any, str]:
    """How far this check came, and what it tells of why not further."""
    if run.status == RunStatus.DONE and (broke := _broke(run)):
        return "failed", BROKE.format(names=", ".join(broke))
    return run.status, run.error if run.status != RunStatus.DONE else ""


def _of(run: AnalysisRun, head: Revision, article: Article) -> bool:
    return same_substance(run.revision, head) and _as_now(run, article)


def _as_now(run: AnalysisRun, article: Article) -> bool:
    """Was it read as what the story is? One that is not finished will be."""
    return run.status != RunStatus.DONE or (run.kind, run.read_as) == (article.kind, article.language)


def language_of(article: Article, runs: Iterable[AnalysisRun]) -> str:
    """As it leaves: what a person set, else what the newest finished reading took the text to be."""
    found = next((run.language for run in runs if run.status == RunStatus.DONE), "")
    return article.language or found or "en"


def disputed_of(runs: list[AnalysisRun], head: Revision, article: Article) -> str:
    """The language a person set, where the newest finished reading of this text took it for plain English;
    as people call it. `runs` newest first."""
    here = (run for run in runs if run.status == RunStatus.DONE and _of(run, head, article))
    run = next(here, None)
    if run is None or not run.reads_english or run.read_as in ("", "en"):
        return ""
    return language_name(run.read_as)


def _broke(run: AnalysisRun) -> list[str]:
    """Names of the checks that may block and did not get through this reading."""
    rules = [rule for rule, _error in run.failed_rules]
    return [
        rule_name(rule)
        for rule in rules
        if rule not in RULE_BY_SLUG or RULE_BY_SLUG[rule].severity == Severity.BLOCK
    ]


def text_order(flag: Flag) -> tuple[int, int, int]:
    return (FIELD_ORDER.get(flag.current.field, len(FIELD_ORDER)), flag.current.start, flag.number)


def flag_of(
    flag: Flag,
    decisions: list[FlagDecision],
    replies: list[FlagReply],
    policy: Policy,
    late: Late | None,
    records: Records,
    seconds: Mapping[int, list[DecisionSecond]],
    head: Revision,
    here: Collection[int],
) -> CaseFlag:
    """`here`: who may sign on the story's desk now."""
    at = flag.current
    decision = standing(at, decisions, head)
    record = record_of(flag, at, decision, decisions, records)
    return CaseFlag(
        number=flag.number,
        rule=flag.rule,
        question=question_of(flag.rule, at),
        severity=severity_of(at, flag.rule, policy),
        found_severity=at.severity,
        status=status_of(at, decision, decisions, replies, record),
        quote=at.quote,
        reason=decision.reason if decision else "",
        source_key=at.source_key,
        passage=at.passage_digest,
        asked_by_id=flag.asked_by_id,
        dismissal=dismissal_of(decision, seconds.get(decision.pk, []), records, here) if decision else None,
        by=decision.made_by.name if decision else record.who if record else "",
        asked_by=flag.asked_by.name if flag.asked_by else "",
        gone=flag.rule == EDITOR_QUESTION and words_gone(at, head),
        late=bool(late and flag.asked_by_id is None and late.asks(flag)),
    )


def dismissal_of(
    decision: FlagDecision, seconds: list[DecisionSecond], records: Records, here: Collection[int]
) -> Dismissal | None:
    """None for another answer. Neither an author's agreement counts, nor the dismisser's own."""
    if decision.outcome != FlagDecision.Outcome.DISMISSED:
        return None
    out = {*records.authors, decision.made_by_id}
    return Dismissal(
        decision=decision.pk,
        by_id=decision.made_by_id,
        by=decision.made_by.name,
        reason=decision.get_reason_display(),
        note=decision.note.text if decision.note else "",
        agreed_by=tuple(row.person.name for row in seconds if row.agreed and row.person_id not in out),
        gone=decision.made_by_id not in here,
    )


@dataclass(frozen=True, slots=True)
class Late:
    """An approval, the engines that had read this very text to the end before it was given, and when a newer
    one first did so since."""

    approved_at: datetime
    engines: frozenset[str]
    read_at: datetime | None

    def asks(self, flag: Flag) -> bool:
        """Only a newer engine asks late: what one of these asks was to be answered before."""
        run = flag.current.run
        return flag.created_at > self.approved_at and run is not None and run.engine not in self.engines

    def finds(self, accusation: Accusation, authors: Collection[int]) -> bool:
        """So with accusations; one that a person marked, or calls one, is never late."""
        said = accusation.marked_by_id is not None or accusation.believers(authors)
        return not said and bool(self.read_at and accusation.found_at and accusation.found_at >= self.read_at)


def late_since(runs: list[AnalysisRun], head: Revision, review: Review) -> Late | None:
    """None where nothing is approved, or where no check had finished when it was."""
    if review.state != State.APPROVED or review.approved_at is None:
        return None
    done = [run for run in runs if run.status == RunStatus.DONE and same_substance(run.revision, head)]
    ended = [(run.finished_at, run.engine) for run in done if run.finished_at]
    before = frozenset(engine for at, engine in ended if at <= review.approved_at)
    since = [at for at, engine in ended if engine not in before]
    return Late(review.approved_at, before, min(since, default=None)) if before else None


def declarations_of(rows: list[Declaration], digest: str) -> tuple[Declared | None, Declared | None]:
    """The newest for this text, and the newest for any other; `rows` newest first.

    A text that comes back is declared anew where something else was said of AI since."""
    here = next((declared_of(row) for row in rows if row.digest_in() == digest), None)
    other = next((declared_of(row) for row in rows if row.digest_in() != digest), None)
    if here and other and other.pk > here.pk and as_signed(other.uses) != as_signed(here.uses):
        return None, other
    return here, other


def declared_by(rows: list[Declaration], digest: str) -> tuple[tuple[int, str], ...]:
    """Who declared for this text, oldest first; an editor who adds what they know comes after an author."""
    return tuple((row.made_by_id, row.made_by.name) for row in reversed(rows) if row.digest_in() == digest)


def uses_said(rows: Iterable[Declaration]) -> Said:
    """What was declared, by its digest."""
    return {row.uses_digest: tuple(map(use_of, row.uses.all())) for row in rows}


def told_of(rows: list[Disclosure], declared: Declared | None, said: Said) -> Disclosure | None:
    """The newest disclosure for what grade and label rest on. A changed text, or a tool's corrected version,
    is declared anew and needs no other."""
    if declared is None:
        return None
    now = declared.rests
    known = ((row, said.get(row.declaration.uses_digest)) for row in rows)
    return next((row for row, uses in known if uses is not None and rests_on(uses) == now), None)


def recorded(row: Disclosure, declared: Declared) -> Told:
    return Told(
        pk=row.pk,
        labelled=row.labelled,
        wording=row.wording,
        place=row.place,
        reason=row.reason,
        rests=declared.rests,
        by=row.decided_by.name,
        at=row.decided_at,
        policy=row.pin.label if row.pin else str(row.policy.number),
    )


def signature_of(row: SignOff, holds_role: bool, said: Said) -> Signature:
    """`holds_role`: on the story's desk, now; `said`: what was declared for it, by digest."""
    ended = "withdrawn" if row.withdrawn_at else row.ended_why
    return Signature(
        pk=row.pk,
        role=row.role,
        person_id=row.person_id,
        person=row.person.name,
        revision=row.revision.number,
        digest=row.digest_in(),
        uses_digest=row.uses_digest,
        checks=frozenset(row.checks),
        signed_at=row.signed_at,
        shown=row.shown_digest,
        beside=Beside.of(row.beside),
        text_digest=row.revision.digest_in(),
        saw=said.get(row.uses_digest),
        ended=ended,
        ended_at=row.withdrawn_at or row.ended_at,
        ended_by=row.person.name if row.withdrawn_at else row.ended_by.name if row.ended_by else "",
        active=row.person.is_active,
        holds_role=holds_role,
        renews=row.renews_id,
        carried_by_id=row.carried_by_id,
        carried_by=row.carried_by.name if row.carried_by else "",
    )


def taken_use(row: UseTakenBack) -> Use:
    """The very use; an older row kept no more than its stage, extent, system and image."""
    if row.use is not None:
        return use_of(row.use)
    return Use(row.stage, row.system, what="", checked_by="", scope=row.scope, image=row.image)


def taken_back_of(row: UseTakenBack, declarations: list[Declaration]) -> TakenBack:
    """`declarations` of the story, newest first: was a use like it declared since?"""
    use = taken_use(row)
    since = [d for d in reversed(declarations) if row.left_id and d.pk >= row.left_id]
    history = [[use_of(one) for one in declaration.uses.all()] for declaration in since or declarations[:1]]
    return TakenBack(
        pk=row.pk,
        use=use,
        left=row.left_id,
        again=declared_since(use, history if since else [[], *history]),
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        agreed_by=row.agreed_by.name if row.agreed_by else "",
        agreed_by_id=row.agreed_by_id,
        refused=row.refused_at is not None,
    )


def contradiction_of(row: ImageContradiction) -> Contradiction:
    return Contradiction(
        pk=row.pk,
        image=row.image,
        term=row.term,
        note=row.reason.text,
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by.name,
        seconded_by=row.seconded_by.name if row.seconded_by else "",
        seconded_by_id=row.seconded_by_id,
    )


def as_it_came(revisions: list[Revision], head: Revision) -> bool:
    """The words that readers get are those of the first text, however they are set."""
    first = next(iter(revisions), head)
    if (first.alternative_headlines, first.alert_text) != (head.alternative_headlines, head.alert_text):
        return False
    same = first.sha256 == head.sha256 or first.words_digest == head.words_digest
    return same or _words(first) == _words(head)  # an image came, or left


def _words(revision: Revision) -> list[list[str]]:
    return [part.split() for part in (revision.headline, revision.standfirst, revision.text)]
