"""The register of AI systems: admins keep it, authors meet it when they declare."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from newsroom.accounts.guards import admin_only
from review.disclosure.grade import STAGE
from review.models import AISystem
from review.pages.common import posted, status_of
from review.pages.systems.forms import AISystemForm
from review.selectors.rows import system_get
from review.selectors.systems import register_rows
from review.services import Changed, Refused, ai_system_save
from review.services.systems import seen_of


@admin_only
@require_http_methods(["GET", "POST"])
def ai_systems(request: HttpRequest) -> HttpResponse:
    """Every entry, and a new one."""
    form = AISystemForm(posted(request))
    return _saved(request, form, None) if form.is_bound else _page(request, form, None)


@admin_only
@require_http_methods(["GET", "POST"])
def ai_system(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry, to be changed."""
    row = system_get(pk)
    if request.method == "POST":
        return _saved(request, AISystemForm(request.POST), row)
    return _page(request, AISystemForm(initial={**AISystemForm.values(row), "seen": seen_of(row)}), row)


def _saved(request: HttpRequest, form: AISystemForm, row: AISystem | None) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, row, 422)
    system_id, seen = row.pk if row else None, form.cleaned_data["seen"]
    try:
        saved = ai_system_save(actor=request.user, system_id=system_id, seen=seen, **form.entry())
    except Changed as no:
        row.refresh_from_db()
        form.data = {**form.data.dict(), "stages": form.data.getlist("stages"), "seen": seen_of(row)}
        form.add_error(None, f"{no.reason} What it says now stands in the list; what you typed is kept.")
        return _page(request, form, row, status_of(no))
    except Refused as no:
        form.add_error(None, no.reason)
        return _page(request, form, row, status_of(no))
    messages.success(request, f"The register has {saved.name}." if row is None else "The change is kept.")
    return redirect("review:ai_systems")


def _page(request: HttpRequest, form: AISystemForm, row: AISystem | None, status: int = 200) -> HttpResponse:
    rows = [
        (entry, [STAGE[slug].slug for slug in entry.stages if slug in STAGE]) for entry in register_rows()
    ]
    context = {"rows": rows, "form": form, "row": row}
    return render(request, "review/systems/systems.html", context, status=status)
