"""The policy as a form: what readers are told, who signs what, how hard a flag is; and its release."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from review.disclosure.checks import named
from review.disclosure.duties import DUTIES
from review.disclosure.grade import STAGES
from review.disclosure.policy import PLACES, SIGNERS, WHEN, Policy, problems
from review.pages.register.clauses import rule_names

RELOAD = "This form lost track of the draft it began with: open the draft again."
SEVERITY_CHOICES = (("block", "Block"), ("ask", "Ask"), ("note", "Note"))


def _body_seen(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict) or problems(body):
        raise forms.ValidationError(RELOAD)
    return body


def _lines(items: Iterable[tuple[str, str]]) -> str:
    return "\n".join(label for _, label in items)


class PolicyForm(forms.Form):
    """One draft version. `body()` is what is stored; an error names the clause that needs another word."""

    seen = forms.JSONField(widget=forms.HiddenInput, error_messages={"required": RELOAD, "invalid": RELOAD})
    wording = forms.CharField(
        label="Wording of the label",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One short paragraph. {uses} becomes what AI helped with, {checker} who checked it.",
        error_messages={"required": "Write the wording of the label."},
    )
    place = forms.ChoiceField(
        label="Place",
        choices=[(slug, words[0].upper() + words[1:]) for slug, words in PLACES.items()],
        widget=forms.RadioSelect,
    )
    disclose_stages = forms.MultipleChoiceField(
        label="Readers are told when AI was used for",
        choices=[(stage.slug, stage.phrase[0].upper() + stage.phrase[1:]) for stage in STAGES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Where nothing is ticked, no story carries a label.",
    )
    publisher = forms.CharField(
        label="Publisher", max_length=120, required=False, help_text="Empty: the newsroom’s own name."
    )
    contact = forms.CharField(
        label="Public contact",
        max_length=200,
        help_text="Where readers reach whoever is responsible: an address, a number, or a page.",
        error_messages={
            "required": "Name a public contact: readers must be able to reach whoever is responsible."
        },
    )
    explainer = forms.URLField(
        label="Page that explains how we use AI", required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).update(_initial(policy))
        super().__init__(*args, **kwargs)
        self.policy = policy
        self._add_signers()
        self._add_duties()
        self._add_severities()

    def _add_signers(self) -> None:
        for role, name in SIGNERS.items():
            self.fields[f"signs_{role}"] = forms.MultipleChoiceField(
                label=f"{name} signs",
                choices=list(WHEN.items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.fields[f"checks_{role}"] = forms.CharField(
                label=name,
                max_length=4000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5}),
                help_text="One check a line, as the signer reads it.",
            )

    def _add_duties(self) -> None:
        for duty in DUTIES:
            self.fields[f"relax_{duty.slug}"] = forms.BooleanField(
                label=f"{duty.name}: a small desk need not keep it",
                required=False,
                help_text=f"{duty.asks}. Ticked, every publication says: “{duty.relaxed}”",
            )

    def _add_severities(self) -> None:
        for slug, (name, default) in rule_names().items():
            choices = [("", f"{default.capitalize()}, as the rule"), *SEVERITY_CHOICES]
            self.fields[f"severity_{slug}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                required=False,
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    @property
    def signer_fields(self) -> list[forms.BoundField]:
        return [self[f"signs_{role}"] for role in SIGNERS]

    @property
    def check_fields(self) -> list[forms.BoundField]:
        return [self[f"checks_{role}"] for role in SIGNERS]

    @property
    def duty_fields(self) -> list[forms.BoundField]:
        return [self[f"relax_{duty.slug}"] for duty in DUTIES]

    @property
    def severity_fields(self) -> list[forms.BoundField]:
        return [self[f"severity_{slug}"] for slug in rule_names()]

    def clean_seen(self) -> dict[str, Any]:
        """The body the person began with."""
        return _body_seen(self.cleaned_data["seen"])

    def clean_wording(self) -> str:
        """A label is one paragraph: line breaks typed into the box become spaces."""
        return " ".join(self.cleaned_data["wording"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            for problem in problems(self.body()):
                self.add_error(None, problem)
        return data

    def body(self) -> dict[str, Any]:
        """The policy as typed, in the form a version stores."""
        data = self.cleaned_data
        return {
            "wording": data.get("wording", ""),
            "place": data.get("place", ""),
            "disclose_stages": data.get("disclose_stages", []),
            "signers": [[role, when] for role in SIGNERS for when in data.get(f"signs_{role}", [])],
            "checks": {role: self._checks(role) for role in SIGNERS if self._checks(role)},
            "severities": {
                slug: data[f"severity_{slug}"] for slug in rule_names() if data.get(f"severity_{slug}")
            },
            "publisher": data.get("publisher", "").strip(),
            "contact": data.get("contact", "").strip(),
            "explainer": data.get("explainer", ""),
            "duties": {duty.slug: not data.get(f"relax_{duty.slug}") for duty in DUTIES},
        }

    def _checks(self, role: str) -> list[list[str]]:
        """A check keeps its short name while its words stay, to the letter: old signatures name it."""
        known = {label: slug for slug, label in self.policy.checks.get(role, ())}
        lines = self.cleaned_data.get(f"checks_{role}", "").splitlines()
        return named(list(dict.fromkeys(line.strip() for line in lines if line.strip())), known)


def _initial(policy: Policy) -> dict[str, Any]:
    start: dict[str, Any] = {
        "wording": policy.wording,
        "place": policy.place,
        "disclose_stages": list(policy.disclose_stages),
        "publisher": policy.publisher,
        "contact": policy.contact,
        "explainer": policy.explainer,
    }
    for role in SIGNERS:
        start[f"signs_{role}"] = [when for signer, when in policy.signers if signer == role]
        start[f"checks_{role}"] = _lines(policy.checks.get(role, ()))
    start |= {f"relax_{duty.slug}": not getattr(policy.duties, duty.slug) for duty in DUTIES}
    start |= {f"severity_{slug}": severity for slug, severity in policy.severities.items()}
    return start


class ReleaseForm(forms.Form):
    """Puts a version in force: why, from when, and whether open stories follow it."""

    seen = forms.JSONField(widget=forms.HiddenInput, error_messages={"required": RELOAD, "invalid": RELOAD})
    reason = forms.CharField(
        label="Why this version?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": "Say why: the reason is kept with the version."},
    )
    effective_from = forms.DateTimeField(
        label="In force from",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "form-control"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        error_messages={"invalid": "Write the date as 2026-12-01 09:00."},
    )
    applies_to_open = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )

    def clean_seen(self) -> dict[str, Any]:
        """The body the person read."""
        return _body_seen(self.cleaned_data["seen"])

    def clean_effective_from(self) -> Any:
        start = self.cleaned_data["effective_from"]
        if start and start < timezone.now() - timedelta(minutes=5):
            raise forms.ValidationError("That is past: a version cannot be in force before it is released.")
        return start
