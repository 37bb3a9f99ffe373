"""Queries whose SQL is made once: of a wide row Django makes it longer than the database takes to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from functools import lru_cache, update_wrapper
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
Query = Callable[[list[int]], QuerySet[Any]]
KEPT = 1000  # queries in a process: one for each number of ids that was asked for


class Prepared(Generic[M]):
    """Decorates a function from ids to a query of models, in no order; the same ids give a list of its rows.

    The query may hold nothing that changes from call to call but the ids, and no other negative number. Of
    no ids it is not asked.
    """

    def __init__(self, query: Callable[[list[int]], QuerySet[M]]) -> None:
        self.query = query
        update_wrapper(self, query)

    def __call__(self, ids: Iterable[int]) -> list[M]:
        given = list(ids)
        if not given:
            return []
        rows, compiled, sql, params, converters = _made(self.query, len(given), connection.vendor)
        compiler = copy(compiled)
        compiler.connection = connection  # each thread has its own
        compiler.as_sql = lambda *_, **__: (sql, with_ids(params, given))
        compiler.get_converters = lambda _: converters
        asked = rows.all()
        asked.query.get_compiler = lambda *_, **__: compiler
        return list(asked)


def stand_ins(count: int) -> list[int]:
    """-1, -2 ... in the place of so many ids."""
    return [-1 - number for number in range(count)]


def with_ids(params: Iterable[Any], ids: list[int]) -> list[Any]:
    """The parameters of a query with each stand-in taken out for the id it stands for."""
    return [ids[-1 - one] if isinstance(one, int) and one < 0 else one for one in params]


@lru_cache(maxsize=KEPT)
def _made(query: Query, count: int, vendor: str) -> tuple[QuerySet[Any], Any, str, tuple[Any, ...], Any]:
    rows = query(stand_ins(count)).order_by()
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
    compiler.connection = None
    return rows, compiler, sql, tuple(params), converters
