"""Whoever watches over the readers says what is being read; a run of which nobody says so is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from celery.exceptions import TimeLimitExceeded
from django.conf import settings as configured
from django.db import OperationalError
from django.utils import timezone

from articles import heartbeat, tasks
from articles.heartbeat import renewed, signs_of_life
from articles.models import AnalysisRun, RunStatus
from articles.selectors import newest_run
from articles.tasks import analyse_revision, claim, sweep
from tests.people import draft, newsroom

pytestmark = pytest.mark.postgres

SECOND = timedelta(seconds=1)
Told = Callable[[dict[str, list[dict[str, Any]]] | None], None]


@pytest.fixture
def run(db: None, monkeypatch: pytest.MonkeyPatch) -> AnalysisRun:
    """Claimed, and past its deadline."""
    monkeypatch.setattr(tasks, "send", lambda run_id: True)
    run = newest_run(draft(newsroom()))
    assert run is not None
    claim(run.pk)
    AnalysisRun.objects.filter(pk=run.pk).update(deadline=timezone.now() - SECOND)
    run.refresh_from_db()
    return run


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the workers answer."""

    def answer(answers: dict[str, list[dict[str, Any]]] | None) -> None:
        def inspect(timeout: float) -> Any:
            return type("Asked", (), {"active": staticmethod(lambda: answers)})

        monkeypatch.setattr(heartbeat.current_app.control, "inspect", inspect)

    return answer


def at_work(run: AnalysisRun, since: datetime, task: str = analyse_revision.name) -> dict[str, Any]:
    return {"name": task, "args": [run.pk], "time_start": since.timestamp()}


def deadline_of(run: AnalysisRun) -> datetime:
    return AnalysisRun.objects.values_list("deadline", flat=True).get(pk=run.pk)


def status_of(run: AnalysisRun) -> str:
    return AnalysisRun.objects.values_list("status", flat=True).get(pk=run.pk)


def test_it_leaves_a_run_that_a_worker_is_reading(run: AnalysisRun, told: Told) -> None:
    told({"a@here": [], "b@here": [at_work(run, run.started_at)]})
    assert sweep() == 0
    assert status_of(run) == RunStatus.RUNNING
    assert deadline_of(run) > timezone.now() + (configured.ANALYSIS_DEADLINE - 5) * SECOND


@pytest.mark.parametrize("answers", [None, {}, {"a@here": []}])
def test_it_takes_back_a_run_that_nobody_is_reading(run: AnalysisRun, told: Told, answers: Any) -> None:
    told(answers)
    assert sweep() == 1
    assert status_of(run) == RunStatus.QUEUED


def test_a_worker_that_is_at_something_else_is_no_sign(run: AnalysisRun, told: Told) -> None:
    told({"a@here": [at_work(run, run.started_at, "review.tasks.nightly")]})
    assert sweep() == 1


def test_a_worker_that_lost_its_run_to_another_is_no_sign(run: AnalysisRun, told: Told) -> None:
    long_before = run.started_at - (configured.ANALYSIS_DEADLINE + 1) * SECOND
    told({"a@here": [at_work(run, long_before)]})
    assert sweep() == 1


def test_it_gives_no_time_long_past_the_limit(run: AnalysisRun) -> None:
    begun = timezone.now() - configured.ANALYSIS_TIME_LIMIT * SECOND
    run.started_at = begun
    assert renewed(run, {run.pk: begun})
    assert deadline_of(run) <= timezone.now() + configured.ANALYSIS_DEADLINE * SECOND
    run.started_at = begun - configured.ANALYSIS_DEADLINE * SECOND
    assert not renewed(run, {run.pk: run.started_at})


def test_it_takes_no_run_for_lost_while_nobody_can_be_asked(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def silent(timeout: float) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(heartbeat.current_app.control, "inspect", silent)
    assert signs_of_life(analyse_revision.name) is None
    assert sweep() == 0
    assert status_of(run) == RunStatus.RUNNING
    assert "no worker could be asked" in caplog.text


def stop(run: AnalysisRun) -> None:
    """What the pool's parent does when it has killed the process that read."""
    error = TimeLimitExceeded(configured.ANALYSIS_TIME_LIMIT)
    analyse_revision.on_failure(error, "id", [run.pk], {}, None)


def test_a_reading_that_was_killed_at_its_limit_says_so_and_is_not_started_again(
    run: AnalysisRun, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.connections, "close_all", lambda: None)
    told({})
    AnalysisRun.objects.filter(pk=run.pk).update(
        started_at=timezone.now() - configured.ANALYSIS_TIME_LIMIT * SECOND
    )
    stop(run)
    run.refresh_from_db()
    assert (run.status, run.attempts) == (RunStatus.FAILED, 1)
    assert f"stopped after {configured.ANALYSIS_TIME_LIMIT} seconds" in run.error
    assert "Bring the text in as shorter ones" in run.error
    assert sweep() == 0


def test_it_stops_no_attempt_that_took_the_run_over(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.connections, "close_all", lambda: None)
    stop(run)  # begun just now: not the one that was killed after its whole limit
    assert status_of(run) == RunStatus.RUNNING


def test_a_database_that_is_away_does_not_end_the_worker(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(run_id: int) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(tasks, "stopped", away)
    monkeypatch.setattr(tasks.connections, "close_all", lambda: None)
    with caplog.at_level(logging.WARNING):
        stop(run)
    assert "could not be written" in caplog.text


def test_a_lost_reader_is_noticed_within_a_minute() -> None:
    assert configured.ANALYSIS_DEADLINE + configured.SWEEP_SECONDS + heartbeat.ASKED_FOR < 60


def test_no_message_comes_back_while_its_reader_may_be_at_work() -> None:
    visible_after = configured.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert configured.ANALYSIS_SOFT_TIME_LIMIT < configured.ANALYSIS_TIME_LIMIT < visible_after


def test_a_run_that_waits_long_is_sent_again_ever_more_seldom(run: AnalysisRun) -> None:
    now = timezone.now()
    AnalysisRun.objects.filter(pk=run.pk).update(
        status=RunStatus.QUEUED, queued_at=now - timedelta(hours=1), deadline=now - SECOND
    )
    sweep()
    assert deadline_of(run) > now + timedelta(minutes=59)
