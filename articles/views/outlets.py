"""The newsrooms the checks know: an admin adds those that are missing, and our own newsroom's other names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from articles.analysis.lexicon.outlets import OUTLETS
from articles.models import Outlet
from articles.outlets import ChangedMeanwhile, NotAnOutlet, outlet_get, outlet_save, outlets_kept, seen_of
from newsroom.accounts.guards import admin_only


class OutletForm(forms.Form):
    """One newsroom and what it is called."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        max_length=120,
        help_text="As it stands in copy, for instance Kelsmouth Ledger.",
        error_messages={"required": "Give its name."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    aliases = forms.CharField(
        label="Other names",
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 3}),
        help_text="One a line: short forms, its broadcasts, its earlier names.",
    )
    own = forms.BooleanField(
        label="This is a name of our own newsroom",
        required=False,
        help_text="What we report ourselves is never second-hand.",
    )
    is_active = forms.BooleanField(label="The checks know it", required=False, initial=True)

    @staticmethod
    def values(outlet: Outlet) -> dict[str, Any]:
        names = ("name", "own", "is_active")
        values = {name: getattr(outlet, name) for name in names}
        return values | {"aliases": "\n".join(outlet.aliases), "seen": seen_of(outlet)}

    def entry(self) -> dict[str, Any]:
        return self.cleaned_data | {"aliases": self.cleaned_data["aliases"].splitlines()}


@admin_only
@require_http_methods(["GET", "POST"])
def outlets(request: HttpRequest) -> HttpResponse:
    """The list, and a new entry."""
    form = OutletForm(request.POST if request.method == "POST" else None)
    return _saved(request, form, None) if form.is_bound else _page(request, form, None)


@admin_only
@require_http_methods(["GET", "POST"])
def outlet(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry, to be changed."""
    row = outlet_get(pk)
    if request.method == "POST":
        return _saved(request, OutletForm(request.POST), row)
    return _page(request, OutletForm(initial=OutletForm.values(row)), row)


def _saved(request: HttpRequest, form: OutletForm, row: Outlet | None) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, row, 422)
    try:
        saved = outlet_save(actor=request.user, outlet_id=row.pk if row else None, **form.entry())
    except ChangedMeanwhile as no:
        form.data = {**form.data.dict(), "seen": seen_of(no.now)}
        form.add_error(None, f"{no} How it stands now is in the list; what you typed is kept.")
        return _page(request, form, no.now, 409)
    except NotAnOutlet as no:
        form.add_error(None, str(no))
        return _page(request, form, row, 422)
    done = f"{saved.name} is in the list." if row is None else "The change is kept."
    messages.success(request, f"{done} It counts from the next check of each story.")
    return redirect("articles:outlets")


def _page(request: HttpRequest, form: OutletForm, row: Outlet | None, status: int = 200) -> HttpResponse:
    context = {
        "rows": outlets_kept(),
        "form": form,
        "row": row,
        "count": len(OUTLETS),
        "house_name": settings.NEWSROOM_NAME,
    }
    return render(request, "articles/outlets.html", context, status=status)
