"""Pages of the people: who is here, who is invited, and what each may do where."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from newsroom.accounts.forms import InviteForm, PeopleFilter, PersonEditForm, RolesForm
from newsroom.accounts.guards import admin_only
from newsroom.accounts.mails import invitation_send, mail_reaches_people
from newsroom.accounts.models import Invitation, Role, User
from newsroom.accounts.roles import means_of
from newsroom.accounts.seats import codes, merge
from newsroom.accounts.selectors import (
    desks_by_id,
    invitations_waiting,
    is_admin,
    open_desk,
    people_counted,
    people_found,
    person_get,
    person_now,
    places_invited,
    places_of,
    role_names,
    seats_of,
)
from newsroom.accounts.services import (
    Changed,
    Refused,
    invitation_make,
    invitation_renew,
    invitation_revoke,
    person_deactivate,
    person_reactivate,
    person_roles_set,
    person_update,
)
from newsroom.pages import refused

PAGE = 50  # people


@admin_only
def people(request: HttpRequest) -> HttpResponse:
    desks, names = desks_by_id(), role_names()
    narrowed = PeopleFilter(request.GET, desks=list(desks.values()))
    page = Paginator(people_found(**narrowed.wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": narrowed,
        "narrowed": any(narrowed.wanted.values()),
        "page": page,
        "rows": [(person, places_of(person, names)) for person in page],
        "counts": people_counted(),
        "invitations": [(row, places_invited(row, desks, names)) for row in invitations_waiting()],
    }
    return render(request, "accounts/people.html", context)


@admin_only
def invite(request: HttpRequest) -> HttpResponse:
    posted = request.POST or None
    form = InviteForm(posted)
    roles = RolesForm(posted, desks=list(desks_by_id().values()), initial=_wished(request))
    if request.method == "POST" and form.is_valid() and roles.is_valid():
        try:
            made = invitation_make(actor=request.user, seats=roles.cleaned_data["seats"], **form.cleaned_data)
        except Refused as no:
            return _invite(request, form, roles, no)
        return _invited(request, *made)
    return _invite(request, form, roles)


@admin_only
@require_POST
def invitation_new_link(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        return _invited(request, *invitation_renew(actor=request.user, invitation_id=pk))
    except Refused as no:
        return refused(request, no.reason, no.fix, status=409)


@admin_only
@require_POST
def invitation_end(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        invitation = invitation_revoke(actor=request.user, invitation_id=pk)
    except Refused as no:
        return refused(request, no.reason, no.fix, status=409)
    messages.success(request, f"The invitation of {invitation.name} is withdrawn.")
    return redirect("accounts:people")


@admin_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _person(request, person_get(pk))


@admin_only
@require_POST
def person_details(request: HttpRequest, pk: int) -> HttpResponse:
    user, form = person_get(pk), PersonEditForm(request.POST)
    if not form.is_valid():
        return _person(request, user, details=form)
    data = form.cleaned_data
    seen = {"name": data["seen_name"], "email": data["seen_email"]}
    try:
        person_update(actor=request.user, user_id=pk, seen=seen, name=data["name"], email=data["email"])
    except Changed as no:
        again = {**data, "seen_name": no.now.name, "seen_email": no.now.email}
        return _person(request, no.now, details=PersonEditForm(again), no=no)
    except Refused as no:
        return _person(request, user, details=form, no=no)
    messages.success(request, "Name and e-mail address are saved.")
    return redirect("accounts:person", pk)


@admin_only
@require_POST
def person_roles(request: HttpRequest, pk: int) -> HttpResponse:
    user, form = person_get(pk), _roles_form(request.POST)
    if not form.is_valid():
        return _person(request, user, roles=form)
    seats, seen = form.cleaned_data["seats"], form.cleaned_data["seen"]
    try:
        person_roles_set(actor=request.user, user_id=pk, seats=seats, seen=seen)
    except Changed as no:
        again = _roles_form({"seats": codes(merge(seen, seats, no.now)), "seen": " ".join(codes(no.now))})
        again.changed = seen ^ no.now
        return _person(request, user, roles=again, no=no)
    except Refused as no:
        return _person(request, user, roles=form, no=no)
    messages.success(request, f"The roles of {user} are saved.")
    return _back_to_person(request, pk)


@admin_only
@require_POST
def person_close(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        user = person_deactivate(actor=request.user, user_id=pk)
    except Refused as no:
        return _person(request, person_get(pk), no=no)
    messages.success(request, f"{user} is deactivated and signed out everywhere.")
    return _back_to_person(request, pk)


@admin_only
@require_POST
def person_open(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        user = person_reactivate(actor=request.user, user_id=pk)
    except Refused as no:
        return refused(request, no.reason, no.fix, status=409)
    messages.success(request, f"{user} may sign in again, with the roles held before.")
    return redirect("accounts:person", pk)


def _wished(request: HttpRequest) -> dict[str, Any]:
    """A desk's page links here with its desk chosen."""
    desk = open_desk(request.GET.get("desk", ""))
    return {"seats": [f"{desk.pk}:{Role.REPORTER}"]} if desk else {}


def _invite(
    request: HttpRequest, form: InviteForm, roles: RolesForm, no: Refused | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "roles": roles,
        "no": no,
        "mail": mail_reaches_people(),
        "means": means_of(roles.roles),
    }
    return render(request, "accounts/invite.html", context, status=409 if no else 200)


@never_cache
def _invited(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """The one page that ever shows the link."""
    link = request.build_absolute_uri(reverse("accounts:join", args=[token]))
    context = {"invitation": invitation, "link": link, "mailed": invitation_send(invitation, link)}
    return render(request, "accounts/invited.html", {**context, "mail": mail_reaches_people()}, status=201)


def _roles_form(data: Any) -> RolesForm:
    return RolesForm(data, desks=list(desks_by_id().values()))


def _person(
    request: HttpRequest,
    user: User,
    *,
    details: PersonEditForm | None = None,
    roles: RolesForm | None = None,
    no: Refused | None = None,
) -> HttpResponse:
    shown = RolesForm.showing(seats_of(user))
    grid = roles or RolesForm(desks=list(desks_by_id().values()), initial=shown)
    context = {
        "person": user,
        "details": details or PersonEditForm(initial=PersonEditForm.showing(user)),
        "roles": grid,
        "no": no,
        "about_roles": roles is not None,
        "means": means_of(grid.roles),
    }
    return render(request, "accounts/person.html", context, status=409 if no else 200)


def _back_to_person(request: HttpRequest, pk: int) -> HttpResponse:
    """To the person's page, or to one's own after giving up one's own admin role."""
    fresh = person_now(request.user)
    return redirect("accounts:person", pk) if is_admin(fresh) else redirect("accounts:me")
