"""What a release for open stories does: which it reaches, under what it puts them, and their cases then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from articles.models import Article
from review.disclosure.scopes import EffectivePolicy, Scope, merge, scopes_of
from review.models import PolicyVersion, Publication
from review.selectors.case import cases_in
from review.selectors.gathering import Gathered
from review.selectors.policy import Under, part_of, policies_for
from review.selectors.publications import of_what_is_approved
from review.workflow.case import Case
from review.workflow.released import fallen, released
from review.workflow.states import State

PINNED = (State.IN_REVIEW, State.CHANGES_REQUESTED, State.APPROVED)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One open story as it is, and as it would be after the release."""

    article: Article
    before: Case
    after: Case


def stories_in(scope: Scope) -> QuerySet[Article]:
    """Every story of the scope; by id."""
    return _here(Article.objects.all(), scope).order_by("pk")


def pinned_in(scope: Scope) -> QuerySet[Article]:
    """Those under a pinned policy, not spiked."""
    return stories_in(scope).filter(review__policy__isnull=False, review__state__in=PINNED)


def unread(articles: Sequence[Article]) -> list[Article]:
    """Without those that readers have as they are approved."""
    out = of_what_is_approved().filter(article__in=articles, status=Publication.Status.LIVE)
    live = set(out.values_list("article_id", flat=True))
    return [one for one in articles if one.review.state != State.APPROVED or one.pk not in live]


def pinned_with(article: Article, version: PolicyVersion) -> EffectivePolicy:
    """The policy of a pinned story once this version applies to it: beside the others it is under, without
    those of a desk or kind that it left."""
    review = article.review
    pks = review.pin.versions if review.pin else [review.policy_id]
    rows = PolicyVersion.objects.select_related("desk").in_bulk([*pks, version.pk])
    here = scopes_of(article.desk_id, article.kind)
    parts = {rows[pk].scope: part_of(rows[pk]) for pk in (*pks, version.pk) if rows[pk].scope in here}
    return merge(list(parts.values()))


def foreseen(version: PolicyVersion) -> list[Foreseen]:
    """Every open story of the version's scope, were it released now and for open stories too."""
    pinned = unread(list(pinned_in(version.scope).select_related("review__pin", "review__policy")))
    drafts = _here(
        Article.objects.filter(review__policy__isnull=True, review__state=State.DRAFT), version.scope
    )
    found = {article.pk: pinned_with(article, version) for article in pinned} | _fresh(drafts, version)
    if not found:
        return []
    rows = Gathered(found)
    before = cases_in(rows)
    rows.under = {pk: Under(one.body, one.number, one.parts[0].pk, one.label) for pk, one in found.items()}
    after = _settled(rows, before)
    return [Foreseen(article, before[article.pk], after[article.pk]) for article in rows.articles]


def _fresh(drafts: Iterable[Article], version: PolicyVersion) -> dict[int, EffectivePolicy]:
    """What is handed in later is under what is in force then."""
    places = {article.pk: (article.desk_id, article.kind) for article in drafts}
    known = policies_for(places.values(), instead={version.scope: part_of(version)}) if places else {}
    return {pk: known[place] for pk, place in places.items()}


def _settled(rows: Gathered, before: dict[int, Case]) -> dict[int, Case]:
    """With signatures that end; what loses its approval is read once more as a story in review."""
    after = {pk: released(before[pk], case) for pk, case in cases_in(rows).items()}
    fell = [article for article in rows.articles if fallen(after[article.pk])]
    for article in fell:
        article.review.state, article.review.approved_at, article.review.approved_digest = (
            State.IN_REVIEW,
            None,
            "",
        )
    if fell:
        again = cases_in(rows)
        after |= {article.pk: released(before[article.pk], again[article.pk]) for article in fell}
    return after


def _here(articles: QuerySet[Article], scope: Scope) -> QuerySet[Article]:
    found = articles.filter(head__isnull=False)
    found = found.filter(desk=scope.desk) if scope.desk else found
    return found.filter(kind=scope.kind) if scope.kind else found
