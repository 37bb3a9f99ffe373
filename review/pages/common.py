"""What the pages of one story share: who is refused with which sentence, and where one goes next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from articles.models import Article
from newsroom.pages import refused
from review.services import Changed, Forbidden, Refused
from review.workflow.permissions import may


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was posted, be it nothing at all."""
    return request.POST if request.method == "POST" else None


def story_url(article: Article, anchor: str = "", flag: int | None = None) -> str:
    """The story's page; at a flag, opened."""
    path = reverse("review:story", args=[article.slug])
    return f"{path}?flag={flag}#f{flag}" if flag else path + anchor


def to_story(article: Article, anchor: str = "", flag: int | None = None) -> HttpResponseRedirect:
    return redirect(story_url(article, anchor, flag))


def denied(request: HttpRequest, permission: str, article: Article) -> HttpResponse | None:
    """The page that says why this person may not, or None when they may."""
    answer = may(request.user, permission, article)
    return None if answer else refused(request, answer.reason, back=story_url(article))


def said_no(request: HttpRequest, article: Article, no: Refused) -> HttpResponse:
    """A service's refusal as a page: the sentence, where it is put right, and what was typed."""
    return refused(request, no.reason, fix=no.fix, status=status_of(no), back=story_url(article))


def status_of(no: Refused) -> int:
    """Not this person: 403. Changed meanwhile: 409. Not yet, or not so: 422."""
    if isinstance(no, Forbidden):
        return 403
    return 409 if isinstance(no, Changed) else 422
