"""What is attested of unnamed sources, and the log of the right of reply."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article, Revision
from review.sources.attestation import REASONS
from review.sources.replies import HOW, OUTCOMES

User = settings.AUTH_USER_MODEL


class SourceRecord(models.Model):
    """Attestations about one unnamed source of a story. Append-only; the newest for a source counts.

    Never an identity: there is no field for it.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="source_records")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=200)
    passages = models.JSONField(default=list)  # digests: it holds for what the source says there
    people = models.PositiveSmallIntegerField(default=1)  # how many speak under this one description
    vital_information = models.BooleanField(default=False)  # AP (1)
    only_anonymously = models.BooleanField(default=False)  # AP (2)
    in_a_position_to_know = models.BooleanField(default=False)  # AP (3)
    not_the_refuser = models.BooleanField(default=False)  # nobody said to have declined comment speaks here
    reason = models.CharField(max_length=20, choices=list(REASONS.items()))
    reason_in_copy = models.BooleanField(default=False)
    corroborated_by = models.PositiveSmallIntegerField(default=0)
    corroboration = models.JSONField(default=list)  # slugs of vouching.CORROBORATION
    note = models.ForeignKey("review.Note", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    editor_knows = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=12, blank=True)  # in which editor_knows vouches
    attested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]


class ReplyRequest(models.Model):
    """Right of reply: who was asked about what, when, how, by what deadline, and what came back."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="reply_requests")
    asked_whom = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    how = models.CharField(max_length=20, choices=list(HOW.items()))
    what = models.ForeignKey(
        "review.Note", on_delete=models.PROTECT, related_name="+"
    )  # what was put to them
    deadline = models.DateTimeField()
    passages = models.JSONField(default=list)  # digests of the passages it is about
    # of these, [passage, who is accused in it]; of one that was logged earlier it is not known
    accused = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=list(OUTCOMES.items()), default="waiting")
    answer = models.ForeignKey(
        "review.Note", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quoted = models.CharField(max_length=300, blank=True)  # words of the answer as they stand in the copy
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
