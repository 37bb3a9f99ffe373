"""While a draft is read its run gives signs of life; one that gives none is lost within a minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.utils import timezone

from articles import tasks
from articles.analysis.findings import Analysis, Copy
from articles.heartbeat import beating, renew
from articles.models import AnalysisRun, RunStatus
from articles.selectors import newest_run
from articles.tasks import analyse_revision, claim, sweep
from newsroom.processes import wait_until
from tests.articles.findings import engine
from tests.people import draft, newsroom

pytestmark = pytest.mark.postgres

SOON = timedelta(seconds=1)


@pytest.fixture
def run(transactional_db: None) -> AnalysisRun:
    run = newest_run(draft(newsroom()))
    assert run is not None
    return run


@pytest.fixture
def quick(settings: Any) -> None:
    settings.ANALYSIS_DEADLINE, settings.ANALYSIS_HEARTBEAT = 1.0, 0.1


def deadline_of(run: AnalysisRun) -> Any:
    return AnalysisRun.objects.values_list("deadline", flat=True).get(pk=run.pk)


def slowly(seconds: float, meanwhile: Callable[[], object]) -> Callable[[Copy], Analysis]:
    """An engine that takes its time, while something is done every now and then."""

    def read(copy: Copy) -> Analysis:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            meanwhile()
            time.sleep(0.1)
        return engine()(copy)

    return read


def test_it_is_not_taken_for_lost_while_it_reads_longer_than_the_deadline(
    run: AnalysisRun, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "analyse", slowly(2.5, sweep))
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert (run.status, run.attempts) == (RunStatus.DONE, 1)


def test_it_renews_the_deadline_and_stops_with_the_reading(run: AnalysisRun, quick: None) -> None:
    attempt = claim(run.pk)
    at_first = deadline_of(run)
    with beating(run.pk, attempt):
        assert wait_until(lambda: deadline_of(run) > at_first, 5, 0.05)
    at_last = deadline_of(run)
    time.sleep(0.4)
    assert deadline_of(run) == at_last


def test_it_gives_a_reading_no_time_past_the_hard_limit(run: AnalysisRun) -> None:
    attempt, limit = claim(run.pk), timezone.now() + SOON
    assert renew(run.pk, attempt, limit)
    assert deadline_of(run) == limit


def test_it_gives_no_sign_of_life_for_an_attempt_that_lost_its_run(run: AnalysisRun) -> None:
    attempt, limit = claim(run.pk), timezone.now() + 100 * SOON
    claim(run.pk, redelivered=True)
    held = deadline_of(run)
    assert not renew(run.pk, attempt, limit)
    assert deadline_of(run) == held


def test_a_lost_reader_is_noticed_within_a_minute() -> None:
    assert configured.ANALYSIS_DEADLINE + configured.SWEEP_SECONDS < 60
    assert configured.ANALYSIS_HEARTBEAT * 3 < configured.ANALYSIS_DEADLINE


def test_no_message_comes_back_while_its_reader_may_be_at_work() -> None:
    visible_after = configured.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert configured.ANALYSIS_SOFT_TIME_LIMIT < configured.ANALYSIS_TIME_LIMIT < visible_after


def test_a_run_that_waits_long_is_sent_again_ever_more_seldom(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "send", lambda run_id: True)
    now = timezone.now()
    AnalysisRun.objects.filter(pk=run.pk).update(queued_at=now - timedelta(hours=1), deadline=now - SOON)
    sweep()
    assert deadline_of(run) > now + timedelta(minutes=59)
