"""A function in a process of its own, within limits: whatever its work costs, whoever called it goes on.

The processes are forked from one that has loaded what they need (Python's forkserver), so that a call costs
milliseconds and not the start of Python; that one process ends with the process it serves.
"""

from __future__ import annotations

import math
import multiprocessing
import resource
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import spawn
from multiprocessing.connection import Connection
from multiprocessing.forkserver import ensure_running, get_inherited_fds
from multiprocessing.process import BaseProcess
from pkgutil import resolve_name
from typing import Any

_server = multiprocessing.get_context("forkserver")
NAME = "apart"  # of each process, by which it is known for one of these
DYING = 1.0  # seconds from the end of a process until its exit is told
_keeping = threading.Lock()  # the library counts its children without a lock of its own


class NotDone(Exception):
    """The function did not come to its end."""


class TooSlow(NotDone):
    """It took more of a processor's time than it may."""


class TooLate(NotDone):
    """It had not ended after so long by the clock: it waited, or the machine has too much to do."""


class TooMuchMemory(NotDone):
    """It wanted more memory than it may have."""


class Crashed(NotDone):
    """Its process died."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of a processor, and as many by the `clock` (of a busy machine) at the most; `memory` in bytes
    of address space."""

    seconds: float
    clock: float
    memory: int


def _without_script(prepared: Callable[[str], dict[str, Any]]) -> Callable[[str], dict[str, Any]]:
    """The library has each new process import the script that its caller was started as, also one that works
    when it is imported. These processes need nothing of it."""

    def told(name: str) -> dict[str, Any]:
        data = prepared(name)
        return {key: data[key] for key in data if name != NAME or not key.startswith("init_main_from")}

    return told


spawn.get_preparation_data = _without_script(spawn.get_preparation_data)
_server.set_forkserver_preload([])  # nor does the process from which they are forked


def load(*modules: str) -> None:
    """What is loaded once, before any process is forked; to be said before the first call."""
    _server.set_forkserver_preload(list(modules))


def warm() -> None:
    """Start the process from which others are forked, without waiting for it. Twice is once."""
    ensure_running()


def run(function: str, *args: Any, limits: Limits) -> Any:
    """What the function, "module:name", returns or raises, or NotDone. Arguments and answer are pickled.

    Inside such a process a further one is forked from it, within the limits of the first.
    """
    context = _server if get_inherited_fds() is None else multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(name=NAME, target=_within, args=(theirs, function, args, limits))
    try:
        with _keeping, suppress(BrokenPipeError):  # it died before it had read what to do
            process.start()
        theirs.close()
        done, answer = _answer(ours, limits.clock)
    except EOFError as error:  # it died, and its side of the pipe was closed
        raise (TooSlow if _ended(process, DYING) == -signal.SIGXCPU else Crashed) from error
    finally:
        ours.close()
        _ended(process)
        process.close()
    if not done:
        raise answer
    return answer


def _answer(ours: Connection, seconds: float) -> tuple[bool, Any]:
    """Whether it came to its end, and with what."""
    try:
        if not ours.poll(seconds):
            raise TooLate
        return ours.recv()
    except ConnectionResetError as error:
        raise EOFError from error


def _ended(process: BaseProcess, patience: float = 0.0) -> int | None:
    """How it ended; one that has not by then is made to."""
    with _keeping:
        if process.pid is not None:
            process.join(patience)
            process.kill()
            process.join()
        return process.exitcode


def _within(theirs: Connection, function: str, args: tuple[Any, ...], limits: Limits) -> None:
    """In the new process: the limits first. Whoever waits ends it in time; if nobody does, an alarm will."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(math.ceil(limits.clock) + 1)
    _limit(
        resource.RLIMIT_CPU, math.ceil(limits.seconds), more=1
    )  # one signal that tells, then one that kills
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_CORE, 0)
    try:
        answer = True, resolve_name(function)(*args)
    except MemoryError:
        answer = False, TooMuchMemory()
    except Exception as error:
        answer = False, error
    theirs.send(answer)


def _limit(what: int, most: int, more: int = 0) -> None:
    """Never above what holds already."""
    _, held = resource.getrlimit(what)
    hard = most + more if held == resource.RLIM_INFINITY else min(most + more, held)
    resource.setrlimit(what, (min(most, hard), hard))
