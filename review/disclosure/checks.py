"""Short names of the itemised checks a signer ticks: other words, another name. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence

_OTHERS = re.compile(r"[^a-z0-9]+")
READABLE, DIGEST = 30, 8  # characters of a short name: words to read, digest of all words


def check_slug(label: str) -> str:
    """The same for the very same words, another for any others: an old tick never stands for new words."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = _OTHERS.sub("-", plain).strip("-")[:READABLE].strip("-") or "check"
    return f"{words}-{hashlib.sha256(label.encode()).hexdigest()[:DIGEST]}"


def named(labels: Sequence[str], known: Mapping[str, str]) -> list[list[str]]:
    """Each label with its short name; words that stay keep theirs (`known`: words to short name)."""
    return [[known.get(label) or check_slug(label), label] for label in labels]
