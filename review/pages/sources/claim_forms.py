"""What a person types about another newsroom's report, a deadline, or a story that does not wait for one."""

from __future__ import annotations

from typing import Any

from django import forms

from newsroom.moments import MomentField, SeenMomentField
from review.pages.fields import note_field

US, COPY = "us", "copy"


class SecondHandForm(forms.Form):
    """Where their report is, and one of two: we confirmed it, or the copy says that we could not."""

    outlet = forms.CharField(max_length=200, widget=forms.HiddenInput, strip=False)
    seen = forms.CharField(max_length=32, widget=forms.HiddenInput)
    link = forms.URLField(
        label="Linked",
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://, the report itself", "autocomplete": "off"}),
        error_messages={"required": "Give the address of their report."},
    )
    confirmed = forms.ChoiceField(
        label="Confirmed",
        choices=[(US, "By us"), (COPY, "Not by us, and the copy says so")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two."},
    )
    text = note_field("What we saw, or how we know", required=False, rows=2, hint="Where we confirmed it.")
    words = forms.CharField(
        label="Where the copy says that we could not",
        max_length=300,
        required=False,
        help_text="A few words of it, exactly as they stand in the copy.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("confirmed") == US and not data.get("text"):
            self.add_error("text", "Say how we confirmed it.")
        if data.get("confirmed") == COPY and not data.get("words"):
            self.add_error("words", "Copy a few of the words; if there are none, write them first.")
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**data, "confirmed": data["confirmed"] == US}


SHORTER = (
    "Somebody who may sign, and neither wrote the story nor logged the request, says that it was earlier."
)


class DeadlineForm(forms.Form):
    seen = SeenMomentField()
    deadline = MomentField(
        label="The deadline is", missing="Say by when they were asked to answer.", help_text=SHORTER
    )
    text = note_field("Why it is another one")


class EarlyForm(forms.Form):
    words = forms.CharField(
        label="Where the copy says that they were asked",
        max_length=300,
        help_text="A few words of it, exactly as they stand in the copy.",
        error_messages={"required": "The copy must say that they were asked. Copy a few of the words."},
    )
    text = note_field("Why the story does not wait", rows=3)
