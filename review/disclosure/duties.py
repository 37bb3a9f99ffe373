"""Separation of duties: which acts need different people, and what a small desk may relax. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Duties:
    """Strict unless a policy says otherwise; a body that does not speak of one is strict."""

    one_role_a_person: bool = True
    first_words_accepted: bool = True
    weighty_dismissals_seconded: bool = True
    image_source_seconded: bool = True
    decisions_by_authors_do_not_count: bool = True

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Duties:
        """Raises ValueError for a name that is no duty, and for anything but yes and no."""
        known = {key.name for key in fields(cls)}
        for name, value in body.items():
            if name not in known:
                raise ValueError(f"“{name}” is no duty")
            if not isinstance(value, bool):
                raise ValueError(f"the duty “{name}” is kept or it is not: true or false")
        return cls(**dict(body))

    @property
    def relaxed(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in DUTIES if not getattr(self, duty.slug))


@dataclass(frozen=True, slots=True)
class Duty:
    """One separation: its name, what it asks, and what a publication says where it was relaxed."""

    slug: str
    name: str
    asks: str
    relaxed: str


DUTIES: tuple[Duty, ...] = (
    Duty(
        "one_role_a_person",
        "One role a person",
        "One person fills one role on one text",
        "One person may have signed in several roles.",
    ),
    Duty(
        "first_words_accepted",
        "First words",
        "Whoever brought the first words in counts as their writer until somebody else accepts them",
        "Whoever brought the first words in may have approved them alone.",
    ),
    Duty(
        "weighty_dismissals_seconded",
        "Dismissals that weigh",
        "A second person agrees where a dismissal takes away a gate, a role, or a blocking question of"
        " sources, accusations, AI or images",
        "One person may have dismissed questions of sources, accusations, AI or images alone.",
    ),
    Duty(
        "image_source_seconded",
        "How an image was made",
        "What a file says of how it was made is contradicted by two people only",
        "One person may have contradicted what an image says of how it was made.",
    ),
    Duty(
        "decisions_by_authors_do_not_count",
        "Decisions of authors",
        "Decisions, waivers and vouchings of somebody who is an author now do not count",
        "Decisions of somebody who became an author may have counted.",
    ),
)
