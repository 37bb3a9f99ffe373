"""The file of a publication: read inside, released by two persons, opened outside by its link."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from articles.selectors import article_get
from newsroom.accounts.selectors import role_names
from review.models import DossierRelease, Publication
from review.pages.common import denied, posted, said_no, status_of
from review.pages.dossier.forms import ShowForm
from review.pages.dossier.page import file_of
from review.record import dossier as files
from review.record import verify_dossier
from review.record.keys import NoKey
from review.record.pdf import NoPdf, pdf_of
from review.record.pdf import offered as pdf_offered
from review.selectors.dossier import sections_of
from review.selectors.publications import dossiers_shown, publication_get
from review.selectors.rows import dossier_release_get
from review.services import Refused
from review.services.dossiers import (
    Closed,
    Opened,
    dossier_ask,
    dossier_look,
    dossier_open,
    dossier_revoke,
    dossier_second,
)
from review.workflow.permissions import may

CHECKER = Path(verify_dossier.__file__)
CHECKER_NAME = "verify_dossier.py"


@require_safe
def dossier(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The inside edition; ?edition=outside shows what an outsider would see."""
    article = article_get(request.user, slug)
    found = publication_get(article, number)
    edition = "outside" if request.GET.get("edition") == "outside" else "inside"
    try:
        body = _written(found, edition)
    except NoKey as no:
        return said_no(request, article, Refused(str(no)))
    context = {
        "article": article,
        "publication": found,
        "file": file_of(files.read(body), body, role_names()),
        "releases": (releases := _releases(request, article, found)),
        "gone": [one.pk for one in releases if not may(one.asked_by, "dossier_show", article)],
        "keys_at": _keys_at(request),
        "pdf": pdf_offered(),
        "may_show": bool(may(request.user, "dossier_show", article)),
    }
    return render(request, "review/dossier/dossier.html", context)


@require_safe
def dossier_file(request: HttpRequest, slug: str, number: int, edition: str) -> HttpResponse:
    """The signed JSON."""
    article = article_get(request.user, slug)
    found = publication_get(article, number)
    try:
        body = _written(found, edition)
    except NoKey as no:
        return said_no(request, article, Refused(str(no)))
    return _download(body, f"{article.slug}-{number}-{edition}.json", "application/json")


@require_safe
def dossier_pdf(request: HttpRequest, slug: str, number: int, edition: str) -> HttpResponse:
    """The sheets of the page, as PDF."""
    article = article_get(request.user, slug)
    found = publication_get(article, number)
    try:
        body = _written(found, edition)
        return _typeset(request, body, f"{article.slug}-{number}-{edition}.pdf")
    except (NoKey, NoPdf) as no:
        return said_no(request, article, Refused(str(no), reverse("review:dossier", args=[slug, number])))


@require_safe
def checker(request: HttpRequest) -> HttpResponse:
    return _download(CHECKER.read_text(), CHECKER_NAME, "text/x-python; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask to show the outside edition to somebody."""
    article = article_get(request.user, slug)
    found = publication_get(article, number)
    if no := denied(request, "dossier_show", article):
        return no
    form = ShowForm(posted(request))
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            dossier_ask(actor=request.user, publication_id=found.pk, **form.cleaned_data)
            return redirect("review:dossier", slug, number)
        except Refused as said:
            refusal = said
    status = status_of(refusal) if refusal else 422 if form.is_bound else 200
    context = {
        "article": article,
        "publication": found,
        "form": form,
        "refusal": refusal,
        "title": "Show to an outsider",
    }
    return render(request, "review/dossier/show.html", context, status=status)


@require_POST
@never_cache
def second(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The second person agrees, and sees the link, once."""
    article, row = _released(request, slug, pk)
    if no := denied(request, "dossier_second", article):
        return no
    try:
        row, token = dossier_second(actor=request.user, release_id=row.pk)
    except Refused as no:
        return said_no(request, article, no)
    link = request.build_absolute_uri(reverse("review:outside", args=[token]))
    context = {"article": article, "publication": row.publication, "release": row, "link": link}
    return render(request, "review/dossier/link.html", context)


@require_POST
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    article, row = _released(request, slug, pk)
    if no := denied(request, "dossier_show", article):
        return no
    try:
        dossier_revoke(actor=request.user, release_id=row.pk)
    except Refused as no:
        return said_no(request, article, no)
    return redirect("review:dossier", slug, row.publication.number)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what lies behind the link; POST opens it, and that is recorded."""
    try:
        if request.method != "POST":
            context = {"opened": dossier_look(token=token), "pdf": pdf_offered()}
            return _apart(render(request, "review/dossier/outside_door.html", context))
        what = request.POST.get("what", "page")
        opened = dossier_open(token=token, what=what)
    except Closed as closed:
        page = render(request, "review/dossier/outside_closed.html", {"reason": str(closed)}, status=404)
        return _apart(page)
    publication, body = opened.publication, opened.release.body
    if what == "file":
        name = f"{publication.article.slug}-{publication.number}-outside.json"
        return _apart(_download(body, name, "application/json"))
    if what == "pdf":
        return _pdf_outside(request, opened)
    if what == "checker":
        return _apart(_download(CHECKER.read_text(), CHECKER_NAME, "text/x-python; charset=utf-8"))
    context = {
        "file": file_of(files.read(body), body, role_names()),
        "opened": opened,
        "keys_at": _keys_at(request),
    }
    context["pdf"] = pdf_offered()
    return _apart(render(request, "review/dossier/outside.html", context))


def _pdf_outside(request: HttpRequest, opened: Opened) -> HttpResponse:
    name = f"{opened.publication.article.slug}-{opened.publication.number}-outside.pdf"
    try:
        return _apart(_typeset(request, opened.release.body, name))
    except NoPdf as no:
        page = render(request, "review/dossier/outside_closed.html", {"reason": str(no)}, status=503)
        return _apart(page)


def _written(publication: Publication, edition: str) -> str:
    """The file as it is now; whatever is not the outside edition is the inside one. Raises NoKey."""
    return files.written(sections_of(publication), "outside" if edition == "outside" else "inside")


def _typeset(request: HttpRequest, body: str, name: str) -> HttpResponse:
    context = {"file": file_of(files.read(body), body, role_names()), "keys_at": _keys_at(request)}
    page = render_to_string("review/dossier/pdf.html", context, request)
    return _download(pdf_of(page), name, "application/pdf")


def _releases(request: HttpRequest, article: Article, publication: Publication) -> list[DossierRelease]:
    """For who may show it: those that wait, are open, or were closed."""
    if not may(request.user, "dossier_show", article):
        return []
    return dossiers_shown(publication)


def _released(request: HttpRequest, slug: str, pk: int) -> tuple[Article, DossierRelease]:
    article = article_get(request.user, slug)
    return article, dossier_release_get(article, pk)


def _keys_at(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("review:key_file"))


def _download(body: str | bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(body.encode() if isinstance(body, str) else body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _apart(response: HttpResponse) -> HttpResponse:
    """No search engine keeps it."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
