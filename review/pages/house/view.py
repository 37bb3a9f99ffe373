"""The record of the house: its chain for who keeps it, its public keys for everybody."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.pages import refused
from newsroom.times import machine_day
from review.selectors.audit import entries, house_events
from review.selectors.keeping import house_lines, keeping
from review.workflow.permissions import may

SHOWN = 100  # entries a page


@require_safe
def house_history(request: HttpRequest) -> HttpResponse:
    """People, desks, policies, keys, checkpoints: what was done to the house, newest first."""
    allowed = may(request.user, "record")
    if not allowed:
        return refused(request, allowed.reason)
    page = Paginator(house_events(), SHOWN).get_page(request.GET.get("page"))
    context = {"page": page, "entries": entries(page.object_list), "keeping": keeping()}
    return render(request, "review/house/history.html", context)


@require_safe
def house_export(request: HttpRequest) -> HttpResponse:
    """The chain of the house, an event a line."""
    allowed = may(request.user, "record")
    if not allowed:
        return refused(request, allowed.reason)
    response = HttpResponse("".join(house_lines()).encode(), content_type="application/jsonl")
    response["Content-Disposition"] = 'attachment; filename="house.jsonl"'
    return response


@require_safe
def key_page(request: HttpRequest) -> HttpResponse:
    """The public keys, to whoever is signed in."""
    return render(request, "review/house/keys.html", {"keeping": keeping()})


@login_not_required
@require_safe
def key_file(request: HttpRequest) -> HttpResponse:
    """The public keys, to whoever asks: a comment line a key, then 64 hexadecimal digits."""
    kept = keeping()
    lines = [f"# Ed25519 public keys of {settings.NEWSROOM_NAME}, newest first"]
    for key in kept.keys:
        until = f"until {machine_day(key.retired_at)}" if key.retired_at else "in use"
        lines += [f"# {key.key_id}, from {machine_day(key.made_at)}, {until}", key.public]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
