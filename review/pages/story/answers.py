"""Replies to a flag and decisions on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from articles.models import Article, Flag
from articles.selectors import article_get, flag_get, flag_ids
from newsroom.pages import refused
from review import services
from review.pages.common import denied, status_of, story_url, to_story
from review.pages.story.answering import Answer, bound, refreshed
from review.pages.story.forms import AnswerForm
from review.pages.story.view import show_story
from review.pages.story.ways import WAY, Way
from review.services import Changed, Refused


@require_POST
def flag_reply(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _answered(request, slug, number, "reply")


@require_POST
def flag_decide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _answered(request, slug, number, "decide")


def _answered(request: HttpRequest, slug: str, number: int, permission: str) -> HttpResponse:
    article = article_get(request.user, slug)
    flag = flag_get(article, number)
    if no := denied(request, permission, article):
        return no
    way = WAY.get(request.POST.get("way", ""))
    if way is None or way.permission != permission:
        return refused(
            request, "Say how you answer the flag.", status=422, back=story_url(article, flag=number)
        )
    answer = bound(article, number, way, request.POST)
    if not answer.form.is_valid():
        return show_story(request, article, answer, status=422)
    try:
        _send(request, article, flag, way, answer.form)
    except Refused as no:
        return show_story(request, article, _kept(article, flag, answer, no), status=status_of(no))
    return to_story(article, flag=number)


def _send(request: HttpRequest, article: Article, flag: Flag, way: Way, form: AnswerForm) -> None:
    data = form.cleaned_data
    if way.intent:
        services.flag_reply(
            actor=request.user,
            flag_id=flag.pk,
            seen_passage=data["seen_passage"],
            intent=way.intent,
            text=data["text"],
            reason=data.get("reason", ""),
        )
        return
    numbers = form.numbers() if hasattr(form, "numbers") else ()
    services.flag_decide(
        actor=request.user,
        flag_id=flag.pk,
        seen_passage=data["seen_passage"],
        seen_decision=data["seen_decision"],
        outcome=way.outcome,
        reason=data.get("reason", ""),
        link=data.get("link", ""),
        text=data["text"],
        together=flag_ids(article, numbers),
    )


def _kept(article: Article, flag: Flag, answer: Answer, no: Refused) -> Answer:
    """The same form with what was typed; where something changed, what it was and what it is."""
    if not isinstance(no, Changed):
        answer.form.add_error(None, no.reason)
        return answer
    return refreshed(article, flag, answer, no.reason)
