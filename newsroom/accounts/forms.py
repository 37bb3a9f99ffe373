"""Forms about people, desks and roles; what they refuse, they refuse beside the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm, SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts

from newsroom.accounts.models import Desk, User, folded
from newsroom.accounts.roles import RoleInfo
from newsroom.accounts.seats import Seat, Seats, codes, seats_from_codes
from newsroom.accounts.selectors import every_role


class SignInForm(AuthenticationForm):
    """The address is folded before it is counted, so that capitals give nobody more attempts."""

    error_messages = {
        "invalid_login": "This address and password do not fit together. Capitals count in the password.",
        "inactive": "This account is closed. Ask an administrator.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mail address"
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autofocus": True, "autocomplete": "username", "maxlength": 254}
        )

    def clean_username(self) -> str:
        return folded(self.cleaned_data["username"])


def _password_words(form: forms.Form) -> None:
    """Django's two password fields in the words of this desk."""
    first, second = form.fields["new_password1"], form.fields["new_password2"]
    first.label, second.label = "New password", "The same again"
    first.help_text, second.help_text = " ".join(password_validators_help_texts()), ""


class PasswordForm(SetPasswordForm):
    """A new password after a reset link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password_words(self)


class PasswordChangeForm(PasswordForm):
    """A new password for who knows the old one."""

    old_password = forms.CharField(
        label="Present password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    field_order = ["old_password", "new_password1", "new_password2"]

    def clean_old_password(self) -> str:
        old = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise forms.ValidationError("This is not your present password.")
        return old


class JoinForm(PasswordForm):
    """Who holds the link says what to call them and chooses a password."""

    name = forms.CharField(
        max_length=120,
        label="Your name",
        help_text="As colleagues know you: it stands beside everything you write, decide and sign.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "new_password1", "new_password2"]

    def clean_name(self) -> str:
        self.user.name = self.cleaned_data["name"]
        return self.user.name


class ForgottenForm(PasswordResetForm):
    """Django's own, with links that lead to the address this newsroom is known by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].widget.attrs["autofocus"] = True

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def save(self, **options: Any) -> None:
        context = {"base_url": settings.BASE_URL, "newsroom_name": settings.NEWSROOM_NAME}
        super().save(**{**options, "extra_email_context": context, "domain_override": "unused"})


class PersonForm(forms.Form):
    """Name and e-mail address."""

    name = forms.CharField(max_length=120, label="Name")
    email = forms.EmailField(max_length=254, label="E-mail address")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class PersonEditForm(PersonForm):
    """The same for a person who is here; what the page showed comes back with what was typed."""

    seen_name = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    seen_email = forms.CharField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def showing(user: User) -> dict[str, str]:
        return {"name": user.name, "email": user.email, "seen_name": user.name, "seen_email": user.email}


class HouseRoleForm(forms.Form):
    """A role that signs, in the house's words."""

    name = forms.CharField(
        max_length=40,
        label="Name",
        help_text="As in a sentence: “signs as photo desk”.",
        error_messages={"required": "Name the role."},
    )
    about = forms.CharField(
        max_length=200,
        label="What it is there for",
        required=False,
        help_text="Read by whoever gives the role to people.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class DeskForm(forms.Form):
    name = forms.CharField(max_length=60, label="Name")
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


@dataclass(frozen=True)
class Box:
    """One check box of the grid of roles."""

    code: str
    role: str
    label: str
    checked: bool
    changed: bool  # by somebody else, while the page was open


@dataclass(frozen=True)
class Row:
    """One place: a desk, or the whole house. None stands where there is nothing to tick."""

    desk: Desk | None
    boxes: tuple[Box | None, ...]


class RolesForm(forms.Form):
    """Roles per place as a grid of check boxes, and the roles the page showed."""

    seats = forms.MultipleChoiceField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, desks: list[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = desks
        self.changed: Seats = frozenset()
        self.roles = every_role()
        places: list[int | None] = [None, *(desk.pk for desk in desks)]
        every = [Seat(place, role.slug).code for place in places for role in self.roles]
        self.fields["seats"].choices = [(code, code) for code in every]
        self.fields["seats"].error_messages["invalid_choice"] = "There is no role “%(value)s” here."

    def clean_seats(self) -> Seats:
        return seats_from_codes(self.cleaned_data["seats"])

    def clean_seen(self) -> Seats:
        try:
            return seats_from_codes(self.cleaned_data["seen"].split())
        except ValueError:
            raise forms.ValidationError("The page was damaged on its way. Open it again.") from None

    @staticmethod
    def showing(seats: Seats) -> dict[str, Any]:
        return {"seats": codes(seats), "seen": " ".join(codes(seats))}

    @property
    def rows(self) -> list[Row]:
        """The house first; closed desks only where a role is still held on them."""
        ticked = set(self["seats"].value() or [])
        held = {code.split(":")[0] for code in ticked}
        desks = [desk for desk in self.desks if desk.is_active or str(desk.pk) in held]
        return [self._row(None, ticked), *(self._row(desk, ticked) for desk in desks)]

    def _row(self, desk: Desk | None, ticked: set[str]) -> Row:
        boxes = [None if desk and role.house_wide else self._box(desk, role, ticked) for role in self.roles]
        return Row(desk, tuple(boxes))

    def _box(self, desk: Desk | None, role: RoleInfo, ticked: set[str]) -> Box:
        seat = Seat(desk.pk if desk else None, role.slug)
        label = f"{role.name}, {desk or 'every desk'}"
        return Box(seat.code, role.name, label, seat.code in ticked, seat in self.changed)


class InviteForm(PersonForm):
    """Who is asked in; the roles are chosen in the grid beside it."""


class PeopleFilter(forms.Form):
    """What the list of people is narrowed to; nonsense in the address narrows nothing."""

    q = forms.CharField(required=False, max_length=100, label="Name or e-mail address")
    desk = forms.ChoiceField(required=False)
    role = forms.ChoiceField(required=False)
    standing = forms.ChoiceField(
        required=False,
        label="Standing",
        choices=[("", "Active and deactivated"), ("active", "Active"), ("gone", "Deactivated")],
    )

    def __init__(self, *args: Any, desks: list[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.slug, role.name) for role in every_role()]
        self.fields["role"].choices = [("", "Any role"), *roles]
        self.fields["desk"].choices = [("", "Any desk"), *((desk.slug, desk.name) for desk in desks)]
        self.fields["q"].widget = forms.TextInput(
            attrs={"type": "search", "class": "form-control", "placeholder": "Name or e-mail address"}
        )
        for name in ("desk", "role", "standing"):
            self.fields[name].widget.attrs |= {"class": "form-select", "aria-label": name.capitalize()}

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
