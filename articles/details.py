"""What is known of a story beside its text, as a person saw it and as it is now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.models import Article
from articles.selectors import author_ids

LANGUAGES: tuple[tuple[str, str], ...] = (
    ("en", "English"),
    ("ar", "Arabic"),
    ("bg", "Bulgarian"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("gl", "Galician"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mt", "Maltese"),
    ("nb", "Norwegian"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("zh", "Chinese"),
)  # ISO 639-1


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
    authors = sorted(author_ids(article))
    found = {"desk": article.desk_id, "kind": article.kind, "authors": authors}
    found["language"] = article.language
    return found | {"due_at": due, "embargo_until": embargo}


def _said(article: Article, name: str) -> str:
    """A detail in words."""
    if name == "authors":
        return " and ".join(author.name for author in article.authors.all())
    value = getattr(article, name)
    if name == "language":
        return dict(LANGUAGES).get(value, "as the check finds it")
    moment = isinstance(value, datetime)
    return f"{timezone.localtime(value):%-d %B, %H:%M}" if moment else str(value or "not set")
