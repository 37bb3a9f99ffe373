"""Who declared a use of AI first, and what was taken back."""

from __future__ import annotations

from typing import Any

from articles.models import Article
from review.disclosure.grade import Use
from review.models import Declaration, UseTakenBack


def declarer_of(article: Article, use: Use) -> Any:
    """The person who first declared this use for the story; None where nobody did."""
    rows = Declaration.objects.filter(
        article=article, uses__stage=use.stage, uses__scope=use.scope, uses__image=use.image
    )
    first = rows.select_related("made_by").order_by("pk").first()
    return first.made_by if first else None


def taken_back_waiting(article: Article) -> list[UseTakenBack]:
    """Uses that their declarers take back, and to which nobody has answered yet."""
    rows = UseTakenBack.objects.filter(article=article, agreed_by__isnull=True)
    return list(rows.select_related("asked_by", "why"))
