"""Tries of a password: counted before they are looked at, so that many at once gain nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.accounts.models import Tries, User
from newsroom.accounts.services.common import announce
from newsroom.accounts.throttle import ACCOUNT, FORGOTTEN, Key, waits

log = logging.getLogger(__name__)


class Slowed(Exception):
    """Too many wrong tries; str() is the sentence, `wait` how long until the next one is taken."""

    def __init__(self, key: Key, wait: timedelta) -> None:
        whose = "for one account" if key.limit is ACCOUNT else "for several accounts"
        super().__init__(
            f"Several wrong passwords came from your computer or network {whose}. "
            f"The next try is taken in {told(wait)}; trying earlier changes nothing."
        )
        self.wait = wait


@transaction.atomic
def try_begin(*, keys: Iterable[Key], user: User | None, address: str) -> None:
    """Counts one try of each key, or raises Slowed and counts nothing. `user`: whose password it is."""
    now = timezone.now()
    Tries.objects.filter(last_at__lt=now - FORGOTTEN).delete()
    wanted = {_digest(key): key for key in keys}
    rows = {row.digest: row for row in Tries.objects.select_for_update().filter(digest__in=wanted)}
    waiting = [(waits(wanted[d].limit, r.wrong, r.last_at, now), wanted[d]) for d, r in rows.items()]
    longest = max(waiting, default=None, key=lambda one: one[0])
    if longest and longest[0]:
        log.warning("A try to sign in as %s from %s was not taken.", _who(user), address)
        raise Slowed(longest[1], longest[0])
    for digest, key in wanted.items():
        row, _ = Tries.objects.get_or_create(digest=digest, defaults={"last_at": now})
        Tries.objects.filter(pk=row.pk).update(wrong=F("wrong") + 1, last_at=now)
        if row.wrong + 1 == key.limit.free:
            _slowed(key, row, user, address)


@transaction.atomic
def try_right(*, keys: Iterable[Key]) -> None:
    """The password was right: the account's wrong ones are forgotten, and the address is one less."""
    for key in keys:
        counted = Tries.objects.filter(digest=_digest(key))
        if key.limit is ACCOUNT:
            counted.delete()
        else:
            counted.filter(wrong__gt=0).update(wrong=F("wrong") - 1)


def try_wrong(*, user: User | None, address: str) -> None:
    """What was typed, as name or as password, is not written down."""
    log.warning("A wrong password for %s came from %s.", _who(user), address)


@transaction.atomic
def sign_in_record(*, user: User, address: str) -> None:
    """Who came in, and from where, is part of the house's record."""
    announce(user, "signed-in", user, address=address)


def told(wait: timedelta) -> str:
    seconds = -(-int(wait.total_seconds() * 1000) // 1000)
    return f"{seconds} seconds" if seconds <= 90 else f"{-(-seconds // 60)} minutes"


def _slowed(key: Key, row: Tries, user: User | None, address: str) -> None:
    """Once a time, when it begins: the record is no place to fill by trying."""
    if key.limit is ACCOUNT and user:
        announce(None, "account-slowed", user, address=address)
    elif key.limit is not ACCOUNT:
        announce(None, "address-slowed", row, address=address)


def _digest(key: Key) -> str:
    """Neither a name nor what somebody typed in its place can be read from it."""
    said = "\n".join((key.limit.slug, key.account, key.place))
    return salted_hmac("newsroom.accounts.tries", said, algorithm="sha256").hexdigest()


def _who(user: User | None) -> str:
    return f"person {user.pk}" if user else "nobody here"
