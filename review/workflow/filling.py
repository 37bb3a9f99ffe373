"""Which signature fills which role, where one person fills one role: a matching. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar


class Signed(Protocol):
    """A signature, as far as the matching asks."""

    @property
    def person_id(self) -> int: ...


S = TypeVar("S", bound=Signed)


def filled(roles: Sequence[str], signatures: Mapping[str, Sequence[S]]) -> dict[str, S]:
    """As many of `roles` as different people can fill; `signatures` by role, newest first.

    Whoever signed in several roles is moved to another of them where that lets one more role be filled.
    """
    taken: dict[int, str] = {}  # person to role
    for role in roles:
        _place(role, signatures, taken, set())
    people = {role: person for person, role in taken.items()}
    return {
        role: next(s for s in signatures[role] if s.person_id == people[role])
        for role in roles
        if role in people
    }


def _place(role: str, signatures: Mapping[str, Sequence[S]], taken: dict[int, str], tried: set[int]) -> bool:
    """Somebody for this role, moving others to another role of theirs where that helps."""
    for person in dict.fromkeys(s.person_id for s in signatures.get(role, ())):
        if person in tried:
            continue
        tried.add(person)
        if person not in taken or _place(taken[person], signatures, taken, tried):
            taken[person] = role
            return True
    return False
