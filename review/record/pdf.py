"""The case file of a publication as PDF, where the system has what the typesetter needs."""

from __future__ import annotations

import ctypes.util
import importlib.util
import subprocess
import sys
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

SHEETS = ("css/tokens.css", "css/newsroom.css", "css/parts.css", "css/pages/file.css", "css/pages/pdf.css")
COMMAND = (sys.executable, "-m", "review.record.typeset")
SECONDS = 60.0  # for one file
NEEDED = ("pango-1.0", "pangoft2-1.0", "gobject-2.0")  # libraries of the system that WeasyPrint loads


class NoPdf(Exception):
    """The file could not be typeset; str() is the sentence."""


@cache
def offered() -> bool:
    """The typesetter is installed, and the libraries of the system it needs are there."""
    there = importlib.util.find_spec("weasyprint") is not None
    return there and all(ctypes.util.find_library(name) for name in NEEDED)


def pdf_of(page: str) -> bytes:
    """A4 sheets of this page; its style is the case file's. Raises NoPdf."""
    sheets = [str(Path(finders.find(name))) for name in SHEETS]
    try:
        ran = subprocess.run(  # noqa: S603 - our own module, by an absolute path
            (*COMMAND, *sheets), input=page.encode(), capture_output=True, cwd=settings.BASE_DIR,
            timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as over:
        raise NoPdf("The file took too long to typeset. Print the page instead.") from over
    if ran.returncode or not ran.stdout.startswith(b"%PDF-"):
        raise NoPdf("The file could not be typeset. Print the page instead.")
    return ran.stdout
