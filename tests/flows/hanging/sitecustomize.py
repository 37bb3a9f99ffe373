"""Put on the path of a worker by a test: a text that asks for it is read for ever, in C, deaf to all signals."""

import ctypes
import os
import signal
import sys
from pathlib import Path

HANGS = "This text is read for ever"
LISTED = "TEXTS_THAT_HANG"  # names a file: a passage a line, of the texts that hang when their reading begins
HUNG = ".hung"  # beside it: a line for each time that one did


def hang() -> None:
    """Keeps the interpreter's lock and hears no signal, as a pattern without end does, but leaves the processor."""
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        ctypes.PyDLL(None).sleep(3600)


def hangs(text: str) -> bool:
    if LISTED not in os.environ:
        return HANGS in text
    listed = Path(os.environ[LISTED])
    found = [passage for passage in listed.read_text().splitlines() if passage in text]
    with listed.with_suffix(HUNG).open("a") as hung:
        hung.writelines(f"{passage}\n" for passage in found)
    return bool(found)


if "worker" in sys.orig_argv:
    from celery.signals import worker_process_init

    def listen(**_: object) -> None:
        """In every process that reads: no thread of it runs again, and no signal is handled but the last."""
        tasks = sys.modules["articles.tasks"]
        reads = tasks.analyse

        def analyse(copy: object) -> object:
            if hangs(copy.text):
                hang()
            return reads(copy)

        tasks.analyse = analyse

    worker_process_init.connect(listen, weak=False)
