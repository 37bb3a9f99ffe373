"""An entry of the register of AI systems."""

from __future__ import annotations

from typing import Any

from django import forms

from review.models import AISystem, AIUse


class AISystemForm(forms.Form):
    """What is allowed, for what, and what may be put into it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label="AI system",
        max_length=120,
        error_messages={"required": "Name the AI system."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    versions = forms.CharField(
        label="Versions",
        required=False,
        max_length=500,
        help_text="Separated by commas. Empty: any version.",
    )
    stages = forms.MultipleChoiceField(
        label="Allowed for",
        choices=[(value, label.capitalize()) for value, label in AIUse.Stage.choices],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label="Confidentiality",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="What may be put into it, and what never. Authors read this when they declare.",
    )
    is_active = forms.BooleanField(label="Allowed now", required=False, initial=True)

    def entry(self) -> dict[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return data | {"versions": data["versions"].split(",")}

    @staticmethod
    def values(row: AISystem) -> dict[str, Any]:
        return {
            "name": row.name,
            "versions": ", ".join(row.versions),
            "stages": row.stages,
            "note": row.note,
            "is_active": row.is_active,
        }
