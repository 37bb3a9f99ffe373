"""Gathers the Case a gate looks at, for one story or many, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.imaging import picture_of
from articles.models import AnalysisRun, Article, Attachment, Flag, Revision, RunStatus
from newsroom.accounts.selectors import seats_of_many
from review.disclosure.grade import rests_on
from review.disclosure.policy import Policy
from review.disclosure.systems import AllowedSystem
from review.models import (
    Declaration,
    Disclosure,
    EditAcceptance,
    Override,
    PolicyVersion,
    Publication,
    Review,
    SignOff,
    UseTakenBack,
)
from review.selectors.conversion import (
    changers_of,
    checks_of,
    declarations_of,
    flag_of,
    late_since,
    signature_of,
    taken_back_of,
    text_order,
    told_of,
    use_of,
    waiver_of,
)
from review.selectors.flags import answers_to
from review.selectors.past import Told, ahead, labels_of, past_of
from review.selectors.policy import policy_in_force
from review.selectors.records import records_of
from review.selectors.systems import allowed_systems
from review.sources.records import Records
from review.workflow.case import Case
from review.workflow.case_rules import CaseFinding
from review.workflow.case_rules import case_findings as findings_of
from review.workflow.gates import ALL, Result, results

PICTURE = ("file_id", "name", "alt", "caption", "credit", "source_type", "metadata", "order")


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
    seats: Mapping[int, frozenset[tuple[int | None, str]]]  # of whoever signed: desk (none: all) and role
    taken_back: dict[int, list[UseTakenBack]]
    acceptances: dict[int, list[EditAcceptance]]
    overrides: dict[int, list[Override]]
    publications: dict[int, list[Publication]]
    records: Mapping[int, Records]
    pictures: Mapping[int, list[Attachment]]
    systems: tuple[AllowedSystem, ...]
    labels: Mapping[int, Told]

    @classmethod
    def of(cls, ids: list[int]) -> _Gathered:
        here = {"article__in": ids}
        flags = list(
            Flag.objects.filter(**here, current__isnull=False)
            .select_related("current__run", "asked_by")
            .defer("current__run__result")
            .order_by("current__field", "current__start", "number")
        )
        decisions, replies = answers_to(flags)
        sign_offs = _sign_offs(ids)
        return cls(
            articles=_articles(ids),
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
            sign_offs=_grouped(sign_offs),
            seats=seats_of_many({row.person_id for row in sign_offs}),
            taken_back=_grouped(UseTakenBack.objects.filter(**here).select_related("asked_by", "agreed_by")),
            acceptances=_grouped(EditAcceptance.objects.filter(**here)),
            overrides=_grouped(Override.objects.filter(**here).select_related("asked_by", "seconded_by")),
            publications=_grouped(
                Publication.objects.filter(**here)
                .select_related("revision", "published_by", "confirmation")
                .defer("bundle", "revision__text")
            ),
            records=records_of(ids),
            pictures=_pictures(ids),
            systems=allowed_systems(),
            labels=labels_of(ids),
        )

    def cases(self) -> dict[int, Case]:
        return {article.pk: self.case(article) for article in self.articles}

    def case(self, article: Article) -> Case:
        review, head, pk = article.review, article.head, article.pk
        version = review.policy or self.in_force
        policy = Policy.from_body(version.body)
        authors = {author.pk: author.name for author in article.authors.all()}
        declarations = self.declarations.get(pk, [])
        rested = {row.uses_digest: rests_on(map(use_of, row.uses.all())) for row in declarations}
        checks, error = checks_of(self.runs.get(pk, []), head)
        late = late_since(self.runs.get(pk, []), head, review)
        declared, before = declarations_of(declarations, head.substance_digest)
        live = next((p for p in self.publications.get(pk, []) if p.status == Publication.Status.LIVE), None)
        return Case(
            article_id=pk,
            slug=article.slug,
            state=review.state,
            version=review.version,
            revision=head.number,
            digest=head.substance_digest,
            text=head.text,
            headline=head.headline,
            policy=policy,
            policy_number=version.number,
            policy_id=version.pk,
            authors=authors,
            **_standing_of(review),
            taken_back=tuple(taken_back_of(row) for row in self.taken_back.get(pk, [])),
            checks=checks,
            checks_error=error,
            flags=tuple(
                flag_of(flag, self.decisions[flag.pk], self.replies[flag.pk], policy, late, self.records[pk])
                for flag in sorted(self.flags.get(pk, []), key=text_order)
            ),
            declared=declared,
            declared_before=before,
            told=told_of(self.disclosures.get(pk, []), declared),
            signatures=tuple(
                signature_of(row, self.seats.get(row.person_id, frozenset()), article.desk_id, rested)
                for row in self.sign_offs.get(pk, [])
            ),
            changers=changers_of(self.revisions[pk], head, self.publications.get(pk, []), authors),
            accepted_by=frozenset(
                row.accepted_by_id
                for row in self.acceptances.get(pk, [])
                if row.substance_digest == head.substance_digest
            ),
            waivers=tuple(
                waiver_of(row)
                for row in self.overrides.get(pk, [])
                if row.substance_digest == head.substance_digest
            ),
            legal_asked=review.legal_asked_by_id is not None,
            live=live.number if live else None,
            live_digest=live.substance_digest if live else "",
            past=past_of(self.publications.get(pk, []), self.labels),
            embargo=ahead(article.embargo_until),
            submitted=review.submitted_at is not None,
            records=self.records[pk],
            pictures=tuple(picture_of(row) for row in self.pictures.get(pk, ())),
            systems=self.systems,
        )


def _articles(ids: list[int]) -> list[Article]:
    people = ("responsible", "approved_by", "changes_asked_by")
    rows = Article.objects.filter(pk__in=ids).select_related(
        "head", "review__policy", "review__approved_revision", *(f"review__{name}" for name in people)
    )
    return list(rows.prefetch_related("authors"))


def _sign_offs(ids: list[int]) -> list[SignOff]:
    rows = SignOff.objects.filter(article__in=ids).select_related("person", "revision", "ended_by")
    return list(rows.defer("revision__text"))


def _standing_of(review: Review) -> dict[str, Any]:
    """What the review itself says: who approved, who asked for changes, who is responsible."""
    responsible, asked = review.responsible, review.changes_asked_by
    return {
        "approved_revision": review.approved_revision.number if review.approved_revision else None,
        "approved_digest": review.approved_digest,
        "approved_by": review.approved_by.name if review.approved_by else "",
        "changes_asked_at": review.changes_asked_at,
        "changes_asked_by": asked.name if asked else "",
        "changes_asked_by_id": review.changes_asked_by_id,
        "responsible": responsible.name if responsible else "",
        "responsible_id": review.responsible_id,
        "responsible_active": bool(responsible and responsible.is_active),
    }


def _pictures(ids: list[int]) -> dict[int, list[Attachment]]:
    """The images of the newest texts, without their files."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.filter(revision__head_of__in=ids).select_related("revision")
    for row in rows.only(*PICTURE, "revision__article_id").order_by("order"):
        found[row.revision.article_id].append(row)
    return found


def _runs(ids: list[int]) -> dict[int, list[AnalysisRun]]:
    found: dict[int, list[AnalysisRun]] = defaultdict(list)
    runs = AnalysisRun.objects.filter(revision__article__in=ids).exclude(status=RunStatus.SUPERSEDED)
    for run in runs.select_related("revision").only(
        "status",
        "error",
        "failed_rules",
        "engine",
        "finished_at",
        "revision__article_id",
        "revision__substance_digest",
    ):
        found[run.revision.article_id].append(run)
    return found
