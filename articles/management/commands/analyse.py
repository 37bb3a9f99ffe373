"""`manage.py analyse FILE... --format text|json|sarif`: the engine on every format that can be uploaded."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from articles.analysis.__main__ import FORMATS, main, read_copy
from articles.analysis.findings import Copy
from articles.analysis.normalise import NotText
from articles.details import language_known
from articles.imports import SUFFIXES, Refused, read_file

OWN = (".txt", ".md", ".markdown")  # which the engine reads itself


def read_any(path: str) -> Copy:
    """Text and Markdown as the engine reads them, the others as an upload. Raises NotText, OSError."""
    if Path(path).suffix.lower() in OWN or Path(path).suffix.lower() not in SUFFIXES:
        return replace(read_copy(path), outlet=settings.NEWSROOM_NAME)
    try:
        new = read_file(path, Path(path).read_bytes())
    except Refused as error:
        raise NotText(str(error)) from error
    return Copy(
        new.text,
        new.headline,
        new.standfirst,
        language=language_known(new.language),
        format="markdown" if new.format == "markdown" else "plain",
        wrapped=new.wrapped,
        outlet=settings.NEWSROOM_NAME,
    )


class Command(BaseCommand):
    help = "Ask of drafts what a desk would ask. Exit 0: clean, 1: a flag blocks, 2: a file cannot be read."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--format", choices=FORMATS, default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(main(["--format", options["format"], "--", *options["files"]], read_any))
