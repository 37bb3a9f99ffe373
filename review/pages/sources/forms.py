"""What is attested of an unnamed source, and the log of the right of reply. No field asks who a source is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from newsroom.moments import MomentField
from review.pages.fields import note_field
from review.sources.attestation import CONDITIONS, CORROBORATION, REASONS, Attestation
from review.sources.replies import HOW, OUTCOMES

NEVER_WHO = "Never write who it is, nor what would let a colleague guess."


class SourceForm(forms.Form):
    """Everything the desk may know of an unnamed source, except who it is."""

    source_key = forms.CharField(max_length=200, widget=forms.HiddenInput, strip=False)
    seen = forms.CharField(max_length=32, widget=forms.HiddenInput)
    conditions = forms.MultipleChoiceField(
        label="What holds for this source",
        required=False,
        choices=[(slug, label) for slug, label, _ in CONDITIONS],
        widget=forms.CheckboxSelectMultiple,
        help_text="All three, or the source is named.",
    )
    reason = forms.ChoiceField(
        label="Why they are not named",
        choices=[("", "Choose a reason"), *REASONS.items()],
        error_messages={"required": "Choose why the source is not named."},
    )
    reason_in_copy = forms.BooleanField(label="The copy says so too", required=False)
    people = forms.IntegerField(
        label="How many people speak here",
        min_value=1,
        max_value=99,
        initial=1,
        help_text="“Sources” in the copy means at least two.",
    )
    corroborated_by = forms.IntegerField(
        label="How many others confirm it",
        min_value=0,
        max_value=99,
        initial=0,
        help_text="Independently of this source.",
    )
    corroboration = forms.MultipleChoiceField(
        label="What kind of confirmation",
        required=False,
        choices=[(slug, label.capitalize()) for slug, label in CORROBORATION.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    not_the_refuser = forms.BooleanField(
        label="Nobody who is said to have declined to comment speaks here without a name", required=False
    )
    text = note_field("Note", required=False, rows=2, hint=NEVER_WHO)
    knows = forms.BooleanField(
        label="I know who this is",
        required=False,
        help_text="You vouch for it by your role. Your colleagues see that you know, not whom.",
    )
    role = forms.ChoiceField(label="I vouch as", required=False)

    def __init__(self, *args: Any, roles: Sequence[tuple[str, str]], refusal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not roles:
            del self.fields["knows"]
        if len(roles) < 2:
            del self.fields["role"]
        else:
            self.fields["role"].choices = list(roles)
        if not refusal:
            del self.fields["not_the_refuser"]

    @staticmethod
    def values(found: Attestation) -> dict[str, Any]:
        """What is on record, for the next person to confirm or change. Nobody's word but their own."""
        return {
            "conditions": sorted(found.conditions),
            "reason": found.reason,
            "reason_in_copy": found.reason_in_copy,
            "people": found.people,
            "corroborated_by": found.corroborated_by,
            "corroboration": list(found.corroboration),
            "not_the_refuser": found.not_the_refuser,
        }


class RequestForm(forms.Form):
    """One request for a reply, as it was made."""

    flags = forms.MultipleChoiceField(
        label="What it is about", required=False, widget=forms.CheckboxSelectMultiple
    )
    asked_whom = forms.CharField(
        label="Whom we asked",
        max_length=200,
        help_text="Who is accused, or is said not to have answered. Never a confidential source.",
        error_messages={"required": "Say whom we asked."},
    )
    asked_at = MomentField(label="When", missing="Say when they were asked.")
    how = forms.ChoiceField(
        label="How",
        choices=[("", "Choose how"), *((slug, label.capitalize()) for slug, label in HOW.items())],
        error_messages={"required": "Choose how they were asked."},
    )
    deadline = MomentField(
        label="Deadline we gave",
        missing="Say by when they were asked to answer.",
        help_text="The graver the matter, the longer they have.",
    )
    text = note_field(
        "What was put to them", hint="A summary of what we say about them, and when it is to run."
    )

    def __init__(self, *args: Any, flags: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(flags)
        if choices:
            self.fields["flags"].choices = choices
        else:
            del self.fields["flags"]

    def keys(self) -> tuple[str, ...]:
        """Of the flags and accusations it is about."""
        return tuple(self.cleaned_data.get("flags", ()))


class ReplyAnswerForm(forms.Form):
    """What came of a request."""

    seen_outcome = forms.CharField(max_length=10, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[(slug, label) for slug, label in OUTCOMES.items() if slug != "waiting"],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )
    text = note_field("What they said", required=False)
    quoted = forms.CharField(
        label="Where the story gives it",
        max_length=300,
        required=False,
        help_text="A few words of it, exactly as they stand in the copy.",
    )
