"""Signing in and out, joining by invitation, and one's own password and page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from newsroom.accounts import demo
from newsroom.accounts.devices import device_known, device_of
from newsroom.accounts.forms import ForgottenForm, JoinForm, PasswordChangeForm, PasswordForm, SignInForm
from newsroom.accounts.mails import mail_reaches_people
from newsroom.accounts.models import Invitation, User, folded
from newsroom.accounts.roles import means_of
from newsroom.accounts.selectors import (
    desks_by_id,
    every_role,
    invitation_by_digest,
    person_by_email,
    person_now,
    places_invited,
    places_of,
    role_names,
)
from newsroom.accounts.services import (
    Refused,
    Slowed,
    invitation_accept,
    password_set,
    sign_in_record,
    try_begin,
    try_right,
    try_wrong,
)
from newsroom.accounts.services.invitations import closed_because, token_digest
from newsroom.accounts.throttle import keys_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SignIn(auth_views.LoginView):
    """The only page, with those about lost passwords and invitations, that is open to anyone."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, account = self.get_form(), folded(request.POST.get("username", ""))
        if not (account and request.POST.get("password")):
            return self.form_invalid(form)
        user, address = person_by_email(account), request.META["REMOTE_ADDR"]
        keys = keys_of(account, address, device_of(request, user))
        try:
            try_begin(keys=keys, user=user, address=address)
        except Slowed as no:
            return _slowed(request, no)
        if not form.is_valid():
            try_wrong(user=user, address=address)
            return self.form_invalid(form)
        try_right(keys=keys)
        return self.form_valid(form)

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        sign_in_record(user=form.get_user(), address=self.request.META["REMOTE_ADDR"])
        return device_known(self.request, response, form.get_user())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs, demo_people=demo.people_here(), demo_password=demo.PASSWORD, mail=mail_reaches_people()
        )


class SignOut(auth_views.LogoutView):
    """By POST only; says that it happened."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        messages.success(request, "You are signed out.")
        return response


def me(request: HttpRequest) -> HttpResponse:
    """Who I am here, and what I may do where."""
    person = person_now(request.user)
    places = places_of(person, role_names())
    means = means_of(every_role(), [role for place in places for role in place.roles])
    return render(request, "accounts/me.html", {"person": person, "places": places, "means": means})


@sensitive_post_parameters()
@never_cache
def password_change(request: HttpRequest) -> HttpResponse:
    """Keeps this device signed in, and no other."""
    form = PasswordChangeForm(request.user, request.POST or None)
    try:
        sound = request.method == "POST" and _sound(request, form)
    except Slowed as no:
        return _slowed(request, no, back="accounts:me")
    if sound:
        user = password_set(user=request.user, password=form.cleaned_data["new_password1"], way="changed")
        update_session_auth_hash(request, user)
        messages.success(request, "Your password is changed. Every other device is signed out.")
        return redirect("accounts:me")
    return render(request, "accounts/password_change.html", {"form": form})


def _sound(request: HttpRequest, form: PasswordChangeForm) -> bool:
    """An open session is no way to guess the password behind it."""
    user, address = request.user, request.META["REMOTE_ADDR"]
    keys = keys_of(f"own {user.pk}", address)[:1]
    try_begin(keys=keys, user=user, address=address)
    sound = form.is_valid()
    if "old_password" in form.errors:
        try_wrong(user=user, address=address)
    else:
        try_right(keys=keys)
    return sound


def _slowed(request: HttpRequest, no: Slowed, back: str = "accounts:sign_in") -> HttpResponse:
    response = render(request, "accounts/slowed.html", {"reason": str(no), "back": back}, status=429)
    response["Retry-After"] = str(int(no.wait.total_seconds()) + 1)
    return response


class Forgotten(auth_views.PasswordResetView):
    """Says the same whether or not the address belongs to somebody."""

    form_class = ForgottenForm
    template_name = "accounts/password_reset.html"
    email_template_name = "accounts/mail/password_reset.txt"
    subject_template_name = "accounts/mail/password_reset_subject.txt"
    success_url = reverse_lazy("accounts:password_reset_done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, mail=mail_reaches_people())

    def form_valid(self, form: Form) -> HttpResponse:
        if not mail_reaches_people():
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)


class ForgottenSent(auth_views.PasswordResetDoneView):
    template_name = "accounts/password_reset_done.html"


class Reset(auth_views.PasswordResetConfirmView):
    """The link from the mail: a new password, once. Failed attempts to sign in are forgiven with it."""

    form_class = PasswordForm
    template_name = "accounts/password_reset_confirm.html"
    success_url = reverse_lazy("accounts:sign_in")

    def get_user(self, uidb64: str) -> User | None:
        """Nobody, once the account is deactivated."""
        user = super().get_user(uidb64)
        return user if user and user.is_active else None

    def form_valid(self, form: Form) -> HttpResponse:
        password_set(user=self.user, password=form.cleaned_data["new_password1"], way="reset")
        self.request.session.pop(auth_views.INTERNAL_RESET_SESSION_TOKEN, None)
        account, address = self.user.email, self.request.META["REMOTE_ADDR"]
        for device in ("", device_of(self.request, self.user)):
            try_right(keys=keys_of(account, address, device)[:1])
        messages.success(self.request, "Your new password is set. Sign in with it.")
        return redirect(self.get_success_url())


@sensitive_post_parameters()
@never_cache
@login_not_required
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link."""
    invitation = invitation_by_digest(token_digest(token))
    if invitation is None:
        return _no_entry(request, "There is no such invitation. The link may have lost its end.", 404)
    if no := closed_because(invitation):
        return _no_entry(request, no, 410)
    if request.user.is_authenticated:
        words = (
            f"You are signed in as {request.user}. Sign out to accept the invitation of {invitation.name}."
        )
        return _no_entry(request, words, 409)
    return _join(request, token, invitation)


def _join(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    stranger = User(email=invitation.email, name=invitation.name)
    form = JoinForm(stranger, request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["new_password1"]
        try:
            user = invitation_accept(token=token, name=name, password=password)
        except Refused as no:
            form.add_error(None, no.reason)
        else:
            login(request, user, backend=BACKEND)
            sign_in_record(user=user, address=request.META["REMOTE_ADDR"])
            messages.success(request, f"Welcome to {settings.NEWSROOM_NAME}, {user.get_short_name()}.")
            return redirect(settings.LOGIN_REDIRECT_URL)
    places = places_invited(invitation, desks_by_id(), role_names())
    context = {"form": form, "invitation": invitation, "places": places}
    return render(request, "accounts/join.html", context)


def _no_entry(request: HttpRequest, words: str, status: int) -> HttpResponse:
    return render(request, "accounts/join_closed.html", {"reason": words}, status=status)
