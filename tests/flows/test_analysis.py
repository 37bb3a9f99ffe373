"""A draft and the machines that read it: real broker, real worker, and what if one dies or is silent."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import tasks
from articles.models import AnalysisRun, Article, Flag, RunStatus, Sighting
from articles.selectors import newest_run
from articles.tasks import send
from newsroom import embedded
from newsroom.processes import wait_until
from tests.flows.hanging.sitecustomize import HANGS
from tests.live import WorkerProcess
from tests.people import People, draft, newsroom, revise, signed_in

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

HANGING = Path(__file__).parent / "hanging"
DEADLINE = 12  # seconds after which the sweep takes a run for lost, in these tests
ASKING = (
    "The harbour board will close the north quay in May, two people familiar with the plan said.\n"
    "“We have not decided,” the board's clerk, Ines Maddox, said on Monday.\n"
)
StartWorker = Callable[..., WorkerProcess]


@pytest.fixture(autouse=True)
def _soon_overdue(settings: Any) -> None:
    settings.ANALYSIS_DEADLINE = DEADLINE
    tasks._away["until"] = 0.0  # what an earlier test found silent is another broker


def run_of(article: Article) -> AnalysisRun:
    run = newest_run(article)
    assert run is not None
    return run


def wait_for(article: Article, *statuses: str, seconds: float = 60) -> AnalysisRun:
    assert wait_until(lambda: run_of(article).status in statuses, seconds, 0.02), (
        f"still {run_of(article).status} after {seconds} s: {run_of(article).error}"
    )
    return run_of(article)


def assert_stored_once(article: Article, run: AnalysisRun) -> None:
    """Questions are there, and each is there once."""
    flags = Flag.objects.filter(article=article)
    assert flags.filter(rule="anonymous-source").count() == 1
    assert Sighting.objects.filter(flag__article=article).count() == flags.count()
    assert set(Sighting.objects.filter(flag__article=article).values_list("run", flat=True)) == {run.pk}
    assert AnalysisRun.objects.filter(revision__article=article).count() == 1


def upload(people: People, *texts: str) -> str:
    """Rita brings files in through the page; what she sees next."""
    files = [SimpleUploadedFile(f"story-{n}.txt", text.encode()) for n, text in enumerate(texts)]
    form = {"desk": people.business.pk, "kind": "news", "authors": [people.rita.pk], "files": files}
    return signed_in(people.rita).post("/stories/new/", form, follow=True).content.decode()


def story_page(people: People, article: Article) -> str:
    return signed_in(people.rita).get(f"/stories/{article.slug}/").content.decode()


def start(start_worker: StartWorker, **env: str) -> WorkerProcess:
    process = start_worker(NEWSROOM_ANALYSIS_DEADLINE=str(DEADLINE), **env)
    process.wait_ready()
    return process


def pool_of(worker: WorkerProcess) -> list[int]:
    """The processes a worker started to do its work."""
    return [int(pid) for pid in Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()]


def test_it_reads_an_upload(start_worker: StartWorker) -> None:
    start(start_worker)
    article = draft(newsroom(), ASKING)
    run = wait_for(article, RunStatus.DONE)
    assert (run.attempts, run.error, run.failed_rules) == (1, "", [])
    assert_stored_once(article, run)


def test_it_reads_the_newest_text_when_two_come_quickly(start_worker: StartWorker) -> None:
    people = newsroom()
    article = draft(people, "The quay is old.\n" * 2000 + ASKING)
    revise(article, ASKING, by=people.rita)
    start(start_worker)
    newest = wait_for(article, RunStatus.DONE)
    assert newest.revision.number == 2
    older = AnalysisRun.objects.exclude(pk=newest.pk).get()
    assert older.status == RunStatus.SUPERSEDED
    assert not Sighting.objects.filter(run=older).exists()


def test_it_finishes_once_when_the_worker_is_killed_in_the_middle(start_worker: StartWorker) -> None:
    first = start(start_worker)
    article = draft(newsroom(), ASKING)
    wait_for(article, RunStatus.RUNNING)
    first.kill()
    left = run_of(article)
    assert (left.status, left.attempts) == (RunStatus.RUNNING, 1)
    assert not Sighting.objects.exists()
    start(start_worker)
    run = wait_for(article, RunStatus.DONE, RunStatus.FAILED)
    assert (run.status, run.attempts) == (RunStatus.DONE, 2)
    assert_stored_once(article, run)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the pool's processes in /proc")
def test_it_finishes_once_when_the_process_at_work_is_killed(start_worker: StartWorker) -> None:
    worker = start(start_worker)
    article = draft(newsroom(), ASKING)
    wait_for(article, RunStatus.RUNNING)
    for pid in pool_of(worker):
        os.kill(pid, signal.SIGKILL)
    run = wait_for(article, RunStatus.DONE, RunStatus.FAILED)
    assert (run.status, run.attempts) == (RunStatus.DONE, 2)
    assert_stored_once(article, run)


def test_it_gives_up_on_a_text_that_kills_its_worker_three_times(start_worker: StartWorker) -> None:
    article = draft(newsroom(), ASKING)
    for attempt in (1, 2, 3):
        worker = start(start_worker, NEWSROOM_SWEEP_SECONDS="1")
        assert wait_until(lambda n=attempt: run_of(article).attempts == n, 60)
        worker.kill()
        AnalysisRun.objects.filter(pk=run_of(article).pk).update(deadline=run_of(article).queued_at)
    start(start_worker)
    run = wait_for(article, RunStatus.FAILED, RunStatus.DONE)
    assert (run.status, run.attempts) == (RunStatus.FAILED, 3)
    assert "started 3 times" in run.error
    assert not Sighting.objects.exists()


def test_a_reading_that_hangs_is_stopped_once_at_its_limit_while_others_go_on(
    start_worker: StartWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.analyse_revision, "soft_time_limit", 6)  # go along with the message
    monkeypatch.setattr(tasks.analyse_revision, "time_limit", 12)
    monkeypatch.setattr(
        tasks.analyse_revision, "_exec_options", None
    )  # Celery keeps those of the first message
    start_worker(
        NEWSROOM_WORKERS="2",
        NEWSROOM_ANALYSIS_SECONDS="6",
        NEWSROOM_ANALYSIS_DEADLINE="5",
        NEWSROOM_PARSER="phrases",
        PYTHONPATH=str(HANGING),
    ).wait_ready()
    people = newsroom()
    hung = draft(people, f"{HANGS}, he said.")
    wait_for(hung, RunStatus.RUNNING)
    other = draft(people, ASKING, headline="Quay to close")
    assert wait_for(other, RunStatus.DONE).attempts == 1
    assert run_of(hung).status == RunStatus.RUNNING
    run = wait_for(hung, RunStatus.FAILED, RunStatus.QUEUED, RunStatus.DONE)
    assert (run.status, run.attempts) == (RunStatus.FAILED, 1), run.error
    assert run.error.startswith("The check was stopped after 12 seconds")
    assert 11 < (run.finished_at - run.started_at).total_seconds() < 20
    assert "stopped after 12 seconds" in story_page(people, hung)
    last = draft(people, f"Pier 2 stays. {ASKING}", headline="Pier stays")
    assert wait_for(last, RunStatus.DONE).attempts == 1
    assert run_of(hung).attempts == 1


def test_it_takes_an_upload_while_the_broker_is_down(
    broker: embedded.Broker, start_worker: StartWorker
) -> None:
    start(start_worker)
    people = newsroom()
    broker.stop()
    page = upload(people, ASKING)
    article = Article.objects.get()
    assert "The checks of revision 1 are queued" in page
    assert run_of(article).status == RunStatus.QUEUED
    broker.process = embedded.start(broker.folder).process
    run = wait_for(article, RunStatus.DONE)
    assert run.attempts == 1
    assert_stored_once(article, run)
    assert "are queued" not in story_page(people, article)


def test_it_takes_many_uploads_within_seconds_while_the_broker_is_silent(
    broker: embedded.Broker, start_worker: StartWorker
) -> None:
    start(start_worker)
    people = newsroom()
    upload(people, "A line to the broker is open already, said Ines Maddox, its clerk.")
    broker.freeze()
    before = time.monotonic()
    upload(people, *(ASKING + f"Pier {number} stays, Maddox said." for number in range(8)))
    took = time.monotonic() - before
    broker.thaw()
    uploaded = Article.objects.filter(revisions__text__contains="Pier")
    assert uploaded.count() == 8
    assert took < 10
    for article in uploaded:
        assert_stored_once(article, wait_for(article, RunStatus.DONE))


def test_a_message_that_comes_three_times_is_worked_on_once(start_worker: StartWorker) -> None:
    people = newsroom()
    article = draft(people, ASKING)
    run = run_of(article)
    assert send(run.pk)
    assert send(run.pk)
    later = draft(people, "The hall is booked, Ines Maddox said.", headline="Hall booked")
    start(start_worker)
    wait_for(later, RunStatus.DONE)  # queued last, so the others have been taken
    assert run_of(article).attempts == 1
    assert_stored_once(article, run)
