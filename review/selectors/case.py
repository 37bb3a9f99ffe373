"""Gathers the Case a gate looks at, for one story or many, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from articles.models import AnalysisRun, Article, Flag, Revision, RunStatus
from review.case_rules import CaseFinding
from review.case_rules import case_findings as findings_of
from review.facts import Case, CaseFlag, Declared, Signature, Told, Waiver
from review.gates import ALL, Result, results
from review.models import (
    AIUse,
    Declaration,
    Disclosure,
    EditAcceptance,
    FlagDecision,
    FlagReply,
    Override,
    PolicyVersion,
    Publication,
    Review,
    SignOff,
)
from review.policies import Policy, Use
from review.selectors.flags import answers_to, question_of, severity_of, standing, status_of
from review.selectors.policy import policy_in_force
from review.workflow import State


def case_of(article: Article) -> Case:
    """The story's case as the database has it now; whatever `article` has loaded is not trusted."""
    return cases_of([article])[article.pk]


def cases_of(articles: Iterable[Article]) -> dict[int, Case]:
    """By article id. The number of queries does not grow with the stories."""
    ids = [article.pk for article in articles]
    return _Gathered.of(ids).cases() if ids else {}


def gate_results(article: Article, codes: Iterable[str] = ALL) -> tuple[Result, ...]:
    return results(case_of(article), codes)


def case_findings(article: Article) -> tuple[CaseFinding, ...]:
    """What the case rules ask about the story as it stands."""
    return findings_of(case_of(article))


def use_of(row: AIUse) -> Use:
    return Use(
        stage=row.stage,
        system=row.system,
        what=row.what,
        checked_by=row.checked_by,
        scope=row.scope,
        system_version=row.system_version,
        checked_how=row.checked_how,
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


def _grouped(rows: Iterable[Any], key: str = "article_id") -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Every row the cases need, grouped by article; newest first unless said otherwise."""

    articles: list[Article]
    in_force: PolicyVersion
    revisions: dict[int, list[Revision]]  # oldest first, without their texts
    runs: dict[int, list[AnalysisRun]]
    flags: dict[int, list[Flag]]
    decisions: Any
    replies: Any
    declarations: dict[int, list[Declaration]]
    disclosures: dict[int, list[Disclosure]]
    sign_offs: dict[int, list[SignOff]]
    acceptances: dict[int, list[EditAcceptance]]
    overrides: dict[int, list[Override]]
    publications: dict[int, list[Publication]]

    @classmethod
    def of(cls, ids: list[int]) -> _Gathered:
        here = {"article__in": ids}
        flags = list(
            Flag.objects.filter(**here, current__isnull=False)
            .select_related("current")
            .order_by("current__field", "current__start", "number")
        )
        decisions, replies = answers_to(flags)
        return cls(
            articles=list(
                Article.objects.filter(pk__in=ids)
                .select_related("head", "review__policy", "review__responsible", "review__approved_revision")
                .prefetch_related("authors")
            ),
            in_force=policy_in_force(),
            revisions=_grouped(
                Revision.objects.filter(**here)
                .select_related("created_by")
                .defer("text", "standfirst", "import_notes")
                .order_by("number")
            ),
            runs=_runs(ids),
            flags=_grouped(flags),
            decisions=decisions,
            replies=replies,
            declarations=_grouped(
                Declaration.objects.filter(**here)
                .select_related("made_by", "revision")
                .defer("revision__text")
                .prefetch_related("uses")
            ),
            disclosures=_grouped(
                Disclosure.objects.filter(**here).select_related("declaration", "decided_by")
            ),
            sign_offs=_grouped(
                SignOff.objects.filter(**here, withdrawn_at__isnull=True)
                .select_related("person", "revision")
                .defer("revision__text")
            ),
            acceptances=_grouped(EditAcceptance.objects.filter(**here)),
            overrides=_grouped(Override.objects.filter(**here).select_related("asked_by", "seconded_by")),
            publications=_grouped(
                Publication.objects.filter(**here)
                .select_related("revision")
                .defer("bundle", "revision__text")
            ),
        )

    def cases(self) -> dict[int, Case]:
        return {article.pk: self.case(article) for article in self.articles}

    def case(self, article: Article) -> Case:
        review, head, pk = article.review, article.head, article.pk
        version = review.policy or self.in_force
        policy = Policy.from_body(version.body)
        authors = {author.pk: author.name for author in article.authors.all()}
        checks, error = _checks(self.runs.get(pk, []), head)
        declared, before = _declared(self.declarations.get(pk, []), head.substance_digest)
        live = next((p for p in self.publications.get(pk, []) if p.status == Publication.Status.LIVE), None)
        return Case(
            article_id=pk,
            slug=article.slug,
            state=review.state,
            version=review.version,
            revision=head.number,
            digest=head.substance_digest,
            text=head.text,
            policy=policy,
            policy_number=version.number,
            policy_id=version.pk,
            authors=authors,
            approved_revision=review.approved_revision.number if review.approved_revision else None,
            approved_digest=review.approved_digest,
            checks=checks,
            checks_error=error,
            flags=tuple(
                _flag(flag, self.decisions[flag.pk], self.replies[flag.pk], policy, review)
                for flag in sorted(self.flags.get(pk, []), key=_text_order)
            ),
            declared=declared,
            declared_before=before,
            told=_told(self.disclosures.get(pk, []), declared),
            signatures=tuple(_signature(row) for row in self.sign_offs.get(pk, [])),
            changers=_changers(self.revisions[pk], head, self.publications.get(pk, []), authors),
            accepted_by=frozenset(
                row.accepted_by_id
                for row in self.acceptances.get(pk, [])
                if row.substance_digest == head.substance_digest
            ),
            waivers=tuple(
                _waiver(row)
                for row in self.overrides.get(pk, [])
                if row.substance_digest == head.substance_digest
            ),
            responsible=review.responsible.name if review.responsible else "",
            responsible_id=review.responsible_id,
            responsible_active=bool(review.responsible and review.responsible.is_active),
            legal_asked=review.legal_asked_by_id is not None,
            live=live.number if live else None,
            live_digest=live.substance_digest if live else "",
            submitted=review.submitted_at is not None,
        )


def _runs(ids: list[int]) -> dict[int, list[AnalysisRun]]:
    found: dict[int, list[AnalysisRun]] = defaultdict(list)
    runs = AnalysisRun.objects.filter(revision__article__in=ids).exclude(status=RunStatus.SUPERSEDED)
    for run in runs.select_related("revision").only(
        "status", "error", "revision__article_id", "revision__substance_digest"
    ):
        found[run.revision.article_id].append(run)
    return found


def _checks(runs: list[AnalysisRun], head: Revision) -> tuple[Any, str]:
    """A finished reading of this substance counts, whatever was asked for since."""
    here = [run for run in runs if run.revision.substance_digest == head.substance_digest]
    if any(run.status == RunStatus.DONE for run in here):
        return "done", ""
    return (here[0].status, here[0].error) if here else ("none", "")


def _text_order(flag: Flag) -> tuple[int, int, int]:
    order = {"headline": 0, "standfirst": 1, "text": 2}
    return (order.get(flag.current.field, 3), flag.current.start, flag.number)


def _flag(
    flag: Flag, decisions: list[FlagDecision], replies: list[FlagReply], policy: Policy, review: Review
) -> CaseFlag:
    at = flag.current
    decision = standing(at.passage_digest, decisions)
    return CaseFlag(
        number=flag.number,
        rule=flag.rule,
        question=question_of(flag.rule, at),
        severity=severity_of(at, flag.rule, policy),
        found_severity=at.severity,
        status=status_of(at, decisions, replies),
        quote=at.quote,
        reason=decision.reason if decision else "",
        late=bool(
            flag.asked_by_id is None
            and review.state == State.APPROVED
            and review.approved_at
            and flag.created_at > review.approved_at
        ),
    )


def _declared(rows: list[Declaration], digest: str) -> tuple[Declared | None, Declared | None]:
    """The newest for this text, and the newest for any other."""
    here = next((declared_of(row) for row in rows if row.substance_digest == digest), None)
    other = next((declared_of(row) for row in rows if row.substance_digest != digest), None)
    return here, other


def _told(rows: list[Disclosure], declared: Declared | None) -> Told | None:
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


def _signature(row: SignOff) -> Signature:
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
    )


def _waiver(row: Override) -> Waiver:
    return Waiver(
        pk=row.pk,
        gate=row.gate,
        digest=row.substance_digest,
        role=row.role,
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by.name,
        seconded_by=row.seconded_by.name if row.seconded_by else "",
    )


def _changers(
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
