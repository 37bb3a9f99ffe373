"""A link lets one person in, once, and says why when it lets nobody in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from newsroom.accounts.models import Invitation, User
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import (
    Refused,
    invitation_accept,
    invitation_make,
    invitation_renew,
    invitation_revoke,
    person_deactivate,
)
from tests.people import People
from tests.remembered import remembered

pytestmark = pytest.mark.postgres

SECRET = "seven quiet lighthouses"


@remembered
def ask_sam(people: People, **changed: Any) -> tuple[Invitation, str]:
    seats = [Seat(people.business.pk, "reporter"), Seat(None, "legal")]
    return invitation_make(
        **{"actor": people.ada, "email": "Sam@Courier.example", "name": "Sam Wick", "seats": seats, **changed}
    )


def sam_joins(token: str, name: str = "Sam Wick") -> User:
    return invitation_accept(token=token, name=name, password=SECRET)


def test_it_lets_sam_in_with_the_roles_named(people: People, heard: list[dict[str, Any]]) -> None:
    _, token = ask_sam(people)
    sam = sam_joins(token)
    assert sam.email == "sam@courier.example"
    assert sam.check_password(SECRET)
    assert seats_of(sam) == {Seat(people.business.pk, "reporter"), Seat(None, "legal")}
    assert [news["action"] for news in heard] == ["person-invited", "person-joined"]
    assert heard[1]["detail"]["roles"] == ["*:legal", "business:reporter"]


def test_it_keeps_no_token(people: People) -> None:
    _, token = ask_sam(people)
    row = Invitation.objects.values().get()
    assert token not in str(row)


def test_it_lets_in_once(people: People) -> None:
    _, token = ask_sam(people)
    sam_joins(token)
    with pytest.raises(Refused, match="has been used"):
        sam_joins(token)


def test_it_refuses_a_token_nobody_gave_out(people: People) -> None:
    with pytest.raises(Refused, match="no such invitation"):
        sam_joins("guessed")


def test_it_refuses_an_expired_link_and_says_whom_to_ask(people: People) -> None:
    _, token = ask_sam(people)
    with (
        time_machine.travel(timezone.now() + timedelta(days=8)),
        pytest.raises(Refused, match=r"expired\. Ask Ada Lind"),
    ):
        sam_joins(token)


def test_it_refuses_a_revoked_link(people: People, heard: list[dict[str, Any]]) -> None:
    invitation, token = ask_sam(people)
    invitation_revoke(actor=people.ada, invitation_id=invitation.pk)
    with pytest.raises(Refused, match=r"withdrawn\. Ask Ada Lind"):
        sam_joins(token)
    assert heard[-1]["action"] == "invitation-revoked"


def test_it_revokes_once(people: People, heard: list[dict[str, Any]]) -> None:
    invitation, _ = ask_sam(people)
    for _ in range(2):
        invitation_revoke(actor=people.ada, invitation_id=invitation.pk)
    assert [news["action"] for news in heard] == ["person-invited", "invitation-revoked"]


def test_it_refuses_to_revoke_what_was_used(people: People) -> None:
    invitation, token = ask_sam(people)
    sam = sam_joins(token)
    with pytest.raises(Refused, match="already joined") as no:
        invitation_revoke(actor=people.ada, invitation_id=invitation.pk)
    assert no.value.fix == f"/people/{sam.pk}/"


def test_it_refuses_an_address_taken_meanwhile(people: People) -> None:
    _, token = ask_sam(people)
    User.objects.create_user("sam@courier.example", "Another Sam", SECRET)
    with pytest.raises(Refused, match="already belongs"):
        sam_joins(token)
    assert Invitation.objects.get().accepted_at is None


def test_it_refuses_to_invite_who_is_here(people: People) -> None:
    with pytest.raises(Refused, match="belongs to Rita Calder, who is here") as no:
        ask_sam(people, email="RITA@courier.example")
    assert no.value.fix == f"/people/{people.rita.pk}/"


def test_it_points_to_reactivation_for_who_was_here(people: People) -> None:
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    with pytest.raises(Refused, match="reactivate"):
        ask_sam(people, email="rita@courier.example")


def test_it_refuses_a_second_open_invitation(people: People) -> None:
    ask_sam(people)
    with pytest.raises(Refused, match="already invited"):
        ask_sam(people)


def test_it_invites_again_after_the_first_has_expired(people: People) -> None:
    ask_sam(people)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    _, token = ask_sam(people)
    assert sam_joins(token).name == "Sam Wick"


def test_it_refuses_an_invitation_without_a_role(people: People) -> None:
    with pytest.raises(Refused, match="at least one role"):
        ask_sam(people, seats=[])


@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "otto"])
def test_it_lets_only_an_administrator_invite(people: People, who: str) -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        ask_sam(people, actor=getattr(people, who))
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("service", [invitation_revoke, invitation_renew])
def test_it_lets_only_an_administrator_end_or_renew(people: People, service: Any) -> None:
    invitation, token = ask_sam(people)
    with pytest.raises(Refused, match="Only an administrator"):
        service(actor=people.ed, invitation_id=invitation.pk)
    assert sam_joins(token)


@pytest.mark.parametrize("service", [invitation_revoke, invitation_renew])
def test_it_refuses_an_invitation_that_does_not_exist(people: People, service: Any) -> None:
    with pytest.raises(Refused, match="no such invitation"):
        service(actor=people.ada, invitation_id=987)


def test_it_ends_the_old_link_with_the_new_one(people: People) -> None:
    invitation, lost = ask_sam(people)
    renewed, token = invitation_renew(actor=people.ada, invitation_id=invitation.pk)
    with pytest.raises(Refused, match="withdrawn"):
        sam_joins(lost)
    assert sam_joins(token).email == "sam@courier.example"
    assert renewed.roles == invitation.roles


def test_it_renews_an_expired_link(people: People) -> None:
    invitation, _ = ask_sam(people)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=3))
    _, token = invitation_renew(actor=people.ada, invitation_id=invitation.pk)
    assert sam_joins(token)


def test_it_renews_nothing_for_who_has_joined(people: People) -> None:
    invitation, token = ask_sam(people)
    sam_joins(token)
    with pytest.raises(Refused, match="who is here"):
        invitation_renew(actor=people.ada, invitation_id=invitation.pk)
