"""The right of reply: whom we asked, when, how, by when, and what came back. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

REPLY = "reply-not-recorded"

HOW: dict[str, str] = {
    "email": "by e-mail",
    "phone": "by phone",
    "letter": "by letter",
    "message": "by message",
    "person": "in person",
    "office": "through their press office",
}
OUTCOMES: dict[str, str] = {
    "waiting": "Nothing yet",
    "answered": "They answered",
    "declined": "They declined to comment",
    "none": "No answer came by the deadline",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One request for a reply: whom, when, how, by when; about which passages; what came back."""

    pk: int
    whom: str
    asked_at: datetime
    how: str
    deadline: datetime
    passages: frozenset[str] = frozenset()
    outcome: str = "waiting"
    quoted: str = ""  # words of the answer as they stand in the copy
    what: str = ""
    answer: str = ""
    by: str = ""
    at: datetime | None = None
    answered_by: str = ""
    answered_at: datetime | None = None
    accused: frozenset[tuple[str, str]] = frozenset()  # (passage, who is accused in it), where it says so

    @property
    def waiting(self) -> bool:
        return self.outcome == "waiting"
