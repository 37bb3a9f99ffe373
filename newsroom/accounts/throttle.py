"""How long a wrong password makes the next try wait: a pure decision over what was counted."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

FORGOTTEN = timedelta(hours=1)  # without a wrong try for so long, nothing is counted any more


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` wrong tries cost nothing; each one more doubles the wait, up to the longest."""

    slug: str
    free: int
    first: timedelta
    longest: timedelta


# One account from one address: elsewhere, and on a device that knew the password before, it stays open.
ACCOUNT = Limit("account", free=6, first=timedelta(seconds=30), longest=timedelta(minutes=15))
# All accounts from one address, for who tries a password on many names; short, since an office shares it.
ADDRESS = Limit("address", free=10, first=timedelta(seconds=15), longest=timedelta(minutes=2))
LIMITS = (ACCOUNT, ADDRESS)


@dataclass(frozen=True, slots=True)
class Key:
    """What is counted under a limit: of which account, from where, or from all accounts."""

    limit: Limit
    account: str
    place: str


def place_of(address: str) -> str:
    """An IPv6 network of 64 bits is one subscriber."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(ipaddress.ip_network(f"{found}/64", strict=False))


def keys_of(account: str, address: str, device: str = "") -> tuple[Key, ...]:
    """A device that once gave this account's password counts for itself, whatever its neighbours try."""
    if device:
        return (Key(ACCOUNT, account, f"device {device}"),)
    place = place_of(address)
    return Key(ACCOUNT, account, place), Key(ADDRESS, "", place)


def waits(limit: Limit, wrong: int, last: datetime, now: datetime) -> timedelta:
    """How long until the next try is taken; nothing, when it is."""
    if wrong < limit.free or now - last >= FORGOTTEN:
        return timedelta(0)
    doubled = limit.first * 2 ** min(wrong - limit.free, 20)
    return max(timedelta(0), last + min(doubled, limit.longest) - now)
