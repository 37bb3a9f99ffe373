"""`manage.py calibrate_archive [DIR] [--desk SLUG]`: measure a newsroom's own archive, for unlike-archive."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.analysis.archive import calibration_path, save
from articles.analysis.calibrating import TooFew, calibrate
from articles.analysis.findings import Calibration, Copy
from articles.analysis.normalise import NotText
from articles.management.commands.analyse import read_any
from articles.selectors import archive_copy
from newsroom.accounts.models import Desk
from newsroom.times import machine_day, today

READ = (".txt", ".md", ".markdown", ".docx", ".odt", ".rtf", ".html", ".htm")
HOUSE = "house"


class Command(BaseCommand):
    help = (
        "Measure copy that people of this newsroom wrote (best: from before 2022), so that the note "
        "unlike-archive can be given. DIR holds the texts; --desk alone takes the desk's stories from here, "
        "without those for which AI use was declared or found. It keeps measures of texts, and no names."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, metavar="DIR")
        parser.add_argument("--desk", default="", metavar="SLUG", help="for this desk; without it, the house")
        parser.add_argument(
            "--before",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="only stories until then",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder, desk = options["folder"], options["desk"]
        if desk and not Desk.objects.filter(slug=desk).exists():
            raise CommandError(f"There is no desk “{desk}”. Name one of: {_desks()}.")
        if folder is None and not desk:
            raise CommandError("Name a folder of texts, or a desk with --desk.")
        copies = self._from_folder(folder) if folder else _from_desk(desk, options["before"])
        try:
            calibration = calibrate(copies, scope=desk or HOUSE, made=machine_day(today()))
        except TooFew as error:
            raise CommandError(str(error)) from error
        path = calibration_path(settings.DATA / "archive", calibration.scope)
        save(calibration, path)
        self.stdout.write(told(calibration, path))

    def _from_folder(self, folder: Path) -> list[Copy]:
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder. Name one that holds the texts.")
        copies = []
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix.lower() in READ:
                try:
                    copies.append(read_any(str(path)))
                except (NotText, OSError) as error:
                    self.stderr.write(f"left out {path.name}: {error}")
        return copies


def told(calibration: Calibration, path: Path) -> str:
    """What was measured, in words, length by length."""
    lines = [
        f"Measured {calibration.texts} texts. Of {calibration.judged}, each judged unseen, "
        f"{calibration.false_alarms} would have drawn the note: "
        f"at most {100 * calibration.upper:.1f} % (95 % sure)."
    ]
    for band in calibration.bands:
        length = f"{band.least} to {band.most - 1}" if band.most else f"{band.least} or more"
        lines.append(
            f"  {length} words: {band.false_alarms} of {band.texts}, at most {100 * band.upper:.1f} %"
        )
    return "\n".join([*lines, f"Kept in {path}. Other lengths stay without a note."])


def _from_desk(desk: str, before: date | None) -> list[Copy]:
    until = timezone.make_aware(datetime.combine(before, time.min)) if before else None
    return [
        Copy(text=text, format="markdown" if kind == "markdown" else "plain")
        for text, kind in archive_copy(desk, until)
    ]


def _desks() -> str:
    return ", ".join(Desk.objects.values_list("slug", flat=True)) or "none yet"
