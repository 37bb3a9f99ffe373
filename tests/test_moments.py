"""Whatever time is typed, at the ends of the calendar and by whatever clock: taken, or refused with a sentence."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from articles.analysis.embargoes import embargo_of
from articles.details import seen_details
from articles.embargoes import moment_of
from articles.models import Article
from newsroom import times
from newsroom.moments import MomentField, SeenMomentField
from tests.people import draft, newsroom, signed_in

ROOT = Path(__file__).resolve().parent.parent
ZONES = (
    "UTC",
    "America/Los_Angeles",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
    "Europe/Berlin",
)
ENDS = ("0001-01-01T00:00", "9999-12-31T23:59", "9999-12-31", "1799-12-31T23:59", "9001-01-01T00:00:00")
TYPED = st.datetimes().flatmap(lambda at: st.sampled_from([at.strftime(one) for one in times.TYPED]))


def foreign_fields(module: str) -> list[str]:
    """Names of fields for a time that are none of ours."""
    tree = ast.parse(Path(ROOT, module).read_text())
    return [
        f"{module}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("DateTimeField", "DateField", "SplitDateTimeField")
    ]


def taken(field: forms.Field, typed: str) -> tuple[datetime | None, str]:
    """The time, or the sentence that refuses it."""
    try:
        return field.clean(typed), ""
    except forms.ValidationError as no:
        return None, " ".join(no.messages)


def test_every_form_asks_for_a_time_with_the_one_field() -> None:
    paths = [
        path.relative_to(ROOT)
        for app in ("articles", "review", "newsroom")
        for path in (ROOT / app).rglob("*form*.py")
    ]
    assert any(foreign_fields("newsroom/moments.py"))
    assert [found for path in paths for found in foreign_fields(str(path))] == []


@given(TYPED, st.sampled_from(ZONES), st.sampled_from([MomentField, SeenMomentField]))
@example("9999-12-31T23:59", "America/Los_Angeles", MomentField)
@example("0001-01-01T00:00", "Pacific/Kiritimati", MomentField)
@example("9999-12-31 23:59", "America/Los_Angeles", SeenMomentField)
def test_a_time_that_is_taken_can_be_told_by_every_clock(
    typed: str, zone: str, kind: type[forms.Field]
) -> None:
    with timezone.override(zone):
        at, refusal = taken(kind(), typed)
        if at is None:
            assert refusal.endswith(".")
            return
        kind().has_changed(at, typed)
    for other in ZONES:
        with timezone.override(other):
            assert at == at.astimezone(ZoneInfo(other)) == at.astimezone(UTC)
            assert times.moment(at)
            assert times.field(at)


@given(st.datetimes(timezones=st.sampled_from([ZoneInfo(zone) for zone in ZONES])), st.sampled_from(ZONES))
@example(datetime.max.replace(tzinfo=ZoneInfo("America/Los_Angeles")), "UTC")
def test_what_a_page_saw_is_shown_by_every_clock_or_not_taken(at: datetime, zone: str) -> None:
    seen = f'{{"desk": 1, "kind": "news", "authors": [], "language": "", "due_at": "{at.isoformat()}", "embargo_until": ""}}'
    with timezone.override(zone):
        found = seen_details(seen)
        if found is not None:
            times.local(datetime.fromisoformat(found["due_at"]))


@pytest.mark.parametrize("zone", ["PST", "JST", "new york", ""])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "31/12/9999"])
def test_an_embargo_line_at_an_end_of_the_calendar_sets_nothing(day: str, zone: str) -> None:
    written = datetime(2026, 11, 1).date()
    at, said = moment_of(embargo_of(f"EMBARGOED UNTIL 23:59 {zone} {day}"), written)
    assert at is None
    assert all(sentence.endswith(".") for sentence in said)


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_details_form_refuses_an_end_of_the_calendar_with_a_sentence(zone: str, settings: Any) -> None:
    settings.TIME_ZONE = zone
    people = newsroom()
    story = draft(people)
    client, address = signed_in(people.rita), reverse("articles:details", args=[story.slug])
    wanted = {"desk": story.desk_id, "kind": "news", "authors": [people.rita.pk], "seen": "", "language": ""}
    for end in ENDS:
        answer = client.post(address, wanted | {"embargo_until": end})
        assert answer.status_code == 422, end
        assert times.NO_CALENDAR in answer.content.decode()
    assert Article.objects.get().embargo_until is None
