"""A query whose SQL is made once finds what Django finds, for any ids, in any thread, as it is stored now."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from review.selectors import flags, gathering
from review.selectors.prepared import Prepared
from tests.people import CLEAN, People, draft, read
from tests.review.steps import approved
from tests.review.stories import NAMELESS

pytestmark = pytest.mark.postgres

PREPARED = [
    one for module in (gathering, flags) for one in vars(module).values() if isinstance(one, Prepared)
]


@Prepared
def _by_id(ids):
    return Article.objects.filter(pk__in=ids).select_related("head", "desk").prefetch_related("authors")


@pytest.mark.parametrize("prepared", PREPARED, ids=lambda one: one.__name__)
def test_it_finds_what_the_query_finds(people: People, prepared: Prepared) -> None:
    ids = [approved(people).pk, read(draft(people, NAMELESS, "Ferry")).pk]
    for asked in (ids[:1], ids[1:], ids, [*ids, 10**6], ids[::-1]):
        found = {one.pk: vars(one).keys() for one in prepared(asked)}
        assert found == {one.pk: vars(one).keys() for one in prepared.query(asked)}


def test_it_asks_nothing_of_nobody(people: People) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert _by_id([]) == []
    assert len(queries) == 0


def test_it_reads_anew_each_time(people: People) -> None:
    first, second = draft(people, CLEAN, "Quay"), draft(people, NAMELESS, "Ferry")
    assert [one.head.headline for one in _by_id([first.pk])] == ["Quay"]
    assert [one.head.headline for one in _by_id([second.pk])] == ["Ferry"]
    first.authors.add(people.ron)
    assert {one.name for one in _by_id([first.pk])[0].authors.all()} == {"Rita Calder", "Ron Hale"}


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection() -> None:
    said: list[object] = []

    def ask() -> None:
        with CaptureQueriesContext(connection) as queries:
            _by_id([1])
        said.append(len(queries))
        connection.close()

    _by_id([1])
    for thread in (Thread(target=ask), Thread(target=ask)):
        thread.start()
        thread.join()
    assert said == [1, 1]
