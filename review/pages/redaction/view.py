"""Taking words out of the record: one person asks, another agrees."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from articles.selectors import article_get
from newsroom.pages import refused
from review import services
from review.models import Redaction
from review.pages.common import denied, posted, said_no, status_of
from review.pages.redaction.forms import RedactForm
from review.selectors.redactions import Part, import_part, note_part, redactions
from review.selectors.rows import redaction_get
from review.services import Refused
from review.workflow.permissions import may


@require_http_methods(["GET", "POST"])
def redact(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A note."""
    article = article_get(request.user, slug)
    if no := denied(request, "redact", article):
        return no
    part = note_part(article, pk)
    return _asked(request, article, part, partial(services.note_redact_ask, note_id=pk))


@require_http_methods(["GET", "POST"])
def redact_import(request: HttpRequest, slug: str, number: int, what: str) -> HttpResponse:
    """What was told of an import, or the file that came in."""
    article = article_get(request.user, slug)
    if no := denied(request, "redact", article):
        return no
    part = import_part(article, number, what)
    return _asked(request, article, part, partial(services.import_redact_ask, number=number, what=what))


def _asked(
    request: HttpRequest, article: Article, part: Part | None, ask: Callable[..., Redaction]
) -> HttpResponse:
    """The page that names what goes, and the request for it."""
    if part is None:
        raise Http404("This story has no such words to take out.")
    form = RedactForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            ask(actor=request.user, article_id=article.pk, reason=form.cleaned_data["reason"])
        except Refused as no:
            return said_no(request, article, no)
        return redirect(reverse("review:history", args=[article.slug]) + f"#e{part.sequence}")
    context = {"article": article, "form": form, "part": part, "title": part.title}
    return render(request, "review/redaction/redact.html", context, status=422 if form.is_bound else 200)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, and what was taken out."""
    allowed = may(request.user, "redactions")
    if not allowed:
        return refused(request, allowed.reason)
    return render(request, "review/redaction/redactions.html", {"redactions": redactions(request.user)})


@require_POST
def second(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """By an admin too, who does not read the story."""
    allowed = may(request.user, "redactions")
    if not allowed:
        return refused(request, allowed.reason)
    row = redaction_get(slug, pk)
    try:
        services.redaction_second(actor=request.user, redaction_id=row.pk)
    except Refused as no:
        back = reverse("review:redactions")
        return refused(request, no.reason, fix=no.fix, status=status_of(no), back=back)
    return redirect("review:redactions")
