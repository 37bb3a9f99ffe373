"""The images of a story: added, described, credited, taken out. Each change is a new revision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from articles.forms_images import AddImageForm, ImageWords, PictureForms
from articles.imaging import picture_of
from articles.imports.pictures import NotAnImage
from articles.models import Article, Attachment, Revision
from articles.permissions import NotAllowed
from articles.selectors import article_get
from articles.services import EditConflict, Invalid, NothingChanged, pictures_change
from articles.views.common import head, may_not_edit, story_url
from newsroom.pages import refused


@require_http_methods(["GET", "POST"])
def images(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    if no := may_not_edit(request, article):
        return no
    if request.method == "GET":
        return _page(request, article, PictureForms(initial=_initial(article.head)), AddImageForm())
    forms, adding = PictureForms(request.POST), AddImageForm(request.POST, request.FILES)
    if not forms.is_valid() or not adding.is_valid():
        return _page(request, article, forms, adding, status=422)
    return _change(request, article, forms, adding)


def _change(request: HttpRequest, article: Article, forms: BaseFormSet, adding: AddImageForm) -> HttpResponse:
    try:
        revision = pictures_change(
            actor=request.user,
            article_id=article.pk,
            base_number=_base(request, article),
            kept=[form.words() for form in forms if not form.cleaned_data["gone"]],
            gone=[form.cleaned_data["order"] for form in forms if form.cleaned_data["gone"]],
            added=adding.images(),
        )
    except NothingChanged as same:
        messages.info(request, str(same))
        return redirect("articles:images", article.slug)
    except EditConflict as conflict:
        return _again(request, article, conflict, forms, adding)
    except NotAnImage as no:
        adding.add_error("file", f"This cannot be added: {no}.")
        return _page(request, article, forms, adding, status=422)
    except (Invalid, NotAllowed) as no:
        return refused(request, str(no), status=422, back=story_url(article))
    messages.success(request, f"Revision {revision.number} is in; its images are being read.")
    return redirect("articles:images", article.slug)


def _base(request: HttpRequest, article: Article) -> int:
    given = request.POST.get("base", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _initial(revision: Revision) -> list[dict[str, Any]]:
    return [
        {
            "order": row.order,
            "alt": row.alt,
            "caption": row.caption,
            "credit": row.credit,
            "source_type": row.source_type,
        }
        for row in revision.attachments.all()
    ]


def _again(
    request: HttpRequest,
    article: Article,
    conflict: EditConflict,
    forms: BaseFormSet,
    adding: AddImageForm,
) -> HttpResponse:
    """The images as they are now; what was typed for one that is still here is kept."""
    article.head = conflict.newest
    typed = {
        row.file_id: form.cleaned_data
        for row, form in zip(conflict.base.attachments.all(), forms, strict=False)
    }
    names = ("alt", "caption", "credit", "source_type")
    start = _initial(conflict.newest)
    for entry, row in zip(start, conflict.newest.attachments.all(), strict=True):
        entry |= {name: typed[row.file_id][name] for name in names if row.file_id in typed}
    adding.add_error(None, f"{conflict} The images are others now: look again. What you typed is kept.")
    return _page(request, article, PictureForms(initial=start), adding, status=409)


def _page(
    request: HttpRequest,
    article: Article,
    forms: BaseFormSet,
    adding: AddImageForm,
    status: int = 200,
) -> HttpResponse:
    rows = list(article.head.attachments.all())
    context = {
        **head(article),
        "forms": forms,
        "pairs": _pairs(rows, forms),
        "adding": adding,
    }
    return render(request, "articles/images.html", context, status=status)


def _pairs(rows: list[Attachment], forms: BaseFormSet) -> list[tuple[Attachment, Any, ImageWords]]:
    """Each image with what its file says and its form. A form whose image is gone is left out."""
    by_order = {row.order: row for row in rows}
    found = []
    for form in forms:
        row = by_order.get(form.place())
        if row:
            found.append((row, picture_of(row).facts, form))
    return found
