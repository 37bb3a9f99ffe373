"""Gathers the Case a gate looks at, for one story or many, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from articles.digests import composed_digest_2
from articles.imaging import picture_of
from articles.models import AnalysisRun, Article, Attachment, Flag, Revision, RunStatus
from newsroom.accounts.selectors import seats_of_many, signers_by_desk
from review.disclosure.grade import rests_on
from review.disclosure.policy import Policy
from review.disclosure.systems import AllowedSystem
from review.models import (
    DecisionSecond,
    Declaration,
    Disclosure,
    EditAcceptance,
    ImageContradiction,
    Override,
    Publication,
    Review,
    SignOff,
    UseTakenBack,
)
from review.selectors.conversion import (
    accepted_of,
    checks_of,
    contradiction_of,
    declarations_of,
    flag_of,
    label_of,
    late_since,
    signature_of,
    taken_back_of,
    text_order,
    told_of,
    use_of,
    waiver_of,
    writers_of,
)
from review.selectors.flags import answers_to, counting
from review.selectors.past import Told, ahead, labels_of, past_of
from review.selectors.policy import Roles, Under, holders_on, house_roles, stories_under, unheld_roles
from review.selectors.records import records_of
from review.selectors.systems import allowed_systems
from review.sources.records import Records
from review.workflow.case import Case, CaseFlag
from review.workflow.case_rules import CaseFinding
from review.workflow.case_rules import case_findings as findings_of
from review.workflow.gates import ALL, Result, results
from review.workflow.seconds import settled

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


def revision_seen(article: Article, case: Case, digest: str) -> Revision | None:
    """The newest text that was the story's when its substance was `digest`, details and label as they are."""
    revisions = article.revisions.only("number", "substance_digest", "scheme", "mapped_digests")
    return next(
        (
            revision
            for revision in revisions.order_by("-number")
            if composed_digest_2(revision.digest_in(), case.details_digest, case.label_digest) == digest
        ),
        None,
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
    under: Mapping[int, Under]
    roles: Roles
    held: Mapping[int | None, Mapping[str, set[int]]]  # who signs in which role on which desk
    revisions: dict[int, list[Revision]]  # oldest first, without their texts
    runs: dict[int, list[AnalysisRun]]
    flags: dict[int, list[Flag]]
    decisions: Any
    seconds: Mapping[int, list[DecisionSecond]]  # by decision
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
    contradictions: dict[int, list[ImageContradiction]]
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
        sign_offs, articles = _sign_offs(ids), _articles(ids)
        return cls(
            articles=articles,
            under=stories_under(articles),
            roles=house_roles(),
            held=signers_by_desk(),
            revisions=_grouped(
                Revision.objects.filter(**here)
                .select_related("created_by")
                .defer("text", "standfirst", "import_notes")
                .order_by("number")
            ),
            runs=_runs(ids),
            flags=_grouped(flags),
            decisions=decisions,
            seconds=_seconds(decisions),
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
            acceptances=_grouped(
                EditAcceptance.objects.filter(**here).select_related("revision").defer("revision__text")
            ),
            overrides=_grouped(Override.objects.filter(**here).select_related("asked_by", "seconded_by")),
            publications=_grouped(
                Publication.objects.filter(**here)
                .select_related("revision", "published_by", "confirmation")
                .defer("bundle", "revision__text")
            ),
            records=records_of(ids),
            pictures=_pictures(ids),
            contradictions=_grouped(
                ImageContradiction.objects.filter(**here).select_related("asked_by", "seconded_by", "reason")
            ),
            systems=allowed_systems(),
            labels=labels_of(ids),
        )

    def cases(self) -> dict[int, Case]:
        return {article.pk: self.case(article) for article in self.articles}

    def case(self, article: Article) -> Case:
        review, head, pk = article.review, article.head, article.pk
        under = self.under[pk]
        policy = Policy.from_body(under.body, self.roles)
        authors = {author.pk: author.name for author in article.authors.all()}
        records = replace(self.records[pk], authors=policy.not_counting(authors))
        checks, error = checks_of(self.runs.get(pk, []), head, article)
        whole = Case(
            article_id=pk,
            slug=article.slug,
            state=review.state,
            version=review.version,
            revision=head.number,
            text_digest=head.digest_in(),
            details_digest=article.details_digest,
            text=head.text,
            headline=head.headline,
            policy=policy,
            policy_number=under.number,
            policy_id=under.house_id,
            policy_label=under.label,
            unheld=unheld_roles(policy, holders_on(self.held, article.desk_id), authors),
            authors=authors,
            **_standing_of(review),
            checks=checks,
            checks_error=error,
            flags=self._flags(article, policy, records),
            **self._said(article),
            **self._words(article, policy, authors),
            **self._published(article),
            waivers=tuple(
                waiver_of(row) for row in self.overrides.get(pk, []) if row.digest_in() == head.digest_in()
            ),
            legal_asked=review.legal_asked_by_id is not None,
            embargo=ahead(article.embargo_until),
            submitted=review.submitted_at is not None,
            records=records,
            pictures=tuple(picture_of(row) for row in self.pictures.get(pk, ())),
            contradictions=tuple(contradiction_of(row) for row in self.contradictions.get(pk, [])),
            systems=self.systems,
        )
        return settled(whole)

    def _flags(self, article: Article, policy: Policy, records: Records) -> tuple[CaseFlag, ...]:
        late = late_since(self.runs.get(article.pk, []), article.head, article.review)
        return tuple(
            flag_of(
                flag,
                counting(self.decisions[flag.pk], records.authors),
                self.replies[flag.pk],
                policy,
                late,
                records,
                self.seconds,
            )
            for flag in sorted(self.flags.get(article.pk, []), key=text_order)
        )

    def _said(self, article: Article) -> dict[str, Any]:
        """What was declared of AI, what readers are told, and who signed all of it."""
        head, pk = article.head, article.pk
        declarations, disclosures = self.declarations.get(pk, []), self.disclosures.get(pk, [])
        rested = {row.uses_digest: rests_on(map(use_of, row.uses.all())) for row in declarations}
        declared, before = declarations_of(declarations, head.digest_in())
        label = label_of(disclosures, declared, rested)
        return {
            "declared": declared,
            "declared_before": before,
            "taken_back": tuple(taken_back_of(row) for row in self.taken_back.get(pk, [])),
            "told": told_of(disclosures, declared),
            "label_digest": label,
            "digest": composed_digest_2(head.digest_in(), article.details_digest, label),
            "signatures": tuple(
                signature_of(row, self.seats.get(row.person_id, frozenset()), article.desk_id, rested)
                for row in self.sign_offs.get(pk, [])
            ),
        }

    def _published(self, article: Article) -> dict[str, Any]:
        rows = self.publications.get(article.pk, [])
        live = next((row for row in rows if row.status == Publication.Status.LIVE), None)
        return {
            "live": live.number if live else None,
            "live_digest": live.digest_in() if live else "",
            "past": past_of(rows, self.labels),
        }

    def _words(self, article: Article, policy: Policy, authors: Mapping[int, str]) -> dict[str, Any]:
        """Who, not an author, wrote words of this text, and who accepted them."""
        head, pk = article.head, article.pk
        first_words = policy.duties.first_words_accepted and not article.review.first_words_taken
        publications, acceptances = self.publications.get(pk, []), self.acceptances.get(pk, [])
        writers = writers_of(self.revisions[pk], head, publications, authors, first_words)
        here = (row for row in acceptances if row.digest_in() == head.digest_in())
        return {
            "changers": {person: writer.name for person, writer in writers.items()},
            "accepted_by": frozenset(row.accepted_by_id for row in here),
            "accepted": accepted_of(writers, acceptances),
        }


def _seconds(decisions: Mapping[int, list[Any]]) -> dict[int, list[DecisionSecond]]:
    """What second persons said of the dismissals among these decisions; no query where there is none."""
    dismissed = [one.pk for found in decisions.values() for one in found if one.outcome == "dismissed"]
    rows = DecisionSecond.objects.filter(decision__in=dismissed).select_related("person") if dismissed else ()
    return _grouped(rows, "decision_id")


def _articles(ids: list[int]) -> list[Article]:
    people = ("responsible", "approved_by", "changes_asked_by")
    rows = Article.objects.filter(pk__in=ids).select_related(
        *("head", "review__policy", "review__pin", "review__approved_revision"),
        *(f"review__{name}" for name in people),
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
        "approved_digest": review.approved_in(),
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
        *("status", "error", "failed_rules", "engine", "finished_at", "kind", "read_as"),
        *(f"revision__{name}" for name in ("article_id", "substance_digest", "scheme", "mapped_digests")),
    ):
        found[run.revision.article_id].append(run)
    return found
