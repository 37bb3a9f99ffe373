"""Free text that people write beside an act: a row of its own, which can be redacted."""

from __future__ import annotations

from typing import Any

from review.models import Note
from review.services.refusals import Refused


def note_make(text: str) -> Note | None:
    """A row for a free text; nothing for nothing."""
    return Note.objects.create(text=text.strip()) if text.strip() else None


def note_needed(text: str, sentence: str, fix: str = "") -> Note:
    note = note_make(text)
    if note is None:
        raise Refused(sentence, fix)
    return note


def note_facts(note: Note | None) -> dict[str, Any]:
    """What an event says about a note: where it is and its digest, never its words."""
    return {"note": note.pk, "note_digest": note.digest} if note else {}
