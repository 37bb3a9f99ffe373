"""manage.py checkpoints: what was signed, and a file of it to keep where the database cannot be reached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.times import machine
from review.models import Checkpoint
from review.record.audit import Garbled
from review.record.keys import NoKey
from review.services.keeping import checkpoints_export


class Command(BaseCommand):
    help = "Lists the newest checkpoints, or writes them all to a file (--export), for keeping elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--export", type=Path, metavar="FILE", help="sign one now, write all of them")

    def handle(self, *args: Any, export: Path | None, **options: Any) -> None:
        if export is None:
            for row in Checkpoint.objects.select_related("key")[:20]:
                self.stdout.write(f"{row.number} {machine(row.at)} {row.key} {row.digest} {row.why}")
            return
        try:
            lines = checkpoints_export()
        except (Garbled, NoKey) as no:
            raise CommandError(f"Nothing was exported: {no}") from no
        try:
            export.write_text("".join(f"{line}\n" for line in lines))
        except OSError as error:
            raise CommandError(f"{export} cannot be written: {error}") from error
        self.stdout.write(
            f"{len(lines)} checkpoints are in {export}. Keep it where nobody who reaches the database gets "
            "it, and compare with manage.py verify_audit --against."
        )
