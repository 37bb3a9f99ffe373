"""An embargo line as the story's embargo: the moment it names, and what to look at before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from articles.analysis.findings import Embargo
from articles.imports import NewText
from articles.models import Article, Sighting
from newsroom import times

CHECK = "Compare it with the line, then save."
NONE_READ = "Set the embargo yourself."
SET = "The file’s embargo is the story’s now: see its details."
LATER = "The file names a later embargo than the story’s. A question at the headline asks for it."


@dataclass(frozen=True, slots=True)
class Offer:
    """What stands in the field, and the sentences beside it. `at` is None where nothing can be read."""

    line: str
    at: datetime | None
    said: tuple[str, ...]


def news_of(copy: NewText, article: Article) -> datetime | None:
    """The embargo that the text's source names, where it is ahead and the story keeps none so late."""
    said, kept = copy.embargo, article.embargo_until
    return said if said and said > timezone.now() and (kept is None or kept < said) else None


def embargo_heard(copy: NewText, article: Article) -> tuple[NewText, datetime | None, datetime | None]:
    """Of a story's later text: with a note of its embargo; the embargo where the story has none; or where it
    has an earlier one, which only a person sets later."""
    named = news_of(copy, article)
    if named is None:
        return copy, None, None
    fresh = article.embargo_until is None
    copy = replace(copy, notes=(*copy.notes, SET if fresh else LATER))
    return (copy, named, None) if fresh else (copy, None, named)


def embargo_at(sighting: Sighting) -> Embargo | None:
    """The embargo that the reading found where the flag stands; None where the line is something else."""
    if sighting.run is None or sighting.field != "text":
        return None
    place = (sighting.start, sighting.end)
    return next((one for one in sighting.run.reading.embargoes if (one.start, one.end) == place), None)


def offered(article: Article, sighting: Sighting) -> Offer | None:
    """The line's embargo for the story's details; None where the flag is not about one."""
    found = embargo_at(sighting)
    if found is None:
        return None
    at, said = moment_of(found, times.local(sighting.revision.created_at).date())
    if at is None:
        return Offer(sighting.quote, None, (*said, NONE_READ))
    said += (f"It names {times.moment(at)}.",)
    if at <= timezone.now():
        said += ("That is over.",)
    if article.embargo_until == at:
        said += ("It is the story’s embargo already.",)
    elif article.embargo_until:
        said += (f"The story’s embargo is {times.moment(article.embargo_until)} until you save.",)
    return Offer(sighting.quote, at, (*said, CHECK))


def moment_of(embargo: Embargo, written: date) -> tuple[datetime | None, tuple[str, ...]]:
    """The moment, by the house's clock where the line names no zone, and what was taken for granted. A day
    without a year, or a weekday alone, is the first one that is not before `written`."""
    if embargo.unclear:
        return None, (embargo.unclear,)
    day, said = _day(embargo, written)
    if day is None:
        return None, said
    if not times.on_every_clock(day):
        return None, ("The line names a year that is none of this story’s.",)
    if not embargo.hour:
        said += ("The line names no hour: the day’s beginning is set.",)
    elif not embargo.zone:
        said += ("The line names no zone: the house’s is taken.",)
    hour = time.fromisoformat(embargo.hour or "00:00")
    return times.by_the_clock_of(embargo.zone, datetime.combine(day, hour)), said


def _day(embargo: Embargo, written: date) -> tuple[date | None, tuple[str, ...]]:
    if embargo.day and not embargo.day.startswith("--"):
        return date.fromisoformat(embargo.day), ()
    if not embargo.day:
        ahead = (embargo.weekday - written.isoweekday()) % 7
        return written + timedelta(days=ahead), (
            "The line names a weekday alone: the first since this text came in is set.",
        )
    for year in range(written.year, written.year + 5):
        try:
            day = date.fromisoformat(f"{year}{embargo.day[1:]}")
        except ValueError:
            continue  # 29 February
        if day >= written:
            break
    else:
        return None, ("The line names a day that no year near has.",)
    if embargo.weekday and day.isoweekday() != embargo.weekday:
        return None, ("The line names no year, and the next such day is another day of the week.",)
    return day, ("The line names no year: the next such day is set.",)
