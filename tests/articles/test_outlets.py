"""The newsrooms an admin names: the next check knows them, and the house's trail says who named them."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Article, Outlet
from articles.outlets import ChangedMeanwhile, NotAnOutlet, known_outlets, outlet_save, seen_of
from articles.permissions import NotAllowed
from articles.selectors import finished_run
from articles.services import analysis_request
from review.models import AuditEvent
from tests.people import People, draft, newsroom, read, signed_in
from tests.remembered import remembered

pytestmark = pytest.mark.postgres

TEXT = "The berth will close, the Strandline said on Monday.\nThe board meets on Tuesday, its clerk said."


@pytest.fixture
def people(db: None) -> People:
    return newsroom()


def asked(article: Article) -> list[str]:
    flags = article.flags.filter(current__isnull=False, rule="second-hand-report").select_related("current")
    return [flag.current.quote for flag in flags]


@remembered
def again(article: Article) -> Article:
    analysis_request(revision_id=Article.objects.get(pk=article.pk).head_id)
    return read(article)


def test_it_is_asked_about_from_the_next_check(people: People) -> None:
    article = read(draft(people, TEXT))
    before = finished_run(article).engine
    assert asked(article) == []
    outlet_save(actor=people.ada, name="The Strandline")
    assert asked(again(article)) == ["the Strandline said"]
    assert finished_run(article).engine != before


def test_it_knows_a_newsroom_by_its_other_names(people: People) -> None:
    outlet_save(actor=people.ada, name="Strand Publishing", aliases=["Strandline", "", "Strandline"])
    assert asked(read(draft(people, TEXT))) == ["the Strandline said"]
    assert Outlet.objects.get().aliases == ["Strandline"]


def test_it_never_takes_our_own_name_for_another_newsroom(people: People) -> None:
    row = outlet_save(actor=people.ada, name="Strandline")
    article = read(draft(people, TEXT))
    outlet_save(actor=people.ada, outlet_id=row.pk, seen=seen_of(row), name="Strandline", own=True)
    assert asked(again(article)) == []
    assert known_outlets() == ((), ("Strandline",))


def test_it_forgets_an_entry_that_is_switched_off(people: People) -> None:
    row = outlet_save(actor=people.ada, name="Strandline")
    outlet_save(actor=people.ada, outlet_id=row.pk, seen=seen_of(row), name="Strandline", is_active=False)
    assert asked(read(draft(people, TEXT))) == []


@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "otto"])
def test_it_is_kept_by_an_admin_alone(people: People, who: str) -> None:
    with pytest.raises(NotAllowed, match="Only an administrator"):
        outlet_save(actor=getattr(people, who), name="Strandline")
    assert not Outlet.objects.exists()


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"name": " "}, "2 to 120 characters"),
        ({"name": "x" * 121}, "2 to 120 characters"),
        ({"name": "77"}, "2 to 120 characters"),
        ({"name": "strandline"}, "with its capital letters"),
        ({"name": "Strand\u200bline"}, "cannot be seen"),
        ({"name": "Strandline", "aliases": ["ok", "x"]}, "2 to 120 characters|capital letters"),
        ({"name": "Strandline", "aliases": [f"Strand {n}" for n in range(21)]}, "up to 20"),
        ({"name": "Reuters"}, "know Reuters already"),
        ({"name": "Gullwatch"}, "in the list already"),
        ({"name": "Other", "aliases": ["the Gullwatch"]}, "in the list already"),
    ],
)
def test_it_refuses_what_is_no_new_newsroom(people: People, entry: dict[str, Any], why: str) -> None:
    outlet_save(actor=people.ada, name="Gullwatch")
    with pytest.raises(NotAnOutlet, match=why):
        outlet_save(actor=people.ada, **entry)
    assert Outlet.objects.count() == 1


def test_it_refuses_our_own_name_as_another_newsroom(people: People, settings: Any) -> None:
    settings.NEWSROOM_NAME = "The Estuary Courier"
    with pytest.raises(NotAnOutlet, match="is this newsroom"):
        outlet_save(actor=people.ada, name="Estuary Courier")


def test_it_loses_nothing_when_two_admins_save_at_once(people: People) -> None:
    row = outlet_save(actor=people.ada, name="Gullwatch")
    seen = seen_of(row)
    outlet_save(actor=people.ada, outlet_id=row.pk, seen=seen, name="Gull Watch")
    with pytest.raises(ChangedMeanwhile, match="Ada Lind changed Gull Watch"):
        outlet_save(actor=people.ada, outlet_id=row.pk, seen=seen, name="Gullwatch Radio")
    page = signed_in(people.ada).post(f"/outlets/{row.pk}/", {"name": "Gullwatch Radio", "seen": seen})
    assert page.status_code == 409
    assert "Gullwatch Radio" in page.content.decode()


def test_it_stands_in_the_houses_trail(people: People) -> None:
    row = outlet_save(actor=people.ada, name="Gullwatch")
    outlet_save(actor=people.ada, outlet_id=row.pk, seen=seen_of(row), name="Gullwatch", is_active=False)
    events = AuditEvent.objects.filter(chain="house", subject="articles.outlet").order_by("sequence")
    assert [event.action for event in events] == ["outlet-added", "outlet-changed"]


def test_it_is_added_and_changed_from_the_page(people: People) -> None:
    client = signed_in(people.ada)
    entry = {"name": "Gullwatch", "aliases": "Gull Radio\r\nThe Watch", "is_active": "on"}
    assert client.post("/outlets/", entry).url == "/outlets/"
    row = Outlet.objects.get()
    assert (row.aliases, row.own) == (["Gull Radio", "The Watch"], False)
    page = client.get(f"/outlets/{row.pk}/").content.decode()
    assert "Gull Radio" in page
    client.post(f"/outlets/{row.pk}/", entry | {"seen": seen_of(row), "own": "on"})
    assert Outlet.objects.get().own


def test_it_says_on_the_page_what_is_wrong_and_keeps_what_was_typed(people: People) -> None:
    response = signed_in(people.ada).post("/outlets/", {"name": "gullwatch", "aliases": "Gull Radio"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "with its capital letters" in page
    assert "Gull Radio" in page
