"""Rows of the record as they are stored: one that holds what it should not is named, and hides no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import models

from review.record.tampering import row_name
from review.wording import joined

SOME = 500  # rows that are read at once
KINDS: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.FloatField, (int, float)),
    (models.DateTimeField, datetime),
    (models.CharField, str),
    (models.TextField, str),
)
UNREAD = object()


def each(
    rows: models.QuerySet[Any], say: Callable[[Any], Iterable[str]] = lambda row: (), some: int = SOME
) -> Iterator[str]:
    """What `say` finds of each row; and of one that cannot be read or understood, that it is so."""
    for key, row in rows_of(rows, some):
        name = row_name(rows.model, key)
        odd = _unreadable(rows.model, key) if row is UNREAD else _misfits(row)
        if odd or row is UNREAD:
            what = f"its {joined(odd)} {'is' if len(odd) == 1 else 'are'}" if odd else "what it points to is"
            yield f"{name} cannot be read: {what} not what belongs there."
        if row is not UNREAD:
            yield from guarded(name, say(row))


def rows_of(rows: models.QuerySet[Any], some: int = SOME) -> Iterator[tuple[Any, Any]]:
    """Each key with its row, in the order of the query; with UNREAD where the row cannot be read."""
    keys = list(rows.values_list("pk", flat=True))
    for at in range(0, len(keys), some):
        part = keys[at : at + some]
        try:
            found = rows.in_bulk(part)
        except Exception:
            found = {key: row for key in part if (row := _alone(rows, key)) is not None}
        yield from ((key, found[key]) for key in part if key in found)


def readable(rows: models.QuerySet[Any], some: int = SOME) -> Iterator[Any]:
    """Those that can be read; the others are named where their table is gone through."""
    return (row for _, row in rows_of(rows, some) if row is not UNREAD)


def guarded(name: str, found: Iterable[str]) -> Iterator[str]:
    """Whatever the record holds, the rest of it is recomputed."""
    try:
        yield from found
    except Exception as error:
        yield f"{name} cannot be recomputed: it holds what does not belong there ({type(error).__name__})."


def printable(sentence: str) -> str:
    """Whatever was quoted, it can be written anywhere."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in sentence)


def _alone(rows: models.QuerySet[Any], key: Any) -> Any:
    try:
        return rows.filter(pk=key).first()
    except Exception:
        return UNREAD


def _unreadable(model: type[models.Model], key: Any) -> list[str]:
    return [_label(column) for column in model._meta.concrete_fields if not _reads(model, key, column)]


def _reads(model: type[models.Model], key: Any, column: models.Field[Any, Any]) -> bool:
    try:
        model._base_manager.filter(pk=key).values_list(column.attname, flat=True).first()
    except Exception:
        return False
    return True


def _misfits(row: models.Model) -> list[str]:
    """Columns with another kind of value than theirs: SQLite keeps whatever it is given."""
    left = row.get_deferred_fields()
    return [
        _label(column)
        for column in row._meta.concrete_fields
        if column.attname not in left and not _fits(column, getattr(row, column.attname))
    ]


def _label(column: models.Field[Any, Any]) -> str:
    return column.name.replace("_", " ")


def _fits(column: models.Field[Any, Any], value: Any) -> bool:
    if value is None:
        return column.null or isinstance(column, models.JSONField)
    while isinstance(column, models.ForeignKey):
        column = column.target_field
    return next((isinstance(value, kind) for field, kind in KINDS if isinstance(column, field)), True)
