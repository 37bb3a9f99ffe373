"""Embargo lines: what is one, and the day, the hour and the zone that it names. No clock is asked here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from .findings import Embargo, Finding
from .lines import unmarked
from .plain import plain

RULE = "copy-furniture"  # whose findings they are
_EMBARGO = re.compile(
    r"\W{0,4}(?:(?:strictly|strict|under|press) )?embargo(?:ed)?\b(?: (?:until|till|to|for|release)\b|\W{0,3}$|: ?| ?[-–—] ?)|\W{0,4}(?:strictly )?not for (?:publication|release|broadcast|use|distribution)(?:[^.!?]{0,40})\b(?:before|until|till)\b",  # noqa: E501
    re.I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d)\b(?! ?(?:hrs?|hours?|h)\b))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DAYS = (
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"\b{_DAY}(?: of)? {_MONTH}{_YEAR}", re.I),
    re.compile(rf"\b{_MONTH} {_DAY}\b(?![:.h]\d){_YEAR}", re.I),
    re.compile(r"\b(?P<one>\d{1,2})(?P<mark>[/.-])(?P<other>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)\b"),
)
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.I)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))(?::\d\d)?(?!\d)(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"|\b(?P<hour12>\d{1,2}) ?(?P<half12>[ap])\.?m\b\.?"
    r"|\b(?P<hours>\d\d)(?P<minutes>\d\d)(?= ?(?:hrs?|hours?|h|[A-Z]{2,4}|Z)\b)"
    r"|\b(?P<noon>noon|midday)\b|\b(?P<midnight>midnight)\b",
    re.I,
)
_AFTER = re.compile(r" ?(?:hrs?|hours?|h|o['’]clock)\b", re.I)
_DISTANCE = re.compile(r"[\s(]{0,2}(?:UTC|GMT)? ?(?P<sign>[+−-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?\b")
_ZONE = re.compile(r"[\s(,]{0,3}(?P<zone>[A-Z]{2,5}|Z)\b(?!\.?[a-z])")
_PLACE = re.compile(
    r"\b(?P<place>london|uk|paris|berlin|brussels|madrid|rome|dublin|new york|eastern|central|pacific|tokyo"
    r"|sydney|local)(?: (?:standard|daylight))? time\b",
    re.I,
)
_NO_ZONE = re.compile(
    r"(?:ON|MON|TUE|WED|THU|FRI|SAT|SUN|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC|AND|OR|FOR|IN|AT|BY|OF"
    r"|THE|TODAY|UNTIL|NOT)\Z"
)
# What a line may call a zone: its distance from UTC, or the place by whose clock it is.
ZONES = {
    "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "WET": "+00:00", "BST": "+01:00", "CET": "+01:00",
    "WEST": "+01:00", "CEST": "+02:00", "EET": "+02:00", "SAST": "+02:00", "EEST": "+03:00",
    "MSK": "+03:00", "EDT": "-04:00", "EST": "-05:00", "CDT": "-05:00", "MDT": "-06:00", "MST": "-07:00",
    "PDT": "-07:00", "PST": "-08:00", "SGT": "+08:00", "HKT": "+08:00", "JST": "+09:00", "KST": "+09:00",
    "AEST": "+10:00", "AEDT": "+11:00", "NZST": "+12:00", "NZDT": "+13:00", "ET": "America/New_York",
    "PT": "America/Los_Angeles", "UK": "Europe/London", "london": "Europe/London", "uk": "Europe/London",
    "paris": "Europe/Paris", "berlin": "Europe/Berlin", "brussels": "Europe/Brussels",
    "madrid": "Europe/Madrid", "rome": "Europe/Rome", "dublin": "Europe/Dublin",
    "new york": "America/New_York", "eastern": "America/New_York", "central": "America/Chicago",
    "pacific": "America/Los_Angeles", "tokyo": "Asia/Tokyo", "sydney": "Australia/Sydney", "local": "",
}  # fmt: skip


class Unclear(ValueError):
    """The line does not say when; str() is the sentence that says why."""


def is_embargo(words: str) -> bool:
    """Does a line of copy, without its marks, say that it may not be published before a time?"""
    return bool(_EMBARGO.match(words))


def embargoes_in(flags: Iterable[Finding]) -> Iterator[Embargo]:
    """The embargo lines among what was asked about, with what each names."""
    for flag in (flag for flag in flags if flag.rule == RULE and flag.field == "text"):
        words = unmarked(plain(flag.quote).text)
        if is_embargo(words):
            yield embargo_of(words, flag.start, flag.end)


def embargo_of(words: str, start: int = 0, end: int = 0) -> Embargo:
    """What a line at [start, end) names; of one that cannot be read, `unclear` says why."""
    try:
        day, weekday, rest = _day(words)
        hour, zone = _hour(rest)
    except Unclear as why:
        return Embargo(start, end, unclear=str(why))
    return Embargo(start, end, day, weekday, hour, zone)


def _day(words: str) -> tuple[str, int, str]:
    """(ISO day, or --MM-DD where no year is named; ISO weekday, 0 for none; the line without both)."""
    found, rest = [], words
    for pattern in _DAYS:
        for match in pattern.finditer(rest):
            found.append(_iso(match))
        rest = pattern.sub(" ", rest)
    named = {_WEEKDAYS.index(match[1][:3].lower()) + 1 for match in _WEEKDAY.finditer(rest)}
    if len(set(found)) > 1 or len(named) > 1:
        raise Unclear("The line names more than one day.")
    if not found and not named:
        raise Unclear("The line names no day that can be read.")
    day, weekday = found[0] if found else "", next(iter(named), 0)
    if day and weekday and not day.startswith("--") and date.fromisoformat(day).isoweekday() != weekday:
        raise Unclear("The day of the week in the line is not that of its date.")
    return day, weekday, _WEEKDAY.sub(" ", rest)


def _iso(match: re.Match[str]) -> str:
    given = match.groupdict()
    if given.get("mark"):
        day, month = _apart(int(given["one"]), int(given["other"]), given["mark"])
    else:
        name = given.get("month")
        day = int(given["day"])
        month = _MONTHS.index(name[:3].lower()) + 1 if name else int(given["number"])
    year = given.get("year") or ""
    try:
        known = date(int(year) + (2000 if len(year) == 2 else 0) if year else 2000, month, day)
    except ValueError:
        raise Unclear("The line names a day that no calendar has.") from None
    return known.isoformat() if year else f"--{known.isoformat()[5:]}"


def _apart(one: int, other: int, mark: str) -> tuple[int, int]:
    """Day and month of 12/6: a date that two houses read as two days is read as none."""
    if mark == "." or one > 12 or one == other:
        return one, other
    if other > 12:
        return other, one
    raise Unclear("The date in the line can be read as two days: which number is the month?")


def _hour(rest: str) -> tuple[str, str]:
    """("18:00", the zone as in ZONES' values); both are empty where none is named."""
    clocks = list(_CLOCK.finditer(rest))
    hours = {_clock(match) for match in clocks}
    if len(hours) > 1:
        raise Unclear("The line names more than one time.")
    if not hours:
        return "", ""
    return hours.pop(), _zone(rest, clocks[-1].end())


def _clock(match: re.Match[str]) -> str:
    if match["midnight"]:
        raise Unclear("Midnight may be where that day begins or where it ends.")
    if match["noon"]:
        return "12:00"
    hour = int(match["hour"] or match["hour12"] or match["hours"])
    minute = int(match["minute"] or match["minutes"] or 0)
    half = (match["half"] or match["half12"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half:
        hour = 24
    if hour > 23 or minute > 59:
        raise Unclear("The line names a time that no clock shows.")
    return f"{hour:02}:{minute:02}"


def _zone(rest: str, end: int) -> str:
    after = _AFTER.match(rest, end)
    end = after.end() if after else end
    if place := _PLACE.search(rest):
        return ZONES[place["place"].lower()]
    if distance := _DISTANCE.match(rest, end):
        hours, minutes = int(distance["hours"]), int(distance["minutes"] or 0)
        if hours > 14 or minutes > 59:
            raise Unclear("The line names a zone that no place has.")
        return f"{'+' if distance['sign'] == '+' else '-'}{hours:02}:{minutes:02}"
    found = _ZONE.match(rest, end)
    if found is None or _NO_ZONE.match(found["zone"]):
        return ""
    if found["zone"] not in ZONES:
        raise Unclear(
            f"The zone “{found['zone']}” in the line is not known here, or is that of several places."
        )
    return ZONES[found["zone"]]
