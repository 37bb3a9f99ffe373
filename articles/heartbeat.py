"""A sign of life: a run that is read moves its deadline on, so that a lost worker is soon noticed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from articles.models import AnalysisRun, RunStatus

log = logging.getLogger(__name__)
PATIENCE = 5.0  # seconds to wait for the last beat


@contextmanager
def beating(run_id: int, attempt: int) -> Iterator[None]:
    """Renews this attempt's deadline from a thread while the block lasts, never past the time limit."""
    ended = threading.Event()
    until = timezone.now() + timedelta(seconds=settings.ANALYSIS_TIME_LIMIT)
    thread = threading.Thread(target=_beat, args=(run_id, attempt, until, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(PATIENCE)


def renew(run_id: int, attempt: int, until: datetime) -> bool:
    """The run counts as lost a full deadline from now; False when it is no longer this attempt's."""
    later = min(timezone.now() + timedelta(seconds=settings.ANALYSIS_DEADLINE), until)
    ours = AnalysisRun.objects.filter(pk=run_id, status=RunStatus.RUNNING, attempts=attempt)
    return bool(ours.update(deadline=later))


def _beat(run_id: int, attempt: int, until: datetime, ended: threading.Event) -> None:
    try:
        while not ended.wait(settings.ANALYSIS_HEARTBEAT):
            if not _renewed(run_id, attempt, until):
                return
    finally:
        connection.close()  # this thread's own


def _renewed(run_id: int, attempt: int, until: datetime) -> bool:
    """A database that does not answer is asked again at the next beat."""
    try:
        return renew(run_id, attempt, until)
    except (DatabaseError, InterfaceError) as error:
        log.warning("run %s: no sign of life could be written: %s", run_id, error)
        return True
