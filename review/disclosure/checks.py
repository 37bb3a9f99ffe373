"""Short names of the itemised checks a signer ticks: other words, another name. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from review.disclosure.policy import Policy

READABLE, DIGEST = 30, 8  # characters of a short name: words to read, digest of all words


def check_slug(label: str) -> str:
    """The same for the very same words, another for any others: an old tick never stands for new words."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:READABLE].strip("-") or "check"
    return f"{words}-{hashlib.sha256(label.encode()).hexdigest()[:DIGEST]}"


def named(labels: Sequence[str], known: Mapping[str, str]) -> list[list[str]]:
    """Each label with its short name; words that stay keep theirs (`known`: words to short name)."""
    return [[known.get(label) or check_slug(label), label] for label in labels]


def reused(policy: Policy, earlier: Iterable[Policy]) -> str:
    """The sentence about a short name that stood for other words in an earlier version; "" for none."""
    before = {(role, slug): label for old in earlier for role, slug, label in _checks(old)}
    for role, slug, label in _checks(policy):
        was = before.get((role, slug), label)
        if was != label:
            return f"“{slug}” stood for other words before, “{was}”: give “{label}” a short name of its own."
    return ""


def _checks(policy: Policy) -> Iterable[tuple[str, str, str]]:
    return ((role, slug, label) for role, items in policy.checks.items() for slug, label in items)
