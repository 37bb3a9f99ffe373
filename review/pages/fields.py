"""Form fields that several pages share."""

from __future__ import annotations

from django import forms

NO_NAMES = "Never name a confidential source here."
NOTE_LENGTH = 4000


def note_field(label: str, *, required: bool = True, rows: int = 3, hint: str = "") -> forms.CharField:
    """A free text of the desk. The hint about sources stands beside every one of them."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=NOTE_LENGTH,
        help_text=f"{hint} {NO_NAMES}".strip(),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Say it in a sentence."},
    )
