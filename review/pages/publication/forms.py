"""What a person types before a story goes out, is corrected, or comes down."""

from __future__ import annotations

from typing import Any

from django import forms

from review.pages.fields import note_field


class PublishForm(forms.Form):
    """The text that was looked at; and, for a correction, the note readers see."""

    seen_digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    public_note = note_field(
        "What is corrected", hint="Readers see this note beside the story, with its date."
    )

    def __init__(self, *args: Any, correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public_note"].error_messages["required"] = "Say publicly what is corrected."
        if not correction:
            del self.fields["public_note"]


class RetractForm(forms.Form):
    public_note = note_field(
        "Why it is retracted", rows=4, hint="Readers see this note where the story stood."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public_note"].error_messages["required"] = "Say publicly why the story is retracted."
