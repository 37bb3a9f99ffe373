"""manage.py verify_audit: recomputes the audit trail; exit 1 names the links that do not hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from review.models import AuditEvent
from review.record.triggers import missing
from review.record.verification import Head, Unreadable, broken, heads, heads_from

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Recomputes every event of the audit trail and the rows they name, and compares the heads of the "
        "chains with those written into publications, or kept in a file (--heads)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, help="a file of heads, as --print-heads printed them")
        parser.add_argument("--print-heads", action="store_true", help="print the heads, to keep elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        kept = _kept(options["heads"])
        found = list(broken(kept)) + [f"The database trigger {name} is missing." for name in missing()]
        if found:
            for sentence in found[:SHOWN]:
                self.stderr.write(sentence)
            if len(found) > SHOWN:
                self.stderr.write(f"And {len(found) - SHOWN} more.")
            sys.exit(1)
        if options["print_heads"]:
            for head in heads():
                self.stdout.write(str(head))
            return
        self.stdout.write(
            f"The trail is whole: {AuditEvent.objects.count()} events in {len(heads())} chains."
        )


def _kept(path: Path | None) -> list[Head]:
    if path is None:
        return []
    try:
        return heads_from(path.read_text().splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    except Unreadable as error:
        raise CommandError(f"{path}: {error}") from error
