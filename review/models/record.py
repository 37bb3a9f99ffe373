"""What holds the record against whoever owns the database: keys, checkpoints; and what was shown outside."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

User = settings.AUTH_USER_MODEL


class SigningKey(models.Model):
    """The public half of a key that signed the record; the other half is never in the database.

    The key in use is known from outside. It vouches for the one before it, and so on back to the first.
    """

    key_id = models.CharField(max_length=16, unique=True)  # the beginning of the sha256 of the public key
    public = models.CharField(max_length=64)  # 32 bytes, hexadecimal
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)  # since then the one after it signs
    before = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    vouched = models.CharField(max_length=128, blank=True)  # this key's signature over the one before
    handed = models.CharField(max_length=128, blank=True)  # the signature of the one before over this key

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.key_id


class Checkpoint(models.Model):
    """Every chain's newest link at one moment, signed. `heads`: all, or what differs from those of `base`."""

    class Why(models.TextChoices):
        PUBLICATION = "publication", "a publication"
        NIGHT = "night", "the night"
        KEY = "key", "a new key"
        ASKED = "asked", "somebody asked for it"

    number = models.PositiveIntegerField(unique=True)
    why = models.CharField(max_length=12, choices=Why.choices)
    at = models.DateTimeField()
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    heads = models.TextField()  # canonical JSON: {chain: [sequence, digest]}
    chains = models.PositiveIntegerField()  # how many there were
    root = models.CharField(max_length=64)  # of the hash tree over all heads, in the order of their names
    previous = models.CharField(max_length=64, blank=True)  # digest of the checkpoint before
    digest = models.CharField(max_length=64)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=128)  # Ed25519, hexadecimal

    class Meta:
        ordering = ["-number"]


class VerificationRun(models.Model):
    """One recomputing of the whole record, and what did not fit."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(default=timezone.now)
    events = models.PositiveIntegerField()
    findings = models.JSONField(default=list)  # sentences, the first of them
    count = models.PositiveIntegerField(default=0)  # how many there were

    class Meta:
        ordering = ["-id"]


class DossierRelease(models.Model):
    """The outside edition of a publication's file, shown by a secret link that two persons agreed to."""

    publication = models.ForeignKey("review.Publication", on_delete=models.PROTECT, related_name="shown")
    body = models.TextField()  # the signed file, byte for byte
    digest = models.CharField(max_length=64)  # sha256 of it
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    whom = models.ForeignKey("review.Note", on_delete=models.PROTECT, related_name="+")  # who is to see it
    days = models.PositiveSmallIntegerField()  # how long the link opens, from the second person's yes
    seconded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seconded_at = models.DateTimeField(null=True, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)  # sha256 of the token in the link
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_digest"], condition=~models.Q(token_digest=""), name="one_link_a_token"
            )
        ]
