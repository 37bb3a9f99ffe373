"""Database triggers that refuse to rewrite the audit trail, released policies and what was published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from review.models import AuditEvent, PolicyEnd, PolicyPin, PolicyVersion, Publication

ONLY_STATUS = tuple(f.column for f in Publication._meta.concrete_fields if f.name != "status")


@dataclass(frozen=True, slots=True)
class Trigger:
    """`when`: a condition over OLD (and NEW) in SQL both databases read; empty: always."""

    name: str
    table: str
    event: str  # UPDATE | DELETE | TRUNCATE (PostgreSQL alone)
    words: str
    when: str = ""
    frozen: tuple[str, ...] = ()  # columns that may not change; empty: none may


_EVENTS, _POLICIES, _PUBLICATIONS, _ENDS, _PINS = (
    model._meta.db_table for model in (AuditEvent, PolicyVersion, Publication, PolicyEnd, PolicyPin)
)
_TRAIL = "The audit trail is never rewritten"
_RELEASED = "A released policy is never changed"
_FROZEN = "What was published is never changed"
_ENDED = "That a version was withdrawn or discarded is never changed"
_PINNED = "A policy that something was done under is never changed"
_WAS_RELEASED = "OLD.released_at IS NOT NULL"

TRIGGERS: tuple[Trigger, ...] = (
    Trigger("audit_no_update", _EVENTS, "UPDATE", _TRAIL),
    Trigger("audit_no_delete", _EVENTS, "DELETE", _TRAIL),
    Trigger("audit_no_truncate", _EVENTS, "TRUNCATE", _TRAIL),
    Trigger("policy_no_update", _POLICIES, "UPDATE", _RELEASED, _WAS_RELEASED),
    Trigger("policy_no_delete", _POLICIES, "DELETE", _RELEASED, _WAS_RELEASED),
    Trigger("policy_no_truncate", _POLICIES, "TRUNCATE", _RELEASED),
    *(
        Trigger(f"{name}_no_{event.lower()}", table, event, words)
        for name, table, words in (("policy_end", _ENDS, _ENDED), ("policy_pin", _PINS, _PINNED))
        for event in ("UPDATE", "DELETE", "TRUNCATE")
    ),
    Trigger("publication_no_update", _PUBLICATIONS, "UPDATE", _FROZEN, frozen=ONLY_STATUS),
    Trigger("publication_no_delete", _PUBLICATIONS, "DELETE", _FROZEN),
    Trigger("publication_no_truncate", _PUBLICATIONS, "TRUNCATE", _FROZEN),
)
FUNCTION = """
CREATE OR REPLACE FUNCTION newsroom_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$ LANGUAGE plpgsql
"""


def install(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Makes every trigger that is missing; False while the tables are not all there yet."""
    connection = connections[using]
    if not _tables_there(connection):
        return False
    there = _present(connection)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for trigger in _wanted(connection):
            if trigger.name not in there:
                cursor.execute(_create(trigger, connection.vendor))
    return True


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    connection = connections[using]
    there = _present(connection)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for trigger in _wanted(connection):
            if trigger.name in there:
                on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {trigger.name}{on}")


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of triggers the database lacks; none while the tables are not there yet."""
    connection = connections[using]
    if not _tables_there(connection):
        return []
    there = _present(connection)
    return [trigger.name for trigger in _wanted(connection) if trigger.name not in there]


@contextmanager
def lifted(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Without triggers inside, with them again after: for a test that empties tables or plays an intruder."""
    if not _tables_there(connections[using]):
        yield
        return
    remove(using)
    try:
        yield
    finally:
        install(using)


def _wanted(connection: BaseDatabaseWrapper) -> tuple[Trigger, ...]:
    if connection.vendor == "postgresql":
        return TRIGGERS
    return tuple(trigger for trigger in TRIGGERS if trigger.event != "TRUNCATE")


def _tables_there(connection: BaseDatabaseWrapper) -> bool:
    return {trigger.table for trigger in TRIGGERS} <= set(connection.introspection.table_names())


def _present(connection: BaseDatabaseWrapper) -> set[str]:
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def _create(trigger: Trigger, vendor: str) -> str:
    """The statement; every part of it is a constant of this module."""
    when = f" WHEN ({condition})" if (condition := _condition(trigger, vendor)) else ""
    if vendor == "postgresql":
        each = "STATEMENT" if trigger.event == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} "
            f"FOR EACH {each}{when} EXECUTE FUNCTION newsroom_refuse('{trigger.words}')"
        )
    return (
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} FOR EACH ROW{when} "
        f"BEGIN SELECT RAISE(ABORT, '{trigger.words}'); END"
    )


def _condition(trigger: Trigger, vendor: str) -> str:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in trigger.frozen)
    return changed or trigger.when
