"""Lists of stories: those a person may read, those in work, those a search or a policy is about."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Flag
from articles.selectors import articles_visible
from review.models import Publication
from review.selectors.publications import of_what_is_approved
from review.workflow.states import OPEN_STATES, State

READ = ("desk", "head", "review", "review__claimed_by")  # what a row of a list shows
OPEN, LIVE, RETRACTED = "open", "live", "retracted"  # states of a list beside those of the workflow
WORDS = 8  # of a search that are looked for


def readable(user: Any) -> QuerySet[Article]:
    """What this person may read, ready for a row of a list."""
    return articles_visible(user).filter(head__isnull=False).select_related(*READ)


def open_stories(user: Any) -> QuerySet[Article]:
    """What this person may read that is still in work."""
    return in_work(readable(user))


def in_work(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Not spiked; not approved and already live, or retracted, with this very text. A retraction that
    nobody confirmed is in work, whatever became of the story."""
    out = of_what_is_approved().filter(article=OuterRef("pk"))
    out = out.exclude(status__in=(Publication.Status.CORRECTED, Publication.Status.REPLACED))
    down = Publication.objects.filter(
        article=OuterRef("pk"), nature=Publication.Nature.RETRACTION, confirmation__isnull=True
    )
    done = Q(Exists(out)) & Q(review__state=State.APPROVED) & ~Q(Exists(down))
    return stories.filter(Q(review__state__in=OPEN_STATES) | Q(Exists(down))).exclude(done)


def readable_among(user: Any, article_ids: Collection[int]) -> set[int]:
    """Of these stories, those the person may read."""
    return set(articles_visible(user).filter(pk__in=article_ids).values_list("pk", flat=True))


def readable_by_id(user: Any, article_ids: Collection[int]) -> dict[int, Article]:
    return {article.pk: article for article in readable(user).filter(pk__in=article_ids)}


def on_desk(stories: QuerySet[Article], desk: str) -> QuerySet[Article]:
    """By the desk's slug; none: all of them."""
    return stories.filter(desk__slug=desk) if desk else stories


def found_for(user: Any, *, q: str, desk: str, state: str, rule: str) -> QuerySet[Article]:
    """What fits all that was asked, newest first; an empty string asks nothing."""
    found = on_desk(_in_state(user, state), desk)
    if rule:
        standing = Flag.objects.filter(article=OuterRef("pk"), rule=rule, current__isnull=False)
        found = found.filter(Exists(standing))
    for word in q.split()[:WORDS]:
        author = Article.authors.through.objects.filter(article=OuterRef("pk"), user__name__icontains=word)
        found = found.filter(Q(head__headline__icontains=word) | Q(slug__icontains=word) | Exists(author))
    return found.order_by("-created_at", "-pk")


def _in_state(user: Any, state: str) -> QuerySet[Article]:
    if state == OPEN:
        return open_stories(user)
    found, published = readable(user), Publication.objects.filter(article=OuterRef("pk"))
    taken_back = Q(nature=Publication.Nature.RETRACTION)
    if state == LIVE:
        return found.filter(Exists(published.filter(status=Publication.Status.LIVE).exclude(taken_back)))
    if state == RETRACTED:
        return found.filter(Exists(published.filter(taken_back)))
    return found.filter(review__state=state) if state in State.values else found
