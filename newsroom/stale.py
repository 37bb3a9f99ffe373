"""A form that came too late, after signing in again or out: it does nothing, and the words come back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters

from newsroom.pages import TOKEN, fields_of, refused

View = Callable[..., HttpResponse]
NOT_OURS = "This form did not come from a page of this desk, so nothing was done with it. Open the page here."
STALE = "You signed in again after this page was opened, so it was not sent. Nothing is lost: send it again."
ENDED = (
    "Your session has ended, so this was not sent. Nothing is lost: sign in on another page, "
    "come back to this one, and send it again."
)


@sensitive_post_parameters()
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Instead of Django's page of a failed check; a form of another house gets nothing back."""
    if not _from_here(request):
        return refused(request, NOT_OURS, elsewhere=True)
    return _kept(request, STALE if request.user.is_authenticated else ENDED)


class KeepingLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Whoever must sign in first goes there; who sent something gets it back."""

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponse:
        if request.method == "POST" and any(field.value.strip() for field in fields_of(request)):
            return _kept(request, ENDED)
        return super().handle_no_permission(request, view_func)


def _kept(request: HttpRequest, reason: str) -> HttpResponse:
    """Kept in the page alone: nothing of it stays with us, and no browser stores it."""
    fields = fields_of(request)
    context = {
        "reason": reason,
        "fields": fields,
        "files": sorted(request.FILES),
        "secret": len(fields) < sum(len(values) for name, values in request.POST.lists() if name != TOKEN),
        "path": request.get_full_path(),
    }
    response = render(request, "kept.html", context, status=403)
    if request.htmx:
        response["HX-Retarget"] = "body"
    add_never_cache_headers(response)
    return response


def _from_here(request: HttpRequest) -> bool:
    """By what browsers say and pages cannot forge. A client that says nothing at all is no browser."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    told = request.headers.get("Origin") or _origin(request.headers.get("Referer", ""))
    own = f"{request.scheme}://{request.get_host()}"
    return not told or told in (own, *settings.CSRF_TRUSTED_ORIGINS)


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "null"
    return f"{parts.scheme}://{parts.netloc}" if address else ""
