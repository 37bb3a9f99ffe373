"""What happened between a signature and now that would have ended it, whatever is so again today. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from review.workflow.endings import ENDINGS

# Of a signature that ended with its text: what else happened, that none is carried over past
VOIDED: dict[str, str] = {
    "changes-requested": ENDINGS["changes-requested"],
    "reopened": ENDINGS["reopened"],
    "spiked": "The story was put aside since.",
    "restored": "The story was put aside, and brought back, since.",
    "details": "The story’s desk, kind, authors or language were changed since.",
    "policy": "The story was under another policy in between.",
    "left": "The signer had left the newsroom in between.",
    "role": "A role was taken from the signer since.",
}
DETAILS = frozenset(("desk", "kind", "authors", "language", "credit"))
MOVES = frozenset(("reopened", "spiked", "restored"))


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the trail, of a story or of a person."""

    action: str
    actor_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def story_voids(events: Sequence[Event], policies: Iterable[str]) -> str:
    """A slug of VOIDED: what the story’s own events say, oldest first; "" where nothing voids.

    `policies`: those it was signed under and is under now; each is looked at for itself.
    """
    if moved := next((one.action for one in events if one.action in MOVES), ""):
        return moved
    if _asked(events):
        return "changes-requested"
    if any(one.action == "story-changed" and _details(one) for one in events):
        return "details"
    under = {str(one.facts["policy"]) for one in events if "policy" in one.facts}
    return "policy" if under - set(policies) else ""


def signer_voids(events: Iterable[Event]) -> str:
    """The same of what became of the signer, who may be, or hold, again what they were."""
    for one in events:
        if one.action == "person-deactivated":
            return "left"
        if one.action == "roles-changed" and _removed(one):
            return "role"
    return ""


def _asked(events: Iterable[Event]) -> bool:
    """Changes were asked for, and whoever asked has not said that it is settled, or cannot any more."""
    waits: int | None = None
    for one in events:
        if one.action == "request-settled":
            waits = None
        elif waits is not None and (one.action == "approved" or _by_another(one, waits)):
            return True
        elif one.action == "changes-requested":
            waits = one.actor_id
    return waits is not None


def _by_another(event: Event, waits: int) -> bool:
    return event.action == "changes-requested" and event.actor_id != waits


def _details(event: Event) -> bool:
    """One of those that a signature is about; or nobody can read which."""
    fields = event.facts.get("fields")
    return not isinstance(fields, str) or bool(DETAILS & {*fields.split(", ")})


def _removed(event: Event) -> bool:
    """A role was taken away; or nobody can read that none was."""
    detail = event.facts.get("detail")
    return not isinstance(detail, Mapping) or bool(detail.get("removed", True))
