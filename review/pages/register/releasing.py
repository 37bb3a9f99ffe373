"""What becomes of a draft: released, by one person or two, discarded; and a release taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from newsroom.pages import refused
from review import services
from review.models import PolicyVersion
from review.pages.register.forms import ReleaseForm, SecondForm, WithdrawForm
from review.pages.register.scope import query_of
from review.pages.register.view import get_version, register_page, scope_here, to
from review.selectors.versions import versions_for
from review.workflow.permissions import may


@require_POST
def policy_release(request: HttpRequest, number: int) -> HttpResponse:
    scope = scope_here(request)
    versions = versions_for(request.user, scope)
    version = get_version(versions, number)
    if not (allowed := may(request.user, "policy_release", None)):
        return refused(request, allowed.reason)
    form = ReleaseForm(request.POST, scoped=not scope.house)
    if not form.is_valid():
        return register_page(request, scope, versions, version, form, 422)
    try:
        row = services.policy_release(
            actor=request.user,
            policy_id=version.pk,
            warned=request.POST.getlist("warned"),
            **form.cleaned_data,
        )
    except services.Changed as changed:
        return _release_changed(request, number, form, changed)
    except services.Refused as no:
        form.add_error(None, no.reason)
        return register_page(request, scope, versions, version, form, 422)
    said = "is released." if row.released else "waits for a second person: standards, or another admin."
    messages.success(request, f"Version {number} {said}")
    return redirect(to("policy_version", scope, number))


def _release_changed(
    request: HttpRequest, number: int, form: ReleaseForm, changed: services.Changed
) -> HttpResponse:
    """The draft as it is now, with what was typed; or the sentence alone where it was released meanwhile."""
    scope = scope_here(request)
    versions = versions_for(request.user, scope)
    version = get_version(versions, number)
    if version.released:
        return refused(request, changed.what, reverse("review:policy") + query_of(scope), 409)
    form.add_error(None, f"This changed while you were looking. {changed.what}")
    form.data = form.data.copy()
    form.data["seen"] = json.dumps(version.body)
    return register_page(request, scope, versions, version, form, 409)


@require_POST
def policy_release_second(request: HttpRequest, number: int) -> HttpResponse:
    """A second person agrees to the release."""
    form = SecondForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else None

    def agree(version: PolicyVersion) -> None:
        services.policy_release_second(
            actor=request.user, policy_id=version.pk, seen=seen or {}, warned=request.POST.getlist("warned")
        )

    return _done(request, number, "policy_second", agree, "is released.", readable=isinstance(seen, dict))


@require_POST
def policy_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Takes a release back before its moment."""
    scope = scope_here(request)
    versions = versions_for(request.user, scope)
    version = get_version(versions, number)
    if not (allowed := may(request.user, "policy_release", None)):
        return refused(request, allowed.reason)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return register_page(request, scope, versions, version, None, 422, withdraw=form)

    def withdraw(row: PolicyVersion) -> None:
        services.policy_withdraw(actor=request.user, policy_id=row.pk, reason=form.cleaned_data["reason"])

    return _done(request, number, "policy_release", withdraw, "is withdrawn.")


@require_POST
def policy_discard(request: HttpRequest, number: int) -> HttpResponse:
    """A draft that will not be released."""

    def discard(version: PolicyVersion) -> None:
        services.policy_discard(actor=request.user, policy_id=version.pk)

    return _done(request, number, "policy_edit", discard, "is discarded.")


def _done(
    request: HttpRequest,
    number: int,
    permission: str,
    act: Callable[[PolicyVersion], Any],
    what: str,
    *,
    readable: bool = True,
) -> HttpResponse:
    """One button, one service; back to the version, or the page that says why not."""
    scope = scope_here(request)
    version = get_version(versions_for(request.user, scope), number)
    if not (allowed := may(request.user, permission, None)):
        return refused(request, allowed.reason)
    back = to("policy_version", scope, number)
    if not readable:
        return refused(request, "The page was damaged on its way. Open it again.", back, 422)
    try:
        act(version)
    except services.Changed as changed:
        return refused(request, changed.what, back, 409)
    except services.Forbidden as no:
        return refused(request, no.reason, back)
    except services.Refused as no:
        return refused(request, no.reason, no.fix or back, 422)
    messages.success(request, f"Version {number} {what}")
    return redirect(back)
