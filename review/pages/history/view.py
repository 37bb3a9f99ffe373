"""The timeline of a story, from the audit trail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.selectors import article_get
from review.pages.history.page import history as history_of
from review.workflow.permissions import may


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    found = history_of(
        article, request.GET.get("show", ""), redacts=bool(may(request.user, "redact", article))
    )
    return render(request, "review/history/history.html", {"article": article, "history": found})
