"""The policy: versions of each scope, what ended before it held, and what stories were put under."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from newsroom.accounts.models import Desk
from review.disclosure.scopes import Scope

User = settings.AUTH_USER_MODEL


class PolicyVersion(models.Model):
    """One version of the policy of a scope: the house (no desk, no kind), a desk, a kind, or both.

    Immutable once released (the database refuses too).
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, blank=True, default="")
    number = models.PositiveIntegerField()  # within its scope
    body = models.JSONField()  # the house's: disclosure.policy.Policy; another's: what it changes, by key
    reason = models.TextField(blank=True)  # why this version; required to release
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    effective_from = models.DateTimeField(null=True, blank=True)
    applies_to_open = models.BooleanField(default=False)  # re-pins stories in review
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)  # a release that waits for a second person

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "kind", "number"], name="one_policy_a_number_and_desk"),
            models.UniqueConstraint(
                fields=["kind", "number"], condition=Q(desk__isnull=True), name="one_policy_a_number"
            ),
        ]

    @property
    def released(self) -> bool:
        return self.released_at is not None

    @property
    def scope(self) -> Scope:
        return Scope(self.desk_id, self.kind)


class PolicyEnd(models.Model):
    """A draft that was discarded, or a release that was withdrawn before its moment; the version stays."""

    version = models.OneToOneField(PolicyVersion, on_delete=models.PROTECT, related_name="end")
    reason = models.TextField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(default=timezone.now)


class PolicyPin(models.Model):
    """The policy of one desk and kind as it was put together: frozen, and named by what was done under it."""

    digest = models.CharField(
        max_length=64, unique=True
    )  # of body and versions: disclosure.scopes.pin_digest
    body = models.JSONField()  # the whole policy, every scope merged in
    versions = models.JSONField()  # ids of PolicyVersion, the house's first
    label = models.CharField(max_length=300)  # "6 with Business 2"
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.label
