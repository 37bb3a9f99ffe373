"""Reads: the stories a person may see, their newest texts and runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from articles.models import AnalysisRun, Article, ArticleKind, Revision, RunStatus, Sighting
from articles.permissions import READING
from newsroom.accounts.selectors import role_map

AI_LEFT = ("chat-residue", "citation-residue", "ai-disclaimer-found")


def articles_visible(user: Any) -> QuerySet[Article]:
    """Stories on the person's desks and those they are an author of; nothing for anyone else."""
    held = role_map(user)
    if not user.is_authenticated or not user.is_active:
        return Article.objects.none()
    if READING & held.get(None, frozenset()):
        return Article.objects.all()
    desks = [desk_id for desk_id, roles in held.items() if desk_id is not None and READING & roles]
    mine = Article.authors.through.objects.filter(user_id=user.pk).values("article_id")
    return Article.objects.filter(Q(desk__in=desks) | Q(pk__in=mine))


def article_get(user: Any, slug: str) -> Article:
    """The story, or Http404 for whoever may not see it."""
    found = articles_visible(user).select_related("desk", "head", "review").prefetch_related("authors")
    article = found.filter(slug=slug).first()
    if article is None:
        raise Http404("There is no such story.")
    return article


def revision_get(article: Article, number: int) -> Revision:
    """One text of the story, or Http404."""
    revision = article.revisions.select_related("created_by", "base").filter(number=number).first()
    if revision is None:
        raise Http404("This story has no such revision.")
    return revision


def suggestion_get(article: Article, number: int, seen: str = "") -> Sighting | None:
    """Whose suggested wording a person saw (`seen`, a sighting's id), else that of where the flag stands."""
    found = Sighting.objects.filter(flag__article=article, flag__number=number, suggestion__isnull=False)
    found = found.filter(pk=seen) if seen.isdecimal() and len(seen) < 19 else found.exclude(current_of=None)
    return found.select_related("revision", "flag").first()


def archive_copy(desk: str, until: datetime | None = None) -> Iterator[tuple[str, str]]:
    """(text, format) of a desk's stories, without those for which AI use was declared or a leftover found.

    No author goes along: what is measured is a desk's copy, never a person's.
    """
    stories = Article.objects.filter(desk__slug=desk, head__isnull=False)
    stories = stories.exclude(kind__in=(ArticleKind.OPINION, ArticleKind.ANALYSIS))
    stories = stories.exclude(flags__rule__in=AI_LEFT).exclude(declarations__used_ai=True)
    if until is not None:
        stories = stories.filter(created_at__lt=until)
    yield from stories.order_by("pk").values_list("head__text", "head__format").iterator()


def newest_run(article: Article) -> AnalysisRun | None:
    """The last reading that was asked for, whatever became of it."""
    return _runs(article).first()


def finished_run(article: Article) -> AnalysisRun | None:
    """The reading whose flags stand in the story now."""
    return _runs(article).filter(status=RunStatus.DONE).first()


def _runs(article: Article) -> QuerySet[AnalysisRun]:
    return AnalysisRun.objects.filter(revision__article=article).select_related("revision").order_by("-pk")
