"""What may be done about people, by whom, and what is said when it may not."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from newsroom.accounts.models import Invitation, Membership, Role, User
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import active_admins, people_found, places_of, role_names, seats_of
from newsroom.accounts.services import (
    Changed,
    Refused,
    invitation_make,
    password_set,
    person_deactivate,
    person_reactivate,
    person_roles_set,
    person_update,
)
from newsroom.accounts.signals import people_changed
from tests.people import People, newsroom, person, signed_in

pytestmark = pytest.mark.postgres

HOUSE_ADMIN = Seat(None, "admin")


def seen(user: User) -> dict[str, str]:
    return {"name": user.name, "email": user.email}


def change_rita(people: People, shown: dict[str, str] | None = None, **changed: str) -> None:
    person_update(actor=people.ada, user_id=people.rita.pk, seen=shown or seen(people.rita), **changed)


def test_it_gives_rita_a_second_role(people: People, heard: list[dict[str, Any]]) -> None:
    before = seats_of(people.rita)
    wanted = before | {Seat(people.politics.pk, "editor")}
    person_roles_set(actor=people.ada, user_id=people.rita.pk, seats=wanted, seen=before)
    assert seats_of(people.rita) == wanted
    assert heard[0]["action"] == "roles-changed"
    assert heard[0]["detail"] == {"added": ["politics:editor"], "removed": []}


def test_it_takes_a_role_away(people: People, heard: list[dict[str, Any]]) -> None:
    person_roles_set(actor=people.ada, user_id=people.rita.pk, seats=[], seen=seats_of(people.rita))
    assert seats_of(people.rita) == frozenset()
    assert heard[0]["detail"]["removed"] == ["business:reporter"]


def test_it_keeps_the_rows_of_roles_that_stay(people: People) -> None:
    kept = people.rita.memberships.get().pk
    now = seats_of(people.rita)
    wanted = now | {Seat(None, "legal")}
    person_roles_set(actor=people.ada, user_id=people.rita.pk, seats=wanted, seen=now)
    assert people.rita.memberships.filter(pk=kept).exists()


def test_it_says_nothing_when_nothing_changes(people: People, heard: list[dict[str, Any]]) -> None:
    now = seats_of(people.rita)
    person_roles_set(actor=people.ada, user_id=people.rita.pk, seats=now, seen=now)
    assert heard == []


@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "otto"])
def test_it_lets_only_an_administrator_change_roles(people: People, who: str) -> None:
    actor, now = getattr(people, who), seats_of(people.rita)
    with pytest.raises(Refused, match="Only an administrator"):
        person_roles_set(actor=actor, user_id=people.rita.pk, seats=[HOUSE_ADMIN], seen=now)
    assert seats_of(people.rita) == now


def test_it_asks_the_database_whether_ada_still_administers(people: People) -> None:
    person("Berta Ask", (None, Role.ADMIN))
    signed_in(people.ada)
    assert seats_of(people.ada) == {HOUSE_ADMIN}
    Membership.objects.filter(user=people.ada).delete()
    with pytest.raises(Refused, match="Only an administrator"):
        person_deactivate(actor=people.ada, user_id=people.rita.pk)


def test_it_shows_the_second_admin_what_the_first_one_saved(people: People) -> None:
    opened = seats_of(people.rita)
    legal, editor = Seat(None, "legal"), Seat(people.politics.pk, "editor")
    person_roles_set(actor=people.ada, user_id=people.rita.pk, seats=opened | {legal}, seen=opened)
    with pytest.raises(Changed, match="while you were looking") as no:
        person_roles_set(actor=people.ada, user_id=people.rita.pk, seats=opened | {editor}, seen=opened)
    assert no.value.now == opened | {legal}
    assert seats_of(people.rita) == opened | {legal}


def test_it_minds_no_second_admin_who_wants_the_same(people: People) -> None:
    opened = seats_of(people.rita)
    wanted = opened | {Seat(None, "legal")}
    for _ in range(2):
        person_roles_set(actor=people.ada, user_id=people.rita.pk, seats=wanted, seen=opened)
    assert seats_of(people.rita) == wanted


def test_it_refuses_an_admin_of_one_desk(people: People) -> None:
    seats = [Seat(people.business.pk, "admin")]
    with pytest.raises(Refused, match="whole house"):
        person_roles_set(actor=people.ada, user_id=people.rita.pk, seats=seats, seen=seats_of(people.rita))


def test_it_refuses_a_desk_that_does_not_exist(people: People) -> None:
    with pytest.raises(Refused, match="does not exist"):
        person_roles_set(
            actor=people.ada, user_id=people.rita.pk, seats=[Seat(987, "editor")], seen=seats_of(people.rita)
        )


def test_it_refuses_a_person_who_does_not_exist(people: People) -> None:
    with pytest.raises(Refused, match="no such person"):
        person_deactivate(actor=people.ada, user_id=987)


def test_it_keeps_the_last_administrator_administering(people: People, heard: list[dict[str, Any]]) -> None:
    with pytest.raises(Refused, match="only administrator left"):
        person_roles_set(actor=people.ada, user_id=people.ada.pk, seats=[], seen=[HOUSE_ADMIN])
    assert seats_of(people.ada) == {HOUSE_ADMIN}
    assert heard == []


def test_it_keeps_the_last_administrator_active(people: People) -> None:
    with pytest.raises(Refused, match="only administrator left"):
        person_deactivate(actor=people.ada, user_id=people.ada.pk)
    people.ada.refresh_from_db()
    assert people.ada.is_active


def test_it_counts_no_deactivated_administrator(people: People) -> None:
    berta = person("Berta Ask", (None, Role.ADMIN))
    person_deactivate(actor=people.ada, user_id=berta.pk)
    with pytest.raises(Refused, match="only administrator left"):
        person_deactivate(actor=people.ada, user_id=people.ada.pk)


def test_it_lets_ada_go_when_berta_administers_too(people: People) -> None:
    person("Berta Ask", (None, Role.ADMIN))
    person_deactivate(actor=people.ada, user_id=people.ada.pk)
    assert [admin.name for admin in active_admins()] == ["Berta Ask"]


@pytest.mark.django_db(transaction=True)
def test_it_leaves_one_administrator_when_two_go_at_once() -> None:
    people = newsroom()
    berta = person("Berta Ask", (None, Role.ADMIN))
    both, refused = threading.Barrier(2), []

    def leave(user: User) -> None:
        both.wait()
        try:
            person_deactivate(actor=user, user_id=user.pk)
        except Refused as no:
            refused.append(no.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[user]) for user in (people.ada, berta)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert active_admins().count() == 1
    assert len(refused) == 1


def test_it_signs_a_deactivated_person_out_everywhere(people: People, heard: list[dict[str, Any]]) -> None:
    phone, desk, ed = signed_in(people.rita), signed_in(people.rita), signed_in(people.ed)
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    assert phone.get("/me/").status_code == desk.get("/me/").status_code == 302
    assert ed.get("/me/").status_code == 200
    assert heard[0]["action"] == "person-deactivated"


def test_it_revives_no_old_session_with_the_person(people: People) -> None:
    phone = signed_in(people.rita)
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    person_reactivate(actor=people.ada, user_id=people.rita.pk)
    assert phone.get("/me/").status_code == 302


def test_it_gives_a_reactivated_person_the_old_roles(people: People, heard: list[dict[str, Any]]) -> None:
    before = seats_of(people.rita)
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    person_reactivate(actor=people.ada, user_id=people.rita.pk)
    assert seats_of(people.rita) == before
    assert signed_in(people.rita).get("/me/").status_code == 200
    assert [news["action"] for news in heard] == ["person-deactivated", "person-reactivated"]


def test_it_deactivates_once(people: People, heard: list[dict[str, Any]]) -> None:
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    assert len(heard) == 1


def test_it_ends_the_invitations_of_an_administrator_who_goes(people: People) -> None:
    berta = person("Berta Ask", (None, Role.ADMIN))
    invitation_make(actor=berta, email="sam@courier.example", name="Sam Wick", seats=[Seat(None, "editor")])
    person_deactivate(actor=people.ada, user_id=berta.pk)
    assert not Invitation.objects.get().open


def test_it_ends_the_invitations_of_an_administrator_who_is_none_any_more(people: People) -> None:
    berta = person("Berta Ask", (None, Role.ADMIN))
    invitation_make(actor=berta, email="sam@courier.example", name="Sam Wick", seats=[Seat(None, "editor")])
    person_roles_set(actor=people.ada, user_id=berta.pk, seats=[], seen=[HOUSE_ADMIN])
    assert not Invitation.objects.get().open


def test_it_corrects_a_name(people: People, heard: list[dict[str, Any]]) -> None:
    person_update(
        actor=people.ada,
        user_id=people.rita.pk,
        seen=seen(people.rita),
        name=" Rita  Calder-Moss ",
        email=people.rita.email,
    )
    people.rita.refresh_from_db()
    assert people.rita.name == "Rita Calder-Moss"
    assert heard[0]["detail"] == {"fields": ["name"]}


def test_it_folds_a_new_address(people: People) -> None:
    change_rita(people, email=" Rita.C@Courier.Example ")
    people.rita.refresh_from_db()
    assert people.rita.email == "rita.c@courier.example"


def test_it_refuses_an_address_that_ed_has(people: People) -> None:
    with pytest.raises(Refused, match="belongs to Ed Marlow"):
        change_rita(people, email="ED@courier.example")


@pytest.mark.parametrize("name", ["", "   ", "—", "Ri\u200bta", "Ri\x07ta", "R" * 121])
def test_it_refuses_a_name_that_is_none(people: People, name: str) -> None:
    with pytest.raises(Refused, match="name"):
        change_rita(people, name=name)


def test_it_refuses_to_write_over_a_name_it_did_not_show(people: People) -> None:
    opened = seen(people.rita)
    change_rita(people, opened, name="Rita Moss")
    with pytest.raises(Changed, match="became “Rita Moss”"):
        change_rita(people, opened, name="Rita Calder-Moss")


def test_it_lets_two_admins_change_different_fields(people: People) -> None:
    opened = seen(people.rita)
    person_update(
        actor=people.ada, user_id=people.rita.pk, seen=opened, name="Rita Moss", email=opened["email"]
    )
    person_update(
        actor=people.ada,
        user_id=people.rita.pk,
        seen=opened,
        name=opened["name"],
        email="moss@courier.example",
    )
    people.rita.refresh_from_db()
    assert (people.rita.name, people.rita.email) == ("Rita Moss", "moss@courier.example")


def test_it_announces_a_new_password_without_it(people: People, heard: list[dict[str, Any]]) -> None:
    password_set(user=people.rita, password="a quite different one", way="changed")
    assert people.rita.check_password("a quite different one")
    assert heard[0]["detail"] == {"way": "changed"}


def test_it_takes_everything_back_when_the_record_cannot_be_written(people: People) -> None:
    def broken(**news: Any) -> None:
        raise RuntimeError("the record is full")

    people_changed.connect(broken)
    try:
        with pytest.raises(RuntimeError):
            person_deactivate(actor=people.ada, user_id=people.rita.pk)
    finally:
        people_changed.disconnect(broken)
    people.rita.refresh_from_db()
    assert people.rita.is_active


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"q": "cald"}, ["Rita Calder"]),
        ({"q": "ED@courier"}, ["Ed Marlow"]),
        ({"desk": "politics"}, ["Ada Lind", "Lena Voss", "Nora Quint", "Stan Okafor"]),
        ({"desk": "business", "role": "reporter"}, ["Rita Calder", "Ron Hale"]),
        ({"desk": "politics", "role": "editor"}, []),
        ({"role": "legal"}, ["Lena Voss"]),
        ({"standing": "gone"}, ["Finn Dorsey"]),
        ({"standing": "active", "role": "editor"}, ["Ed Marlow"]),
        ({"q": "%"}, []),
    ],
)
def test_it_finds_people(people: People, wanted: dict[str, str], found: list[str]) -> None:
    User.objects.filter(pk=people.finn.pk).update(is_active=False)
    assert [user.name for user in people_found(**wanted)] == found


def test_it_lists_deactivated_people_last(people: People) -> None:
    User.objects.filter(pk=people.ada.pk).update(is_active=False)
    assert next(reversed([user.name for user in people_found()])) == "Ada Lind"


def test_it_names_the_house_before_the_desks(people: People) -> None:
    finn = people.finn
    for desk, role in (
        (None, Role.LEGAL),
        (people.politics, Role.REPORTER),
        (people.business, Role.REPORTER),
    ):
        Membership.objects.create(user=finn, desk=desk, role=role)
    places = places_of(User.objects.prefetch_related("memberships__desk").get(pk=finn.pk), role_names())
    assert [(str(place.desk), place.roles) for place in places] == [
        ("None", ("legal",)),
        ("Business", ("reporter", "editor")),
        ("Politics", ("reporter",)),
    ]


def test_it_tells_the_old_address_that_there_is_another(
    people: People, django_capture_on_commit_callbacks: Any
) -> None:
    seen = {"name": "Rita Calder", "email": "rita@courier.example"}
    with django_capture_on_commit_callbacks(execute=True):
        new = {"name": "Rita Calder", "email": "r.calder@courier.example"}
        person_update(actor=people.ada, user_id=people.rita.pk, seen=seen, **new)
    (letter,) = mail.outbox
    assert letter.to == ["rita@courier.example"]
    assert "Ada Lind changed the address of Rita Calder" in letter.body
    assert "r.calder@" not in letter.body  # that is the new address's own to tell


def test_it_mails_nobody_about_a_name(people: People, django_capture_on_commit_callbacks: Any) -> None:
    seen = {"name": "Rita Calder", "email": "rita@courier.example"}
    with django_capture_on_commit_callbacks(execute=True):
        person_update(actor=people.ada, user_id=people.rita.pk, seen=seen, name="Rita Calder-Poe")
    assert mail.outbox == []
