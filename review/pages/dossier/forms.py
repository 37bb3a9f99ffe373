"""Who is to see a file, and for how long."""

from __future__ import annotations

from typing import Any

from django import forms

from review.pages.fields import note_field
from review.services.dossiers import LONGEST


class ShowForm(forms.Form):
    whom = note_field("Who is to see it, and why", hint="Kept inside; the outsider does not see it.")
    days = forms.IntegerField(
        label="Days that the link opens",
        min_value=1,
        max_value=LONGEST,
        initial=14,
        help_text="Counted from the moment a second person agrees.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom"].error_messages["required"] = "Say who is to see it, and why."
