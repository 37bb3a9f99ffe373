"""Gathers the Case a gate looks at, for one story or many, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from articles.digests import composed_digest_2
from articles.imaging import picture_of
from articles.models import Article, Revision
from articles.rendering.layout import seen_text
from newsroom.accounts.models import Desk
from review.disclosure.agency import KIND as AGENCY
from review.disclosure.policy import Policy
from review.models import Declaration, Review, UseTakenBack
from review.selectors.conversion import (
    Late,
    as_it_came,
    checks_of,
    contradiction_of,
    declarations_of,
    declared_by,
    disputed_of,
    flag_of,
    language_of,
    late_since,
    recorded,
    signature_of,
    taken_back_of,
    text_order,
    told_of,
    uses_said,
)
from review.selectors.flags import counting
from review.selectors.gathering import Gathered
from review.selectors.past import ahead, past_of
from review.selectors.policy import holders_on, policy_moved, stories_under, under_of, unheld_roles
from review.selectors.waivers import waivers_of
from review.selectors.writers import accepted_of, left_of, writers_of
from review.sources.accusations import Act
from review.sources.records import Records
from review.workflow.case import Case, CaseFlag, TakenBack
from review.workflow.case_rules import CaseFinding
from review.workflow.case_rules import case_findings as findings_of
from review.workflow.released import released
from review.workflow.seconds import settled


def case_of(article: Article) -> Case:
    """The story's case as the database has it now; whatever `article` has loaded is not trusted."""
    return cases_of([article])[article.pk]


def cases_of(articles: Iterable[Article]) -> dict[int, Case]:
    """By article id. The number of queries does not grow with the stories."""
    ids = [article.pk for article in articles]
    return cases_in(Gathered(ids)) if ids else {}


def case_on(article: Article, desk: Desk) -> tuple[Case, Case]:
    """The story's case as it is, and as a move to this desk would leave it, under the policy it then has."""
    rows = Gathered([article.pk])
    before = cases_in(rows)[article.pk]
    (there,) = rows.articles
    there.desk = desk
    if there.review.policy is not None and not before.at_rest:
        rows.under = {article.pk: under_of(policy_moved(there))}
    elif there.review.policy is None:
        rows.under = stories_under([there])
    return before, released(before, cases_in(rows)[article.pk])


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


def cases_in(rows: Gathered) -> dict[int, Case]:
    """By article id, of what was gathered."""
    return {article.pk: _Story(rows, article).case() for article in rows.articles}


@dataclass(frozen=True, slots=True)
class _Story:
    """One story among what was gathered."""

    rows: Gathered
    article: Article

    def case(self) -> Case:
        rows, article = self.rows, self.article
        review, head, pk = article.review, article.head, article.pk
        under = rows.under[pk]
        policy = Policy.from_body(under.body, rows.roles)
        authors = {author.pk: author.name for author in article.authors.all()}
        late = late_since(rows.runs.get(pk, []), head, review)
        records = self._records(policy, authors, late)
        checks, error = checks_of(rows.runs.get(pk, []), head, article)
        whole = Case(
            article_id=pk,
            slug=article.slug,
            state=review.state,
            version=review.version,
            revision=head.number,
            text_digest=head.digest_in(),
            details_digest=article.details_digest,
            text=head.running_text,
            format=head.format,
            headline=head.headline,
            language=language_of(article, rows.runs.get(pk, [])),
            set_language=article.language,
            credited=_credited(article, authors),
            kind=article.kind,
            as_it_came=article.kind != AGENCY or as_it_came(rows.revisions.get(pk, []), head),
            policy=policy,
            policy_number=under.number,
            policy_id=under.house_id,
            policy_label=under.label,
            unheld=unheld_roles(policy, self.holders, authors),
            closed=rows.closed,
            holders=self.holders,
            authors=authors,
            authors_left=frozenset(one.pk for one in article.authors.all() if not one.is_active),
            **_standing_of(review),
            checks=checks,
            checks_error=error,
            disputed=disputed_of(rows.runs.get(pk, []), head, article),
            flags=self._flags(policy, records, late),
            **self._said(),
            **self._words(policy, authors),
            past=past_of(self.rows.publications.get(pk, [])),
            waivers=waivers_of(rows.overrides.get(pk, []), rows.revisions.get(pk, []), rows.runs.get(pk, [])),
            legal_asked=review.legal_asked_by_id is not None,
            embargo=ahead(article.embargo_until),
            records=records,
            pictures=tuple(picture_of(row) for row in rows.pictures.get(pk, ())),
            contradictions=tuple(contradiction_of(row) for row in rows.contradictions.get(pk, [])),
            systems=rows.systems,
        )
        return settled(whole)

    @property
    def here(self) -> frozenset[int]:
        """Who holds a role there that signs."""
        return frozenset().union(*self.holders.values())

    @property
    def holders(self) -> dict[str, set[int]]:
        """Who holds which role on the story's desk."""
        return holders_on(self.rows.held, self.article.desk_id)

    def _records(self, policy: Policy, authors: Mapping[int, str], late: Late | None) -> Records:
        rows, pk, head = self.rows, self.article.pk, self.article.head
        attested, accusations = rows.attestations.get(pk, ()), rows.accusations.get(pk, ())
        early, here, out = rows.early.get(pk, ()), self.here, policy.not_counting(authors)
        return Records(
            tuple(
                replace(
                    one,
                    house_role=policy.role_words(one.role),
                    voucher_here=one.voucher_active and one.voucher_id in here,
                )
                for one in attested
            ),
            tuple(rows.requests.get(pk, ())),
            out,
            tuple(rows.checked.get(pk, ())),
            tuple(
                replace(
                    one,
                    acts=tuple(_by_whom(one.acts, here)),
                    moved=one.text != head.pk,
                    late=bool(late and late.finds(one, out)),
                )
                for one in accusations
            ),
            tuple(replace(one, gone=one.asked_by_id not in here) for one in early),
            seen_text(head.running_text, head.format) if accusations or early else "",
            language_of(self.article, rows.runs.get(pk, [])).startswith("en"),
        )

    def _flags(self, policy: Policy, records: Records, late: Late | None) -> tuple[CaseFlag, ...]:
        rows, article = self.rows, self.article
        return tuple(
            flag_of(
                flag,
                counting(rows.decisions[flag.pk], records.authors),
                rows.replies[flag.pk],
                policy,
                late,
                records,
                rows.seconds,
                article.head,
                self.here,
            )
            for flag in sorted(rows.flags.get(article.pk, []), key=text_order)
        )

    def _said(self) -> dict[str, Any]:
        """What was declared of AI, what readers are told, and who signed all of it."""
        rows, article = self.rows, self.article
        head, pk, holders = article.head, article.pk, self.holders
        declarations, disclosures = rows.declarations.get(pk, []), rows.disclosures.get(pk, [])
        said = uses_said(declarations)
        declared, before = declarations_of(declarations, head.digest_in())
        told = told_of(disclosures, declared, said)
        label = told.label_digest if told else ""
        return {
            "declared": declared,
            "declared_before": before,
            "declarers": declared_by(declarations, head.digest_in()),
            "taken_back": tuple(self._taken_back(row, declarations) for row in rows.taken_back.get(pk, [])),
            "told": recorded(told, declared) if told and declared else None,
            "label_digest": label,
            "label": (told.wording, told.place) if told and label else ("", ""),
            "digest": composed_digest_2(head.digest_in(), article.details_digest, label),
            "signatures": tuple(
                signature_of(row, row.person_id in holders.get(row.role, ()), said)
                for row in rows.sign_offs.get(pk, [])
            ),
        }

    def _taken_back(self, row: UseTakenBack, declarations: list[Declaration]) -> TakenBack:
        """Asked by somebody who may still ask, or by nobody any more."""
        may_ask = self.here | {author.pk for author in self.article.authors.all() if author.is_active}
        return replace(taken_back_of(row, declarations), gone=row.asked_by_id not in may_ask)

    def _words(self, policy: Policy, authors: Mapping[int, str]) -> dict[str, Any]:
        """Who, not an author, wrote words of this text, and who accepted them."""
        rows, head, pk = self.rows, self.article.head, self.article.pk
        first_words = policy.duties.first_words_accepted and not self.article.review.first_words_taken
        left = left_of(rows.publications.get(pk, []), rows.sign_offs.get(pk, []))
        acceptances = rows.acceptances.get(pk, [])
        writers = writers_of(rows.revisions[pk], head, left, authors, first_words)
        here = (row for row in acceptances if row.digest_in() == head.digest_in())
        return {
            "changers": {person: writer.name for person, writer in writers.items()},
            "accepted_by": frozenset(row.accepted_by_id for row in here),
            "accepted": accepted_of(writers, acceptances),
        }


def _by_whom(acts: Iterable[Act], here: frozenset[int]) -> Iterator[Act]:
    return (replace(act, gone=act.by_id not in here) for act in acts)


def _credited(article: Article, authors: Mapping[int, str]) -> tuple[tuple[int, str], ...]:
    """By the names that the details' digest gives them; these are stored in the order of their ids."""
    ids, names = sorted(authors), article.credited
    return tuple(zip(ids, names, strict=True)) if len(ids) == len(names) else tuple(sorted(authors.items()))


def _standing_of(review: Review) -> dict[str, Any]:
    """What the review itself says: who approved, who asked for changes, who is responsible."""
    responsible, asked = review.responsible, review.changes_asked_by
    return {
        "approved_revision": review.approved_revision.number if review.approved_revision else None,
        "approved_digest": review.approved_in(),
        "approved_by": review.approved_by.name if review.approved_by else "",
        "before_spike": review.state_before_spike,
        "approved_by_id": review.approved_by_id,
        "changes_asked_at": review.changes_asked_at,
        "changes_asked_by": asked.name if asked else "",
        "changes_asked_by_id": review.changes_asked_by_id,
        "responsible": responsible.name if responsible else "",
        "responsible_id": review.responsible_id,
        "responsible_active": bool(responsible and responsible.is_active),
    }
