"""Who checked an AI tool's output: which of the names that were typed are people of the house. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from review.wording import joined

_BETWEEN = re.compile(r"(?:(?<!\s)\s+)?(?:,|;|/|&|\band\b)\s*", re.IGNORECASE)


def names_in(typed: str) -> tuple[str, ...]:
    """The names in what was typed, one or several; the whole of it is tried as one name too."""
    whole = " ".join(typed.split())
    return tuple(dict.fromkeys(name for name in (whole, *_BETWEEN.split(whole)) if name))


def known(typed: str, people: Mapping[str, str]) -> str:
    """The people of the house who were named, as the house writes them; "" unless every name is one."""
    whole, *parts = names_in(typed) or ("",)
    if whole in people:
        return people[whole]
    if not parts or any(name not in people for name in parts):
        return ""
    return joined([people[name] for name in parts])
