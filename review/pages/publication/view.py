"""What readers get: previewed, published, corrected, retracted, and handed out as it was frozen."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from articles.selectors import article_get
from review import services
from review.pages.common import denied, said_no, status_of
from review.pages.publication.forms import CORRECTION, UPDATE, PublishForm, RetractForm
from review.pages.publication.page import ARCHIVE, article_html, preview, shown
from review.record.publishing import FORMATS, archive, pictures_in
from review.selectors.case import case_of
from review.selectors.publications import live_publication, publication_get


@require_safe
def publication(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    article = article_get(request.user, slug)
    found = publication_get(article, number)
    context = {"article": article, "publication": found, "shown": shown(request.user, article, found)}
    return render(request, "review/publication/publication.html", context)


@require_safe
def publication_file(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """The very bytes that were frozen, or a ZIP packed from them; always as a download."""
    article = article_get(request.user, slug)
    files = publication_get(article, number).bundle
    name = f"{article.slug}-{number}"
    if kind == ARCHIVE:
        return _download(archive(files, name), f"{name}.zip", "application/zip")
    if kind not in FORMATS or kind not in files:
        raise Http404("This publication has no such file.")
    suffix, content_type = FORMATS[kind]
    return _download(files[kind].encode(), f"{name}.{suffix}", content_type)


@require_safe
def publication_image(request: HttpRequest, slug: str, number: int, name: str) -> HttpResponse:
    """An image of a publication, as it was frozen in its page."""
    files = publication_get(article_get(request.user, slug), number).bundle
    found = next((one for one in pictures_in(files["html"]) if one.path == f"images/{name}"), None)
    if found is None:
        raise Http404("This publication has no such image.")
    return _closed(HttpResponse(found.data, content_type=found.content_type))


def _download(data: bytes, name: str, content_type: str) -> HttpResponse:
    response = _closed(HttpResponse(data, content_type=content_type))
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _closed(response: HttpResponse) -> HttpResponse:
    """Nothing in it runs, whoever opens it."""
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows what readers would get; POST freezes and releases it."""
    article = article_get(request.user, slug)
    page = preview(request.user, article)
    start, posted = {"seen_digest": case_of(article).digest}, request.method == "POST"
    form = PublishForm(
        request.POST if posted else None, correction=page.correction, changed=page.changed, initial=start
    )
    if not posted:
        return _publish_page(request, article, form)
    if no := denied(request, "publish", article):
        return no
    if not form.is_valid():
        return _publish_page(request, article, form, 422)
    try:
        row = services.publish(actor=request.user, article_id=article.pk, **form.cleaned_data)
    except services.Refused as refusal:
        return _publish_page(request, article, form, status_of(refusal), refusal)
    messages.success(request, "Published. What readers get is frozen below.")
    return redirect("review:publication", article.slug, row.number)


def _publish_page(
    request: HttpRequest,
    article: Article,
    form: PublishForm,
    status: int = 200,
    refusal: services.Refused | None = None,
) -> HttpResponse:
    """Rendered anew from what is there now; the form goes on to say what is shown."""
    article = article_get(request.user, article.slug)
    changed = isinstance(refusal, services.Changed)
    if form.is_bound:
        form.data = form.data.copy()
        form.data["seen_digest"] = case_of(article).digest
    note = form.data.get("public_note", "") if form.is_bound else ""
    nature = str(form.data.get("nature", "")) if form.is_bound else ""
    nature = nature if nature in (UPDATE, CORRECTION) else ""
    files = services.release_preview(
        actor=request.user, article_id=article.pk, public_note=note, nature=nature
    )
    context = {
        "article": article,
        "form": form,
        "page": preview(request.user, article),
        "html": article_html(files["html"]),
        "changed": refusal.reason if refusal and changed else "",
        "refusal": None if changed else refusal,
    }
    return render(request, "review/publication/publish.html", context, status=status)


@require_POST
def retraction_confirm(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A second person's word on what came down."""
    article = article_get(request.user, slug)
    row = publication_get(article, number)
    try:
        services.retraction_confirm(actor=request.user, publication_id=row.pk)
    except services.Refused as no:
        return said_no(request, article, no)
    return redirect("review:publication", article.slug, row.number)


@require_http_methods(["GET", "HEAD", "POST"])
def retract(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    if no := denied(request, "retract", article):
        return no
    form = RetractForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _retract_page(request, article, form)
    if not form.is_valid():
        return _retract_page(request, article, form, 422)
    try:
        row = services.retract(actor=request.user, article_id=article.pk, **form.cleaned_data)
    except services.Refused as refusal:
        return _retract_page(request, article, form, status_of(refusal), refusal)
    messages.success(request, "Retracted. The notice below stands where the story stood.")
    return redirect("review:publication", article.slug, row.number)


def _retract_page(
    request: HttpRequest,
    article: Article,
    form: RetractForm,
    status: int = 200,
    refusal: services.Refused | None = None,
) -> HttpResponse:
    live = live_publication(article)
    no = "" if live else "Nothing of this story is live."
    context = {"article": article, "form": form, "live": live, "no": no, "refusal": refusal}
    return render(request, "review/publication/retract.html", context, status=status)
