"""Roles that sign: added, renamed, closed and held, without a programmer."""

from __future__ import annotations

import pytest

from newsroom.accounts.models import HouseRole, Membership
from newsroom.accounts.roles import BUILT_IN, every_role_of, signing_roles_of
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import role_map, roles_counted, roles_on, signing_roles
from newsroom.accounts.services import (
    Changed,
    Refused,
    person_deactivate,
    person_roles_set,
    role_add,
    role_change,
    role_close,
    role_reopen,
)
from tests.people import People, draft, signed_in
from tests.remembered import remembered

pytestmark = pytest.mark.postgres

PHOTO = {"name": "Photo desk", "about": "Sees every image before it goes out."}


@remembered
def given(people: People, slug: str) -> None:
    """Finn holds the role on business, beside editing there."""
    old = frozenset({Seat(people.business.pk, "editor")})
    wanted = old | {Seat(people.business.pk, slug)}
    person_roles_set(actor=people.ada, user_id=people.finn.pk, seats=wanted, seen=old)


def test_it_begins_with_three_roles_that_sign(people: People) -> None:
    assert [(role.slug, role.name) for role in signing_roles()] == [
        ("editor", "editor"),
        ("standards", "standards"),
        ("legal", "legal"),
    ]


def test_it_knows_them_even_where_their_rows_are_gone() -> None:
    assert tuple(role.slug for role in signing_roles_of([])) == BUILT_IN
    assert [role.slug for role in every_role_of([])] == ["reporter", *BUILT_IN, "admin"]


def test_it_adds_a_role_whose_slug_is_forever(people: People) -> None:
    role = role_add(actor=people.ada, **PHOTO)
    assert (role.slug, role.name, role.about) == ("photo-desk", "photo desk", PHOTO["about"][:-1])
    role_change(actor=people.ada, slug="photo-desk", name="pictures", about="", seen="photo desk")
    assert HouseRole.objects.get(slug="photo-desk").name == "pictures"


@pytest.mark.parametrize("name", ["Photo desk", "photo DESK", "Editor", "reporter", "  "])
def test_it_refuses_a_name_that_is_taken_or_none(people: People, name: str) -> None:
    role_add(actor=people.ada, **PHOTO)
    with pytest.raises(Refused):
        role_add(actor=people.ada, name=name)


@pytest.mark.parametrize("name", ["signer", "¿?a", "Überprüfung der Bilder", "写真"])
def test_it_finds_a_free_slug_for_every_name(people: People, name: str) -> None:
    first = role_add(actor=people.ada, name=name)
    second = role_add(actor=people.ada, name=name + " two")
    assert first.slug != second.slug
    assert {first.slug, second.slug}.isdisjoint({"signer", "editor", "*"})


def test_it_gives_whoever_holds_it_what_an_editor_may(people: People) -> None:
    role_add(actor=people.ada, **PHOTO)
    given(people, "photo-desk")
    assert roles_on(people.finn, people.business.pk) >= {"editor", "photo-desk", "signer"}
    assert [(role.slug, count) for role, count in roles_counted()][-1] == ("photo-desk", 1)


def test_it_gives_nothing_by_a_role_nobody_added(people: People) -> None:
    with pytest.raises(Refused, match="cannot be given"):
        given(people, "pope")
    Membership.objects.create(user=people.otto, desk=people.business, role="pope")
    assert role_map(people.otto) == {people.business.pk: frozenset()}


def test_it_opens_the_drafts_of_the_desk(people: People) -> None:
    role_add(actor=people.ada, **PHOTO)
    Membership.objects.create(user=people.otto, desk=people.business, role="photo-desk")
    article = draft(people)
    assert signed_in(people.otto).get(f"/stories/{article.slug}/").status_code == 200


def test_it_closes_no_role_that_somebody_holds(people: People) -> None:
    role_add(actor=people.ada, **PHOTO)
    given(people, "photo-desk")
    with pytest.raises(Refused, match="Finn Dorsey holds this role"):
        role_close(actor=people.ada, slug="photo-desk")
    person_deactivate(actor=people.ada, user_id=people.finn.pk)
    assert not role_close(actor=people.ada, slug="photo-desk").is_active
    with pytest.raises(Refused, match="cannot be given"):
        given(people, "photo-desk")
    assert role_reopen(actor=people.ada, slug="photo-desk").is_active


@pytest.mark.parametrize("slug", BUILT_IN)
def test_it_closes_none_it_begins_with_and_renames_each(people: People, slug: str) -> None:
    with pytest.raises(Refused, match="cannot do without"):
        role_close(actor=people.ada, slug=slug)
    role_change(actor=people.ada, slug=slug, name="night editor", about="", seen=slug)
    assert next(role for role in signing_roles() if role.slug == slug).name == "night editor"


def test_it_loses_no_rename_of_another_admin(people: People) -> None:
    role_add(actor=people.ada, **PHOTO)
    role_change(actor=people.ada, slug="photo-desk", name="pictures", about="", seen="photo desk")
    with pytest.raises(Changed, match="became “pictures”"):
        role_change(actor=people.ada, slug="photo-desk", name="images", about="", seen="photo desk")


@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "otto"])
def test_it_leaves_roles_to_admins(people: People, who: str) -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        role_add(actor=getattr(people, who), **PHOTO)
    assert signed_in(getattr(people, who)).get("/people/roles/").status_code == 404


def test_it_is_added_renamed_and_closed_on_its_page(people: People) -> None:
    ada = signed_in(people.ada)
    assert ada.post("/people/roles/", PHOTO)["Location"] == "/people/roles/photo-desk/"
    page = ada.get("/people/roles/photo-desk/").content.decode()
    assert "does what an editor does, and signs as photo desk" in page.replace("Does", "does")
    ada.post("/people/roles/photo-desk/", {"name": "Pictures", "about": "", "seen": "photo desk"})
    assert "Pictures" in ada.get("/people/roles/").content.decode()
    assert ada.post("/people/roles/photo-desk/close/").status_code == 302
    assert not HouseRole.objects.get(slug="photo-desk").is_active


def test_it_stands_in_the_grid_of_a_person(people: People) -> None:
    role_add(actor=people.ada, **PHOTO)
    page = signed_in(people.ada).get(f"/people/{people.finn.pk}/").content.decode()
    assert f'value="{people.business.pk}:photo-desk"' in page
