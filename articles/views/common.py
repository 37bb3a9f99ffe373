"""What the pages of one text share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from articles.models import Article, Revision
from articles.permissions import may_edit, may_work
from newsroom.pages import refused


def story_url(article: Article) -> str:
    return reverse("review:story", args=[article.slug])


def to_story(article: Article) -> HttpResponseRedirect:
    return redirect(story_url(article))


def may_not_edit(request: HttpRequest, article: Article) -> HttpResponse | None:
    """The page that says why this person does not change this text, with what was typed; or None. What was
    sent meets the service's own no, and comes back whole."""
    answer = (may_edit if request.method == "POST" else may_work)(request.user, article)
    return None if answer else refused(request, answer.reason, back=story_url(article))


def head(article: Article, revision: Revision | None = None) -> dict[str, Any]:
    """What templates/articles/_head.html shows of a story."""
    shown = revision or article.head
    names = [person.name for person in article.authors.all()]
    uploader = article.created_by.name
    return {
        "article": article,
        "revision": shown,
        "authors": " and ".join(names),
        "uploader": uploader if uploader not in names else "",
    }
