"""What of a story went out: one publication, the live one, the newest of many stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from articles.models import Article
from articles.schemes import query_in
from review.models import DossierRelease, Publication


def publication_get(article: Article, number: int) -> Publication:
    """One publication of the story, or Http404."""
    found = article.publications.select_related(
        "revision", "policy", "pin", "published_by", "public_note", "confirmation__made_by"
    )
    publication = found.filter(number=number).first()
    if publication is None:
        raise Http404("This story has no such publication.")
    return publication


def of_what_is_approved() -> QuerySet[Publication]:
    """Publications of what is approved now: the substance, compared in one scheme, and what readers are told
    beside it, where the approval kept that."""
    at = "article__review__approved_"
    approved = query_in(f"{at}digest", f"{at}scheme", f"{at}mapped")
    told = Q(**{f"{at}told_digest": ""}) | Q(**{f"{at}told_digest": F("told_digest")})
    return Publication.objects.annotate(substance=query_in(), approved=approved).filter(
        told, substance=F("approved")
    )


def left_as_approved(article: Article) -> bool:
    """What is approved now left: readers have it, or it was taken down."""
    out = (Publication.Status.LIVE, Publication.Status.RETRACTED)
    return of_what_is_approved().filter(article=article, status__in=out).exists()


def live_publication(article: Article) -> Publication | None:
    found = article.publications.select_related("revision").defer("bundle")
    return found.filter(status=Publication.Status.LIVE).first()


def publications_of(article: Article) -> list[Publication]:
    """Newest first, without their bundles."""
    return list(article.publications.defer("bundle").order_by("-number"))


def others_of(article: Article, publication: Publication) -> list[tuple[int, str]]:
    """(number, nature) of the story's other publications, oldest first."""
    rows = article.publications.exclude(pk=publication.pk).order_by("number")
    return list(rows.values_list("number", "nature"))


def was_published(article: Article) -> bool:
    return article.publications.exists()


def newest_releases(articles: Sequence[Article]) -> Mapping[int, Publication]:
    """The newest publication of each story, without its bundle."""
    rows = Publication.objects.filter(article__in=articles).select_related("public_note").defer("bundle")
    return {publication.article_id: publication for publication in rows.order_by("article_id", "number")}


def last_published(articles: QuerySet[Article], limit: int) -> list[int]:
    """Ids of the stories whose newest publication is the newest."""
    newest = Publication.objects.filter(article__in=articles).order_by("-published_at", "-id")
    ids = newest.values_list("article_id", flat=True)[: limit * 4]
    return list(dict.fromkeys(ids))[:limit]


def live_count() -> int:
    """How many publications readers have."""
    return Publication.objects.filter(status=Publication.Status.LIVE).count()


def stories_by_policy() -> dict[int, int]:
    """How many stories went out under each version of a policy, by its id."""
    rows = Publication.objects.order_by().values_list("policy_id")
    return dict(rows.annotate(Count("article", distinct=True)))


def dossiers_shown(publication: Publication) -> list[DossierRelease]:
    """Those that wait, are open, or were closed; without what they say."""
    rows = publication.shown.select_related("asked_by", "seconded_by", "whom", "revoked_by")
    return list(rows.defer("body"))
