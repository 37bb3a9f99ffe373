"""Asking to take a note out of the record."""

from __future__ import annotations

from django import forms

from review.models import Redaction


class RedactForm(forms.Form):
    """A reason from a list: free words might say again what is taken out."""

    reason = forms.ChoiceField(
        label="Why it is taken out",
        choices=[(value, label[0].upper() + label[1:]) for value, label in Redaction.Reason.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the note is taken out of the record."},
    )
