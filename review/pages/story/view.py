"""The review page: the text with its questions beside it, and the words a person asks about."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from articles.flagging import texts_of
from articles.models import Article, Flag
from articles.selectors import article_get
from review.models import Accusation
from review.pages.common import denied, posted, status_of, to_story
from review.pages.story.answering import Answer, opened_by
from review.pages.story.forms import AskForm
from review.pages.story.page import StoryPage, story_page
from review.pages.story.text import Asked
from review.pages.story.words import NotFound, find_words
from review.services import Refused, accusation_mark, question_ask


def show_story(request: HttpRequest, article: Article, answer: Answer, status: int) -> HttpResponse:
    """The page with one card open at its form, after an answer was refused."""
    asked = replace(Asked.of(request.GET), flag=answer.number, way=answer.way.slug)
    page = story_page(article, request.user, asked)
    return _page(request, page, answer, status)


@require_GET
@vary_on_headers("HX-Request")
def story(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    asked = Asked.of(request.GET)
    page = story_page(article, request.user, asked)
    answer = opened_by(page, asked)
    if request.htmx and answer:
        context = {"page": page, "card": page.card(answer.number), "answer": answer}
        return render(request, "review/story/_answers.html", context)
    return _page(request, page, answer)


def _page(request: HttpRequest, page: StoryPage, answer: Answer | None, status: int = 200) -> HttpResponse:
    ask_form = AskForm(initial={"revision_number": page.revision.number}, auto_id="ask_%s")
    context = {"page": page, "answer": answer, "ask_form": ask_form}
    return render(request, "review/story/story.html", context, status=status)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """A person's own question: the selection fills the form, or the words are typed in."""
    article = article_get(request.user, slug)
    if no := denied(request, "ask", article):
        return no
    start = {"revision_number": article.head.number, "accuses": bool(request.GET.get("accuses"))}
    form = AskForm(posted(request), initial=start)
    status = 200
    if request.method == "POST":
        made = _asked(request, article, form)
        if isinstance(made, Flag):
            return to_story(article, flag=made.number)
        if isinstance(made, Accusation):
            return redirect(f"{reverse('review:replies', args=[slug])}#accusation-{made.pk}")
        status = made
    return render(request, "review/story/ask.html", {"article": article, "form": form}, status=status)


def _asked(request: HttpRequest, article: Article, form: AskForm) -> Flag | Accusation | int:
    """The new flag or accusation, or the status of the page that says why there is none."""
    if not form.is_valid():
        return 422
    data = form.cleaned_data
    words = texts_of(article.head)[data["field"]]
    try:
        start, end = find_words(words, data["quote"], data["before"])
        place = {"revision_number": data["revision_number"], "field": data["field"]}
        place |= {"start": start, "end": end, "quote": words[start:end]}
        who = {"actor": request.user, "article_id": article.pk}
        if data["accuses"]:
            return accusation_mark(**who, **place, against=data["against"], voiced_by=data["voiced_by"])
        return question_ask(**who, **place, question=data["question"], severity=data["severity"])
    except NotFound as lost:
        form.add_error("quote", str(lost))
        return 422
    except Refused as no:
        form.add_error(None, no.reason)
        form.data = form.data.copy()
        form.data["revision_number"] = article.head.number
        return status_of(no)
