"""The states of a story. Pure."""

from __future__ import annotations

from django.db.models import TextChoices


class State(TextChoices):
    """The editorial state. Checking is AnalysisRun.status, publication Publication.status: no states."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    APPROVED = "approved", "Approved"
    SPIKED = "spiked", "Spiked"


S = State
PUT_ASIDE = "This story is spiked. Restore it first."
OPEN_STATES = frozenset({S.DRAFT, S.IN_REVIEW, S.CHANGES_REQUESTED, S.APPROVED})
