"""The fields for a time, which every form uses: none that could not be told in another zone comes in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from newsroom.times import FIELD, NO_CALENDAR, TYPED, by_which_clock, on_every_clock

INVALID = "Write date and time, as in 2026-11-10T12:00."


class SeenMomentField(forms.DateTimeField):
    """A time that a page showed, on its way through the form and back. None that no clock shows comes in."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> datetime | None:
        try:
            at = super().to_python(value)
        except OverflowError:
            raise forms.ValidationError(NO_CALENDAR) from None
        if at is not None and not on_every_clock(at):
            raise forms.ValidationError(NO_CALENDAR)
        return at


class MomentField(SeenMomentField):
    """A time that a person types, by the house's clock."""

    def __init__(self, *, help_text: str = "", missing: str = "", css: str = "", **kwargs: Any) -> None:
        attributes = {"type": "datetime-local"} | ({"class": css} if css else {})
        words = {"invalid": INVALID} | ({"required": missing} if missing else {})
        super().__init__(
            widget=forms.DateTimeInput(attributes, format=FIELD),
            input_formats=list(TYPED),
            help_text=f"{help_text} {by_which_clock()}".strip(),
            error_messages=words,
            **kwargs,
        )
