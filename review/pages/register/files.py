"""A policy as a file: a version written out as TOML, and a file read into a draft."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from newsroom.pages import refused
from review import services
from review.disclosure.fields import flat, nested
from review.disclosure.markets import TEMPLATES
from review.disclosure.policy import Policy
from review.disclosure.scopes import Scope
from review.disclosure.toml import Known, Problem, read, written
from review.pages.register.forms import ImportForm, template_text
from review.pages.register.scope import query_of
from review.pages.register.view import get_version, scope_here, to
from review.selectors.policy import house_roles, policy_in_force
from review.selectors.releases import DEFAULTS, scope_name
from review.selectors.versions import versions_for
from review.workflow.permissions import may


@require_safe
def policy_export(request: HttpRequest, number: int) -> HttpResponse:
    """One version of one scope, as it is stored."""
    scope = scope_here(request)
    version = get_version(versions_for(request.user, scope), number)
    values = flat(Policy.from_body(version.body).to_body() | version.body) if scope.house else version.body
    about = f"{settings.NEWSROOM_NAME}: the policy for {scope_name(scope)}, version {number}."
    response = HttpResponse(written(values, about), content_type="application/toml; charset=utf-8")
    name = "-".join(["policy", *filter(None, [str(scope.desk or ""), scope.kind]), str(number)])
    response["Content-Disposition"] = f'attachment; filename="{name}.toml"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def policy_import(request: HttpRequest) -> HttpResponse:
    """A file, or a template, becomes a draft; while anything in it is wrong, nothing of it is kept."""
    if not (allowed := may(request.user, "policy_edit", None)):
        return refused(request, allowed.reason)
    scope = scope_here(request)
    if request.method != "POST":
        form = ImportForm(initial={"text": template_text(request.GET.get("template", ""))})
        return _page(request, scope, form)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, scope, form, status=422)
    return _imported(request, scope, form, form.cleaned_data["text"])


def _imported(request: HttpRequest, scope: Scope, form: ImportForm, text: str) -> HttpResponse:
    roles = [role for role, _ in house_roles(active=True)]
    found = read(text, Known(roles=roles, rules=tuple(DEFAULTS)))
    if found.problems:
        return _page(request, scope, ImportForm(initial={"text": text}), found.problems, 422)
    # what a file for the house leaves out stays as it is in force
    body = nested({**flat(policy_in_force().body), **found.body}) if scope.house else found.body
    try:
        version = services.policy_import(actor=request.user, scope=scope, body=body)
    except services.Refused as no:
        again = ImportForm({"text": text})
        again.is_valid()
        again.add_error(None, no.reason)
        return _page(request, scope, again, status=422, fix=no.fix)
    messages.success(request, f"Version {version.number} is a draft with what the file says. Read it first.")
    return redirect(to("policy_version", scope, version.number))


def _page(
    request: HttpRequest,
    scope: Scope,
    form: ImportForm,
    problems: Sequence[Problem] = (),
    status: int = 200,
    fix: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "problems": problems,
        "place": scope_name(scope),
        "query": query_of(scope),
        "scope": scope,
        "templates": TEMPLATES,
        "chosen": request.GET.get("template", ""),
        "fix": fix,
    }
    return render(request, "review/register/import.html", context, status=status)
