"""What a person types before a story goes out, is corrected, or comes down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from review.pages.fields import note_field
from review.record.notices import NEUTRAL

UPDATE, CORRECTION = "update", "correction"


class PublishForm(forms.Form):
    """The text that was looked at; of a later version, what it is, and the note readers see."""

    seen_digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    nature = forms.ChoiceField(
        label="This version is",
        choices=[
            (UPDATE, "An update: there are new facts, and nothing was wrong"),
            (CORRECTION, "A correction: something was wrong"),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial=CORRECTION,
    )
    no_error = forms.BooleanField(
        label="What stands there no more was right when it stood: this is no correction", required=False
    )
    public_note = note_field(
        "What is corrected, or new",
        required=False,
        hint="Readers see this note beside the story, with its date. A correction needs one.",
    )

    def __init__(self, *args: Any, correction: bool, changed: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not correction:
            for name in ("nature", "no_error", "public_note"):
                del self.fields[name]
        elif not changed:
            del self.fields["no_error"]
        else:
            self.fields["no_error"].help_text = f"Stands there no more: {', '.join(changed[:12])}."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "nature" not in self.fields:
            return data
        data["nature"] = data.get("nature") or CORRECTION
        if data["nature"] == CORRECTION and not data.get("public_note"):
            self.add_error("public_note", "Say publicly what is corrected.")
        return data


class RetractForm(forms.Form):
    """One of the neutral wordings, or words of one's own."""

    wording = forms.ChoiceField(
        label="What readers are told at once",
        choices=[*NEUTRAL.items(), ("", "In words of our own, below")],
        widget=forms.RadioSelect,
        required=False,
    )
    public_note = note_field(
        "Why it is retracted", required=False, rows=4, hint="Readers see this note where the story stood."
    )
    withhold = forms.BooleanField(
        label="Keep the headline out of the notice",
        required=False,
        help_text="Where the headline itself must not stand.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("wording") and not data.get("public_note"):
            self.add_error("public_note", "Say publicly why the story is retracted.")
        return data
