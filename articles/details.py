"""What is known of a story beside its text, as a person saw it and as it is now."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from articles.models import Article
from articles.selectors import author_ids
from newsroom import times

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


def language_name(code: str) -> str:
    """As people call it; without the region that a reading may add."""
    names = dict(LANGUAGES)
    return names.get(code) or names.get(code.partition("-")[0], code)


def language_known(tag: str) -> str:
    """The language of a tag such as en-GB, by the code stories are set to; "" for one that is not known."""
    code = tag.replace("_", "-").partition("-")[0].lower()
    return code if code in dict(LANGUAGES) else {"no": "nb", "nn": "nb"}.get(code, "")


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


def seen_details(text: str) -> dict[str, Any] | None:
    """What a page said that its person saw, as details_of made it; None of anything else."""
    try:
        seen = json.loads(text[:SEEN_MAX])
    except (ValueError, RecursionError):
        return None
    whole = isinstance(seen, dict) and set(seen) == set(SHAPES)
    return seen if whole and all(fits(seen[name]) for name, fits in SHAPES.items()) else None


def moment(text: str) -> datetime | None:
    """A time as isoformat wrote it."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _whole(value: Any) -> bool:
    return type(value) is int and abs(value) < 2**63


def _time(value: Any) -> bool:
    """One that can be shown by the house's clock."""
    if not isinstance(value, str):
        return False
    try:
        return not value or bool((at := moment(value)) and times.local(at))
    except (ValueError, OverflowError):
        return False


SEEN_MAX = 20_000  # characters; a story with a thousand authors is shorter
SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "desk": _whole,
    "kind": lambda value: isinstance(value, str),
    "authors": lambda value: isinstance(value, list) and all(map(_whole, value)),
    "language": lambda value: isinstance(value, str),
    "due_at": _time,
    "embargo_until": _time,
}


def _said(article: Article, name: str) -> str:
    """A detail in words."""
    if name == "authors":
        return " and ".join(author.name for author in article.authors.all())
    value = getattr(article, name)
    if name == "language":
        return dict(LANGUAGES).get(value, "as the check finds it")
    return times.moment(value) if isinstance(value, datetime) else str(value or "not set")
