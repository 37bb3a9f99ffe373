"""`createadmin` makes an administrator or says in a sentence why not."""

from __future__ import annotations

import getpass
import sys
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from newsroom.accounts.models import User
from newsroom.accounts.selectors import is_admin
from tests.people import People

SECRET = "seven quiet lighthouses"


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    monkeypatch.delenv("NEWSROOM_ADMIN_PASSWORD", raising=False)


def berta(email: str = "Berta@courier.example", name: str = "Berta Ask") -> None:
    call_command("createadmin", email=email, name=name)


def typing(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> None:
    answers = iter(passwords)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(answers))


def test_it_makes_the_first_administrator(
    db: None, monkeypatch: pytest.MonkeyPatch, heard: list[dict[str, Any]]
) -> None:
    monkeypatch.setenv("NEWSROOM_ADMIN_PASSWORD", SECRET)
    berta()
    user = User.objects.get(email="berta@courier.example")
    assert is_admin(user)
    assert user.check_password(SECRET)
    assert (heard[0]["action"], heard[0]["actor"]) == ("person-joined", None)


def test_it_asks_for_the_password_twice(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, SECRET, SECRET)
    berta()
    assert User.objects.get().check_password(SECRET)


def test_it_refuses_two_passwords_that_differ(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, SECRET, SECRET.upper())
    with pytest.raises(CommandError, match="differ"):
        berta()
    assert not User.objects.exists()


def test_it_says_what_to_set_where_nobody_can_type(db: None) -> None:
    with pytest.raises(CommandError, match="NEWSROOM_ADMIN_PASSWORD"):
        berta()


@pytest.mark.parametrize("password", ["short", "password123", "berta@courier.example"])
def test_it_refuses_a_password_that_is_easily_guessed(
    db: None, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("NEWSROOM_ADMIN_PASSWORD", password)
    with pytest.raises(CommandError, match="password"):
        berta()
    assert not User.objects.exists()


def test_it_refuses_an_address_that_is_none(db: None) -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        berta(email="berta")


def test_it_refuses_an_address_that_rita_has(people: People) -> None:
    with pytest.raises(CommandError, match="belongs to Rita Calder"):
        berta(email="RITA@courier.example")


def test_it_refuses_a_name_that_is_none(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSROOM_ADMIN_PASSWORD", SECRET)
    with pytest.raises(CommandError, match="name"):
        berta(name="  ")


def test_it_wants_to_know_who(db: None) -> None:
    with pytest.raises(CommandError, match="--email"):
        call_command("createadmin")
