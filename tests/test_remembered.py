"""What is laid down again is what was done; and nothing is, once the state is not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from newsroom.accounts.models import Desk
from review.record.verification import broken
from tests.people import newsroom
from tests.remembered import MEMORY, all_tables, contents, remembered
from tests.review.steps import published

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TAKEN: list[str] = []


@remembered
def opened(slug: str) -> Desk:
    TAKEN.append(slug)
    return Desk.objects.create(name=slug, slug=slug)


@remembered
def renamed(desk: Desk, name: str) -> None:
    Desk.objects.filter(pk=desk.pk).update(name=name)


@remembered
def closed(desk: Desk) -> None:
    Desk.objects.filter(pk=desk.pk).delete()


def taken(do: Callable[[], Any]) -> int:
    """How often the helper ran for real."""
    before = len(TAKEN)
    do()
    return len(TAKEN) - before


def twice(do: Callable[[], Any]) -> tuple[Any, Any]:
    """From the same beginning; the second time from memory."""
    found = []
    for _ in range(2):
        with transaction.atomic():
            do()
            found.append(contents(all_tables()))
            transaction.set_rollback(True)
    return found[0], found[1]


def begin() -> None:
    """The state is known from here on."""
    assert MEMORY.here() is not None


def test_a_whole_publication_is_laid_down_row_by_row() -> None:
    begin()
    first, second = twice(lambda: published(newsroom()))
    assert first == second


def test_what_is_laid_down_keeps_its_record_whole() -> None:
    begin()
    twice(lambda: published(newsroom()))
    published(newsroom())
    assert list(broken()) == []


def test_changes_and_losses_are_laid_down_too() -> None:
    begin()

    def do() -> None:
        renamed(opened("north"), "The north")
        closed(opened("south"))

    first, second = twice(do)
    assert first == second
    assert [row["name"] for row in second["accounts_desk"].values()] == ["The north"]


def test_it_is_taken_once_in_a_state() -> None:
    begin()
    assert taken(lambda: twice(lambda: opened("west"))) == 1


def test_another_state_is_another_call() -> None:
    begin()
    twice(lambda: opened("east"))
    opened("first")
    assert taken(lambda: opened("east")) == 1


def test_after_any_other_write_everything_is_taken() -> None:
    begin()
    Desk.objects.create(name="Other", slug="other")
    assert MEMORY.here() is None
    assert taken(lambda: twice(lambda: opened("late"))) == 2


def test_raw_sql_is_a_write_too() -> None:
    begin()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_desk SET name = 'raw'")
    assert MEMORY.here() is None


def test_what_was_taken_back_is_forgotten() -> None:
    begin()
    known = MEMORY.here()
    with transaction.atomic():
        opened("gone")
        transaction.set_rollback(True)
    assert MEMORY.here() is known


def test_nothing_is_remembered_where_something_is_patched(monkeypatch: pytest.MonkeyPatch) -> None:
    assert taken(lambda: twice(lambda: opened("patched"))) == 2


def test_nothing_is_remembered_at_another_time() -> None:
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert taken(lambda: twice(lambda: opened("later"))) == 2
