"""The page that says no: every refusal carries a sentence a person can act on, and what was typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TITLES = {
    403: "Not open to you",
    409: "This changed while you were looking",
    411: "Of no known length",
    413: "Too much at once",
    422: "That cannot be done yet",
}


def refused(
    request: HttpRequest, reason: str, fix: str = "", status: int = 403, back: str = "", typed: str = ""
) -> HttpResponse:
    """`reason` is the sentence, `fix` where it is put right, `typed` what the person wrote."""
    context = {
        "title": TITLES.get(status, "Not now"),
        "reason": reason,
        "fix": fix,
        "back": back,
        "typed": typed,
    }
    return render(request, "refused.html", context, status=status)
