"""A draft and the machines that read it: real broker, real worker, and what if one dies or is silent."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
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
from tests.flows.hanging.sitecustomize import HANGS, HUNG, LISTED
from tests.live import WorkerProcess, use_broker
from tests.people import People, draft, newsroom, revise, signed_in

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

HANGING = Path(__file__).parent / "hanging"
DEADLINE = 5  # seconds after which the sweep takes a run for lost, in these tests: the least there may be
ASKING = (
    "The harbour board will close the north quay in May, two people familiar with the plan said.\n"
    "“We have not decided,” the board's clerk, Ines Maddox, said on Monday.\n"
)
SOON = {"NEWSROOM_ANALYSIS_DEADLINE": str(DEADLINE)}
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


@pytest.fixture(scope="class")
def at_work(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, WorkerProcess]]:
    folder = Path(tempfile.mkdtemp(prefix="nr-"))
    broker = embedded.start(folder / "broker")
    with use_broker(broker.url), django_db_blocker.unblock():
        one = WorkerProcess(folder / "worker", broker.url, SOON)
        one.wait_ready()
    yield broker.url, one
    one.kill()
    broker.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def shared_worker(transactional_db: None, at_work: tuple[str, WorkerProcess]) -> Iterator[WorkerProcess]:
    """One for the tests that do it and its broker no harm."""
    url, one = at_work
    with use_broker(url):
        yield one


class TestOneWorker:
    """It ends with these tests, for it would sweep what others leave in the database."""

    def test_it_reads_an_upload(self, shared_worker: WorkerProcess) -> None:
        article = draft(newsroom(), ASKING)
        run = wait_for(article, RunStatus.DONE)
        assert (run.attempts, run.error, run.failed_rules) == (1, "", [])
        assert_stored_once(article, run)

    def test_it_reads_the_newest_text_when_two_come_quickly(self, shared_worker: WorkerProcess) -> None:
        people = newsroom()
        shared_worker.freeze()
        article = draft(people, "The quay is old.\n" * 2000 + ASKING)
        revise(article, ASKING, by=people.rita)
        shared_worker.thaw()
        newest = wait_for(article, RunStatus.DONE)
        assert newest.revision.number == 2
        older = AnalysisRun.objects.exclude(pk=newest.pk).get()
        assert older.status == RunStatus.SUPERSEDED
        assert not Sighting.objects.filter(run=older).exists()

    def test_a_message_that_comes_three_times_is_worked_on_once(self, shared_worker: WorkerProcess) -> None:
        people = newsroom()
        shared_worker.freeze()
        article = draft(people, ASKING)
        run = run_of(article)
        assert send(run.pk)
        assert send(run.pk)
        later = draft(people, "The hall is booked, Ines Maddox said.", headline="Hall booked")
        shared_worker.thaw()
        wait_for(later, RunStatus.DONE)  # queued last, so the others have been taken
        assert run_of(article).attempts == 1
        assert_stored_once(article, run)


def pool_of(worker: WorkerProcess) -> list[int]:
    """The processes a worker started to do its work."""
    return [int(pid) for pid in Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the pool's processes in /proc")
def test_it_finishes_once_or_gives_up_when_what_reads_is_killed_in_the_middle(
    start_worker: StartWorker, short_folder: Path
) -> None:
    """One text hangs in the first worker, one in the first process of the second, one as often as it is read."""
    first, second, always = (f"{HANGS} in {place}." for place in ("the first", "the second", "all"))
    hang = short_folder / "hang"
    env = SOON | {LISTED: str(hang), "PYTHONPATH": str(HANGING), "NEWSROOM_WORKERS": "3"}

    def hangs(article: Article, passage: str, attempt: int) -> None:
        hung = hang.with_suffix(HUNG)
        assert wait_until(
            lambda: hung.exists() and hung.read_text().splitlines().count(passage) == attempt, 60
        )
        assert (run_of(article).status, run_of(article).attempts) == (RunStatus.RUNNING, attempt)
        assert not Sighting.objects.filter(flag__article=article).exists()

    hang.write_text(f"{first}\n{always}")
    worker = start_worker(**env)
    worker.wait_ready()
    people = newsroom()
    article = draft(people, ASKING + first)
    killer = draft(people, always, headline="Killer")
    hangs(article, first, 1)
    hangs(killer, always, 1)
    worker.kill()
    assert (run_of(article).status, run_of(article).attempts) == (RunStatus.RUNNING, 1)

    hang.write_text(f"{second}\n{always}")
    worker = start_worker(**env)
    worker.wait_ready()
    other = draft(people, ASKING + second, headline="Other")
    done = [wait_for(article, RunStatus.DONE, RunStatus.FAILED)]
    hangs(other, second, 1)
    hangs(killer, always, 2)
    hang.write_text(always)
    for pid in pool_of(worker):
        os.kill(pid, signal.SIGKILL)
    done.append(wait_for(other, RunStatus.DONE, RunStatus.FAILED))
    hangs(killer, always, 3)
    worker.kill()

    start_worker(**env).wait_ready()
    given_up = wait_for(killer, RunStatus.FAILED, RunStatus.DONE)
    assert (given_up.status, given_up.attempts) == (RunStatus.FAILED, 3)
    assert "started 3 times" in given_up.error
    assert not Sighting.objects.filter(flag__article=killer).exists()
    for run in done:
        assert (run.status, run.attempts) == (RunStatus.DONE, 2)
        assert_stored_once(run.revision.article, run)


def test_a_reading_that_hangs_is_stopped_once_at_its_limit_while_others_go_on(
    start_worker: StartWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.analyse_revision, "soft_time_limit", 4)  # go along with the message
    monkeypatch.setattr(tasks.analyse_revision, "time_limit", 8)
    monkeypatch.setattr(
        tasks.analyse_revision, "_exec_options", None
    )  # Celery keeps those of the first message
    start_worker(
        NEWSROOM_WORKERS="2",
        NEWSROOM_ANALYSIS_SECONDS="4",
        NEWSROOM_PARSER="phrases",
        PYTHONPATH=str(HANGING),
        **SOON,
    ).wait_ready()
    people = newsroom()
    hung = draft(people, f"{HANGS}, he said.")
    wait_for(hung, RunStatus.RUNNING)
    other = draft(people, ASKING, headline="Quay to close")
    assert wait_for(other, RunStatus.DONE).attempts == 1
    assert run_of(hung).status == RunStatus.RUNNING
    run = wait_for(hung, RunStatus.FAILED, RunStatus.QUEUED, RunStatus.DONE)
    assert (run.status, run.attempts) == (RunStatus.FAILED, 1), run.error
    assert run.error.startswith("The check was stopped after 8 seconds")
    assert 7 < (run.finished_at - run.started_at).total_seconds() < 16
    assert "stopped after 8 seconds" in story_page(people, hung)
    last = draft(people, f"Pier 2 stays. {ASKING}", headline="Pier stays")
    assert wait_for(last, RunStatus.DONE).attempts == 1
    assert run_of(hung).attempts == 1


def test_it_takes_an_upload_while_the_broker_is_down(
    broker: embedded.Broker, start_worker: StartWorker
) -> None:
    start_worker(**SOON).wait_ready()
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
    start_worker(**SOON).wait_ready()
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
