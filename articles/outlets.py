"""The register of newsrooms the reading knows beside its own list, and of our own newsroom's other names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles.analysis.lexicon.outlets import OUTLETS, plain_name
from articles.models import Outlet
from articles.permissions import ALLOWED, Answer, Denied, require
from articles.signals import outlet_saved
from newsroom.accounts.selectors import is_admin

NAME_MAX, ALIASES_MAX = 120, 20


class NotAnOutlet(ValueError):
    """What cannot stand in the register; str() is the sentence."""


class ChangedMeanwhile(Exception):
    """Another admin saved the entry after this person opened it; `now` is how it stands."""

    def __init__(self, now: Outlet) -> None:
        super().__init__(f"{now.changed_by.name} changed {now.name} while you were writing.")
        self.now = now


def may_keep_outlets(user: Any) -> Answer:
    return ALLOWED if is_admin(user) else Denied("Only an administrator keeps the list of newsrooms.")


def outlets_kept() -> list[Outlet]:
    """Every entry, our own names first."""
    return list(Outlet.objects.select_related("changed_by"))


def outlet_get(pk: int) -> Outlet:
    """One entry, or Http404."""
    return get_object_or_404(Outlet, pk=pk)


def known_outlets() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(other newsrooms, our own names), each in an order that does not change; one query."""
    names: dict[bool, set[str]] = {True: set(), False: set()}
    for outlet in Outlet.objects.filter(is_active=True):
        names[outlet.own].update([outlet.name, *outlet.aliases])
    return tuple(sorted(names[False])), tuple(sorted(names[True]))


def outlet_save(
    *,
    actor: Any,
    name: str,
    aliases: Iterable[str] = (),
    own: bool = False,
    is_active: bool = True,
    outlet_id: int | None = None,
    seen: str = "",
) -> Outlet:
    """Adds an entry, or changes one; `seen` says which state of it the person saw.

    Raises NotAllowed, NotAnOutlet, ChangedMeanwhile.
    """
    require(may_keep_outlets(actor))
    names = [_name(name), *dict.fromkeys(_name(alias) for alias in aliases if alias.strip())]
    if len(names) > ALIASES_MAX + 1:
        raise NotAnOutlet(f"An entry holds up to {ALIASES_MAX} other names.")
    with transaction.atomic():
        entries = list(Outlet.objects.select_for_update(of=("self",)).select_related("changed_by"))
        row = _entry(entries, outlet_id, seen)
        _refuse_double(entries, row, names, own)
        row.name, row.aliases = names[0], [other for other in names[1:] if other != names[0]]
        row.own, row.is_active = own, is_active
        row.changed_by, row.changed_at = actor, timezone.now()
        row.save()
        outlet_saved.send(sender=Outlet, actor=actor, outlet=row, added=outlet_id is None)
    return row


def seen_of(outlet: Outlet) -> str:
    """What a form about this entry carries as `seen`."""
    return outlet.changed_at.isoformat()


def _entry(entries: list[Outlet], outlet_id: int | None, seen: str) -> Outlet:
    if outlet_id is None:
        return Outlet()
    row = next((entry for entry in entries if entry.pk == outlet_id), None)
    if row is None:
        raise NotAnOutlet("There is no such entry. Open the list again.")
    if seen_of(row) != seen:
        raise ChangedMeanwhile(row)
    return row


def _name(name: str) -> str:
    """One line, as it stands in copy."""
    clean = " ".join(name.split())
    if not 2 <= len(clean) <= NAME_MAX or not any(character.isalpha() for character in clean):
        raise NotAnOutlet(f"Give each name with 2 to {NAME_MAX} characters.")
    if not clean.isprintable():
        raise NotAnOutlet("A name holds characters that cannot be seen. Type it instead of pasting it.")
    if not (clean[0].isupper() or clean[0].isdigit() or clean.startswith("the ")):
        raise NotAnOutlet(f"Write “{clean}” as it stands in copy, with its capital letters.")
    return clean


def _refuse_double(entries: list[Outlet], row: Outlet, names: list[str], own: bool) -> None:
    """One newsroom, one entry; and what everybody knows already need not be added."""
    mine = {plain_name(name) for name in names}
    for entry in entries:
        if entry.pk != row.pk and mine & {plain_name(name) for name in (entry.name, *entry.aliases)}:
            raise NotAnOutlet(f"{entry.name} is in the list already. Change that entry.")
    if not own and plain_name(settings.NEWSROOM_NAME) in mine:
        raise NotAnOutlet(f"{settings.NEWSROOM_NAME} is this newsroom. Tick that it is a name of ours.")
    if not own and row.pk is None and plain_name(names[0]) in OUTLETS:
        raise NotAnOutlet(f"The checks know {names[0]} already.")
