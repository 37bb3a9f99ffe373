"""Reads about people: who holds which role where. One query per person and request, kept on the person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from newsroom.accounts.models import READING_ROLES, Desk, Membership, Role, User

RoleMap = dict[int | None, frozenset[str]]


def role_map(user: Any) -> RoleMap:
    """Desk id (None: every desk) to the roles held there. Nobody signed in holds none."""
    if not user.is_authenticated or not user.is_active:
        return {}
    if not hasattr(user, "_role_map"):
        held: dict[int | None, set[str]] = {}
        for desk_id, role in Membership.objects.filter(user=user).values_list("desk_id", "role"):
            held.setdefault(desk_id, set()).add(role)
        user._role_map = {desk_id: frozenset(roles) for desk_id, roles in held.items()}
    return user._role_map


def roles_on(user: Any, desk_id: int) -> frozenset[str]:
    """Roles held on this desk, house-wide ones included."""
    held = role_map(user)
    return held.get(None, frozenset()) | held.get(desk_id, frozenset())


def all_roles(user: Any) -> frozenset[str]:
    return frozenset().union(*role_map(user).values())


def is_admin(user: Any) -> bool:
    return Role.ADMIN in all_roles(user)


def desks_for(user: Any, roles: Iterable[str] = READING_ROLES) -> QuerySet[Desk]:
    """Active desks on which the person holds one of `roles`; an admin's role alone opens no draft."""
    wanted, held = set(roles), role_map(user)
    desks = Desk.objects.filter(is_active=True)
    if wanted & held.get(None, frozenset()):
        return desks
    return desks.filter(pk__in=[pk for pk, mine in held.items() if pk is not None and wanted & mine])


def people_on(desk: Desk, roles: Iterable[str] = READING_ROLES) -> QuerySet[User]:
    """Active people who hold one of `roles` on the desk or house-wide."""
    here = Q(memberships__desk=desk) | Q(memberships__desk__isnull=True)
    return User.objects.filter(here, memberships__role__in=list(roles), is_active=True).distinct()
