"""Pages of the desks: which there are, who works on each, and whether it takes stories."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from newsroom.accounts.forms import DeskForm
from newsroom.accounts.guards import admin_only
from newsroom.accounts.models import Desk
from newsroom.accounts.selectors import desk_get, desk_places, desks_counted
from newsroom.accounts.services import Changed, Refused, desk_add, desk_close, desk_rename, desk_reopen


@admin_only
def desks(request: HttpRequest) -> HttpResponse:
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            desk = desk_add(actor=request.user, name=form.cleaned_data["name"])
        except Refused as no:
            return _desks(request, form, no)
        messages.success(request, f"The desk {desk} is added. Now give people roles on it.")
        return redirect("accounts:desk", desk.slug)
    return _desks(request, form)


@admin_only
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    found = desk_get(slug)
    if request.method != "POST":
        return _desk(request, found, DeskForm(initial=_showing(found)))
    form = DeskForm(request.POST)
    if not form.is_valid():
        return _desk(request, found, form)
    name, seen = form.cleaned_data["name"], form.cleaned_data["seen"]
    try:
        desk_rename(actor=request.user, desk_id=found.pk, name=name, seen=seen)
    except Changed as no:
        return _desk(request, no.now, DeskForm({"name": name, "seen": no.now.name}), no)
    except Refused as no:
        return _desk(request, found, form, no)
    messages.success(request, "The new name is saved.")
    return redirect("accounts:desk", slug)


@admin_only
@require_POST
def desk_shut(request: HttpRequest, slug: str) -> HttpResponse:
    return _switch(request, slug, desk_close, "takes no new stories.")


@admin_only
@require_POST
def desk_open(request: HttpRequest, slug: str) -> HttpResponse:
    return _switch(request, slug, desk_reopen, "takes stories again.")


def _switch(request: HttpRequest, slug: str, service: Callable[..., Desk], what: str) -> HttpResponse:
    found = desk_get(slug)
    try:
        service(actor=request.user, desk_id=found.pk)
    except Refused as no:
        return _desk(request, found, DeskForm(initial=_showing(found)), no)
    messages.success(request, f"{found} {what}")
    return redirect("accounts:desk", slug)


def _showing(found: Desk) -> dict[str, str]:
    return {"name": found.name, "seen": found.name}


def _desks(request: HttpRequest, form: DeskForm, no: Refused | None = None) -> HttpResponse:
    context = {"desks": desks_counted(), "form": form, "no": no}
    return render(request, "accounts/desks.html", context, status=409 if no else 200)


def _desk(request: HttpRequest, found: Desk, form: DeskForm, no: Refused | None = None) -> HttpResponse:
    context = {"desk": found, "people": desk_places(found), "form": form, "no": no}
    return render(request, "accounts/desk.html", context, status=409 if no else 200)
