"""Dismissals that wait for a second person: all of them, with text, question and reason; one act agrees."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from articles.models import Article
from articles.selectors import article_get
from review.pages.common import denied, posted, said_no, to_story
from review.pages.dismissals.forms import SecondsForm, seconds_form
from review.selectors.case import case_of
from review.selectors.signatures import could_answer
from review.services import Refused, dismissals_second
from review.wording import either
from review.workflow.case import Case
from review.workflow.permissions import may
from review.workflow.ways import answering


@require_http_methods(["GET", "POST"])
def dismissals(request: HttpRequest, slug: str) -> HttpResponse:
    """Read by the desk; answered by whoever may sign, is no author, and did not dismiss it."""
    article = article_get(request.user, slug)
    case = case_of(article)
    form = seconds_form(case, request.user.pk, posted(request))
    if request.method == "GET":
        return _page(request, article, case, form)
    if no := denied(request, "agree", article):
        return no
    if not form.is_valid():
        return redirect("review:dismissals", slug)
    return answered(request, article, form, request.POST.get("seen_digest", ""))


def _page(request: HttpRequest, article: Article, case: Case, form: SecondsForm) -> HttpResponse:
    """With boxes and a button for whoever may use them; for everybody else, who may."""
    no = _why_not(request, article, case)
    others = either(could_answer(article, case, request.user)) if no else ""
    context = {"article": article, "case": case, "seconds": form, "may": not no, "no": no, "others": others}
    return render(request, "review/dismissals/dismissals.html", context)


def _why_not(request: HttpRequest, article: Article, case: Case) -> str:
    """Nothing, for whoever has one to answer."""
    if not (allowed := may(request.user, "agree", article)):
        return str(getattr(allowed, "reason", ""))
    no = answering(case, request.user.pk)
    return no.sentence if no else ""


def answered(request: HttpRequest, article: Article, form: SecondsForm, seen: str) -> HttpResponse:
    """To the flag that is open again, or back to the story."""
    refused = form.refused
    try:
        rows = dismissals_second(
            actor=request.user, article_id=article.pk, seen_digest=seen, agree=form.agreed(), refuse=refused
        )
    except Refused as no:
        return said_no(request, article, no)
    count = sum(row.agreed for row in rows)
    messages.success(request, f"On record: {count} agreed, {len(refused)} refused.")
    first = next((f.number for f in form.waits if f.dismissal and f.dismissal.decision in refused), None)
    return to_story(article, "#sign-offs", flag=first)
