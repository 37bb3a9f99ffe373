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
from review.disclosure.scopes import Scope, changes
from review.models import PolicyVersion
from review.pages.register.clauses import compare, rule_names
from review.pages.register.forms import PolicyForm, ReleaseForm, WithdrawForm, rest_of
from review.pages.register.page import effective, register, sample_choices
from review.pages.register.proof import BY_SLUG, SAMPLES, Sample, proof
from review.pages.register.scope import query_of, scope_asked
from review.pages.register.versions import draft_of, end_of, in_force
from review.selectors.policy import house_roles
from review.selectors.releases import scope_name
from review.selectors.versions import versions_for
from review.workflow.permissions import may


def scope_here(request: HttpRequest) -> Scope:
    return scope_asked(request.user, request.GET.get("desk", ""), request.GET.get("kind", ""))


def to(name: str, scope: Scope, number: int | None = None) -> str:
    """An address of the register for this scope."""
    return reverse(f"review:{name}", args=[number] if number else []) + query_of(scope)


def get_version(versions: Sequence[PolicyVersion], number: int) -> PolicyVersion:
    for version in versions:
        if version.number == number:
            return version
    raise Http404("There is no such version of the policy.")


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The newest: a draft where one is being written, else the version in force."""
    scope = scope_here(request)
    versions = versions_for(request.user, scope)
    shown = draft_of(versions) or in_force(versions)
    if shown is None and scope.house:
        raise Http404("No version of the policy has been released.")
    return register_page(request, scope, versions, shown)


@require_safe
def policy_version(request: HttpRequest, number: int) -> HttpResponse:
    scope = scope_here(request)
    versions = versions_for(request.user, scope)
    return register_page(request, scope, versions, get_version(versions, number))


def register_page(
    request: HttpRequest,
    scope: Scope,
    versions: Sequence[PolicyVersion],
    shown: PolicyVersion | None,
    form: ReleaseForm | None = None,
    status: int = 200,
    withdraw: WithdrawForm | None = None,
) -> HttpResponse:
    found = register(
        request.user,
        scope,
        versions,
        shown,
        full=bool(request.GET.get("full")),
        sample=request.GET.get("use", ""),
        preview=request.GET.get("version", ""),
    )
    body = shown.body if shown else {}
    context = {
        "register": found,
        "release_form": form or ReleaseForm(initial={"seen": body}),
        "warned": request.POST.getlist("warned"),
        "withdraw_form": withdraw or WithdrawForm(),
        "seen": json.dumps(body),
    }
    return render(request, "review/register/policy.html", context, status=status)


@require_POST
def policy_draft(request: HttpRequest) -> HttpResponse:
    if not (allowed := may(request.user, "policy_edit", None)):
        return refused(request, allowed.reason, back="")
    scope = scope_here(request)
    try:
        version = services.policy_draft(actor=request.user, scope=scope)
    except services.Refused as no:
        return refused(request, no.reason, no.fix, status=422)
    return redirect(to("policy_edit", scope, version.number))


@require_http_methods(["GET", "HEAD", "POST"])
def policy_edit(request: HttpRequest, number: int) -> HttpResponse:
    scope = scope_here(request)
    version = get_version(versions_for(request.user, scope), number)
    if not (allowed := may(request.user, "policy_edit", None)):
        return refused(request, allowed.reason)
    if version.released or end_of(version):
        what = "discarded" if not version.released else "released"
        reason = f"Version {number} is {what} and is never edited. Begin a new draft."
        return refused(request, reason, to("policy", scope), 422)
    found = effective(scope, version)
    stored = found.policy(_roles_for(found.policy()))
    form = PolicyForm(
        request.POST if request.method == "POST" else None,
        policy=stored,
        rest=rest_of(found.body),
        scoped=not scope.house,
        initial={"seen": version.body},
    )
    if request.method != "POST":
        return _edit(request, version, form, stored)
    valid = form.is_valid()
    if "preview" in request.POST:
        return _edit(request, version, form, _typed(form, stored))
    return (
        _save(request, version, form) if valid else _edit(request, version, form, _typed(form, stored), 422)
    )


def _roles_for(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Those that can be asked now, and one that was closed since as long as the policy names it."""
    open_ones, every = dict(house_roles(active=True)), house_roles()
    named = {role for role, _ in policy.signers}
    return tuple((role, name) for role, name in every if role in open_ones or role in named)


def _save(request: HttpRequest, version: PolicyVersion, form: PolicyForm) -> HttpResponse:
    typed = Policy.from_body(form.body(), form.policy.roles)
    body = _stored(version, form)
    try:
        services.policy_edit(
            actor=request.user, policy_id=version.pk, seen=form.cleaned_data["seen"], body=body
        )
    except services.Changed as changed:
        version.refresh_from_db()
        form.data = form.data.copy()
        form.data["seen"] = json.dumps(version.body)
        now = compare(effective(version.scope, version).policy(typed.roles), typed, rule_names())
        conflict = {"what": changed.what, "clauses": [clause for clause in now if not clause.same]}
        return _edit(request, version, form, typed, 409, conflict)
    except services.Refused as no:
        form.add_error(None, no.reason)
        return _edit(request, version, form, typed, 422)
    messages.success(request, f"Version {version.number} is saved. It counts once it is released.")
    return redirect(to("policy_version", version.scope, version.number))


def _stored(version: PolicyVersion, form: PolicyForm) -> dict[str, Any]:
    """The whole policy of the house; of a scope only what differs from the wider ones."""
    if version.scope.house:
        return form.body()
    wider = effective(version.scope, _nothing_of(version)).body
    return changes(form.body(), {**rest_of(wider), **Policy.from_body(wider).to_body()})


def _nothing_of(version: PolicyVersion) -> PolicyVersion:
    """The same version, were it to change nothing."""
    return PolicyVersion(desk=version.desk, kind=version.kind, number=version.number, body={})


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
        "place": scope_name(version.scope),
        "query": query_of(version.scope),
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
    return Policy.from_body(body, stored.roles)
