"""One supervised tree of processes: started in order, restarted when one dies, stopped in reverse."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from newsroom.processes import kill_group, stop

Say = Callable[[str], None]
SHORT_LIFE = 10.0  # seconds; a child that dies younger waits longer before it is started again
LONGEST_WAIT = 15.0  # seconds


@dataclass
class Child:
    """A process the tree keeps alive. `patience`: seconds it has to end by itself when asked."""

    name: str
    launch: Callable[[], subprocess.Popen[bytes]]
    patience: float
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0  # short lives in a row
    started_at: float = 0.0
    start_again_at: float = 0.0

    def start(self) -> None:
        self.process = self.launch()
        self.started_at = time.monotonic()

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def mourn(self) -> str:
        """Decide when to start again after a death; the sentence to print."""
        process, self.process = self.process, None
        assert process is not None
        kill_group(process)
        now = time.monotonic()
        self.deaths = self.deaths + 1 if now - self.started_at < SHORT_LIFE else 0
        wait = min(LONGEST_WAIT, 0.5 * 2**self.deaths) if self.deaths > 1 else 0.0
        self.start_again_at = now + wait
        return f"The {self.name} ended by itself (exit {process.returncode}); starting it again" + (
            f" in {wait:.0f} s." if wait >= 1 else "."
        )


@dataclass
class Tree:
    """The children in starting order, and what to do about signals."""

    children: Sequence[Child]
    say: Say
    parent: int | None = None  # the process whose end is ours too
    stopping: threading.Event = field(default_factory=threading.Event)

    def listen(self) -> None:
        """Ctrl-C or SIGTERM stops in order; the second one kills."""
        for sig in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sig, self._asked_to_stop)

    def _asked_to_stop(self, sig: int, frame: FrameType | None) -> None:
        if self.stopping.is_set():
            self.kill()
        self.stopping.set()

    def kill(self) -> None:
        for child in self.children:
            if child.process is not None:
                kill_group(child.process)

    def watch(self) -> None:
        """Until asked to stop: start what has died."""
        while not self.stopping.wait(0.2) and self.parent in (None, os.getppid()):
            for child in self.children:
                self._look_after(child)

    def _look_after(self, child: Child) -> None:
        if child.alive or self.stopping.is_set():
            return
        if child.process is not None:
            self.say(child.mourn())
        if time.monotonic() < child.start_again_at:
            return
        try:
            child.start()
        except (OSError, RuntimeError) as error:
            child.start_again_at = time.monotonic() + LONGEST_WAIT
            self.say(f"The {child.name} does not start: {error}")

    def stop(self) -> None:
        """Last started, first stopped."""
        self.stopping.set()
        for child in reversed(self.children):
            if child.process is not None:
                stop(child.process, child.patience)
