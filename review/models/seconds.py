"""What a second person says of what a colleague decided alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article

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


class ImageContradiction(models.Model):
    """An image was made otherwise than its file says: one person says so and why, another agrees."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="image_contradictions")
    image = models.CharField(max_length=64)  # sha256
    term = models.CharField(max_length=50)  # IPTC Digital Source Type
    reason = models.ForeignKey("review.Note", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    seconded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seconded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
