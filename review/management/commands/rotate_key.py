"""manage.py rotate_key: another key signs the record from now on; what the old one signed stays signed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from review.record import keys
from review.services import Refused
from review.services.keeping import key_rotate, key_vouch


class Command(BaseCommand):
    help = (
        "Makes the key that signs the record from now on. The old one hands over to it, and it vouches back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--vouch", metavar="KEY", help="vouch for an older key that was lost, by its name"
        )

    def handle(self, *args: Any, vouch: str | None, **options: Any) -> None:
        try:
            if vouch:
                self.stdout.write(f"The key {key_vouch(key_id=vouch)} vouches for {vouch}.")
                return
            row, secret = key_rotate()
        except (Refused, keys.NoKey) as no:
            raise CommandError(str(no)) from no
        self.stdout.write(f"The key {row} follows {row.before}.")
        if keys.from_environment():
            self.stdout.write("Set it in the environment and start the desk again; it is printed only here:")
            self.stdout.write(f"NEWSROOM_SIGNING_KEY={secret}")
