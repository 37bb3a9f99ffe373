"""The administrator's pages: people, invitations, roles, desks; and that nobody else finds them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from newsroom.accounts.models import Desk, Invitation, Membership, Role, User
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import desk_close, invitation_make, person_deactivate, person_roles_set
from tests.people import People, person, signed_in
from tests.remembered import remembered

GET = ["people", "invite", "person", "desks", "desk"]
POST = [
    "invite",
    "invitation_renew",
    "invitation_revoke",
    "person_details",
    "person_roles",
    "person_deactivate",
    "person_reactivate",
    "desks",
    "desk",
    "desk_close",
    "desk_reopen",
]


@pytest.fixture
def ada(people: People) -> Client:
    return signed_in(people.ada)


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def address(people: People, name: str) -> str:
    """With arguments that exist, so that a 404 is about the person who asks."""
    if name.startswith("invitation"):
        return reverse(f"accounts:{name}", args=[invited(people).pk])
    if name.startswith("person"):
        return reverse(f"accounts:{name}", args=[people.rita.pk])
    if name.startswith("desk") and name != "desks":
        return reverse(f"accounts:{name}", args=["business"])
    return reverse(f"accounts:{name}")


@remembered
def invited(people: People) -> Invitation:
    seats = [Seat(people.business.pk, "reporter")]
    return invitation_make(actor=people.ada, email="sam@courier.example", name="Sam Wick", seats=seats)[0]


def roles_of_rita(people: People, *seats: Seat, seen: Any = None) -> dict[str, Any]:
    shown = seats_of(people.rita) if seen is None else seen
    return {"seats": [seat.code for seat in seats], "seen": " ".join(seat.code for seat in shown)}


@pytest.mark.parametrize("name", GET)
@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "otto"])
def test_it_shows_no_admin_page_to_anyone_else(people: People, who: str, name: str) -> None:
    assert signed_in(getattr(people, who)).get(address(people, name)).status_code == 404


@pytest.mark.parametrize("name", POST)
@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "otto"])
def test_it_takes_no_admin_action_from_anyone_else(people: People, who: str, name: str) -> None:
    before = list(Membership.objects.values_list()), list(Desk.objects.values_list()), User.objects.count()
    assert signed_in(getattr(people, who)).post(address(people, name), {"name": "Sport"}).status_code == 404
    after = list(Membership.objects.values_list()), list(Desk.objects.values_list()), User.objects.count()
    assert after == before


@pytest.mark.parametrize("name", GET)
def test_it_shows_every_admin_page_to_ada(people: People, ada: Client, name: str) -> None:
    assert ada.get(address(people, name)).status_code == 200


@pytest.mark.parametrize("name", [name for name in POST if name not in ("invite", "desks", "desk")])
def test_it_changes_nothing_by_a_link(people: People, ada: Client, name: str) -> None:
    assert ada.get(address(people, name)).status_code == 405


@pytest.mark.parametrize("path", ["/people/987/", "/desks/sport/"])
def test_it_knows_no_page_of_what_does_not_exist(people: People, ada: Client, path: str) -> None:
    assert ada.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/people/987/roles/", "/people/987/deactivate/", "/desks/sport/close/"])
def test_it_changes_nothing_that_does_not_exist(people: People, ada: Client, path: str) -> None:
    assert ada.post(path, {}).status_code == 404


def test_it_lists_people_with_their_roles(people: People, ada: Client) -> None:
    page = words(ada.get("/people/"))
    assert "Rita Calder" in page
    assert "<b>Business</b> reporter" in page
    assert "<b>Every desk</b> standards" in page
    assert "no role" in page


def test_it_reads_people_in_as_many_queries_for_many_as_for_few(
    people: People, ada: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        person(f"Person{number} Extra", (people.business, Role.REPORTER), (None, Role.LEGAL))
    with django_assert_max_num_queries(12):
        ada.get("/people/")


def test_it_narrows_the_list_and_offers_to_widen_it(people: People, ada: Client) -> None:
    page = words(ada.get("/people/?q=marlow&role=editor"))
    assert "Ed Marlow" in page
    assert "Finn Dorsey" not in page
    assert "Show everybody" in page


def test_it_says_that_nobody_fits(people: People, ada: Client) -> None:
    assert "Nobody fits that" in words(ada.get("/people/?q=zebra"))


@pytest.mark.parametrize("query", ["role=pope", "desk=nowhere", "standing=maybe", "page=99", "q=%00"])
def test_it_shrugs_at_nonsense_in_the_address(people: People, ada: Client, query: str) -> None:
    assert ada.get(f"/people/?{query}").status_code == 200


def test_it_keeps_the_filter_on_the_next_page(people: People, ada: Client) -> None:
    for number in range(51):
        person(f"Person{number} Extra", (people.politics, Role.REPORTER))
    page = words(ada.get("/people/?q=extra"))
    assert "Page 1 of 2, 51 people" in page
    assert re.search(r'href="\?q=extra&(amp;)?page=2"', page)


def test_it_greys_a_deactivated_person(people: People, ada: Client) -> None:
    person_deactivate(actor=people.ada, user_id=people.finn.pk)
    page = words(ada.get("/people/?standing=gone"))
    assert re.search(r'<tr class="gone">.*Finn Dorsey.*deactivated', page)
    assert "Ed Marlow" not in page


def inviting(people: People, **changed: Any) -> dict[str, Any]:
    seats = [f"{people.business.pk}:reporter"]
    return {"name": "Sam Wick", "email": "sam@courier.example", "seats": seats, "seen": "", **changed}


def test_it_shows_the_link_once_and_mails_it(people: People, ada: Client) -> None:
    response = ada.post("/people/invite/", inviting(people))
    assert response.status_code == 201
    link = re.search(r'value="(http://testserver/join/[^"]+/)"', response.content.decode())[1]
    assert mail.outbox[0].to == ["sam@courier.example"]
    assert link in mail.outbox[0].body
    assert "no-store" in response["Cache-Control"]
    assert Client().get(link).status_code == 200
    assert "/join/" not in ada.get("/people/").content.decode()


def test_it_says_to_hand_the_link_over_where_no_mail_goes_out(
    people: People, ada: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "this newsroom sends no mail" in words(ada.post("/people/invite/", inviting(people)))


def test_it_says_so_when_the_mail_server_is_down(people: People, ada: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = words(ada.post("/people/invite/", inviting(people)))
    assert "could not be sent" in page
    assert "/join/" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "sam"}, "valid email"),
        ({"email": ""}, "required"),
        ({"name": " "}, "required"),
        ({"seats": []}, "at least one role"),
        ({"seats": ["987:editor"]}, "There is no role"),
        ({"seats": ["nonsense"]}, "There is no role"),
        ({"email": "rita@courier.example"}, "belongs to Rita Calder"),
    ],
)
def test_it_keeps_what_was_typed_when_it_cannot_invite(
    people: People, ada: Client, changed: dict[str, Any], sentence: str
) -> None:
    page = words(ada.post("/people/invite/", inviting(people, **changed)))
    assert sentence in page
    assert "Sam Wick" in page or "name" in changed
    assert not Invitation.objects.exists()


def test_it_refuses_an_admin_of_one_desk_on_the_page(people: People, ada: Client) -> None:
    response = ada.post("/people/invite/", inviting(people, seats=[f"{people.business.pk}:admin"]))
    assert response.status_code == 409
    assert "whole house" in words(response)


def test_it_ticks_the_desk_one_came_from(people: People, ada: Client) -> None:
    page = ada.get("/people/invite/?desk=politics").content.decode()
    assert re.search(rf'value="{people.politics.pk}:reporter"[^>]* checked', page)


def test_it_revokes_an_invitation(people: People, ada: Client) -> None:
    invitation = invited(people)
    assert "Sam Wick" in words(ada.get("/people/"))
    ada.post(reverse("accounts:invitation_revoke", args=[invitation.pk]))
    assert "No invitation is waiting" in words(ada.get("/people/"))


def test_it_makes_a_new_link(people: People, ada: Client) -> None:
    response = ada.post(reverse("accounts:invitation_renew", args=[invited(people).pk]))
    assert response.status_code == 201
    assert "/join/" in words(response)


@pytest.mark.parametrize("name", ["invitation_renew", "invitation_revoke"])
def test_it_says_that_an_invitation_does_not_exist(people: People, ada: Client, name: str) -> None:
    response = ada.post(reverse(f"accounts:{name}", args=[987]))
    assert response.status_code == 409
    assert "no such invitation" in words(response)


def test_it_saves_the_roles_ticked(people: People, ada: Client) -> None:
    editor = Seat(people.politics.pk, "editor")
    path = address(people, "person_roles")
    assert ada.post(path, roles_of_rita(people, editor, Seat(None, "legal"))).status_code == 302
    assert seats_of(people.rita) == {editor, Seat(None, "legal")}


def test_it_shows_a_conflict_with_both_changes_and_saves_it_on_the_second_look(
    people: People, ada: Client
) -> None:
    opened, legal = seats_of(people.rita), Seat(None, "legal")
    person_roles_set(actor=people.ada, user_id=people.rita.pk, seats=opened | {legal}, seen=opened)
    editor = Seat(people.politics.pk, "editor")
    response = ada.post(address(people, "person_roles"), roles_of_rita(people, *opened, editor, seen=opened))
    assert response.status_code == 409
    page = response.content.decode()
    assert "while you were looking" in page
    assert "legal, every desk, changed by somebody else" in page
    ticked = re.findall(r'name="seats" value="([^"]+)"[^>]* checked', page)
    again = {"seats": ticked, "seen": re.search(r'name="seen" value="([^"]*)"', page)[1]}
    assert ada.post(address(people, "person_roles"), again).status_code == 302
    assert seats_of(people.rita) == opened | {legal, editor}


def test_it_refuses_a_page_damaged_on_its_way(people: People, ada: Client) -> None:
    data = {"seats": [], "seen": "nonsense"}
    assert "damaged" in words(ada.post(address(people, "person_roles"), data))
    assert seats_of(people.rita) == {Seat(people.business.pk, "reporter")}


def test_it_keeps_roles_on_a_closed_desk_in_sight(people: People, ada: Client) -> None:
    desk_close(actor=people.ada, desk_id=people.business.pk)
    assert f'value="{people.business.pk}:reporter"' in words(ada.get(address(people, "person")))
    nora = words(ada.get(reverse("accounts:person", args=[people.nora.pk])))
    assert f'value="{people.business.pk}:reporter"' not in nora


def test_it_says_why_the_last_administrator_stays(people: People, ada: Client) -> None:
    path = reverse("accounts:person_roles", args=[people.ada.pk])
    response = ada.post(path, {"seats": [], "seen": "*:admin"})
    assert response.status_code == 409
    assert "only administrator left" in words(response)
    gone = ada.post(reverse("accounts:person_deactivate", args=[people.ada.pk]))
    assert gone.status_code == 409
    assert "only administrator left" in words(gone)


def test_it_takes_ada_to_her_own_page_when_she_gives_up_the_keys(people: People, ada: Client) -> None:
    person("Berta Ask", (None, Role.ADMIN))
    path = reverse("accounts:person_roles", args=[people.ada.pk])
    assert ada.post(path, {"seats": [], "seen": "*:admin"}).url == "/me/"
    assert ada.get("/people/").status_code == 404


def test_it_signs_ada_out_when_she_closes_her_own_door(people: People, ada: Client) -> None:
    person("Berta Ask", (None, Role.ADMIN))
    response = ada.post(reverse("accounts:person_deactivate", args=[people.ada.pk]), follow=True)
    assert response.redirect_chain[-1][0].startswith("/sign-in/")


def test_it_deactivates_and_reactivates(people: People, ada: Client) -> None:
    rita = signed_in(people.rita)
    ada.post(address(people, "person_deactivate"))
    assert rita.get("/me/").status_code == 302
    page = words(ada.get(address(people, "person")))
    assert "Deactivated:" in page
    ada.post(address(people, "person_reactivate"))
    assert signed_in(people.rita).get("/me/").status_code == 200


def details(people: People, **changed: str) -> dict[str, str]:
    rita = people.rita
    return {
        "name": rita.name,
        "email": rita.email,
        "seen_name": rita.name,
        "seen_email": rita.email,
        **changed,
    }


def test_it_saves_a_name(people: People, ada: Client) -> None:
    assert ada.post(address(people, "person_details"), details(people, name="Rita Moss")).status_code == 302
    assert User.objects.get(pk=people.rita.pk).name == "Rita Moss"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "ed@courier.example"}, "belongs to Ed Marlow"),
        ({"email": "no address"}, "valid email"),
        ({"name": ""}, "required"),
        ({"name": "??"}, "at least one letter"),
        ({"name": "Rita Moss", "seen_name": "Rita Old"}, "became “Rita Calder” while you were looking"),
    ],
)
def test_it_says_why_name_or_address_will_not_do(
    people: People, ada: Client, changed: dict[str, str], sentence: str
) -> None:
    page = words(ada.post(address(people, "person_details"), details(people, **changed)))
    assert sentence in page
    rita = User.objects.get(pk=people.rita.pk)
    assert (rita.name, rita.email) == ("Rita Calder", "rita@courier.example")


def test_it_keeps_the_typed_name_beside_the_one_that_stands(people: People, ada: Client) -> None:
    stale = details(people, name="Rita Moss", seen_name="Rita Old")
    response = ada.post(address(people, "person_details"), stale)
    assert response.status_code == 409
    assert 'value="Rita Moss"' in words(response)
    assert (
        ada.post(address(people, "person_details"), {**stale, "seen_name": "Rita Calder"}).status_code == 302
    )


def test_it_adds_a_desk(people: People, ada: Client) -> None:
    assert ada.post("/desks/", {"name": "Sport"}).url == "/desks/sport/"
    assert "Nobody works here yet" not in words(ada.get("/desks/business/"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "required"), ("business", "already a desk “Business”"), ("S" * 61, "at most 60"), ("?", "letter")],
)
def test_it_says_why_it_adds_no_desk(people: People, ada: Client, name: str, sentence: str) -> None:
    assert sentence in words(ada.post("/desks/", {"name": name}))
    assert Desk.objects.count() == 2


def test_it_renames_a_desk_at_the_same_address(people: People, ada: Client) -> None:
    assert ada.post("/desks/business/", {"name": "Money", "seen": "Business"}).url == "/desks/business/"
    assert "Money" in words(ada.get("/desks/business/"))


def test_it_shows_a_rename_that_came_first(people: People, ada: Client) -> None:
    response = ada.post("/desks/business/", {"name": "Trade", "seen": "Commerce"})
    assert response.status_code == 409
    assert "became “Business” while you were looking" in words(response)
    assert 'value="Trade"' in words(response)


def test_it_says_why_a_desk_keeps_its_name(people: People, ada: Client) -> None:
    response = ada.post("/desks/business/", {"name": "Politics", "seen": "Business"})
    assert "already a desk “Politics”" in words(response)


def test_it_closes_a_desk_but_not_the_last_one(people: People, ada: Client) -> None:
    assert ada.post("/desks/business/close/").status_code == 302
    assert "Closed:" in words(ada.get("/desks/business/"))
    response = ada.post("/desks/politics/close/")
    assert response.status_code == 409
    assert "only open desk" in words(response)
    assert ada.post("/desks/business/open/").status_code == 302
    assert Desk.objects.filter(is_active=True).count() == 2


def test_it_shows_names_as_text(people: People, ada: Client) -> None:
    person("<script>alert(1)</script>", (people.business, Role.REPORTER))
    for path in ("/people/", "/desks/business/"):
        assert "<script>alert" not in ada.get(path).content.decode()
