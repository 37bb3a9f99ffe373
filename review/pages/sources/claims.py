"""Accusations, reports of other newsrooms, deadlines: the forms that put them on record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article
from articles.selectors import article_get
from review import services
from review.models import ReplyRequest
from review.pages.common import denied, posted, said_no, status_of
from review.pages.sources.claim_forms import DeadlineForm, EarlyForm
from review.pages.sources.view import RequestRow
from review.selectors.records import request_of
from review.selectors.rows import accusation_get, early_get, request_get
from review.services import Refused


@require_POST
def accusation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a person says of an accusation: that it is one or none, or why nobody need be asked."""
    article = article_get(request.user, slug)
    row = accusation_get(article, pk)
    kind = request.POST.get("kind", "")
    if no := denied(request, "read" if kind == "withdrawn" else "decide", article):
        return no
    text = request.POST.get("text", "")[:4000]
    try:
        services.accusation_say(
            actor=request.user,
            accusation_id=row.pk,
            seen_passage=request.POST.get("seen_passage", ""),
            kind=kind,
            text=text,
            words=request.POST.get("words", "")[:1000],
        )
    except Refused as no:
        return said_no(request, article, no)
    messages.success(request, "It is on record.")
    return redirect("review:replies", slug)


@require_http_methods(["GET", "POST"])
def deadline(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The deadline of a request moves, with a reason."""
    article = article_get(request.user, slug)
    row = request_get(article, pk)
    if no := denied(request, "log_reply", article):
        return no
    form = DeadlineForm(posted(request), initial={"seen": row.deadline.isoformat(), "deadline": row.deadline})
    if form.is_bound and form.is_valid():
        try:
            services.reply_deadline_move(actor=request.user, request_id=row.pk, **form.cleaned_data)
            return redirect("review:replies", slug)
        except Refused as no:
            form.add_error(None, no.reason)
            row.refresh_from_db()
            form.data = {**form.data.dict(), "seen": row.deadline.isoformat()}
            return _step(request, article, row, form, "Move the deadline", "Move it", status_of(no))
    return _step(request, article, row, form, "Move the deadline", "Move it", 422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def early(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks a second person to publish before the deadline."""
    article = article_get(request.user, slug)
    row = request_get(article, pk)
    if no := denied(request, "decide", article):
        return no
    form, title, send = EarlyForm(posted(request)), "Publish before the deadline", "Ask a second person"
    if form.is_bound and form.is_valid():
        try:
            services.early_ask(actor=request.user, request_id=row.pk, **form.cleaned_data)
            return redirect("review:replies", slug)
        except Refused as no:
            form.add_error(None, no.reason)
            return _step(request, article, row, form, title, send, status_of(no))
    return _step(request, article, row, form, title, send, 422 if form.is_bound else 200)


@require_POST
def early_second(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    article = article_get(request.user, slug)
    row = early_get(article, pk)
    try:
        services.early_second(actor=request.user, early_id=row.pk)
    except Refused as no:
        return said_no(request, article, no)
    return redirect("review:replies", slug)


def _step(
    request: HttpRequest,
    article: Article,
    row: ReplyRequest,
    form: object,
    title: str,
    send: str,
    status: int,
) -> HttpResponse:
    context = {"article": article, "row": RequestRow(request_of(row), ()), "form": form}
    context |= {"title": title, "send": send}
    return render(request, "review/sources/request_step.html", context, status=status)
