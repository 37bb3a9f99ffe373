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
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.forkserver import ensure_running, get_inherited_fds
from pkgutil import resolve_name
from typing import Any

_server = multiprocessing.get_context("forkserver")
_keeping = threading.Lock()  # the library counts its children without a lock of its own


class NotDone(Exception):
    """The function did not come to its end."""


class TooSlow(NotDone):
    """It was stopped at its limit of time."""


class TooMuchMemory(NotDone):
    """It wanted more memory than it may have."""


class Crashed(NotDone):
    """Its process died."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of time and of a processor, from the fork on; `memory` in bytes of address space."""

    seconds: float
    memory: int


def load(*modules: str) -> None:
    """What is loaded once, before any process is forked; to be said before the first call."""
    _server.set_forkserver_preload(["__main__", *modules])


def warm() -> None:
    """Start the process from which others are forked, without waiting for it. Twice is once."""
    ensure_running()


def run(function: str, *args: Any, limits: Limits) -> Any:
    """What the function, "module:name", returns or raises, or NotDone. Arguments and answer are pickled.

    Inside such a process a further one is forked from it, within the limits of the first.
    """
    context = _server if get_inherited_fds() is None else multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_within, args=(theirs, function, args, limits))
    try:
        with _keeping, suppress(BrokenPipeError):  # it died before it had read what to do
            process.start()
        theirs.close()
        done, answer = _answer(ours, limits.seconds)
    finally:
        ours.close()
        with _keeping:
            if process.pid is not None:
                process.kill()
                process.join()
            process.close()
    if not done:
        raise answer
    return answer


def _answer(ours: Connection, seconds: float) -> tuple[bool, Any]:
    """Whether it came to its end, and with what; a process that dies closes its side of the pipe."""
    try:
        if not ours.poll(seconds):
            raise TooSlow
        return ours.recv()
    except (EOFError, ConnectionResetError) as error:
        raise Crashed from error


def _within(theirs: Connection, function: str, args: tuple[Any, ...], limits: Limits) -> None:
    """In the new process: the limits first. Whoever waits ends it in time; if nobody does, an alarm will."""
    longest = math.ceil(limits.seconds) + 1
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(longest)
    _limit(resource.RLIMIT_CPU, longest)
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_CORE, 0)
    try:
        answer = True, resolve_name(function)(*args)
    except MemoryError:
        answer = False, TooMuchMemory()
    except Exception as error:
        answer = False, error
    theirs.send(answer)


def _limit(what: int, most: int) -> None:
    """Never above what holds already."""
    _, held = resource.getrlimit(what)
    most = most if held == resource.RLIM_INFINITY else min(most, held)
    resource.setrlimit(what, (most, most))
