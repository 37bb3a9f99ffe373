"""The author's statement about AI use: none, or one entry a use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from review.models import AIUse
from review.pages.fields import NO_NAMES, NOTE_LENGTH

MAX_USES = 20
STAGES = [("", "Choose"), *((value, label.capitalize()) for value, label in AIUse.Stage.choices)]
NONE, USED = "none", "used"
CHOICES = [
    (NONE, "No AI was used for this story"),
    (USED, "AI was used, as entered below"),
]


class DeclarationForm(forms.Form):
    """ "None" is said, not left out: nothing is chosen beforehand the first time."""

    seen_digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label="AI use",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether AI was used: none is an answer too."},
    )

    taken_back = forms.CharField(
        label="Why a use you declared before is taken back",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 2}),
        help_text=f"Only where you leave one out. A second person agrees; both stay on record. {NO_NAMES}",
    )

    def __init__(self, *args: Any, declared_before: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not declared_before:
            del self.fields["taken_back"]

    @property
    def used_ai(self) -> bool:
        return self.cleaned_data["answer"] == USED


class NoteForm(forms.Form):
    """An editor adds to what the author declared; nothing that stands is taken away."""

    seen_digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    used_ai = True


class AIUseForm(forms.Form):
    """One use. The names follow IPTC Photo Metadata 2025.1: AI System Used, AI System Version Used."""

    stage = forms.ChoiceField(
        label="For what",
        choices=STAGES,
    )
    scope = forms.ChoiceField(
        label="How much of it",
        choices=[(value, label.capitalize()) for value, label in AIUse.Scope.choices],
        initial=AIUse.Scope.PARTS,
    )
    system = forms.CharField(
        label="AI system used",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "ai-systems"}),
    )
    system_version = forms.CharField(
        label="Version", max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    what = forms.CharField(label="What it did, in a sentence", max_length=300, help_text=NO_NAMES)
    passages = forms.CharField(
        label="The words it is about",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Copied from the text, a passage a line. Empty: no words in particular.",
    )
    image = forms.ChoiceField(label="The image it is about", required=False)
    checked_by = forms.CharField(label="Who checked the output", max_length=120)
    checked_how = forms.CharField(
        label="How it was checked", max_length=300, required=False, help_text=NO_NAMES
    )


class UsesFormSet(BaseFormSet):
    """The entries. An entry that was touched must be whole; an untouched one is no entry."""

    def __init__(self, *args: Any, pictures: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        self.pictures = list(pictures)
        super().__init__(*args, **kwargs)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Remove this use"
        form.fields["image"].choices = [("", "None"), *self.pictures]
        if not self.pictures:
            form.fields["image"].widget = forms.HiddenInput()

    def entries(self) -> list[dict[str, Any]]:
        return [
            {key: value for key, value in form.cleaned_data.items() if key != "DELETE"}
            for form in self.forms
            if form.cleaned_data and form not in self.deleted_forms and form.has_changed()
        ]


AIUses = formset_factory(
    AIUseForm,
    formset=UsesFormSet,
    extra=0,
    can_delete=True,
    max_num=MAX_USES,
    absolute_max=MAX_USES + 1,
    validate_max=True,
)
