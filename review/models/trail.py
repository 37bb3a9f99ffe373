"""The audit trail: chains of events, and the newest link of each."""

from __future__ import annotations

from django.db import models


class ChainHead(models.Model):
    """The newest link of a chain; the row to lock before adding one."""

    chain = models.CharField(max_length=32, primary_key=True)  # an article's id, or "house"
    sequence = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)


class AuditEvent(models.Model):
    """One thing that was done. Made by review/audit.py only; the database refuses update and delete."""

    chain = models.CharField(max_length=32)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    actor_id = models.BigIntegerField(null=True, blank=True)  # plain values: an event outlives its subjects
    actor_label = models.CharField(max_length=160)
    subject = models.CharField(max_length=60, blank=True)  # "review.signoff"
    subject_id = models.CharField(max_length=64, blank=True)
    subject_digest = models.CharField(max_length=64, blank=True)  # salted, of the row as it was written
    payload = models.TextField()  # canonical JSON: ids, slugs and digests, never free text
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "sequence"]
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="one_event_a_sequence")]
        indexes = [models.Index(fields=["subject", "subject_id"])]
