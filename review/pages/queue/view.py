"""What waits for me, and every story I may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.accounts.selectors import is_admin
from review.pages.queue.first import first_steps, steps_left
from review.pages.queue.page import Filters as QueueFilters
from review.pages.queue.page import queue as queue_for
from review.pages.queue.stories import Filters as StoryFilters
from review.pages.queue.stories import stories as stories_for
from review.selectors.keeping import alarm_for
from review.selectors.policy import gaps_now


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    found = queue_for(request.user, QueueFilters.of(request.GET))
    gaps = gaps_now() if is_admin(request.user) else ()
    context = {"queue": found, "waiting_count": found.waiting_all, "gaps": gaps}
    context["steps"] = steps = first_steps(request.user)
    context["summary"] = steps_left(steps) if steps and not found.waiting else found.summary
    context["alarm"] = alarm_for(request.user)
    return render(request, "review/queue/queue.html", context)


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    found = stories_for(request.user, StoryFilters.of(request.GET), request.GET.get("page", "1"))
    return render(request, "review/queue/stories.html", {"stories": found})
