"""Signing, waiving, returning: what a person ticks and types before a story moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms

from review.pages.fields import names_own_words, note_field
from review.selectors.carrying import Carriable


def _carry_field(form: forms.Form, carriable: Sequence[Carriable]) -> None:
    """A tick for each colleague's signature that may be carried over; no field where there is none."""
    form.carriable = carriable
    if carriable:
        form.fields["carry"] = forms.TypedMultipleChoiceField(
            label="Carry over",
            coerce=int,
            choices=[(one.pk, one.words) for one in carriable],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="Each stays their own signature, with your name as who carried it over.",
            error_messages={"invalid_choice": "One of these signatures cannot be carried over any more."},
        )


class SignForm(forms.Form):
    """The itemised checks of one role under the policy in force, and the text they were made on."""

    seen_digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen_uses = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    checks = forms.MultipleChoiceField(
        label="What I checked, in this very text",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what you checked: a signature names its checks."},
    )
    text = note_field("Note", required=False, rows=2)
    responsible = forms.BooleanField(
        required=False, label="I hold editorial responsibility for what is published"
    )

    def __init__(
        self,
        *args: object,
        checks: Sequence[tuple[str, str]],
        may_be_responsible: bool,
        carriable: Sequence[Carriable] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        _carry_field(self, carriable)
        self.fields["checks"].choices = list(checks)
        self.asked = [slug for slug, _ in checks]
        if not checks:
            self.fields["checks"].required = False
        if not may_be_responsible:
            del self.fields["responsible"]

    def clean_checks(self) -> list[str]:
        ticked = self.cleaned_data["checks"]
        if missing := len(self.asked) - len(ticked):
            raise forms.ValidationError(
                f"{missing} of {len(self.asked)} checks are not ticked. Make them, or request changes."
            )
        return ticked


class RenewForm(forms.Form):
    """A signature given again: the text that was seen, and the checks that the change touches."""

    seen_digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen_uses = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    checks = forms.MultipleChoiceField(
        label="The change touches these checks: make them again",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what you checked again."},
    )

    def __init__(
        self,
        *args: object,
        checks: Sequence[tuple[str, str]],
        carriable: Sequence[Carriable] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        _carry_field(self, carriable)
        self.asked = list(checks)
        if checks:
            self.fields["checks"].choices = self.asked
        else:
            del self.fields["checks"]

    def clean_checks(self) -> list[str]:
        ticked = self.cleaned_data["checks"]
        if missing := len(self.asked) - len(ticked):
            raise forms.ValidationError(f"{missing} of {len(self.asked)} checks are not ticked.")
        return ticked


class MoveForm(forms.Form):
    """A move of the story; with a note where the reporter or the record needs one."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    note = note_field("Note", rows=4)
    own_words = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: object,
        label: str,
        needs_note: bool,
        writers: Iterable[str] = (),
        **kwargs: object,
    ) -> None:
        """`writers`: who else wrote words of this text, which the author who hands it in may take on."""
        super().__init__(*args, **kwargs)
        names_own_words(self, writers)
        if needs_note:
            self.fields["note"].label = label
        else:
            del self.fields["note"]


class OverrideForm(forms.Form):
    """A gate waived for this text: a role, a reason, and then a second person."""

    seen_digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    role = forms.ChoiceField(label="In my role as")
    text = note_field("Why this gate may stay closed", hint="It stays visible beside the gate.")

    def __init__(self, *args: object, roles: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(roles)


class LegalForm(forms.Form):
    """What legal is asked to look at."""

    text = note_field("What legal should look at", required=False)
