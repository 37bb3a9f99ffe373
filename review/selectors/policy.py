"""Which version of the policy is in force."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from review.models import PolicyVersion


class NoPolicy(LookupError):
    """No version was ever released; `manage.py migrate` puts the first one in."""


def policy_in_force(at: datetime | None = None) -> PolicyVersion:
    """The released version with the newest effective date that has come."""
    released = PolicyVersion.objects.filter(
        released_at__isnull=False, effective_from__lte=at or timezone.now()
    )
    version = released.order_by("-effective_from", "-number").first()
    if version is None:
        raise NoPolicy("No policy is in force: run manage.py migrate.")
    return version
