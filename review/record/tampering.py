"""What was changed in a row since it was recorded: which field, and what it was, where that can be found out.

A digest cannot be read backwards. But most fields that decide something have few values they can have had,
and trying them tells which it was. Free text is neither tried nor repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, models

from newsroom.accounts.models import Desk, Role, User
from review.record.rows import LEAF, PART, Row, Set, SetSeal, keyed, part, plain, set_seal
from review.workflow.states import State

TRIED = 2000  # values of one field that are tried at most
WORDS = 60  # characters: a longer field holds free text
UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the newest event about a row keeps of it, and where that event stands."""

    where: str
    salt: str
    version: int
    digest: str
    parts: str = ""  # empty in events of 0.2.0


def row_name(model: type[models.Model], key: object) -> str:
    """ "Sign off 3"."""
    name = str(model._meta.verbose_name)
    return f"{name[:1].upper()}{name[1:]} {key}"


def row_changes(spec: Row, row: models.Model, sealed: Sealed) -> list[str]:
    """A clause a field that differs: "person was Ed Marlow, is Finn Dorsey"."""
    if not sealed.parts:
        return []
    found = []
    for number, name in enumerate(spec.names(sealed.version)):
        kept, now = sealed.parts[number * PART : (number + 1) * PART], spec.value(row, name)
        if part(sealed.salt, name, now) != kept:
            found.append(_clause(spec.model, name, now, _was(spec, name, now, sealed.salt, kept)))
    return found


def _was(spec: Row, name: str, now: Any, salt: str, kept: str) -> Any:
    """UNKNOWN too where what other rows hold, which is tried, cannot be read."""
    tried = _lists(name, now) if name in spec.beside else _values(spec.model, name)
    try:
        return next((value for value in tried if part(salt, name, plain(value)) == kept), UNKNOWN)
    except (ValueError, DatabaseError):
        return UNKNOWN


def set_changes(one: Set, owner: int, salt: str, kept: SetSeal) -> Iterator[str]:
    """A sentence a row of the set that differs, is new, or is gone."""
    now = set_seal(one, owner, salt, kept.version)
    if now.digest == kept.digest:
        return
    rows, names = one.rows(owner), one.names(kept.version)
    before, after = _cut(kept.rows, LEAF), _cut(now.rows, LEAF)
    of = f"of {one.owner._meta.verbose_name} {owner}"
    if len(before) > len(after):
        yield f"{len(before) - len(after)} of {len(before)} {one.slug} {of} are gone."
    if len(before) < len(after):
        yield f"{len(after) - len(before)} {one.slug} {of} were never recorded."
    odd = [number for number, leaf in enumerate(after) if leaf not in before]
    for number in odd if len(before) == len(after) else ():
        columns = _differing(names, kept.columns, now.columns)
        yield _row_sentence(one, rows[number], names, columns, salt, before[number], of)


def _row_sentence(
    one: Set, row: models.Model, names: list[str], columns: list[str], salt: str, leaf: str, of: str
) -> str:
    """Names the field where putting another value into it gives the digest that was kept."""
    line = [plain(getattr(row, name)) for name in names]
    name = row_name(one.model, row.pk)
    for column in columns:
        place = names.index(column)
        for value in _values(one.model, column):
            if keyed(salt, [*line[:place], plain(value), *line[place + 1 :]])[:LEAF] == leaf:
                return f"{name} {of} was changed: {_clause(one.model, column, line[place], value)}."
    said = " or ".join(_label(column) for column in columns)
    return f"{name} {of} was changed" + (f": {said}." if said else ".")


def _differing(names: list[str], before: str, after: str) -> list[str]:
    pairs = zip(names, _cut(before, PART), _cut(after, PART), strict=False)
    return [name for name, was, now in pairs if was != now]


def _cut(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)]


def _values(model: type[models.Model], name: str) -> Iterator[Any]:
    """What the field can have held: nothing, its choices, what it points to, what other rows hold."""
    column = next(field for field in model._meta.concrete_fields if field.attname == name)
    yield from (None, "", True, False, [], {})
    if isinstance(column, models.ForeignKey):
        yield from column.related_model._base_manager.values_list("pk", flat=True)[:TRIED]
        return
    yield from (value for value, _ in column.choices or ())
    yield from (*Role.values, *State.values)
    if isinstance(column, models.IntegerField):
        yield from range(TRIED)
    yield from model._base_manager.order_by().values_list(name, flat=True).distinct()[:TRIED]


def _lists(name: str, now: list[Any]) -> Iterator[list[Any]]:
    """The list with one element less, more, or another."""
    elements: list[Any] = list(User.objects.values_list("pk", flat=True)[:TRIED])
    if name == "seats":
        places = [0, *Desk.objects.values_list("pk", flat=True)]
        elements = [[place, role] for place in places for role in Role.values]
    yield []
    shorter = [now[:at] + now[at + 1 :] for at in range(len(now))]
    for rest in (now, *shorter):
        yield rest
        yield from (sorted([*rest, element]) for element in elements if element not in rest)


def _clause(model: type[models.Model], name: str, now: Any, was: Any) -> str:
    label = _label(name)
    column = next((field for field in model._meta.concrete_fields if field.attname == name), None)
    if was is UNKNOWN or (column is not None and not _may_be_said(column)):
        return f"{label} was changed"
    return f"{label} was {_said(column, name, was)}, is {_said(column, name, now)}"


def _may_be_said(column: models.Field[Any, Any]) -> bool:
    """No free text, and nothing that may hold some."""
    if isinstance(column, models.TextField | models.JSONField):
        return False
    return bool(column.choices) or (getattr(column, "max_length", None) or 0) <= WORDS


def _said(column: models.Field[Any, Any] | None, name: str, value: Any) -> str:
    """In words: a person by name, nothing as “nothing”."""
    if name == "authors":
        return _people(value)
    if name == "seats":
        return ", ".join(f"{role} on desk {desk or '*'}" for desk, role in value) or "none"
    if isinstance(column, models.ForeignKey) and column.related_model is User and value:
        return _people([value])
    return "nothing" if value in (None, "", []) else str(value)


def _people(ids: Iterable[int]) -> str:
    names = dict(User.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
    return " and ".join(names.get(pk, f"person {pk}") for pk in ids) or "nobody"


def _label(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")
