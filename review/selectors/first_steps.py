"""Which of its first steps a new house has taken."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Article
from newsroom.accounts.models import Desk, Invitation, User
from review.models import PolicyVersion


@dataclass(frozen=True, slots=True)
class Taken:
    """Each is true once there is one."""

    desk: bool
    colleague: bool  # or an invitation of one
    policy: bool  # that a person released
    story: bool


def steps_taken() -> Taken:
    colleague = User.objects.filter(is_active=True).count() > 1
    return Taken(
        desk=Desk.objects.filter(is_active=True).exists(),
        colleague=colleague or Invitation.objects.filter(revoked_at=None).exists(),
        policy=PolicyVersion.objects.filter(released_by__isnull=False).exists(),
        story=Article.objects.exists(),
    )
