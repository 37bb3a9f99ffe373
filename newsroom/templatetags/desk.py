"""How the desk writes times, counts and digests."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsroom import times

register = template.Library()


def _span(delta: timedelta) -> str:
    """A duration in two units at most: "1 h 36 min"."""
    minutes = int(delta.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest} min" if rest and hours < 6 else f"{hours} h"
    return f"{minutes // (24 * 60)} d"


def _time(value: datetime, words: str, css: str = "") -> SafeString:
    """Words about a moment; the element tells it exactly, with its zone, on hover and to machines."""
    element = '<time datetime="{}" title="{}" class="{}">{}</time>'
    return format_html(element, times.machine(value), times.moment(value), css, words)


@register.filter
def ago(value: datetime | None) -> str:
    """How long since, with the exact time on hover."""
    if value is None:
        return "–"
    passed = timezone.now() - value
    return _time(value, "just now" if passed < timedelta(minutes=1) else f"{_span(passed)} ago")


@register.filter
def age(value: datetime | None) -> str:
    """How long since, without "ago": for columns."""
    return "–" if value is None else _time(value, _span(timezone.now() - value))


@register.filter
def due(value: datetime | None) -> str:
    """How long until; what is late says so, in the only red word of the queue."""
    if value is None:
        return "–"
    left = value - timezone.now()
    if left < timedelta(0):
        return _time(value, f"{_span(-left)} late", "late")
    local, today = times.local(value), times.today()
    if local.date() == today:
        return _time(value, f"in {_span(left)}")
    if local.date() == today + timedelta(days=1):
        return _time(value, f"tomorrow, {times.clock(value)}")
    return _time(value, times.name_of_day(value) if left < timedelta(days=6) else times.near(value))


@register.filter
def when(value: datetime | None) -> str:
    """A past moment as people say it: "today, 11:20", "yesterday", a date."""
    if value is None:
        return "–"
    local, today = times.local(value), times.today()
    if local.date() == today:
        return _time(value, f"today, {times.clock(value)}")
    return _time(value, "yesterday" if local.date() == today - timedelta(days=1) else times.near(value))


@register.filter
def clock(value: datetime | None) -> str:
    """The hour, where the day stands beside it: "11:20"."""
    return "–" if value is None else _time(value, times.clock(value))


@register.filter
def short(value: datetime | None) -> str:
    """The day in a column: "10 Nov 2026"."""
    return "–" if value is None else _time(value, times.short(value))


@register.filter
def exact(value: datetime | None) -> str:
    """The exact time in words, with its zone."""
    return "–" if value is None else times.moment(value)


@register.filter
def day(value: date | None) -> str:
    """The day in words."""
    return "–" if value is None else times.day(value)


@register.filter
def weekday(value: date) -> str:
    """The day in words, with its name."""
    return times.weekday(value)


@register.filter
def digest(value: str) -> str:
    """The first twelve hex digits of a digest, in fours."""
    return " ".join(value[i : i + 4] for i in range(0, 12, 4))


@register.filter
def plural(count: int, noun: str) -> str:
    """As in 3 flags, 1 flag; give an irregular plural after a slash: story/stories."""
    one, _, many = noun.partition("/")
    return f"{count} {one if count == 1 else many or one + 's'}"
