"""A seat is one role in one place, a desk or the whole house; pure, for forms, records and comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from newsroom.accounts.models import Role

HOUSE = "*"
_ROLE = re.compile(r"[a-z0-9][a-z0-9_-]{0,11}")
MEANS = {
    Role.REPORTER: "uploads and edits drafts, declares AI use, answers the questions asked of their stories",
    Role.EDITOR: "decides about flags, asks, asks for changes, signs, publishes; uploads too",
    Role.STANDARDS: "does what an editor does, and signs for standards where the policy asks for it",
    Role.LEGAL: "does what an editor does, and signs for law where the policy asks for it",
    Role.ADMIN: "keeps people, desks and the disclosure policy of the whole house; reads no drafts by it",
}


class Seat(NamedTuple):
    """`desk_id` None means every desk, those that do not exist yet included."""

    desk_id: int | None
    role: str

    @property
    def code(self) -> str:
        """As forms send it: "12:editor", or "*:admin" for the whole house."""
        return f"{HOUSE if self.desk_id is None else self.desk_id}:{self.role}"


Seats = frozenset[Seat]


def seat_from_code(code: str) -> Seat:
    """ValueError when it is no seat; whether the house knows the role is asked where it is given."""
    place, _, role = code.partition(":")
    if not place.isdecimal() and place != HOUSE:
        raise ValueError(f"“{code}” names no desk.")
    if not _ROLE.fullmatch(role):
        raise ValueError(f"“{role}” names no role.")
    return Seat(None if place == HOUSE else int(place), role)


def seats_from_codes(codes: Iterable[str]) -> Seats:
    return frozenset(seat_from_code(code) for code in codes)


def codes(seats: Iterable[Seat]) -> list[str]:
    """Sorted, so that equal sets read the same."""
    return sorted(seat.code for seat in seats)


def named(seats: Iterable[Seat], slugs: Mapping[int, str]) -> list[str]:
    """As the record keeps them: ids and slugs, never free text ("business:editor", "*:admin")."""
    places = ((HOUSE if seat.desk_id is None else slugs[seat.desk_id], seat.role) for seat in seats)
    return sorted(f"{place}:{role}" for place, role in places)


def merge(seen: Seats, mine: Seats, theirs: Seats) -> Seats:
    """What two people made of the same seats: theirs, and on top of it only what I changed in what I saw."""
    return (theirs | (mine - seen)) - (seen - mine)
