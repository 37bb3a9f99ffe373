"""`manage.py serve` as a person uses it: it comes up, refuses clearly, mends itself, leaves no orphan."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsroom.processes import kill_group, spawn, wait_until
from tests.flows.hanging.sitecustomize import HANGS
from tests.live import ROOT

pytestmark = pytest.mark.worker

OURS = ("DATABASE_URL", "REDIS_URL", "PORT", "CI")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Desk:
    """A review desk on a data folder and a port of its own."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder, self.port = folder, free_port()
        folder.mkdir(parents=True, exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if k not in OURS and not k.startswith("NEWSROOM_")}
        self.env = (
            kept | {"NEWSROOM_DATA": str(folder), "PORT": str(self.port), "PYTHONUNBUFFERED": "1"} | env
        )
        self.log = folder / "serve.log"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *options: str) -> list[str]:
        return [sys.executable, "manage.py", "serve", *options]

    def start(self) -> Desk:
        with self.log.open("wb") as log:
            self.process = spawn(self.command(), env=self.env, cwd=ROOT, output=log)
        assert wait_until(lambda: "Ctrl-C stops it." in self.said() or self.gone(), 60), self.said()
        assert not self.gone(), self.said()
        return self

    def refuses(self, *options: str) -> str:
        """What a start that is refused says."""
        command = self.command(*options)
        done = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode != 0
        return done.stderr

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def gone(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def healthy(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().read() == b"ok"
        except OSError:
            return False
        finally:
            line.close()

    def checks(self) -> list[tuple[str, int, str]]:
        """Status, attempts and error of every check, in the order they were asked for."""
        with closing(sqlite3.connect(self.folder / "newsroom.sqlite3", timeout=20)) as database:
            asked = "SELECT status, attempts, error FROM articles_analysisrun ORDER BY id"
            return database.execute(asked).fetchall()

    def family(self) -> dict[int, str]:
        """Every living process that works on our data folder, by pid: the tree, wherever its parents are."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                environment = (entry / "environ").read_bytes().split(b"\0")
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if f"NEWSROOM_DATA={self.folder}".encode() in environment and state != "Z":
                found[int(entry.name)] = command
        return found

    def one(self, word: str) -> int:
        """The first process of the tree whose command line holds the word."""
        return min(pid for pid, command in self.family().items() if word in command)

    def end(self) -> None:
        """kill -9, whatever has become of the tree."""
        if self.process is not None:
            kill_group(self.process)
        for pid in self.family() if Path("/proc/self/environ").exists() else ():
            os.kill(pid, signal.SIGKILL)

    def all_gone(self, seconds: float = 20) -> bool:
        return wait_until(lambda: not self.family(), seconds, 0.1)


needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="counts processes in /proc")


@pytest.fixture
def fresh_desk(short_folder: Path) -> Iterator[Desk]:
    """Nobody has ever started it."""
    here = Desk(short_folder / "data")
    yield here
    here.end()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that a start finds as it should be."""
    here = Desk(tmp_path_factory.mktemp("migrated"))
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], env=here.env, cwd=ROOT, check=True)
    return here.folder / "newsroom.sqlite3"


@pytest.fixture
def desk(fresh_desk: Desk, migrated: Path) -> Desk:
    """It was started before, and nobody came."""
    shutil.copy(migrated, fresh_desk.folder)
    return fresh_desk


@pytest.fixture(scope="module")
def kept_up(migrated: Path) -> Iterator[Desk]:
    folder = Path(tempfile.mkdtemp(prefix="nr-"))
    here = Desk(folder / "data")
    shutil.copy(migrated, here.folder)
    yield here
    here.end()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def running(kept_up: Desk) -> Desk:
    """One that is up, the same for each test that wants no more."""
    if kept_up.process is None or kept_up.gone():
        kept_up.start()
    return kept_up


@needs_proc
def test_it_comes_up_and_ctrl_c_leaves_nothing_behind(fresh_desk: Desk) -> None:
    desk = fresh_desk.start()
    assert wait_until(desk.healthy, 10)
    for part in ("valkey-server", " worker ", " beat ", "gunicorn"):
        assert any(part in command for command in desk.family().values()), part
    assert f"http://127.0.0.1:{desk.port}/" in desk.said()
    assert "createadmin" in desk.said()
    desk.process.send_signal(signal.SIGINT)
    assert desk.process.wait(30) == 0
    assert "Stopped." in desk.said()
    assert desk.all_gone(2), desk.family()


def test_a_second_start_on_the_same_data_is_refused(running: Desk) -> None:
    sentence = running.refuses()
    assert f"already running on {running.folder}" in sentence
    assert f"process {running.process.pid}" in sentence
    assert wait_until(running.healthy, 10)


def test_it_comes_up_again_within_seconds(running: Desk) -> None:
    running.process.send_signal(signal.SIGTERM)
    running.process.wait(30)
    running.start()
    assert wait_until(running.healthy, 10)


@needs_proc
def test_it_starts_again_what_dies(running: Desk) -> None:
    for times, part in enumerate(("valkey-server", " worker ", " beat ", "gunicorn"), 1):
        before = running.one(part)
        os.kill(before, signal.SIGKILL)
        assert wait_until(lambda n=times: running.said().count("ended by itself") == n, 10), part
        assert wait_until(lambda p=part: any(p in command for command in running.family().values()), 20), part
    assert wait_until(running.healthy, 20)


@needs_proc
def test_it_leaves_no_orphan_when_killed(running: Desk) -> None:
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait()
    assert running.all_gone(), running.family()


@needs_proc
def test_it_ends_with_the_one_who_started_it(desk: Desk) -> None:
    """As under make: when make is killed, the desk stops."""
    words = " ".join(desk.command("--with-parent"))
    with desk.log.open("ab") as log:
        desk.process = spawn(["/bin/sh", "-c", f"{words}; true"], env=desk.env, cwd=ROOT, output=log)
    assert wait_until(lambda: "Ctrl-C stops it." in desk.said(), 60), desk.said()
    os.kill(desk.process.pid, signal.SIGKILL)
    desk.process.wait()
    assert desk.all_gone(30), desk.family()


TELL_TWO = f"""
import django
django.setup()
from tests.people import draft, newsroom
people = newsroom()
draft(people, "{HANGS}, he said.", "Hung")
draft(people, "The quay stays open, Ines Maddox said.", "Other")
"""


def test_a_reading_that_hangs_is_stopped_once_and_the_other_story_is_read(desk: Desk) -> None:
    limits = {"NEWSROOM_ANALYSIS_SECONDS": "4", "NEWSROOM_ANALYSIS_DEADLINE": "5"}
    desk.env |= {**limits, "NEWSROOM_SWEEP_SECONDS": "1", "NEWSROOM_PARSER": "phrases"}
    desk.env |= {"PYTHONPATH": f"{Path(__file__).parent / 'hanging'}:{ROOT}"}
    desk.start()
    settings = {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    subprocess.run([sys.executable, "-c", TELL_TWO], env=desk.env | settings, cwd=ROOT, check=True)
    assert wait_until(lambda: desk.checks()[0][0] == "failed", 60, 0.2), desk.checks()
    (_, attempts, error), other = desk.checks()
    assert (attempts, error[:40]) == (1, "The check was stopped after 8 seconds, t")
    assert other == ("done", 1, "")
    assert wait_until(desk.healthy, 10)


def test_a_port_in_use_is_refused(desk: Desk) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", desk.port))
        other.listen()
        assert f"port {desk.port}" in desk.refuses()


@pytest.mark.parametrize("address", ["0.0.0.0", "desk.example.org"])
def test_the_demo_is_never_shown_to_a_network(desk: Desk, address: str) -> None:
    desk.env["NEWSROOM_DEMO"] = "1"
    desk.env["NEWSROOM_BIND"] = address
    assert "public passwords" in desk.refuses()


def test_a_data_folder_with_demo_people_is_never_shown_to_a_network(desk: Desk) -> None:
    demo = desk.env | {"NEWSROOM_DEMO": "1"}
    run = [sys.executable, "manage.py", "seed_demo", "-v", "0"]
    subprocess.run(run, env=demo, cwd=ROOT, check=True, timeout=120)
    assert "holds the demo people" in desk.refuses("--bind", "0.0.0.0")


def test_a_wrong_setting_is_refused_with_a_sentence(desk: Desk) -> None:
    desk.env["PORT"] = "eighty"
    assert "PORT is “eighty”: write a whole number." in desk.refuses()
