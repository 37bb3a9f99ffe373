"""How an image was made, where its file is wrong."""

from __future__ import annotations

from django import forms

from articles.analysis.images import SOURCE_TYPES
from review.pages.fields import note_field


class ContradictForm(forms.Form):
    """A term, and how we know."""

    term = forms.ChoiceField(
        label="How it was made",
        choices=[("", "Choose"), *SOURCE_TYPES.items()],
        error_messages={"required": "Choose how the image was made."},
    )
    text = note_field("How we know", hint="A second person reads it before they agree.")
