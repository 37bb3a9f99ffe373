"""The versions of one scope as the register lists them: which holds, which waits, which never will."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from newsroom.times import day
from review.disclosure.scopes import Release, overtaken
from review.disclosure.scopes import in_force as chosen
from review.models import PolicyVersion
from review.selectors.publications import stories_by_policy


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of versions."""

    number: int
    status: str
    detail: str
    current: bool


def end_of(version: PolicyVersion) -> Any:
    """How it ended, where it was withdrawn or discarded."""
    return getattr(version, "end", None)


def releases(versions: Sequence[PolicyVersion]) -> list[Release]:
    return [
        Release(v.pk, v.number, v.released_at, v.effective_from or v.released_at)
        for v in versions
        if v.released_at and not end_of(v)
    ]


def in_force(versions: Sequence[PolicyVersion], now: datetime | None = None) -> PolicyVersion | None:
    """Of the releases whose moment has come, the one released last."""
    found = chosen(releases(versions), now or timezone.now())
    return next((v for v in versions if found and v.pk == found.pk), None)


def draft_of(versions: Sequence[PolicyVersion]) -> PolicyVersion | None:
    return next((v for v in versions if not v.released and not end_of(v)), None)


def overtaken_by(version: PolicyVersion, versions: Sequence[PolicyVersion]) -> int | None:
    """The number of the later release that keeps this one from taking effect."""
    mine = next((r for r in releases(versions) if r.pk == version.pk), None)
    later = overtaken(mine, releases(versions)) if mine and mine.effective_from > timezone.now() else None
    return later.number if later else None


def waits(version: PolicyVersion) -> bool:
    """Released for a moment that has not come."""
    start = version.effective_from
    return bool(version.released and not end_of(version) and start and start > timezone.now())


def word(version: PolicyVersion, versions: Sequence[PolicyVersion]) -> str:
    """draft | in force | released | replaced | withdrawn | discarded | overtaken"""
    if end_of(version):
        return "withdrawn" if version.released else "discarded"
    if not version.released:
        return "draft"
    if version is in_force(versions):
        return "in force"
    if waits(version):
        return "overtaken" if overtaken_by(version, versions) else "released"
    return "replaced"


def summary(versions: Sequence[PolicyVersion], nothing: str) -> str:
    """Which version holds and which are coming, in a line; `nothing`: where no version holds."""
    force = in_force(versions)
    parts = [f"Version {force.number} is in force." if force else nothing]
    for version in reversed(versions):
        if end_of(version):
            continue
        if not version.released:
            by = f" by {version.created_by}" if version.created_by else ""
            parts.append(f"Version {version.number} is a draft{by}, not yet released.")
        elif waits(version) and not overtaken_by(version, versions):
            parts.append(f"Version {version.number} takes effect {day(version.effective_from)}.")
    return " ".join(parts)


def entries(versions: Sequence[PolicyVersion], shown: PolicyVersion | None) -> list[Entry]:
    used = stories_by_policy()
    starts = sorted((r.effective_from, r.number) for r in releases(versions))
    return [
        Entry(
            v.number,
            word(v, versions).capitalize(),
            _detail(v, versions, starts, used.get(v.pk, 0)),
            v is shown,
        )
        for v in versions
    ]


def _detail(
    version: PolicyVersion,
    versions: Sequence[PolicyVersion],
    starts: list[tuple[datetime, int]],
    used: int,
) -> str:
    if end := end_of(version):
        return f"never in force, {day(end.ended_at)}"
    if not version.released:
        return (
            f"waits for a second person since {day(version.asked_at)}"
            if version.asked_at
            else (f"begun {day(version.created_at)}")
        )
    start = version.effective_from or version.released_at
    stories = f", {used} {'story' if used == 1 else 'stories'}" if used else ""
    if start > timezone.now():
        by = overtaken_by(version, versions)
        return f"never takes effect: {by} was released after it" if by else f"takes effect {day(start)}"
    if version is in_force(versions):
        return f"since {day(start)}{stories}"
    following = next((at for at, number in starts if (at, number) > (start, version.number)), None)
    return f"{day(start)} to {day(following)}{stories}" if following else f"since {day(start)}{stories}"
