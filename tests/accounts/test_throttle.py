"""Wrong passwords slow whoever sends them, and shut nobody else out."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from newsroom.accounts.models import Tries
from newsroom.accounts.throttle import ACCOUNT, ADDRESS, FORGOTTEN, LIMITS, Limit, keys_of, place_of, waits
from review.models import AuditEvent
from review.selectors.audit import entries
from tests.people import PASSWORD, People, signed_in

pytestmark = pytest.mark.postgres

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
RITA, CAFE, HOME = "rita@courier.example", "198.51.100.7", "203.0.113.9"
SECRET = "seven quiet lighthouses"


def sign_in(client: Client, email: str = RITA, password: str = PASSWORD, at: str = CAFE) -> Any:
    return client.post("/sign-in/", {"username": email, "password": password}, REMOTE_ADDR=at)


def wrong(times: int, email: str = RITA, at: str = CAFE) -> Any:
    """The last answer to so many wrong tries, each of a browser that is new here."""
    return [sign_in(Client(), email, f"wrong {turn}", at) for turn in range(times)][-1]


def house(action: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(chain="house", action=action))


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.slug)
def test_it_backs_off_and_the_backing_off_ends(limit: Limit) -> None:
    told = [waits(limit, wrong, NOON, NOON) for wrong in range(200)]
    assert told[: limit.free] == [timedelta(0)] * limit.free
    assert told[limit.free] == limit.first
    assert told[limit.free + 1] == 2 * limit.first
    assert told == sorted(told)
    assert max(told) == limit.longest
    assert waits(limit, 10**9, NOON, NOON + limit.longest) == timedelta(0)
    assert waits(limit, 10**9, NOON, NOON + FORGOTTEN) == timedelta(0)


def test_a_network_of_one_subscriber_is_one_place() -> None:
    assert place_of("2001:db8::1") == place_of("2001:db8::ffff") != place_of("2001:db8:0:1::1")
    assert keys_of("a", "2001:db8::1") == keys_of("a", "2001:db8::2")
    assert [key.limit for key in keys_of("a", CAFE)] == [ACCOUNT, ADDRESS]


@pytest.mark.django_db
def test_eight_wrong_tries_slow_the_account_here_and_lock_nobody_out_elsewhere(people: People) -> None:
    with time_machine.travel(NOON, tick=False):
        response = wrong(8)
        assert response.status_code == 429
        assert response["Retry-After"] == "31"
        assert "taken in 30 seconds" in response.content.decode()
        assert sign_in(Client()).status_code == 429  # the right password does not tell itself by being taken
        assert sign_in(Client(), at=HOME).status_code == 302
        assert sign_in(Client(), "ed@courier.example").status_code == 302


@pytest.mark.django_db
def test_a_device_that_knew_the_password_is_not_shut_out_by_its_neighbours(people: People) -> None:
    own = Client()
    sign_in(own)
    own.post("/sign-out/")
    assert wrong(8).status_code == 429
    assert sign_in(own).status_code == 302
    own.post("/sign-out/")
    for _ in range(ACCOUNT.free + 1):
        response = sign_in(own, password="wrong")
    assert response.status_code == 429  # its own tries count, too


@pytest.mark.django_db
def test_a_device_is_known_for_one_account_alone(people: People) -> None:
    own = Client()
    sign_in(own)
    own.post("/sign-out/")
    for _ in range(ACCOUNT.free + 1):
        response = sign_in(own, "ed@courier.example", "wrong")
    assert response.status_code == 429
    own.cookies["device"] = own.cookies["device"].value + "x"
    assert sign_in(own).status_code == 302


@pytest.mark.django_db
def test_twelve_names_from_one_address_are_slowed(people: People) -> None:
    with time_machine.travel(NOON, tick=False):
        names = [f"name{number}@courier.example" for number in range(12)]
        told = [sign_in(Client(), name, "spring2026").status_code for name in names]
        assert told == [200] * ADDRESS.free + [429] * 2
        assert sign_in(Client(), at=HOME).status_code == 302
    assert len(house("address-slowed")) == 1


@pytest.mark.django_db
def test_after_the_wait_a_try_is_taken_and_trying_earlier_changes_nothing(people: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        wrong(ACCOUNT.free)
        for _ in range(5):
            clock.shift(5)
            assert wrong(1).status_code == 429
        clock.shift(5)
        assert sign_in(Client()).status_code == 302
        assert wrong(ADDRESS.free - ACCOUNT.free).status_code == 200  # a right one forgives what was before


@pytest.mark.django_db
def test_nothing_is_counted_after_an_hour(people: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        wrong(8)
        clock.shift(FORGOTTEN + timedelta(seconds=1))
        sign_in(Client())
        assert Tries.objects.filter(wrong__gt=0).count() == 0


@pytest.mark.django_db
def test_a_proxy_is_not_the_client(people: People, settings: Any) -> None:
    settings.PROXIES = type(settings.PROXIES)(count=1)
    data = {"username": RITA, "password": "wrong"}
    for _ in range(8):
        Client().post("/sign-in/", data, REMOTE_ADDR="10.0.0.5", HTTP_X_FORWARDED_FOR=CAFE)
    elsewhere = {"REMOTE_ADDR": "10.0.0.5", "HTTP_X_FORWARDED_FOR": HOME}
    assert Client().post("/sign-in/", data | {"password": PASSWORD}, **elsewhere).status_code == 302


@pytest.mark.django_db
def test_an_open_session_is_no_way_to_guess_the_password(people: People) -> None:
    client = signed_in(people.rita)
    told = {"new_password1": SECRET, "new_password2": SECRET}
    for turn in range(ACCOUNT.free):
        assert client.post("/me/password/", {**told, "old_password": f"guess {turn}"}).status_code == 200
    assert client.post("/me/password/", {**told, "old_password": PASSWORD}).status_code == 429
    assert signed_in(people.ed).post("/me/password/", {**told, "old_password": PASSWORD}).status_code == 302


@pytest.mark.django_db
def test_a_new_password_by_mail_forgives_the_wrong_ones(people: People) -> None:
    client = Client(REMOTE_ADDR=CAFE)
    wrong(8)
    client.post("/password/", {"email": RITA})
    form = client.get(re.search(r"/password/\S+/\S+/", mail.outbox[0].body)[0])
    client.post(form.url, {"new_password1": SECRET, "new_password2": SECRET})
    assert sign_in(client, password=SECRET).status_code == 302


@pytest.mark.django_db
def test_the_record_knows_who_came_in_and_who_was_slowed(people: People) -> None:
    sign_in(Client(), at=HOME)
    wrong(ACCOUNT.free + 3)
    said = [entry.sentence for entry in entries(house("signed-in") + house("account-slowed"))]
    assert said == [
        "Rita Calder signed in from 203.0.113.9.",
        "Signing in as Rita Calder from 198.51.100.7 was slowed: many wrong tries.",
    ]


@pytest.mark.django_db
def test_what_was_typed_is_written_down_nowhere(people: People, caplog: pytest.LogCaptureFixture) -> None:
    typed = "my-own-passphrase"
    with caplog.at_level(logging.DEBUG):
        wrong(ADDRESS.free + 2, email=typed)
        sign_in(Client(), RITA, typed, HOME)
    assert "A wrong password for nobody here came from 198.51.100.7." in caplog.text
    assert f"A wrong password for person {people.rita.pk} came from 203.0.113.9." in caplog.text
    assert typed not in caplog.text
    assert not [event for event in AuditEvent.objects.all() if typed in event.payload]
    assert not Tries.objects.filter(digest__contains=typed).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["\x00", "a" * 5000, "é\u202e@x", "' or 1=1 --"])
def test_a_name_that_is_no_address_is_an_ordinary_wrong_one(people: People, typed: str) -> None:
    assert sign_in(Client(), typed, "x").status_code == 200
