"""What is known of a story beside its text, as a person saw it and as it is now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.models import Article


class DetailConflict(Exception):
    """Somebody changed the very details meanwhile; str() says which, and what they are now."""

    def __init__(self, article: Article, names: list[str]) -> None:
        now = " ".join(f"The {name.replace('_', ' ')} is {_said(article, name)} now." for name in names)
        super().__init__(
            f"This was changed while you were looking. {now} Save again to set what stands below."
        )


def details_of(article: Article) -> dict[str, Any]:
    """What may be changed beside the text, as values that go through a form and back."""
    due, embargo = (at.isoformat() if at else "" for at in (article.due_at, article.embargo_until))
    authors = sorted(article.authors.values_list("pk", flat=True))
    found = {"desk": article.desk_id, "kind": article.kind, "authors": authors}
    return found | {"due_at": due, "embargo_until": embargo}


def _said(article: Article, name: str) -> str:
    """A detail in words."""
    if name == "authors":
        return " and ".join(author.name for author in article.authors.all())
    value = getattr(article, name)
    moment = isinstance(value, datetime)
    return f"{timezone.localtime(value):%-d %B, %H:%M}" if moment else str(value or "not set")
