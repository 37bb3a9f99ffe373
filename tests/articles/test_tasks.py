"""Checks behind the page: claimed once, stored once, tried three times, never stuck."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery.exceptions import Retry, SoftTimeLimitExceeded
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from articles import tasks
from articles.analysis.findings import Analysis, Copy
from articles.models import AnalysisRun, Article, Flag, RunStatus
from articles.selectors import newest_run
from articles.services import analysis_request
from articles.signals import analysis_finished
from articles.tasks import analyse_revision, claim, send, sweep
from tests.articles.findings import engine, findings, unmarked
from tests.people import People, draft, newsroom, read, revise
from tests.remembered import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TEXT = "Rain came.\n[[Experts say]] the wall holds."


@pytest.fixture
def people() -> People:
    return newsroom()


@pytest.fixture
@remembered
def article(people: People) -> Article:
    return draft(people, unmarked(TEXT))


@pytest.fixture
def run(article: Article) -> AnalysisRun:
    return newest_run(article)


@pytest.fixture(autouse=True)
def _nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker is there to be asked."""
    monkeypatch.setattr(tasks, "signs_of_life", lambda task: {})


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine works and finds one thing."""
    monkeypatch.setattr(tasks, "analyse", engine(*findings(TEXT)))


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The runs that a worker was told of."""
    told: list[int] = []

    def tell(run_id: int) -> bool:
        told.append(run_id)
        return True

    monkeypatch.setattr(tasks, "send", tell)
    return told


def engine_that(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(copy: Copy) -> Analysis:
        raise error

    monkeypatch.setattr(tasks, "analyse", fail)


def overdue(run: AnalysisRun, **changed: object) -> None:
    past = timezone.now() - timedelta(seconds=1)
    AnalysisRun.objects.filter(pk=run.pk).update(deadline=past, **changed)


# One reading


def test_it_reads_the_text_with_the_real_engine(people: People) -> None:
    article = draft(people, "The wall fell on Monday, two sources told the Harbour Gazette.")
    run = newest_run(read(article))
    assert (run.status, run.language, run.attempts, run.error) == (RunStatus.DONE, "en", 1, "")
    assert set(run.result) == {
        "version",
        "attributions",
        "sentences",
        "accusations",
        "ai",
        "at_once",
        "unread",
        "hidden",
        "embargoes",
    }
    assert len(run.engine) > 8
    assert all(
        f.current.quote == article.head.text[f.current.start : f.current.end] for f in article.flags.all()
    )
    assert article.flags.exists()


def test_it_gives_the_engine_the_whole_story_and_our_own_name(article: Article) -> None:
    copy = tasks.copy_of(article.head)
    assert (copy.headline, copy.kind, copy.outlet, copy.format) == (
        article.head.headline, "news", settings.NEWSROOM_NAME, "plain",
    )  # fmt: skip


def test_it_stores_the_findings_and_says_so(article: Article, run: AnalysisRun, works: None) -> None:
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert (run.status, run.attempts) == (RunStatus.DONE, 1)
    assert run.started_at <= run.finished_at
    assert article.flags.get().current.quote == "Experts say"


def test_it_counts_the_attempt_before_the_work(run: AnalysisRun, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look(copy: Copy) -> Analysis:
        seen.append(AnalysisRun.objects.values_list("status", "attempts").get(pk=run.pk))
        return engine()(copy)

    monkeypatch.setattr(tasks, "analyse", look)
    analyse_revision(run.pk)
    assert seen == [(RunStatus.RUNNING, 1)]


def test_it_does_nothing_the_second_time(run: AnalysisRun, works: None) -> None:
    analyse_revision(run.pk)
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert run.attempts == 1
    assert Flag.objects.count() == 1


def test_it_does_nothing_for_a_run_that_is_not_there(works: None) -> None:
    analyse_revision(987_654)


def test_it_leaves_a_run_alone_that_another_worker_reads(run: AnalysisRun) -> None:
    assert claim(run.pk) == 1
    assert claim(run.pk) == 0


def test_it_takes_over_when_the_message_of_a_dead_worker_comes_back(run: AnalysisRun) -> None:
    assert claim(run.pk) == 1
    assert claim(run.pk, redelivered=True) == 2


def test_it_keeps_what_rules_failed(run: AnalysisRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        tasks, "analyse", engine(*findings(TEXT), failed=(("unsourced-claim", "ValueError: x"),))
    )
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert (run.status, run.failed_rules) == (RunStatus.DONE, [["unsourced-claim", "ValueError: x"]])
    assert Flag.objects.count() == 1


# Late results


def overtaken(monkeypatch: pytest.MonkeyPatch, meanwhile) -> None:
    """While the engine reads, `meanwhile` happens."""

    def slow(copy: Copy) -> Analysis:
        meanwhile()
        return engine(*findings(TEXT))(copy)

    monkeypatch.setattr(tasks, "analyse", slow)


def test_it_stores_nothing_for_a_text_that_was_replaced(
    people: People, article: Article, run: AnalysisRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    overtaken(monkeypatch, lambda: revise(article, "Other words now.", by=people.rita))
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert run.status == RunStatus.SUPERSEDED
    assert not Flag.objects.exists()


def test_it_stores_nothing_when_a_newer_check_was_asked_for(
    article: Article, run: AnalysisRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    overtaken(monkeypatch, lambda: analysis_request(revision_id=article.head_id))
    analyse_revision(run.pk)
    assert [r.status for r in AnalysisRun.objects.order_by("pk")] == [RunStatus.SUPERSEDED, RunStatus.QUEUED]
    assert not Flag.objects.exists()


def test_it_stores_once_when_two_workers_read_the_same(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def second_worker() -> None:
        monkeypatch.setattr(tasks, "analyse", engine(*findings(TEXT)))
        attempt = claim(run.pk, redelivered=True)
        tasks._read(run.pk, attempt)

    overtaken(monkeypatch, second_worker)
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert (run.status, run.attempts, Flag.objects.count()) == (RunStatus.DONE, 2, 1)
    assert run.sightings.count() == 1


def test_it_stores_nothing_when_a_receiver_fails(run: AnalysisRun, works: None) -> None:
    def fail(run: AnalysisRun, **_: object) -> None:
        if run.status == RunStatus.DONE:
            raise ValueError("no audit")

    analysis_finished.connect(fail)
    try:
        analyse_revision(run.pk)
    finally:
        analysis_finished.disconnect(fail)
    run.refresh_from_db()
    assert run.status == RunStatus.FAILED
    assert not Flag.objects.exists()


# When it fails


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("boom"), "an error of its own (ValueError)"),
        (RecursionError(), "an error of its own (RecursionError)"),
        (MemoryError(), "an error of its own (MemoryError)"),
        (SoftTimeLimitExceeded(), "stopped after 120 seconds"),
    ],
)
def test_it_fails_in_words(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    engine_that(monkeypatch, error)
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert run.status == RunStatus.FAILED
    assert words in run.error
    assert "boom" not in run.error


def test_it_notices_a_time_limit_that_a_rule_swallowed(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "analyse", engine(failed=(("unsourced-claim", "SoftTimeLimitExceeded: ()"),)))
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert run.status == RunStatus.FAILED
    assert "stopped after" in run.error


def test_it_leaves_the_flags_of_the_last_reading_when_it_fails(
    people: People, article: Article, run: AnalysisRun, works: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyse_revision(run.pk)
    engine_that(monkeypatch, ValueError())
    article = read(revise(article, "More.\n" + unmarked(TEXT), by=people.rita))
    assert newest_run(article).status == RunStatus.FAILED
    assert article.flags.get().current.quote == "Experts say"


def test_it_says_that_it_failed(run: AnalysisRun, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = []

    def hear(run: AnalysisRun, **_: object) -> None:
        heard.append(run.status)

    engine_that(monkeypatch, ValueError())
    analysis_finished.connect(hear)
    try:
        analyse_revision(run.pk)
    finally:
        analysis_finished.disconnect(hear)
    assert heard == [RunStatus.FAILED]


def test_it_goes_back_to_the_queue_when_the_database_was_away(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine_that(monkeypatch, OperationalError("database is locked"))
    with pytest.raises(OperationalError):
        analyse_revision(run.pk)
    run.refresh_from_db()
    assert (run.status, run.attempts) == (RunStatus.QUEUED, 1)


def test_it_asks_celery_to_try_again_after_an_operational_error(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine_that(monkeypatch, OperationalError("database is locked"))
    asked = []

    def retry(*, exc: Exception, countdown: int) -> Retry:
        asked.append((type(exc), countdown))
        return Retry()

    monkeypatch.setattr(analyse_revision, "retry", retry)
    analyse_revision.push_request(called_directly=False, retries=1)
    try:
        with pytest.raises(Retry):
            analyse_revision.run(run.pk)
    finally:
        analyse_revision.pop_request()
    assert asked == [(OperationalError, 4)]


def test_it_gives_up_after_three_attempts(run: AnalysisRun, monkeypatch: pytest.MonkeyPatch) -> None:
    engine_that(monkeypatch, OperationalError("gone"))
    for _ in range(settings.ANALYSIS_ATTEMPTS):
        with pytest.raises(OperationalError):
            analyse_revision(run.pk)
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert (run.status, run.attempts) == (RunStatus.FAILED, 3)
    assert "could not reach the database" in run.error


# Sweep


def test_it_sends_a_run_again_whose_message_was_lost(run: AnalysisRun, sent: list[int]) -> None:
    overdue(run)
    assert sweep() == 1
    run.refresh_from_db()
    assert (sent, run.status) == ([run.pk], RunStatus.QUEUED)
    assert run.deadline > timezone.now() + timedelta(seconds=settings.ANALYSIS_DEADLINE - 30)


def test_it_takes_a_run_back_from_a_dead_worker(run: AnalysisRun, sent: list[int], works: None) -> None:
    claim(run.pk)
    overdue(run)
    sweep()
    assert sent == [run.pk]
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert (run.status, run.attempts, Flag.objects.count()) == (RunStatus.DONE, 2, 1)


def test_it_leaves_a_run_that_still_has_time(run: AnalysisRun, sent: list[int]) -> None:
    claim(run.pk)
    assert sweep() == 0
    assert sent == []


@pytest.mark.parametrize("status", [RunStatus.DONE, RunStatus.FAILED, RunStatus.SUPERSEDED])
def test_it_leaves_what_is_over(run: AnalysisRun, sent: list[int], status: str) -> None:
    overdue(run, status=status)
    assert sweep() == 0
    run.refresh_from_db()
    assert run.status == status


def test_it_gives_up_on_a_text_that_killed_three_workers(run: AnalysisRun, sent: list[int]) -> None:
    overdue(run, status=RunStatus.RUNNING, attempts=3)
    sweep()
    run.refresh_from_db()
    assert (run.status, sent) == (RunStatus.FAILED, [])
    assert "started 3 times, and each time the process that read the text was gone" in run.error


def test_it_does_not_read_a_text_a_fourth_time(run: AnalysisRun, works: None) -> None:
    AnalysisRun.objects.filter(pk=run.pk).update(attempts=3)
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert run.status == RunStatus.FAILED


def test_it_stops_sweeping_while_the_broker_is_away(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        overdue(newest_run(draft(people, f"Text number {n}.")))
    tried = []
    monkeypatch.setattr(tasks, "send", lambda run_id: bool(tried.append(run_id)))
    sweep()
    assert len(tried) == 1


# Telling a worker


def test_it_tells_a_worker_only_after_the_commit(
    people: People, sent: list[int], django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        article = draft(people)
        assert sent == []
    assert sent == [newest_run(article).pk]


def test_it_only_logs_a_broker_that_is_down(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def down(*args: object, **options: object) -> None:
        raise ConnectionRefusedError("no broker")

    monkeypatch.setattr(analyse_revision, "apply_async", down)
    monkeypatch.setitem(tasks._away, "until", 0.0)
    assert send(run.pk) is False
    run.refresh_from_db()
    assert run.status == RunStatus.QUEUED
    assert run.deadline <= timezone.now()  # the next sweep takes it
    assert "no worker could be told" in caplog.text


def test_it_waits_for_a_silent_broker_once_and_not_for_every_file(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def silent(args: tuple[int], **options: object) -> None:
        tried.append(args)
        raise TimeoutError("no answer")

    monkeypatch.setattr(analyse_revision, "apply_async", silent)
    monkeypatch.setitem(tasks._away, "until", 0.0)
    runs = [newest_run(draft(people, f"Text number {n}.")) for n in range(3)]
    assert [send(run.pk) for run in runs] == [False, False, False]
    assert len(tried) == 1
    assert not AnalysisRun.objects.filter(deadline__gt=timezone.now()).exists()


def test_it_tells_workers_again_when_the_broker_is_back(
    run: AnalysisRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyse_revision, "apply_async", lambda *args, **options: None)
    monkeypatch.setitem(tasks._away, "until", 0.0)
    assert send(run.pk) is True
