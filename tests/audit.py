"""`make audit`: is any locked requirement known to be unsafe? Asks PyPI by pip-audit."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv" / "audit"  # an environment of its own
TOOL = "pip-audit==2.9.0"
LOCKS = ("requirements.txt", "tests/requirements.txt")
OFFLINE = "make audit: PyPI cannot be reached from here (offline), so nothing was audited."
QUIET = ("-q", "--disable-pip-version-check", "--retries", "1", "--timeout", "10")


def installed(home: Path = HOME) -> Path | None:
    """The tool, or None where it cannot be fetched."""
    program = home / "bin" / "pip-audit"
    if program.exists():
        return program
    venv.create(home, with_pip=True)
    fetched = subprocess.run(
        [home / "bin" / "pip", "install", *QUIET, TOOL], capture_output=True, check=False
    )
    return program if fetched.returncode == 0 else None


def asked(program: Path, lock: Path) -> dict[str, Any] | None:
    """What is known of the packages of one lock file, or None where nobody answered."""
    options = [
        "--require-hashes",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "-f",
        "json",
        "-r",
        str(lock),
    ]
    done = subprocess.run([program, *options], capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return None


def sentences(found: dict[str, Any]) -> Iterator[str]:
    for package in found["dependencies"]:
        for known in package.get("vulns", ()):
            mended = ", ".join(known["fix_versions"]) or "no version yet"
            yield f"{package['name']} {package['version']}: {known['id']}, mended in {mended}."


def main(locks: Sequence[str] = LOCKS) -> int:
    program = installed()
    answers = [asked(program, ROOT / lock) for lock in locks] if program else [None]
    if None in answers:
        print(OFFLINE)
        return 0
    every = [package for answer in answers if answer for package in answer["dependencies"]]
    unknown = sorted({package["name"] for package in every if "skip_reason" in package})
    if len(unknown) == len({package["name"] for package in every}):
        print(OFFLINE)
        return 0
    told = sorted({sentence for answer in answers if answer for sentence in sentences(answer)})
    print("\n".join(told) or "make audit: nothing is known against the locked requirements.")
    if unknown:
        print(f"Of these PyPI said nothing: {', '.join(unknown)}.")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
