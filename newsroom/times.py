"""Every time that a person or a machine is told, in the house's zone and with it: nothing else formats one.

The zone is `TIME_ZONE`. Words name it as it is called on that day (“CET”, “BST”, “UTC”; where it has no name,
its distance, “UTC+03:00”), so that the hour that comes twice in autumn is told apart.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as date_format

FIELD = "%Y-%m-%dT%H:%M"  # what a browser's own field for a time sends, in the house's zone
TYPED = (FIELD, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")  # and what people type where there is none
FIRST_YEAR, LAST_YEAR = 1800, 9000  # of a time that every zone can show
NO_CALENDAR = f"Write a year from {FIRST_YEAR} to {LAST_YEAR}."


def on_every_clock(at: date) -> bool:
    """The moment, or the day, can be told in any zone: it does not stand at an end of the calendar."""
    return FIRST_YEAR <= at.year <= LAST_YEAR


def by_which_clock() -> str:
    """Beside a field for a time: in which zone it is taken."""
    return f"By the clock of {settings.TIME_ZONE}."


def local(at: datetime) -> datetime:
    """The same moment by the house's clock. Raises ValueError for a time without a zone."""
    return timezone.localtime(at)


def by_the_clock_of(place: str, at: datetime) -> datetime:
    """A time without a zone, as clocks show it there: "+01:00", "Europe/London"; "" is the house."""
    if place[:1] in ("+", "-"):
        return datetime.fromisoformat(f"{at.isoformat()}{place}")
    return timezone.make_aware(at, ZoneInfo(place) if place else None)


def today() -> date:
    """By the house's calendar."""
    return timezone.localdate()


def zone(at: datetime | None = None) -> str:
    """What the house's zone is called at that moment, else now."""
    here = local(at or timezone.now())
    name = here.tzname() or ""
    return name if name[:1].isalpha() else f"UTC{here.isoformat()[-6:]}"


def moment(at: datetime) -> str:
    """“10 November 2026, 13:00 CET”."""
    return f"{day(at)}, {hour(at)}"


def day(at: date) -> str:
    """“10 November 2026”; of a moment, the day it is in the house."""
    return date_format(_calendar(at), "j F Y")


def weekday(at: date) -> str:
    """“Tuesday 10 November 2026”."""
    return date_format(_calendar(at), "l j F Y")


def hour(at: datetime) -> str:
    """“13:00 CET”."""
    return f"{clock(at)} {zone(at)}"


def clock(at: datetime) -> str:
    """“13:00”: only where `datetime` and `title` of the element around it tell day and zone."""
    return date_format(local(at), "H:i")


def near(at: date) -> str:
    """“10 November”, with the year where it is another than this one."""
    found = _calendar(at)
    return date_format(found, "j F" if found.year == today().year else "j F Y")


def short(at: date) -> str:
    """“10 Nov 2026”, for columns."""
    return date_format(_calendar(at), "j M Y")


def name_of_day(at: date) -> str:
    """“Tuesday”."""
    return date_format(_calendar(at), "l")


def machine(at: datetime) -> str:
    """ISO 8601 to the second, with the house's distance from UTC: “2026-11-10T13:00:00+01:00”."""
    return local(at).isoformat(timespec="seconds")


def machine_day(at: date) -> str:
    """“2026-11-10”."""
    return _calendar(at).isoformat()


def field(at: datetime) -> str:
    """As a browser's own field for a time wants it."""
    return local(at).strftime(FIELD)


def _calendar(at: date) -> date:
    return local(at).date() if isinstance(at, datetime) else at
