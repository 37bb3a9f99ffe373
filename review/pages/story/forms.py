"""What a person says about a flag: a reply, an answer, a question of their own."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from articles.models import Severity
from review.models import FlagDecision
from review.pages.fields import note_field

REASONS = [("", "Choose a reason"), *FlagDecision.Reason.choices]


class AnswerForm(forms.Form):
    """What every answer says it saw: the passage, and the decision that stood. One form a way, in FORMS."""

    seen_passage = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen_decision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReplyForm(AnswerForm):
    text = note_field("Reply", hint="Say what you know and how you know it.")


class ContestForm(AnswerForm):
    text = note_field("Why the question is wrong", hint="What did the check misread?")


class AskDismissalForm(AnswerForm):
    reason = forms.ChoiceField(choices=REASONS, error_messages={"required": "Choose a reason."})
    text = note_field("Why it should be dismissed")


class TogetherForm(AnswerForm):
    """An answer that may hold for the other mentions of the same source too."""

    together = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Answer these mentions of this source too"
    )

    def __init__(self, *args: object, mentions: Iterable[tuple[int, str]] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), label) for number, label in mentions]
        if choices:
            self.fields["together"].choices = choices
        else:
            del self.fields["together"]

    def numbers(self) -> tuple[int, ...]:
        return tuple(int(value) for value in self.cleaned_data.get("together", ()))


class EvidencedForm(TogetherForm):
    field_order = ["seen_passage", "seen_decision", "link", "text", "together"]
    link = forms.URLField(
        required=False,
        max_length=1000,
        assume_scheme="https",
        label="Link to the evidence",
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    text = note_field("What the evidence is", required=False, hint="A link or a note, or both.")

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if not self.errors and not data.get("link") and not data.get("text"):
            self.add_error("text", "Give a link or a note: evidence is something a colleague can look at.")
        return data


class DismissForm(TogetherForm):
    field_order = ["seen_passage", "seen_decision", "reason", "text", "together"]
    reason = forms.ChoiceField(choices=REASONS, error_messages={"required": "Choose a reason."})
    text = note_field("Note", hint="It stays beside the flag.")


class ReopenForm(AnswerForm):
    text = note_field("Why it is open again")


FORMS: dict[str, type[AnswerForm]] = {
    "evidenced": EvidencedForm,
    "dismiss": DismissForm,
    "reopen": ReopenForm,
    "reply": ReplyForm,
    "contest": ContestForm,
    "dismissal": AskDismissalForm,
}


class AskForm(forms.Form):
    """A person's own question about words of the text. The words are found again in the stored text."""

    revision_number = forms.IntegerField(widget=forms.HiddenInput)
    field = forms.ChoiceField(
        label="Where the words stand",
        choices=[
            ("text", "Text"),
            ("headline", "Headline"),
            ("standfirst", "Standfirst"),
            ("headlines", "Another headline"),
            ("alert", "Alert"),
        ],
        initial="text",
    )
    quote = forms.CharField(
        label="The words",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Exactly as they stand in the text; enough of them to find the place.",
        error_messages={"required": "Give the words you ask about."},
    )
    before = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput, strip=False)
    accuses = forms.BooleanField(
        label="This accuses somebody",
        required=False,
        help_text="Legal signs, and a reply is owed, until two people say that it is no accusation. A mark of"
        " your own that the checks did not find, too, you may take back.",
    )
    against = forms.CharField(label="Against whom", max_length=200, required=False)
    voiced_by = forms.CharField(
        label="Who says so", max_length=200, required=False, help_text="Empty: our own voice does."
    )
    question = note_field("Your question", rows=3, required=False)
    severity = forms.ChoiceField(
        label="Weight",
        choices=[
            (Severity.ASK, "Ask: wants an answer"),
            (Severity.BLOCK, "Block: nothing goes out before it is answered"),
            (Severity.NOTE, "Note: needs no answer"),
        ],
        initial=Severity.ASK,
    )

    def clean(self) -> dict[str, object]:
        """A question, or whom the words accuse."""
        data = super().clean() or {}
        if data.get("accuses") and not data.get("against"):
            self.add_error("against", "Say who is accused.")
        if not data.get("accuses") and not data.get("question"):
            self.add_error("question", "Say it in a sentence.")
        return data
