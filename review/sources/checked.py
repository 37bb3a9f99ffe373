"""What we did about another newsroom's report: its place, and whether we confirmed it. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from review.sources.attestation import ANONYMOUS, NO_REASON

SECOND_HAND = "second-hand-report"
ABOUT = (ANONYMOUS, NO_REASON, SECOND_HAND)


@dataclass(frozen=True, slots=True)
class Checked:
    """What we did about one newsroom's report, about the passages that rest on it."""

    pk: int
    outlet: str
    link: str
    words: str  # of the copy, where it says that we could not confirm it; empty: we confirmed it
    passages: frozenset[str]
    by: str
    at: datetime
    how: str = ""  # how we confirmed it

    @property
    def label(self) -> str:
        """In a few words, for the card."""
        done = "The copy says that we could not confirm it" if self.words else "Confirmed by us"
        return f"{self.outlet}: linked. {done}."


def outlet_of(key: str) -> str:
    """Through which newsroom a source reached us: "anonymous:sources@CNN" is CNN's; empty: ours."""
    return key.partition("@")[2]


def anchor_of(outlet: str) -> str:
    """Where its form stands on the page of sources."""
    return f"outlet-{hashlib.sha256(outlet.encode()).hexdigest()[:8]}"
