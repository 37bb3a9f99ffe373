"""Form fields that several pages share."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from review.wording import joined

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


def names_own_words(form: forms.Form, writers: Iterable[str]) -> None:
    """The one line of a named author about words that others brought in; gone where nobody else wrote any."""
    names = joined(list(writers))
    if not names:
        del form.fields["own_words"]
        return
    form.fields["own_words"].label = f"These are my words: I have read what {names} wrote, and it is mine"
    form.fields["own_words"].help_text = f"Otherwise {names} cannot approve it without somebody else."
