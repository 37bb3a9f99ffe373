"""What every test stands on: a database file a process, and a broker, a worker, a browser on request."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import Browser, Error, sync_playwright

from newsroom import embedded
from newsroom.celery import app as celery_app
from review.disclosure.policy import SEED
from review.record.triggers import lifted
from tests.live import WorkerProcess, use_broker
from tests.machine import IN_CI, chromium_program
from tests.remembered import beginning

FOLDER = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]

# Nothing of the person's own newsroom is touched: no data folder, no broker, no demo, cheap passwords.
settings.DATA = FOLDER
settings.DEMO = False
settings.NEWSROOM_NAME = "The Estuary Courier"
settings.CELERY_BEAT_SCHEDULE_FILENAME = str(FOLDER / "beat-schedule")
settings.STATIC_ROOT = FOLDER / "static"
settings.STATIC_ROOT.mkdir()
settings.STORAGES["default"]["OPTIONS"]["location"] = FOLDER / "media"
SEED["contact"] = "standards@estuarycourier.news"  # a house that has put its own into the policy
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.CELERY_BROKER_URL = celery_app.conf.broker_url = "memory://"


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


# The suite is run on SQLite; what is marked `postgres` is run a second time, on PostgreSQL. Marked is what a
# database decides: two people at once and every lock; constraints, triggers and rows changed behind the
# product's back; migrations, and rows as they are stored; what is searched, compared and counted in SQL; values
# no column holds; one walk through each address (the grid) and each service (the histories); and a test that
# makes a query which none of these makes. A page, a gate or a sentence made of such rows says the same on each.
# Of several sets of parameters the first is taken, but here, where each asks the database another thing.
EACH = {"test_tampering", "test_audit", "test_services", "test_tasks", "test_grid", "test_hostile_fields"}


# A test of many seconds that comes last leaves the other processes idle. What waits for programs of its own is
# told beside what computes.
LONG = {"test_patterns", "test_bounds", "test_histories"}


def _long(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("worker")) or item.path.stem in LONG


def _second_time(config: pytest.Config) -> bool:
    return config.option.markexpr == "postgres"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A module that marks nothing for PostgreSQL is not even imported there."""
    if not _second_time(config) or collection_path.suffix != ".py":
        return None
    return "mark.postgres" not in collection_path.read_text() or None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones first; and the second time round, of each test that is told with many parameters, one."""
    items.sort(key=lambda item: not _long(item))
    if not _second_time(config):
        return
    first = {(i.path, i.name.partition("[")[0]): i for i in reversed(items)}
    kept = [i for i in items if i.path.stem in EACH or first[i.path, i.name.partition("[")[0]] is i]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported and collected stays; looking through it again for garbage costs a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A file, so that threads and worker processes see it too; one a process, so that runs do not collide."""
    database = settings.DATABASES["default"]
    sqlite = database["ENGINE"] == "django.db.backends.sqlite3"
    name = FOLDER / "newsroom.sqlite3" if sqlite else f"test_newsroom_{os.getpid()}"
    database.setdefault("TEST", {})["NAME"] = str(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After each flush the rows the migrations brought are put back, with the triggers lifted meanwhile."""
    with django_db_blocker.unblock():
        brought = connection.creation.serialize_db_to_string()

    def flush(self: TransactionTestCase) -> None:
        with lifted():
            call_command(
                "flush",
                verbosity=0,
                interactive=False,
                allow_cascade=True,
                reset_sequences=False,
                inhibit_post_migrate=True,
            )
            connection.creation.deserialize_db_from_string(brought)
        (FOLDER / "last_checkpoint").unlink(missing_ok=True)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", flush)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _from_the_beginning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test begins in a state of its own; what it shares with others is laid down from memory."""
    with beginning(request.node):
        yield


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A fresh folder whose path is short enough for a Unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="nr-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def broker(short_folder: Path) -> Iterator[embedded.Broker]:
    """A real Valkey server with an empty folder; this process queues into it."""
    running = embedded.start(short_folder / "broker")
    with use_broker(running.url):
        yield running
    running.thaw()
    running.stop()


@pytest.fixture
def start_worker(
    transactional_db: None, broker: embedded.Broker, short_folder: Path
) -> Iterator[Callable[[], WorkerProcess]]:
    """Starts real Celery workers (with beat) on the test's own database and broker, and ends them all."""
    started: list[WorkerProcess] = []

    def start(**env: str) -> WorkerProcess:
        folder = short_folder / f"worker-{len(started)}"
        started.append(WorkerProcess(folder, broker.url, env))
        return started[-1]

    yield start
    for process in started:
        process.kill()


@pytest.fixture
def worker(start_worker: Callable[[], WorkerProcess]) -> WorkerProcess:
    """One real worker, ready."""
    process = start_worker()
    process.wait_ready()
    return process


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real Chromium for all browser tests of this process."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium_program(), args=CHROMIUM_ARGS)
        except Error as error:
            sentence = f"No Chromium here (make test installs one): {str(error).splitlines()[0]}"
            pytest.fail(sentence) if IN_CI else pytest.skip(sentence)
        yield browser
        browser.close()
