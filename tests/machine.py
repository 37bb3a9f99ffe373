"""What the tests want of the machine, Chromium and PostgreSQL: found, or installed where that may be done."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
POSTGRES_FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
IS_ROOT = os.geteuid() == 0
QUICK = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")


def missing(sentence: str) -> int:
    """Say it in one line. Under CI=true that is a failure, elsewhere those tests are left out."""
    print(sentence, file=sys.stderr)
    return 1 if IN_CI else 0


def quiet(command: Sequence[str | Path]) -> bool:
    """Run it; its output is shown only when it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
    return done.returncode == 0


def apt_install(package: str) -> bool:
    """With apt-get, as root; False where that cannot be done."""
    if not IS_ROOT or not shutil.which("apt-get"):
        return False
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    print(f"Installing {package} ...", flush=True)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]
    return quiet(["apt-get", "update", "-q"]) and quiet(install)


def chromium_program() -> str | None:
    """The path of an installed Chromium; None lets Playwright look for its own."""
    named = os.environ.get("NEWSROOM_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def chromium_is_here() -> bool:
    if chromium_program():
        return True
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def chromium() -> int:
    """Make sure there is a browser."""
    if chromium_is_here() or apt_install("chromium"):
        return 0
    if quiet([sys.executable, "-m", "playwright", "install", "chromium"]):
        return 0
    return missing("No Chromium, so no browser tests. Install it, or name a program in NEWSROOM_CHROMIUM.")


def postgres_programs() -> Path | None:
    """The folder that holds initdb and pg_ctl."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = [folder for pattern in POSTGRES_FOLDERS for folder in sorted(Path("/").glob(pattern[1:]))]
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """A throw-away PostgreSQL on a private socket; its address."""
    folder = Path(tempfile.mkdtemp(prefix="nr-pg-"))
    as_postgres: list[str] = []
    if IS_ROOT:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data, log = folder / "data", folder / "log"
    listen = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {' '.join(QUICK)}"
    control = [*as_postgres, programs / "pg_ctl", "-D", data]
    options = ["-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    initdb = [*as_postgres, programs / "initdb", "-D", data, *options]
    try:
        if not (quiet(initdb) and quiet([*control, "-w", "-l", log, "-o", listen, "start"])):
            raise SystemExit("PostgreSQL did not start; its own words are above.")
        yield f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        if data.exists():
            quiet([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def postgres(command: Sequence[str]) -> int:
    """Run the command with DATABASE_URL on a throw-away cluster."""
    programs = postgres_programs() or (apt_install("postgresql") and postgres_programs())
    if not programs:
        return missing("No PostgreSQL, so no second run on it. Install the package postgresql to have one.")
    with cluster(programs) as url:
        return subprocess.run(list(command), env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a cluster never outlives us
    raise SystemExit(chromium() if sys.argv[1] == "chromium" else postgres(sys.argv[2:]))
