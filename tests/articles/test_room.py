"""Files are read in a process of their own: whatever one costs, it ends in a sentence and the pages go on."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from articles.analysis import apart
from articles.analysis.apart import Crashed, Limits, NotDone, TooLate, TooMuchMemory, TooSlow, run
from articles.imports import Busy, Refused, read_file, read_image, read_paste, room
from articles.imports.pictures import NotAnImage
from newsroom.processes import wait_until
from tests.articles.builders import png

BADLY = "tests.articles.badly"
SHORT = Limits(seconds=1.0, clock=1.0, memory=1024**3)
BUSY = Limits(seconds=1.0, clock=60.0, memory=1024**3)
LONG = Limits(seconds=30.0, clock=60.0, memory=1024**3)
TEXT = b"Wall holds\n\nThe wall held on Monday, he said.\n"


@pytest.mark.parametrize(
    ("work", "limits", "ended"),
    [
        ("hangs", BUSY, TooSlow),
        ("sleeps", SHORT, TooLate),
        ("swallows", LONG, TooMuchMemory),
        ("dies", LONG, Crashed),
        ("fails", LONG, LookupError),
        ("is_not_there", LONG, AttributeError),
    ],
)
def test_whatever_the_work_does_the_caller_goes_on(work: str, limits: Limits, ended: type) -> None:
    before = time.monotonic()
    with pytest.raises(ended):
        run(f"{BADLY}:{work}", limits=limits)
    assert time.monotonic() - before < 20
    assert run("math:sqrt", 16, limits=LONG) == 4


def test_the_script_that_asks_is_run_once(tmp_path: Path) -> None:
    """Also one that does its work when it is imported, as scripts do that nobody imports."""
    script = tmp_path / "script.py"
    script.write_text(
        "from articles.analysis.apart import Limits, run\n"
        "print(run('math:sqrt', 16, limits=Limits(seconds=5.0, clock=20.0, memory=1024**3)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
    done = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.returncode) == ("4.0\n", 0), done.stderr


def test_nothing_is_left_of_work_that_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    started, start = [], apart._server.Process.start

    def noted(process: Any) -> None:
        start(process)
        started.append(process.pid)

    monkeypatch.setattr(apart._server.Process, "start", noted)
    with pytest.raises(TooLate):
        run(f"{BADLY}:sleeps", limits=SHORT)
    assert len(started) == 1
    assert wait_until(lambda: not Path(f"/proc/{started[0]}").exists(), 5)


def test_it_is_not_the_process_that_asked_and_knows_no_secret() -> None:
    assert run(f"{BADLY}:pid", limits=LONG) not in (os.getpid(), run(f"{BADLY}:pid", limits=LONG))
    assert run(f"{BADLY}:secret", limits=LONG) is False


def test_one_inside_another_is_stopped_at_its_own_limit() -> None:
    assert run(f"{BADLY}:inner", 0.5, limits=LONG) == "TooSlow"


def test_arguments_and_answers_may_be_large() -> None:
    assert len(run("operator:add", "a" * 3_000_000, "b" * 3_000_000, limits=LONG)) == 6_000_000


def test_many_threads_may_ask_at_once() -> None:
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(run, "math:sqrt", number**2, limits=LONG) for number in range(24)]
        assert [one.result() for one in asked] == list(range(24))


READERS: dict[str, tuple[Callable[[], object], type[Exception]]] = {
    "file": (lambda: read_file("wall.txt", TEXT), Refused),
    "text": (lambda: read_paste("It held, he said.", "Wall"), Refused),
    "image": (lambda: read_image("wall.png", png()), NotAnImage),
}
ENDS = {
    "hangs": "eading this {} took more than 1 seconds of computing and was stopped",
    "sleeps": "his {} was not read within 1 seconds",
    "swallows": "eading this {} took more memory than any story needs and was stopped",
    "dies": "his {} ended the program that reads it",
}


@pytest.mark.parametrize("what", READERS)
@pytest.mark.parametrize("work", ENDS)
def test_it_ends_in_a_sentence_that_helps(monkeypatch: pytest.MonkeyPatch, what: str, work: str) -> None:
    monkeypatch.setattr(room, "LIMITS", {"hangs": BUSY, "sleeps": SHORT}.get(work, LONG))
    monkeypatch.setattr(apart, "run", lambda reader, *given, limits: run(f"{BADLY}:{work}", limits=limits))
    read, refused = READERS[what]
    with pytest.raises(refused) as no:
        read()
    assert ENDS[work].format(what) in str(no.value)
    assert any(way in str(no.value) for way in ("paste it", "several stories", "as a JPEG"))


def test_what_is_read_is_what_would_be_read_here() -> None:
    copy = read_file("wall.txt", TEXT)
    assert (copy.headline, copy.original, copy.original_name) == ("Wall holds", TEXT, "wall.txt")
    assert read_paste("It held, he said.", "Wall").headline == "Wall"
    image = read_image("wall.png", png(), alt=" A wall ")
    assert (image.content_type, image.alt, image.data) == ("image/png", "A wall", png())


def test_the_limit_of_a_file_is_the_houses(settings: object) -> None:
    settings.UPLOAD_MAX_BYTES = 40
    with pytest.raises(Refused, match="come in"):
        read_file("wall.txt", TEXT)


def test_so_many_are_read_at_once_and_the_rest_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PATIENCE", 0.2)
    monkeypatch.setattr(room, "_places", threading.BoundedSemaphore(1))
    with room._place():
        before = time.monotonic()
        with pytest.raises(Busy, match="Bring it again"):
            read_paste("It held, he said.")
        assert time.monotonic() - before < 2
    assert read_paste("It held, he said.").text


def test_no_more_than_a_few_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_line", threading.BoundedSemaphore(2))
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(room._place())
        with pytest.raises(Busy):
            stack.enter_context(room._place())


def test_a_refusal_comes_back_as_it_was_said() -> None:
    with pytest.raises(Refused, match="This file is empty"):
        read_file("wall.txt", b"")
    with pytest.raises(NotAnImage, match="only JPEG, PNG, GIF and WebP"):
        read_image("wall.png", b"no image")
    assert issubclass(TooSlow, NotDone)
