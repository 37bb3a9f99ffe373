"""Put on the path of a worker by a test: a text that asks for it is read for ever, in C, deaf to all signals."""

import itertools
import sys
from collections import deque

HANGS = "This text is read for ever"

if "worker" in sys.orig_argv:
    from celery.signals import worker_process_init

    def hang(**_: object) -> None:
        """In every process that reads: no thread of it runs again, and no signal is handled but the last."""
        tasks = sys.modules["articles.tasks"]
        reads = tasks.analyse

        def analyse(copy: object) -> object:
            if HANGS in copy.text:
                deque(itertools.repeat(None), maxlen=0)
            return reads(copy)

        tasks.analyse = analyse

    worker_process_init.connect(hang, weak=False)
