"""The versions of one scope's policy, and the scopes that have any."""

from __future__ import annotations

from typing import Any

from newsroom.accounts.selectors import all_roles
from review.disclosure.scopes import HOUSE, Scope
from review.models import PolicyVersion


def versions_for(user: Any, scope: Scope = HOUSE) -> list[PolicyVersion]:
    """Newest first; a draft is for people with a role somewhere."""
    versions = PolicyVersion.objects.filter(desk=scope.desk, kind=scope.kind).order_by("-number")
    rows = versions.select_related("desk", "created_by", "released_by", "asked_by", "end__ended_by")
    return list(rows if all_roles(user) else rows.filter(released_at__isnull=False))


def scopes_said() -> set[Scope]:
    """Those with a version of their own, drafts included."""
    said = PolicyVersion.objects.order_by().values_list("desk_id", "kind").distinct()
    return {Scope(*row) for row in said}
