"""The machine's reading of a story: asked for again, and watched while it runs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from articles.permissions import NotAllowed
from articles.selectors import article_get, newest_run
from articles.services import Invalid, analysis_request
from articles.views.common import story_url, to_story
from newsroom.pages import refused

STOP_POLLING = 286  # htmx: swap this in and ask no more


@require_POST
def check_again(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    try:
        analysis_request(revision_id=article.head_id, actor=request.user)
    except Invalid as no:
        messages.warning(request, str(no))
    except NotAllowed as no:
        return refused(request, str(no), back=story_url(article))
    return to_story(article)


@require_GET
@never_cache
def checks(request: HttpRequest, slug: str) -> HttpResponse:
    """How the newest reading stands. At its end the page loads again, unless somebody is typing there."""
    article = article_get(request.user, slug)
    run = newest_run(article)
    active = run is not None and run.active
    typing = request.headers.get("X-Typed") == "1"
    status = 200 if active or not request.htmx else STOP_POLLING
    response = render(request, "articles/_checks.html", {"article": article, "run": run}, status=status)
    if request.htmx and not active and not typing:
        response["HX-Refresh"] = "true"
    return response
