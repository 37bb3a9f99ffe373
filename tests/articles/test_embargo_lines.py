"""An embargo line of the copy, as the story's embargo: what is read of it, what is told, what is left open."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from articles.analysis.embargoes import ZONES, embargo_of
from articles.embargoes import moment_of
from articles.models import Article
from newsroom import times
from tests.people import People, draft, newsroom, read, signed_in
from tests.remembered import remembered

WRITTEN = date(2026, 6, 1)  # a Monday
STORY = "The quay closes in May.\n\nThe wall held all winter."


def moment(line: str, zone: str = "Europe/Berlin") -> str:
    with timezone.override(zone):
        at, _said = moment_of(embargo_of(line), WRITTEN)
        return times.machine(at) if at else ""


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("EMBARGOED UNTIL 18:00 Friday 12 June 2026", "2026-06-12T18:00:00+02:00"),
        ("Embargo: 12 June 2026, 6pm", "2026-06-12T18:00:00+02:00"),
        ("Embargoed until 6 p.m. on June 12, 2026", "2026-06-12T18:00:00+02:00"),
        ("Embargo 2026-06-12 18.00", "2026-06-12T18:00:00+02:00"),
        ("EMBARGO: 00:01 BST, 12 June 2026", "2026-06-12T01:01:00+02:00"),
        ("EMBARGOED UNTIL 0001 GMT ON JUNE 12 2026", "2026-06-12T02:01:00+02:00"),
        ("Embargoed until 1800 hours, 12 June 2026", "2026-06-12T18:00:00+02:00"),
        ("Embargo: 12.06.2026, 18h00", "2026-06-12T18:00:00+02:00"),
        ("Embargo: 06/13/26 at 9am ET", "2026-06-13T15:00:00+02:00"),
        ("Embargoed until 10am London time on 12 June 2026", "2026-06-12T11:00:00+02:00"),
        ("Embargoed until 18:00 (UTC+3), 12 June 2026", "2026-06-12T17:00:00+02:00"),
        ("Not for publication before noon on Friday", "2026-06-05T12:00:00+02:00"),
        ("Embargoed until 12 June, 18:00", "2026-06-12T18:00:00+02:00"),
        ("Embargoed until 3 May, 18:00", "2027-05-03T18:00:00+02:00"),
        ("Embargo: 29 February, 18:00", "2028-02-29T18:00:00+01:00"),
        ("Embargoed until Friday 12 June 2026", "2026-06-12T00:00:00+02:00"),
    ],
)
def test_it_reads_day_hour_and_zone(line: str, at: str) -> None:
    assert moment(line) == at


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("STRICTLY EMBARGOED", "names no day"),
        ("Embargoed until 18:00", "names no day"),
        ("Embargoed until 31 June 2026", "no calendar has"),
        ("Embargoed until Thursday 12 June 2026", "day of the week"),
        ("Embargoed until Thursday 12 June", "another day of the week"),
        ("Embargo: 06/07/2026, 9am", "which number is the month"),
        ("Embargo: 12 June 2026, or 13 June 2026", "more than one day"),
        ("Embargo: 12 June 2026, 00:01 BST (23:01 GMT)", "more than one time"),
        ("Embargo: midnight on 12 June 2026", "Midnight may be"),
        ("Embargo: 12 June 2026, 18:00 IST", "“IST” in the line is not known"),
        ("Embargo: 12 June 2026, 25:00", "no clock shows"),
        ("Embargo: 12 June 2026, 13:00 pm", "no clock shows"),
        ("Embargo: 12 June 2026, 18:00 GMT+20", "no place has"),
    ],
)
def test_it_guesses_no_time_that_the_line_does_not_say(line: str, why: str) -> None:
    at, said = moment_of(embargo_of(line), WRITTEN)
    assert at is None
    assert why in " ".join(said)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Embargo: 12 June 2026", "names no hour"),
        ("Embargo: 12 June, 18:00", "names no year"),
        ("Embargo: Friday, 18:00", "a weekday alone"),
        ("Embargo: 12 June 2026, 18:00", "names no zone: the house’s"),
    ],
)
def test_it_tells_what_it_took_for_granted(line: str, told: str) -> None:
    assert told in " ".join(moment_of(embargo_of(line), WRITTEN)[1])


def test_every_zone_it_knows_is_one() -> None:
    noon = datetime(2026, 6, 12, 12, 0)
    assert all(times.by_the_clock_of(place, noon).tzinfo for place in ZONES.values())


@pytest.fixture
def people(db: None) -> People:
    return newsroom()


@remembered
def story_with(people: People, line: str) -> Article:
    return read(draft(people, f"{line}\n\n{STORY}"))


def page(person: Any, address: str) -> str:
    return signed_in(person).get(address).content.decode()


def test_one_click_fills_the_field_and_nothing_is_set_before_somebody_saves(people: People) -> None:
    story = story_with(people, "EMBARGOED UNTIL 18:00 UTC Friday 12 June 2099")
    address = f"/stories/{story.slug}/details/?embargo=1"
    assert f'href="{address}"' in page(people.rita, f"/stories/{story.slug}/")
    response = signed_in(people.rita).get(address)
    shown = response.content.decode()
    assert 'name="embargo_until" value="2099-06-12T18:00"' in shown
    assert "<q>EMBARGOED UNTIL 18:00 UTC Friday 12 June 2099</q>" in shown
    story.refresh_from_db()
    assert story.embargo_until is None
    sent = {bound.html_name: bound.value() for bound in response.context["form"] if bound.value() is not None}
    sent |= {"seen": _seen(response), "embargo_until": "2099-06-12T18:00"}
    saved = signed_in(people.rita).post(address, sent)
    assert saved.url == f"/stories/{story.slug}/?flag=1#f1"
    story.refresh_from_db()
    assert times.machine(story.embargo_until) == "2099-06-12T18:00:00+00:00"


def _seen(response: Any) -> str:
    return response.context["form"]["seen"].value()


def test_a_line_that_names_no_time_leaves_the_field_empty_and_says_so(people: People) -> None:
    story = story_with(people, "STRICTLY EMBARGOED")
    shown = page(people.rita, f"/stories/{story.slug}/details/?embargo=1")
    assert "The line names no day that can be read. Set the embargo yourself." in shown
    assert 'name="embargo_until" value=' not in shown


@pytest.mark.parametrize("number", ["", "9", "x", "-1", "²", "9" * 30])
def test_a_number_that_is_no_embargo_line_offers_nothing(people: People, number: str) -> None:
    story = story_with(people, "EMBARGOED UNTIL 18:00 Friday 12 June 2099")
    response = signed_in(people.rita).get(f"/stories/{story.slug}/details/", {"embargo": number})
    assert (response.status_code, response.context["offer"]) == (200, None)


def test_another_line_of_furniture_is_offered_as_no_embargo(people: People) -> None:
    story = story_with(people, "EMBARGO DAY\n\nBy Rita Calder")
    assert "?embargo=" not in page(people.rita, f"/stories/{story.slug}/")


def test_whoever_may_not_edit_is_offered_nothing(people: People) -> None:
    story = story_with(people, "EMBARGOED UNTIL 18:00 Friday 12 June 2099")
    assert "?embargo=" not in page(people.ron, f"/stories/{story.slug}/")


def test_the_question_closes_once_the_line_is_out(people: People) -> None:
    story = story_with(people, "EMBARGOED UNTIL 18:00 Friday 12 June 2099")
    signed_in(people.rita).post(f"/stories/{story.slug}/flags/1/edit/")
    story = read(Article.objects.get(pk=story.pk))
    assert story.head.text.strip() == STORY
    assert story.flags.get(number=1).current is None
