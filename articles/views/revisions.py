"""A revision as it was, and what changed between two of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from articles.changes import changes_between
from articles.differences import AT_ONCE
from articles.models import Revision
from articles.permissions import may_open_original, may_work
from articles.rendering import blocks
from articles.selectors import article_get, image_get, revision_get, revisions_of
from articles.views.common import head, story_url
from newsroom.pages import refused

SANDBOX = "sandbox; default-src 'none'"
TAKEN_OUT = "Two people took this file out of the record: its bytes are kept no more."
PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}


@require_safe
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    article = article_get(request.user, slug)
    shown = revision_get(article, number)
    context = {
        **head(article, shown),
        "blocks": blocks(shown),
        "images": shown.attachments.all(),
        "newest": article.head.number,
        "may_edit": bool(may_work(request.user, article)),
        "may_open": bool(may_open_original(request.user, shown)),
        "taken_out": shown.original is not None and shown.original.redacted_at,
    }
    return render(request, "articles/revision.html", context)


@require_safe
def compare_revisions(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    revisions = revisions_of(article)
    newest = revisions[-1].number
    to = _number(request.GET.get("to"), newest)
    since = _number(request.GET.get("from"), max(1, to - 1))
    old, new = _pick(revisions, since), _pick(revisions, to)
    between = [r for r in revisions if min(since, to) < r.number <= max(since, to)]
    context = {
        **head(article),
        "revisions": revisions,
        "old": old,
        "new": new,
        "between": between,
        "changes": changes_between(old, new),
        "at_once": AT_ONCE,
        "may_edit": bool(may_work(request.user, article)),
    }
    return render(request, "articles/compare.html", context)


@require_safe
def original(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The file that is kept: always a download, never shown by the browser."""
    article = article_get(request.user, slug)
    shown = revision_get(article, number)
    if shown.original is None:
        raise Http404("No file of this revision is kept.")
    if not (allowed := may_open_original(request.user, shown)):
        return refused(request, allowed.reason, back=story_url(article))
    if shown.original.redacted_at:
        return refused(request, TAKEN_OUT, status=410, back=story_url(article))
    response = HttpResponse(bytes(shown.original.data), content_type="application/octet-stream")
    name = shown.original_name or f"{slug}-{number}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return _closed(response)


@require_safe
def image(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An image of the story; anything that is not one of the kinds we know is a download."""
    found = image_get(article_get(request.user, slug), pk)
    known = found.file.content_type in PICTURES
    kind = found.file.content_type if known else "application/octet-stream"
    response = HttpResponse(bytes(found.file.data), content_type=kind)
    response["Content-Disposition"] = content_disposition_header(not known, found.name)
    return _closed(response)


def _closed(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _number(given: str | None, default: int) -> int:
    if given is None or given == "":
        return default
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise Http404("This story has no such revision.")
    return int(given)


def _pick(revisions: list[Revision], number: int) -> Revision:
    found = next((r for r in revisions if r.number == number), None)
    if found is None:
        raise Http404("This story has no such revision.")
    return found
