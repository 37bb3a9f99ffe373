"""What every write about people shares: refusals in words, the admin's permission, the announcement."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.db import models

from newsroom.accounts.models import Desk, Membership, Role, User
from newsroom.accounts.seats import Seat, Seats
from newsroom.accounts.selectors import every_role
from newsroom.accounts.signals import people_changed


class Refused(Exception):
    """A no, with the sentence that says why and, where there is one, the path at which it is put right."""

    def __init__(self, reason: str, fix: str = "") -> None:
        super().__init__(reason)
        self.reason, self.fix = reason, fix


class Changed(Refused):
    """Somebody else changed the same thing after this person had opened the page. `now` is how it stands."""

    def __init__(self, reason: str, now: Any) -> None:
        super().__init__(reason)
        self.now = now


def announce(actor: User | None, action: str, subject: models.Model, **detail: Any) -> None:
    """Tells whoever keeps the record, inside the transaction: what they cannot write did not happen."""
    people_changed.send(sender=type(subject), actor=actor, action=action, subject=subject, detail=detail)


def admins_lock() -> None:
    """Puts changes of who administers in a row: the last admin cannot leave by two doors at once."""
    list(Membership.objects.select_for_update().filter(role=Role.ADMIN).order_by("pk").values_list("pk"))


def admin_required(actor: User) -> None:
    """Asked of the database, not of what the actor's page remembered."""
    if not Membership.objects.filter(user=actor, role=Role.ADMIN, user__is_active=True).exists():
        raise Refused("Only an administrator changes people and desks.")


def seats_checked(seats: Iterable[Seat]) -> Seats:
    """Refuses a desk or a role that does not exist, and an admin of one desk alone."""
    wanted = frozenset(seats)
    if unknown := {seat.role for seat in wanted} - {role.slug for role in every_role()}:
        raise Refused(f"The role “{min(unknown)}” cannot be given. Open the page again.")
    desks = {seat.desk_id for seat in wanted} - {None}
    if len(desks) != Desk.objects.filter(pk__in=desks).count():
        raise Refused("One of the desks does not exist any more. Open the page again.")
    if any(seat.role == Role.ADMIN and seat.desk_id is not None for seat in wanted):
        raise Refused(
            "An administrator keeps the people, desks and policy of the whole house, not of one desk."
        )
    return wanted


def slugs() -> dict[int, str]:
    return dict(Desk.objects.values_list("pk", "slug"))


def cleaned_name(name: str, longest: int = 120) -> str:
    """One line, single spaces; refuses nothing at all, unseen characters and what the record cannot hold."""
    clean = " ".join(name.split())
    if not any(character.isalnum() for character in clean):
        raise Refused("Give a name with at least one letter.")
    if len(clean) > longest:
        raise Refused(f"Give a name of at most {longest} characters.")
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in clean):
        raise Refused("The name holds characters that cannot be seen. Type it instead of pasting it.")
    return clean
