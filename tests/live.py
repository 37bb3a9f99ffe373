"""Real processes for tests: the database and broker they share with the test, their start, their death."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from kombu import pools

from newsroom.celery import app as celery_app
from newsroom.processes import kill_group, spawn, wait_until

ROOT = Path(__file__).resolve().parent.parent


def _forget_connections() -> None:
    pools.reset()
    celery_app.amqp._producer_pool = None
    celery_app._pool = None


@contextmanager
def use_broker(url: str) -> Iterator[None]:
    """This process queues its tasks into the broker at `url`, and afterwards into nothing again."""
    before = celery_app.conf.broker_url
    settings.CELERY_BROKER_URL = celery_app.conf.broker_url = url
    _forget_connections()
    try:
        yield
    finally:
        settings.CELERY_BROKER_URL = celery_app.conf.broker_url = before
        _forget_connections()


def database_url() -> str:
    """The test's own database, for other processes."""
    here = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{here['NAME']}"
    login = quote(here["USER"]) + (f":{quote(here['PASSWORD'])}" if here["PASSWORD"] else "")
    port = f":{here['PORT']}" if here["PORT"] else ""
    return f"postgresql://{login}@{quote(here['HOST'] or 'localhost', safe='')}{port}/{here['NAME']}"


def environment(folder: Path, broker_url: str, **more: str) -> dict[str, str]:
    """What a process needs to work on the test's database and broker, and none of the person's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSROOM_")}
    return kept | {
        "DATABASE_URL": database_url(),
        "REDIS_URL": broker_url,
        "NEWSROOM_DATA": str(folder),
        "NEWSROOM_NAME": settings.NEWSROOM_NAME,
        "NEWSROOM_LOG": "INFO",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        **more,
    }


class WorkerProcess:
    """A Celery worker with beat, as production runs it, in a session of its own."""

    def __init__(self, folder: Path, broker_url: str, env: Mapping[str, str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / "worker.log"
        self.name = f"{folder.name}@{folder.parent.name}"
        settings_for_it = {"NEWSROOM_SWEEP_SECONDS": "1", "NEWSROOM_WORKERS": "1", **env}
        command = [sys.executable, "-m", "celery", "-A", "newsroom", "worker", "--beat", "--loglevel", "INFO"]
        command += ["--schedule", str(folder / "beat"), "--hostname", self.name]
        with self.log.open("wb") as log:
            self.process: subprocess.Popen[bytes] = spawn(
                command, env=environment(folder, broker_url, **settings_for_it), cwd=ROOT, output=log
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def answers(self) -> bool:
        return bool(celery_app.control.ping([self.name], timeout=0.5))

    def wait_ready(self, seconds: float = 30) -> None:
        """Until it takes tasks."""
        ready = wait_until(lambda: self.answers() or self.process.poll() is not None, seconds, 0.05)
        assert ready, f"the worker is not ready:\n{self.said()[-2000:]}"
        assert self.process.poll() is None, f"the worker did not start:\n{self.said()[-2000:]}"

    def freeze(self) -> None:
        """It takes nothing until it is thawed."""
        kill_group(self.process, signal.SIGSTOP)

    def thaw(self) -> None:
        kill_group(self.process, signal.SIGCONT)

    def kill(self) -> None:
        """kill -9, the pool's processes too."""
        kill_group(self.process, signal.SIGKILL)
        self.process.wait()
