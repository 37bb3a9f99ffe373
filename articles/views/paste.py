"""Formatted words on their way into a form: the same reading as of a file, answered as words to set in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from articles.imports import Busy, Refused, read_formatted
from articles.pasted import OF_A_PASTE, account_token
from articles.views.upload import NO_DESK
from newsroom.accounts.selectors import desks_for


@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """{"text", "notes", "account"}: Markdown, or plain words; else {"why"}. Nothing of it is kept here:
    `account` is sent along with the text, so that what is told now stands beside the draft."""
    if not desks_for(request.user).exists():
        return JsonResponse({"why": NO_DESK}, status=403)
    try:
        copy = read_formatted(request.POST.get("html", ""), markdown=request.POST.get("format") == "markdown")
    except Busy as busy:
        return JsonResponse({"why": str(busy)}, status=503)
    except Refused as no:
        return JsonResponse({"why": str(no)}, status=422)
    account = account_token(OF_A_PASTE.format(note=note) for note in copy.notes)
    return JsonResponse({"text": copy.text, "notes": copy.notes, "account": account})
