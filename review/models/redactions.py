"""Words taken out of the record: one person asks and says why, another agrees."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article, Revision

User = settings.AUTH_USER_MODEL


class Redaction(models.Model):
    """Of a note, of what was told of an import, or of the file that came in.

    Once it is seconded the words are gone and `words` stand in their place; a digest stays.
    """

    class What(models.TextChoices):
        NOTE = "note", "a note"
        ACCOUNT = "account", "what was told of the import"
        ORIGINAL = "original", "the file that came in"

    class Reason(models.TextChoices):
        """Enumerated: a reason in free words would say again what is taken out."""

        SOURCE = "source", "it points to a confidential source"
        PERSONAL = "personal", "it holds personal data that has no place in the record"
        LEGAL = "legal", "the law or a court asks for it"
        MISPLACED = "misplaced", "it was written here by mistake"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="redactions")
    what = models.CharField(max_length=10, choices=What.choices, default=What.NOTE)
    note = models.ForeignKey("review.Note", on_delete=models.PROTECT, null=True, related_name="redactions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="redactions")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    seconded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seconded_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)  # what stands where the note stood

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["note"], name="one_redaction_a_note"),
            models.UniqueConstraint(fields=["revision", "what"], name="one_redaction_a_part_of_an_import"),
        ]

    @property
    def of(self) -> str:
        """What it takes out, in words."""
        number = f" of revision {self.revision.number}" if self.revision else ""
        return f"{self.get_what_display()}{number}"
