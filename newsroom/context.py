"""What every page knows: the newsroom's name, the date, and which rooms are open to the person signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from newsroom.accounts.models import READING_ROLES, Role
from newsroom.accounts.selectors import all_roles, signing_roles
from newsroom.times import today

TITLES = (Role.EDITOR, Role.STANDARDS, Role.LEGAL, Role.REPORTER, Role.ADMIN)  # the first held is shown


@dataclass(frozen=True, slots=True)
class House:
    """Where this person may go; the pages themselves check again."""

    title: str
    desk_roles: bool
    admin: bool


def _house(user: Any) -> House:
    held = all_roles(user)
    title = next((role.label for role in TITLES if role in held), "") or _own_title(held)
    return House(title=title, desk_roles=bool(held & set(READING_ROLES)), admin=Role.ADMIN in held)


def _own_title(held: frozenset[str]) -> str:
    """The name of a role that the house added, of whoever holds nothing else."""
    return next((role.name for role in signing_roles() if role.slug in held), "") if held else ""


def house(request: HttpRequest) -> dict[str, Any]:
    """For base.html; the roles are read, in one query, only when a template asks."""
    return {
        "newsroom_name": settings.NEWSROOM_NAME,
        "today": today(),
        "demo": settings.DEMO,
        "house": SimpleLazyObject(lambda: _house(request.user)),
    }
