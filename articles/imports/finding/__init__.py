"""Asks a process of its own, within limits, which lines of a web page are its article."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-m", "articles.imports.finding")
SECONDS = 20.0  # for one page, the start of the process included


def article_lines(html: str) -> list[str]:
    """The article's lines as the library sees them; none where it finds none, fails or takes too long."""
    try:
        ran = subprocess.run(  # noqa: S603 - our own module, by an absolute path
            COMMAND,
            input=html.encode("utf-8", "replace"),
            capture_output=True,
            cwd=ROOT,
            timeout=SECONDS,
            check=False,
        )
        lines = json.loads(ran.stdout or b"[]")
    except (subprocess.TimeoutExpired, ValueError):
        return []
    return [str(line) for line in lines if str(line).strip()] if isinstance(lines, list) else []
