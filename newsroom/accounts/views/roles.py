"""Pages of the roles that sign: which there are, what they are called, who holds them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from newsroom.accounts.forms import HouseRoleForm
from newsroom.accounts.guards import admin_only
from newsroom.accounts.models import HouseRole
from newsroom.accounts.roles import RoleInfo
from newsroom.accounts.selectors import roles_counted, signing_roles
from newsroom.accounts.services import Changed, Refused, role_add, role_change, role_close, role_reopen


@admin_only
def roles(request: HttpRequest) -> HttpResponse:
    form = HouseRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = role_add(
                actor=request.user, name=form.cleaned_data["name"], about=form.cleaned_data["about"]
            )
        except Refused as no:
            return _roles(request, form, None, no)
        messages.success(
            request, f"The role {made} is added: give it to people, then ask for it in the policy."
        )
        return redirect("accounts:role", made.slug)
    return _roles(request, form, None)


@admin_only
def role(request: HttpRequest, slug: str) -> HttpResponse:
    found = _get(slug)
    if request.method != "POST":
        return _roles(request, HouseRoleForm(initial=_showing(found)), found)
    form = HouseRoleForm(request.POST)
    if not form.is_valid():
        return _roles(request, form, found)
    data = form.cleaned_data
    try:
        role_change(actor=request.user, slug=slug, name=data["name"], about=data["about"], seen=data["seen"])
    except Changed as no:
        again = HouseRoleForm({"name": data["name"], "about": data["about"], "seen": no.now.name})
        return _roles(request, again, _get(slug), no)
    except Refused as no:
        return _roles(request, form, found, no)
    messages.success(request, "The words for this role are saved.")
    return redirect("accounts:role", slug)


@admin_only
@require_POST
def role_shut(request: HttpRequest, slug: str) -> HttpResponse:
    return _switch(request, slug, role_close, "is closed: nobody gets it any more.")


@admin_only
@require_POST
def role_open(request: HttpRequest, slug: str) -> HttpResponse:
    return _switch(request, slug, role_reopen, "may be given to people again.")


def _get(slug: str) -> RoleInfo:
    found = next((role for role in signing_roles() if role.slug == slug), None)
    if found is None:
        raise Http404("There is no such role.")
    return found


def _switch(request: HttpRequest, slug: str, service: Callable[..., HouseRole], what: str) -> HttpResponse:
    found = _get(slug)
    try:
        service(actor=request.user, slug=slug)
    except Refused as no:
        return _roles(request, HouseRoleForm(initial=_showing(found)), found, no)
    messages.success(request, f"The role {found.name} {what}")
    return redirect("accounts:role", slug)


def _showing(found: RoleInfo) -> dict[str, str]:
    return {"name": found.name, "about": found.about, "seen": found.name}


def _roles(
    request: HttpRequest, form: HouseRoleForm, role: RoleInfo | None, no: Refused | None = None
) -> HttpResponse:
    context = {"roles": roles_counted(), "form": form, "role": role, "no": no}
    status = 409 if no else 422 if form.errors else 200
    return render(request, "accounts/roles.html", context, status=status)
