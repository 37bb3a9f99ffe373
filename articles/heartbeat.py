"""Signs of life: which checks are under way, told by the processes that watch over those that read.

A reading that hangs, in a pattern or in a library, silences every thread of its own process. The parent of a
worker's pool is another process: it answers all the same, and ends the reading at its limit.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.utils import timezone

from articles.models import AnalysisRun, RunStatus

log = logging.getLogger(__name__)
ASKED_FOR = 4.0  # seconds in which a worker answers; asked only when a run is past its deadline

Signs = Mapping[int, datetime]  # a run's id, and when its worker began with it


def signs_of_life(task: str) -> Signs | None:
    """What the workers are at, of the tasks of this name; None where nobody could be asked."""
    try:
        answers = current_app.control.inspect(timeout=ASKED_FOR).active() or {}
    except Exception as error:  # kombu, redis and the socket each have their own
        log.warning("no worker could be asked what it is reading: %s", error)
        return None
    return dict(_begun(request) for told in answers.values() for request in told if request["name"] == task)


def _begun(request: Mapping[str, Any]) -> tuple[int, datetime]:
    return int(request["args"][0]), datetime.fromtimestamp(request["time_start"], UTC)


def renewed(run: AnalysisRun, signs: Signs) -> bool:
    """If this attempt is under way it counts as lost a full deadline from now, never long past its limit."""
    begun, now = signs.get(run.pk), timezone.now()
    if begun is None or run.started_at is None or not begun_by(run.started_at, begun):
        return False
    last = begun + timedelta(seconds=settings.ANALYSIS_TIME_LIMIT + settings.ANALYSIS_DEADLINE)
    if now >= last:
        return False
    ours = AnalysisRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING, attempts=run.attempts)
    return bool(ours.update(deadline=min(last, now + timedelta(seconds=settings.ANALYSIS_DEADLINE))))


def begun_by(claimed: datetime, taken_up: datetime) -> bool:
    """Did the worker that took a run up then claim it at this moment? A later claim took it over."""
    return claimed < taken_up + timedelta(seconds=settings.ANALYSIS_DEADLINE)
