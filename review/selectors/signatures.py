"""Which stories rest on whose signature."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from articles.models import Article
from review.models import SignOff


def signed_by(person: Any, article: Article) -> QuerySet[SignOff]:
    """The sign-offs of this story by this person, with the texts they were given to."""
    return SignOff.objects.filter(article=article, person=person).select_related("revision")


def stories_signed_by(person: Any) -> list[Article]:
    """Stories with a signature of this person that has not ended, locked by id."""
    signed = SignOff.objects.filter(person=person, ended_at__isnull=True, withdrawn_at__isnull=True)
    return list(
        Article.objects.select_for_update(of=("self",)).filter(pk__in=signed.values("article")).order_by("pk")
    )
