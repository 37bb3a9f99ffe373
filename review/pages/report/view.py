"""The flag report of a story: to read, to print, to take along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.selectors import article_get
from review.pages.report.files import as_csv, as_json
from review.pages.report.page import report as report_of


def _attached(body: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    return render(
        request, "review/report/report.html", {"article": article, "report": report_of(request.user, article)}
    )


@require_safe
def report_csv(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    found = report_of(request.user, article, for_file=True)
    return _attached(as_csv(found), "text/csv", f"{article.slug}-flags-{found.revision.number}.csv")


@require_safe
def report_json(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    found = report_of(request.user, article, for_file=True)
    return _attached(
        as_json(found, article), "application/json", f"{article.slug}-flags-{found.revision.number}.json"
    )
