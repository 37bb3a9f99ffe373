"""Desks are added, renamed, closed and opened; never lost, never two of one name."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.accounts.models import Desk
from newsroom.accounts.selectors import desk_places, desks_counted
from newsroom.accounts.services import Changed, Refused, desk_add, desk_close, desk_rename, desk_reopen
from tests.people import People

pytestmark = pytest.mark.postgres


def test_it_adds_a_desk(people: People, heard: list[dict[str, Any]]) -> None:
    desk = desk_add(actor=people.ada, name="  Culture &  Science ")
    assert (desk.name, desk.slug, desk.is_active) == ("Culture & Science", "culture-science", True)
    assert (heard[0]["action"], heard[0]["detail"]) == ("desk-added", {"slug": "culture-science"})


@pytest.mark.parametrize("name", ["Business", "BUSINESS", " business "])
def test_it_refuses_a_second_desk_of_one_name(people: People, name: str) -> None:
    with pytest.raises(Refused, match="already a desk “Business”") as no:
        desk_add(actor=people.ada, name=name)
    assert no.value.fix == "/desks/business/"


def test_it_says_that_the_desk_of_that_name_is_closed(people: People) -> None:
    desk_close(actor=people.ada, desk_id=people.business.pk)
    with pytest.raises(Refused, match="which is closed: open it again"):
        desk_add(actor=people.ada, name="Business")


@pytest.mark.parametrize("name", ["", "  ", "!?", "B" * 61, "Bu\x00s"])
def test_it_refuses_a_name_that_is_none(people: People, name: str) -> None:
    with pytest.raises(Refused, match="name"):
        desk_add(actor=people.ada, name=name)


def test_it_finds_an_address_for_names_in_other_letters(people: People) -> None:
    assert [desk_add(actor=people.ada, name=name).slug for name in ("Спорт", "文化")] == ["desk", "desk-2"]


def test_it_numbers_an_address_that_is_taken(people: People) -> None:
    assert desk_add(actor=people.ada, name="Business!").slug == "business-2"


@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "otto"])
def test_it_lets_only_an_administrator_near_the_desks(people: People, who: str) -> None:
    actor, desk = getattr(people, who), people.business
    for attempt in (
        lambda: desk_add(actor=actor, name="Sport"),
        lambda: desk_rename(actor=actor, desk_id=desk.pk, name="Money", seen="Business"),
        lambda: desk_close(actor=actor, desk_id=desk.pk),
        lambda: desk_reopen(actor=actor, desk_id=desk.pk),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            attempt()
    assert set(Desk.objects.values_list("name", "is_active")) == {("Business", True), ("Politics", True)}


def test_it_renames_and_keeps_the_address(people: People, heard: list[dict[str, Any]]) -> None:
    desk_rename(actor=people.ada, desk_id=people.business.pk, name="Money", seen="Business")
    people.business.refresh_from_db()
    assert (people.business.name, people.business.slug) == ("Money", "business")
    assert heard[0]["detail"] == {"slug": "business", "fields": ["name"]}


def test_it_may_change_the_capitals_of_its_own_name(people: People) -> None:
    assert (
        desk_rename(actor=people.ada, desk_id=people.business.pk, name="BUSINESS", seen="Business").name
        == "BUSINESS"
    )


def test_it_refuses_the_name_of_another_desk(people: People) -> None:
    with pytest.raises(Refused, match="already a desk “Politics”"):
        desk_rename(actor=people.ada, desk_id=people.business.pk, name="politics", seen="Business")


def test_it_refuses_to_write_over_a_name_it_did_not_show(people: People) -> None:
    desk_rename(actor=people.ada, desk_id=people.business.pk, name="Money", seen="Business")
    with pytest.raises(Changed, match="became “Money”"):
        desk_rename(actor=people.ada, desk_id=people.business.pk, name="Trade", seen="Business")


def test_it_closes_and_opens_again(people: People, heard: list[dict[str, Any]]) -> None:
    for service in (desk_close, desk_close, desk_reopen):
        service(actor=people.ada, desk_id=people.business.pk)
    assert Desk.objects.get(pk=people.business.pk).is_active
    assert [news["detail"]["active"] for news in heard] == [False, True]


def test_it_refuses_to_close_the_only_open_desk(people: People) -> None:
    desk_close(actor=people.ada, desk_id=people.business.pk)
    with pytest.raises(Refused, match="only open desk"):
        desk_close(actor=people.ada, desk_id=people.politics.pk)


def test_it_refuses_a_desk_that_does_not_exist(people: People) -> None:
    with pytest.raises(Refused, match="no such desk"):
        desk_close(actor=people.ada, desk_id=987)


def test_it_counts_the_active_people_of_each_desk(people: People) -> None:
    people.finn.is_active = False
    people.finn.save()
    assert {desk.slug: desk.people for desk in desks_counted()} == {"business": 3, "politics": 1}


def test_it_names_a_desks_own_people_before_the_houses(people: People) -> None:
    rows = [(user.name, roles, everywhere) for user, roles, everywhere in desk_places(people.politics)]
    assert rows == [
        ("Nora Quint", ("reporter",), False),
        ("Ada Lind", ("admin",), True),
        ("Lena Voss", ("legal",), True),
        ("Stan Okafor", ("standards",), True),
    ]
