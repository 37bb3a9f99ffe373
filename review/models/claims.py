"""Accusations and what people said of them; reports of other newsrooms; publishing before a deadline."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article, Flag, Revision
from review.sources.accusations import KINDS

User = settings.AUTH_USER_MODEL


class Accusation(models.Model):
    """Words that accuse somebody, with the place where they stand in the newest text that was read."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="accusations")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=10, default="text")
    start = models.PositiveIntegerField()  # code points
    end = models.PositiveIntegerField()
    quote = models.TextField()
    passage_digest = models.CharField(max_length=64)
    against = models.CharField(max_length=200)
    voiced_by = models.CharField(max_length=200, blank=True)  # empty: our own voice
    sure = models.BooleanField()
    found = models.BooleanField(default=False)  # by the checks, whoever marked it too
    flag = models.ForeignKey(Flag, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, blank=True)  # its words stand in the text no more

    class Meta:
        ordering = ["start", "id"]


class AccusationAct(models.Model):
    """What one person said of an accusation. Append-only; it holds for the passage it was said of."""

    accusation = models.ForeignKey(Accusation, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    passage_digest = models.CharField(max_length=64)
    words = models.CharField(max_length=300, blank=True)  # of the copy, where it gives the answer
    note = models.ForeignKey("review.Note", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]


class SecondHandRecord(models.Model):
    """What we did about another newsroom's report. Append-only; the newest for a newsroom counts."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="second_hand_records")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    outlet = models.CharField(max_length=200)
    passages = models.JSONField(default=list)  # digests: it holds for what rests on the report there
    link = models.URLField(max_length=1000)  # their report
    how = models.ForeignKey("review.Note", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=300, blank=True)  # of the copy: that we could not confirm it
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]


class EarlyRelease(models.Model):
    """Two people publish before the deadline of a request; the copy says that they were asked."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="early_releases")
    request = models.ForeignKey("review.ReplyRequest", on_delete=models.CASCADE, related_name="early")
    words = models.CharField(max_length=300)  # of the copy
    reason = models.ForeignKey("review.Note", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    seconded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seconded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]


class RetractionConfirmation(models.Model):
    """A second person's word on a retraction, which had taken effect at once."""

    publication = models.OneToOneField(
        "review.Publication", on_delete=models.CASCADE, related_name="confirmation"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
