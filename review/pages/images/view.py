"""Two people contradict what an image's file says of how it was made: one says so, another agrees."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from articles.imaging import picture_of
from articles.selectors import article_get, image_now_get
from review.disclosure.images import file_source
from review.pages.common import denied, posted, said_no, status_of, to_story
from review.pages.images.forms import ContradictForm
from review.selectors.rows import contradiction_get
from review.services import Refused, image_contradict, image_contradiction_second


@require_http_methods(["GET", "POST"])
def contradict(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    article = article_get(request.user, slug)
    row = image_now_get(article, pk)
    if no := denied(request, "contradict", article):
        return no
    form, status = ContradictForm(posted(request), initial={"term": row.source_type}), 200
    if request.method == "POST" and form.is_valid():
        try:
            image_contradict(
                actor=request.user, article_id=article.pk, image=row.file_id, **form.cleaned_data
            )
            return to_story(article, "#images")
        except Refused as no:
            form.add_error(None, no.reason)
            status = status_of(no)
    elif form.is_bound:
        status = 422
    said = file_source(picture_of(row))
    context = {
        "article": article,
        "form": form,
        "title": f"How “{row.name}” was made",
        "help": f"Its file says: {said.words}. {said.reason} Yours counts once a second person agrees.",
        "send": "Say so, and ask a second person",
    }
    return render(request, "review/signing/step.html", context, status=status)


@require_POST
def contradict_second(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    article = article_get(request.user, slug)
    row = contradiction_get(article, pk)
    try:
        image_contradiction_second(actor=request.user, contradiction_id=row.pk)
    except Refused as no:
        return said_no(request, article, no)
    return to_story(article, "#images")
