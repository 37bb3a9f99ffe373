"""What a second person says of what a colleague decided alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

User = settings.AUTH_USER_MODEL


class DecisionSecond(models.Model):
    """A second person's word on a dismissal: agreed, or refused with a note (the flag is open again)."""

    decision = models.ForeignKey("review.FlagDecision", on_delete=models.CASCADE, related_name="seconds")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField()
    note = models.ForeignKey("review.Note", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="one_second_a_person")]
