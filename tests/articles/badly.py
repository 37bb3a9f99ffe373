"""Work that does not end as it should, for processes that are to survive it."""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections import deque
from typing import Any

from django.conf import settings

from articles.analysis.apart import Limits, NotDone, run


def hangs(*args: Any) -> None:
    """In C, with every signal that can be ignored ignored."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    deque(itertools.repeat(None), maxlen=0)


def sleeps(*args: Any) -> None:
    time.sleep(600)


def swallows(*args: Any) -> int:
    return len(bytes(4 * 1024**3))


def dies(*args: Any) -> None:
    os.abort()


def fails(*args: Any) -> None:
    raise LookupError("as it was told")


def secret(*args: Any) -> bool:
    return settings.configured and hasattr(settings, "SECRET_KEY")


def inner(seconds: float) -> str:
    """One process inside another: what became of it."""
    try:
        return str(run("tests.articles.badly:hangs", limits=Limits(seconds, 60.0, 1024**3)))
    except NotDone as error:
        return type(error).__name__


def pid(*args: Any) -> int:
    return os.getpid()
