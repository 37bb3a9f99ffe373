"""Steps that hundreds of tests begin with: taken once by the real services, and laid down again as rows after.

A helper marked `@remembered` runs for real the first time it is called in a state of the database. What it
changed is kept beside that state; the same call in the same state then writes the same rows again. A state is
the chain of such calls since the test began: any other write makes it unknown, and from there on everything
is run. So is all of a test that patches or listens to something, since rows cannot be heard.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from time_machine import escape_hatch

P = ParamSpec("P")
R = TypeVar("R")
Row = dict[str, Any]  # by column, as the database writes it
Tables = dict[str, dict[Any, Row]]  # by table and primary key

LISTENING = {"monkeypatch", "settings", "heard", "caplog", "mailoutbox", "django_capture_on_commit_callbacks"}
READING = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "EXPLAIN", "PRAGMA", "SET CONSTRAINTS")
WRITTEN = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
PLAIN = (str, int, float, bytes, date, timedelta, Enum, type(None))


class Unspeakable(Exception):
    """An argument of a kind whose equality says nothing."""


@dataclass(frozen=True)
class Change:
    """What one call did to one table."""

    table: str
    added: list[Row]
    changed: list[tuple[Any, Row]]  # the primary key, and the columns that are other than before
    gone: list[Any]


@dataclass
class State:
    """The whole content of the database, and where each call leads from here."""

    tables: Tables
    after: dict[Any, Step] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    changes: tuple[Change, ...]
    leads_to: State
    result: bytes


@dataclass
class Memory:
    """Where this process stands; `now` is None while nobody knows."""

    clean: State | None = None  # as the migrations leave it
    now: State | None = None
    untouched: bool = False  # nothing was written since the test began
    writing: list[set[str]] = field(default_factory=list)  # tables, for each call that is being taken
    marks: dict[str, tuple[State | None, bool]] = field(default_factory=dict)  # by savepoint

    def watch(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        """Sees every statement of the test; going back to a savepoint goes back to the state there."""
        if sql.startswith("SAVEPOINT "):
            self.marks[sql.removeprefix("SAVEPOINT ")] = self.now, self.untouched
        elif sql.startswith("ROLLBACK TO SAVEPOINT "):
            self.now, self.untouched = self.marks[sql.removeprefix("ROLLBACK TO SAVEPOINT ")]
        elif not sql.lstrip().upper().startswith(READING):
            self.now, self.untouched = None, False
            if match := WRITTEN.match(sql):
                for tables in self.writing:
                    tables.add(match[1])
        return execute(sql, *rest)

    def here(self) -> State | None:
        """The state, known when the test has only just begun or has only taken remembered steps."""
        if escape_hatch.is_travelling():
            return None
        alone = connection.in_atomic_block and not connection.savepoint_ids
        if self.untouched and alone:
            self.untouched = False
            self.clean = self.clean or State(contents(all_tables()))
            self.now = self.clean
        return self.now


MEMORY = Memory()


def asked_for(item: pytest.Function) -> set[str]:
    """What the test, and our own fixtures that it uses, name as their arguments; not what plugins do."""
    ours = [
        definition
        for definitions in item._fixtureinfo.name2fixturedefs.values()
        for definition in definitions
        if definition.func.__module__.startswith("tests")
    ]
    return {*item._fixtureinfo.argnames, *(name for one in ours for name in one.argnames)}


@contextmanager
def beginning(item: pytest.Function) -> Iterator[None]:
    """Around each test."""
    MEMORY.now, MEMORY.untouched = (
        None,
        not LISTENING & asked_for(item),
    )
    with connection.execute_wrapper(MEMORY.watch):
        yield
    MEMORY.now, MEMORY.untouched = None, False
    if empties(item):
        MEMORY.clean = None


def empties(item: pytest.Function) -> bool:
    """After such a test the tables are emptied, and what a new house begins with is put in anew."""
    marked = item.get_closest_marker("django_db")
    alone = {"transactional_db", "live_server"} & set(item.fixturenames)
    return bool(alone or (marked and marked.kwargs.get("transaction")))


def remembered(helper: Callable[P, R]) -> Callable[P, R]:
    """The same call in the same state is taken once a process."""

    @wraps(helper)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        before = MEMORY.here()
        if before is None:
            return helper(*args, **kwargs)
        try:
            key = (helper.__module__, helper.__qualname__, told(args), told(kwargs))
        except Unspeakable:
            return helper(*args, **kwargs)
        if key in before.after:
            return lay_down(before.after[key])
        step = before.after[key] = taken(before, lambda: helper(*args, **kwargs))
        return arrived(step)

    return call


def taken(before: State, call: Callable[[], Any]) -> Step:
    """For real, noting what it changed."""
    written: set[str] = set()
    MEMORY.writing.append(written)
    try:
        result = call()
    finally:
        MEMORY.writing.pop()
    now = contents(written)
    changes = tuple(change(table, before.tables.get(table, {}), now[table]) for table in sorted(written))
    leads_to = State(before.tables | now) if written else before
    return Step(changes, leads_to, pickle.dumps(result))


def lay_down(step: Step) -> Any:
    for one in step.changes:
        write(one)
    return arrived(step)


def arrived(step: Step) -> Any:
    """The result is a copy, the first time too, so that what is called with it is the same call."""
    MEMORY.now = step.leads_to
    return pickle.loads(step.result)


def change(table: str, before: dict[Any, Row], now: dict[Any, Row]) -> Change:
    both = [(key, before[key], row) for key, row in now.items() if key in before and before[key] != row]
    return Change(
        table,
        added=[row for key, row in now.items() if key not in before],
        changed=[
            (key, {name: row[name] for name in row if row[name] != old[name]}) for key, old, row in both
        ],
        gone=[key for key in before if key not in now],
    )


def told(value: Any, seen: tuple[int, ...] = ()) -> Any:
    """An argument by what it holds, so that equal ones are equal."""
    inside = (*seen, id(value))
    if isinstance(value, PLAIN):
        return type(value), value
    if id(value) in seen:
        return "again"
    if isinstance(value, Model):
        held = {name: part for name, part in vars(value).items() if name != "_state"}
        return type(value), told(held, inside), told(value._state.fields_cache, inside)
    if is_dataclass(value):
        return type(value), told({one.name: getattr(value, one.name) for one in fields(value)}, inside)
    if isinstance(value, dict):
        return tuple((name, told(part, inside)) for name, part in sorted(value.items()))
    if isinstance(value, list | tuple):
        return type(value), tuple(told(part, inside) for part in value)
    raise Unspeakable(type(value))


def all_tables() -> set[str]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}.keys()


def key_of(table: str) -> str:
    models = apps.get_models(include_auto_created=True)
    return next(model._meta.pk.column for model in models if model._meta.db_table == table)


def contents(tables: Iterable[str]) -> Tables:
    return {table: {row[key_of(table)]: row for row in rows(table)} for table in tables}


def rows(table: str) -> list[Row]:
    """In SQLite without the declared types, which would turn what is stored into Python and back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            return [json.loads(text) for (text,) in cursor.fetchall()]
        cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
        names = [column[0] for column in cursor.description]
        cursor.execute(f"""SELECT {", ".join(f'+"{name}"' for name in names)} FROM "{table}" """)
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def write(one: Change) -> None:
    with connection.cursor() as cursor:
        if one.gone:
            wanted = [(key,) for key in one.gone]
            cursor.executemany(f'DELETE FROM "{one.table}" WHERE "{key_of(one.table)}" = %s', wanted)
        for key, row in one.changed:
            update(cursor, one.table, key, row)
        if one.added:
            insert(cursor, one.table, one.added)


def insert(cursor: Any, table: str, added: list[Row]) -> None:
    if connection.vendor == "postgresql":
        values = f'SELECT * FROM jsonb_populate_recordset(NULL::"{table}", %s::jsonb)'
        cursor.execute(f'INSERT INTO "{table}" {values}', [json.dumps(added)])
        return
    names = ", ".join(f'"{name}"' for name in added[0])
    holes = ", ".join(["%s"] * len(added[0]))
    cursor.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({holes})', [tuple(row.values()) for row in added]
    )


def update(cursor: Any, table: str, key: Any, row: Row) -> None:
    where = f'WHERE "{key_of(table)}" = %s'
    if connection.vendor == "postgresql":
        names = ", ".join(f'"{name}"' for name in row)
        values = f'SELECT {names} FROM jsonb_populate_record(NULL::"{table}", %s::jsonb)'
        cursor.execute(f'UPDATE "{table}" SET ({names}) = ({values}) {where}', [json.dumps(row), key])
        return
    names = ", ".join(f'"{name}" = %s' for name in row)
    cursor.execute(f'UPDATE "{table}" SET {names} {where}', [*row.values(), key])
