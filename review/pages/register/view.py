"""The policy register: read, compared, drafted, edited with a preview, and released with a reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from newsroom.pages import refused
from review import services
from review.disclosure.policy import PLACES, Policy
from review.models import PolicyVersion
from review.pages.register.clauses import compare, rule_names
from review.pages.register.forms import PolicyForm, ReleaseForm
from review.pages.register.page import in_force, register, sample_choices, versions_for
from review.pages.register.proof import BY_SLUG, SAMPLES, Sample, proof
from review.workflow.permissions import may


def _get(versions: Sequence[PolicyVersion], number: int) -> PolicyVersion:
    for version in versions:
        if version.number == number:
            return version
    raise Http404("There is no such version of the policy.")


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The newest: a draft where one is being written, else the version in force."""
    versions = versions_for(request.user)
    draft = next((version for version in versions if not version.released), None)
    shown = draft or in_force(versions)
    if shown is None:
        raise Http404("No version of the policy has been released.")
    return _page(request, versions, shown)


@require_safe
def policy_version(request: HttpRequest, number: int) -> HttpResponse:
    versions = versions_for(request.user)
    return _page(request, versions, _get(versions, number))


def _page(
    request: HttpRequest,
    versions: Sequence[PolicyVersion],
    shown: PolicyVersion,
    form: ReleaseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = register(
        request.user,
        versions,
        shown,
        full=bool(request.GET.get("full")),
        sample=request.GET.get("use", ""),
        preview=request.GET.get("version", ""),
    )
    form = form or ReleaseForm(initial={"seen": shown.body})
    return render(
        request, "review/register/policy.html", {"register": found, "release_form": form}, status=status
    )


@require_POST
def policy_draft(request: HttpRequest) -> HttpResponse:
    if not (allowed := may(request.user, "policy_edit", None)):
        return refused(request, allowed.reason, back="")
    try:
        version = services.policy_draft(actor=request.user)
    except services.Refused as no:
        return refused(request, no.reason, no.fix, status=422)
    return redirect("review:policy_edit", version.number)


@require_http_methods(["GET", "HEAD", "POST"])
def policy_edit(request: HttpRequest, number: int) -> HttpResponse:
    version = _get(versions_for(request.user), number)
    if not (allowed := may(request.user, "policy_edit", None)):
        return refused(request, allowed.reason)
    if version.released:
        reason = f"Version {number} is released and is never edited. Begin a new draft."
        return refused(request, reason, reverse("review:policy"), 422)
    stored = Policy.from_body(version.body)
    seen = {"seen": version.body}
    form = PolicyForm(request.POST if request.method == "POST" else None, policy=stored, initial=seen)
    if request.method != "POST":
        return _edit(request, version, form, stored)
    valid = form.is_valid()
    if "preview" in request.POST:
        return _edit(request, version, form, _typed(form, stored))
    return (
        _save(request, version, form) if valid else _edit(request, version, form, _typed(form, stored), 422)
    )


def _save(request: HttpRequest, version: PolicyVersion, form: PolicyForm) -> HttpResponse:
    typed = Policy.from_body(form.body())
    try:
        services.policy_edit(
            actor=request.user, policy_id=version.pk, seen=form.cleaned_data["seen"], body=form.body()
        )
    except services.Changed as changed:
        version.refresh_from_db()
        form.data = form.data.copy()
        form.data["seen"] = json.dumps(version.body)
        now = compare(Policy.from_body(version.body), typed, rule_names())
        conflict = {"what": changed.what, "clauses": [clause for clause in now if not clause.same]}
        return _edit(request, version, form, typed, 409, conflict)
    except services.Refused as no:
        form.add_error(None, no.reason)
        return _edit(request, version, form, typed, 422)
    messages.success(request, f"Version {version.number} is saved. It counts once it is released.")
    return redirect("review:policy_version", version.number)


def _edit(
    request: HttpRequest,
    version: PolicyVersion,
    form: PolicyForm,
    policy: Policy,
    status: int = 200,
    conflict: dict[str, Any] | None = None,
) -> HttpResponse:
    sample = _sample(request)
    context = {
        "version": version,
        "form": form,
        "uses": sample_choices(sample),
        "proof": proof(policy, sample),
        "conflict": conflict,
    }
    return render(request, "review/register/edit.html", context, status=status)


def _sample(request: HttpRequest) -> Sample:
    return BY_SLUG.get(request.POST.get("use", ""), SAMPLES[0])


def _typed(form: PolicyForm, stored: Policy) -> Policy:
    """What the preview shows of a form that may not be valid yet."""
    body = form.body()
    if body["place"] not in PLACES:
        body["place"] = stored.place
    return Policy.from_body(body)


@require_POST
def policy_release(request: HttpRequest, number: int) -> HttpResponse:
    versions = versions_for(request.user)
    version = _get(versions, number)
    if not (allowed := may(request.user, "policy_release", None)):
        return refused(request, allowed.reason)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _page(request, versions, version, form, 422)
    try:
        services.policy_release(
            actor=request.user,
            policy_id=version.pk,
            seen=form.cleaned_data["seen"],
            reason=form.cleaned_data["reason"],
            effective_from=form.cleaned_data["effective_from"],
            applies_to_open=form.cleaned_data["applies_to_open"],
        )
    except services.Changed as changed:
        return _release_changed(request, number, form, changed)
    except services.Refused as no:
        form.add_error(None, no.reason)
        return _page(request, versions, version, form, 422)
    messages.success(request, f"Version {number} is released.")
    return redirect("review:policy_version", number)


def _release_changed(
    request: HttpRequest, number: int, form: ReleaseForm, changed: services.Changed
) -> HttpResponse:
    """The draft as it is now, with what was typed; or the sentence alone where it was released meanwhile."""
    versions = versions_for(request.user)
    version = _get(versions, number)
    if version.released:
        typed = request.POST.get("reason", "")
        return refused(request, changed.what, reverse("review:policy"), 409, typed=typed)
    form.add_error(None, f"This changed while you were looking. {changed.what}")
    form.data = form.data.copy()
    form.data["seen"] = json.dumps(version.body)
    return _page(request, versions, version, form, 409)
