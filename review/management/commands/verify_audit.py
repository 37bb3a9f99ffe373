"""manage.py verify_audit: recomputes the audit trail; exit 1 names the links that do not hold."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from review.models import AuditEvent
from review.record import checkpoints
from review.record.triggers import missing
from review.record.verification import Unreadable, broken, heads, heads_from

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Recomputes every event of the audit trail and the rows they name, and compares the heads of the "
        "chains with those written into publications and signed checkpoints, and with those kept in a file "
        "(--against, --heads)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, help="a file of heads, as --print-heads printed them")
        parser.add_argument(
            "--against", type=Path, metavar="FILE", help="checkpoints, as checkpoints --export wrote them"
        )
        parser.add_argument("--print-heads", action="store_true", help="print the heads, to keep elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        kept, exported = _kept(options["heads"], heads_from), _kept(options["against"], checkpoints.read)
        found = list(broken(kept, exported)) + [
            f"The database trigger {name} is missing." for name in missing()
        ]
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


def _kept(path: Path | None, read: Callable[[Iterable[str]], list[Any]]) -> list[Any]:
    """What a file holds; nothing where none was named."""
    if path is None:
        return []
    try:
        return read(path.read_text().splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    except (Unreadable, checkpoints.Unreadable) as error:
        raise CommandError(f"{path}: {error}") from error
