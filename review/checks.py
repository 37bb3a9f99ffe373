"""System checks: the audit triggers are in place, and readers can reach whoever is responsible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from review.disclosure.contact import placeholder
from review.models import PolicyVersion
from review.record import triggers
from review.selectors.policy import NoPolicy, policy_in_force


@register(Tags.database)
def triggers_present(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """review.W001: a trigger that guards the records is missing. `migrate` makes it again."""
    return [
        Warning(
            f"The database trigger {name} is missing: records could be rewritten unseen.",
            hint="Run manage.py migrate, which makes it again, then manage.py verify_audit.",
            id="review.W001",
        )
        for using in databases or ()
        for name in triggers.missing(using)
    ]


@register(Tags.database, deploy=True)
def contact_is_ours(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """review.W002: the policy in force names a contact that reaches nobody."""
    tables = connections["default"].introspection.table_names() if databases else []
    if PolicyVersion._meta.db_table not in tables:
        return []
    try:
        contact = policy_in_force().body.get("contact", "")
    except NoPolicy:
        return []
    if not placeholder(contact):
        return []
    return [
        Warning(
            f"The policy in force gives readers the example contact {contact}.",
            hint="Sign in as an admin, draft a policy version with your own contact, and release it.",
            id="review.W002",
        )
    ]
