"""The policy as a form: what readers are told, who signs what, how hard a flag is; and its release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from newsroom.moments import MomentField
from review.disclosure.carrying import CARRYING
from review.disclosure.checks import named
from review.disclosure.duties import DUTIES
from review.disclosure.fields import FIELDS, locked, name_of
from review.disclosure.grade import STAGES
from review.disclosure.markets import TEMPLATE
from review.disclosure.policy import PLACES, WHEN, Policy, problems
from review.disclosure.toml import LONGEST
from review.pages.register.clauses import rule_names

# `seen` is not required: a scope that changes nothing has seen nothing, and what is no body is refused below
RELOAD = "This form lost track of the draft it began with: open the draft again."
SEVERITY_CHOICES = (("block", "Block"), ("ask", "Ask"), ("note", "Note"))


def _body_seen(body: Any, *, scoped: bool) -> dict[str, Any]:
    """A house's body is a whole policy; a scope's holds what it changes, by key."""
    if not isinstance(body, dict) or (not scoped and problems(body, _as_named(body))):
        raise forms.ValidationError(RELOAD)
    return body


def _as_named(body: dict[str, Any]) -> list[tuple[str, str]] | None:
    """Whatever roles it names: which of them the house has is asked when it is saved."""
    pairs = body.get("signers")
    if not isinstance(pairs, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        return None
    return [(str(role), str(role)) for role, _ in pairs]


def _lines(items: Iterable[tuple[str, str]]) -> str:
    return "\n".join(label for _, label in items)


class PolicyForm(forms.Form):
    """One draft version. `body()` is what is stored; an error names the clause that needs another word."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False, error_messages={"invalid": RELOAD})
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

    carrying = forms.MultipleChoiceField(
        label="Signatures carried over",
        choices=[(one.slug, one.allows) for one in CARRYING],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Off unless ticked. Where it is on, every publication says so.",
    )
    locks = forms.MultipleChoiceField(
        label="No desk or kind changes",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="What is ticked holds for every story of the house.",
    )
    second_release = forms.BooleanField(
        label="A second person releases: standards, or another admin",
        required=False,
    )

    def __init__(
        self, *args: Any, policy: Policy, rest: Mapping[str, Any], scoped: bool = False, **kwargs: Any
    ) -> None:
        """`policy`: as the form begins; `rest`: fields it carries along; `scoped`: what is locked stays."""
        kwargs.setdefault("initial", {}).update(_initial(policy))
        super().__init__(*args, **kwargs)
        self.policy, self.rest, self.scoped = policy, dict(rest), scoped
        self.fields["locks"].choices = _lockable(policy)
        self._add_signers()
        self._add_duties()
        self._add_severities()
        if scoped:
            self._close_locked()

    def _close_locked(self) -> None:
        """What the house locks is shown and cannot be typed into."""
        for name, field in self.fields.items():
            if name != "seen" and locked(_key(name), self.policy.locks):
                field.disabled, field.required = True, False
                field.help_text = "Locked by the house."

    def _add_signers(self) -> None:
        for role, _ in self.policy.roles:
            name = self.policy.role_name(role)
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
        return [self[f"signs_{role}"] for role, _ in self.policy.roles]

    @property
    def check_fields(self) -> list[forms.BoundField]:
        return [self[f"checks_{role}"] for role, _ in self.policy.roles]

    @property
    def duty_fields(self) -> list[forms.BoundField]:
        return [self[f"relax_{duty.slug}"] for duty in DUTIES]

    @property
    def severity_fields(self) -> list[forms.BoundField]:
        return [self[f"severity_{slug}"] for slug in rule_names()]

    def clean_seen(self) -> dict[str, Any]:
        """The body the person began with."""
        return _body_seen(self.cleaned_data["seen"], scoped=self.scoped)

    def clean_wording(self) -> str:
        """A label is one paragraph: line breaks typed into the box become spaces."""
        return " ".join(self.cleaned_data["wording"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            for problem in problems(self.body(), self.policy.roles):
                self.add_error(None, problem)
        return data

    def body(self) -> dict[str, Any]:
        """The policy as typed, in the form a version stores."""
        data = self.cleaned_data
        roles = [role for role, _ in self.policy.roles]
        return {
            **self.rest,
            "wording": data.get("wording", ""),
            "place": data.get("place", ""),
            "disclose_stages": data.get("disclose_stages", []),
            "signers": [[role, when] for role in roles for when in data.get(f"signs_{role}", [])],
            "checks": {role: self._checks(role) for role in roles if self._checks(role)},
            "severities": {
                slug: data[f"severity_{slug}"] for slug in rule_names() if data.get(f"severity_{slug}")
            },
            "publisher": data.get("publisher", "").strip(),
            "contact": data.get("contact", "").strip(),
            "explainer": data.get("explainer", ""),
            "duties": {duty.slug: not data.get(f"relax_{duty.slug}") for duty in DUTIES},
            "carrying": data.get("carrying", []),
            "locks": data.get("locks", []),
            "second_release": bool(data.get("second_release")),
        }

    def _checks(self, role: str) -> list[list[str]]:
        """A check keeps its short name while its words stay, to the letter: old signatures name it."""
        known = {label: slug for slug, label in self.policy.checks.get(role, ())}
        lines = self.cleaned_data.get(f"checks_{role}", "").splitlines()
        return named(list(dict.fromkeys(line.strip() for line in lines if line.strip())), known)


WRITTEN = (
    *("wording", "place", "disclose_stages", "signers", "checks", "severities"),
    *("publisher", "contact", "explainer", "duties", "carrying", "locks", "second_release"),
)  # fmt: skip


def rest_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a policy that the form carries along as they are."""
    return {slug: value for slug, value in body.items() if slug not in WRITTEN}


def _key(name: str) -> str:
    """The policy's key that a field of the form is about: "signs_legal" -> "signers.legal"."""
    head, _, rest = name.partition("_")
    if head == "relax":
        return "duties"
    tables = {"signs": "signers", "checks": "checks", "severity": "severities"}
    return f"{tables[head]}.{rest}" if head in tables else name


def _lockable(policy: Policy) -> list[tuple[str, str]]:
    """Every field that can be locked; a lock on one key of a field stays to be taken off."""
    fields = [(field.slug, field.label) for field in FIELDS if field.lockable]
    finer = [(lock, name_of(lock, dict(policy.roles))) for lock in policy.locks if "." in lock]
    return [*fields, *finer]


def _initial(policy: Policy) -> dict[str, Any]:
    start: dict[str, Any] = {
        "wording": policy.wording,
        "place": policy.place,
        "disclose_stages": list(policy.disclose_stages),
        "publisher": policy.publisher,
        "contact": policy.contact,
        "explainer": policy.explainer,
        "carrying": list(policy.carrying),
        "locks": list(policy.locks),
        "second_release": policy.second_release,
    }
    for role, _ in policy.roles:
        start[f"signs_{role}"] = [when for signer, when in policy.signers if signer == role]
        start[f"checks_{role}"] = _lines(policy.checks.get(role, ()))
    start |= {f"relax_{duty.slug}": not getattr(policy.duties, duty.slug) for duty in DUTIES}
    start |= {f"severity_{slug}": severity for slug, severity in policy.severities.items()}
    return start


class ReleaseForm(forms.Form):
    """Puts a version in force: why, from when, and whether open stories follow it."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False, error_messages={"invalid": RELOAD})
    reason = forms.CharField(
        label="Why this version?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": "Say why: the reason is kept with the version."},
    )
    effective_from = MomentField(
        label="In force from", help_text="Empty: at once.", required=False, css="form-control"
    )
    applies_to_open = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )

    def __init__(self, *args: Any, scoped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scoped = scoped

    def clean_seen(self) -> dict[str, Any]:
        """The body the person read."""
        return _body_seen(self.cleaned_data["seen"], scoped=self.scoped)

    def clean_effective_from(self) -> Any:
        start = self.cleaned_data["effective_from"]
        if start and start < timezone.now() - timedelta(minutes=5):
            raise forms.ValidationError("That is past: a version cannot be in force before it is released.")
        return start


class SecondForm(forms.Form):
    """Agreeing to a release that somebody else asked for."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False, error_messages={"invalid": RELOAD})


class WithdrawForm(forms.Form):
    """Taking a release back before its moment."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": "Say why: the reason is kept with the version."},
    )


class ImportForm(forms.Form):
    """A policy as TOML, typed, pasted or from a file."""

    text = forms.CharField(
        label="The policy, as TOML",
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "class": "form-control code", "spellcheck": "false"}),
    )
    file = forms.FileField(label="Or a file", required=False, widget=forms.FileInput)  # none to clear

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (file := data.get("file")) is not None:
            data["text"] = _decoded(file)
        if not self.errors and not data.get("text", "").strip():
            raise forms.ValidationError("Paste a policy, or choose a file.")
        return data


def _decoded(file: Any) -> str:
    """A file's words; one that is too large or no text is refused."""
    if file.size > LONGEST * 4:
        raise forms.ValidationError(f"A policy has at most {LONGEST:,} characters.")
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise forms.ValidationError("This file is no text in UTF-8.") from None


def template_text(slug: str) -> str:
    """A template's file; empty where there is none of that name."""
    return TEMPLATE[slug].text() if slug in TEMPLATE else ""
