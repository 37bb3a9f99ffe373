"""Writes about desks: added, renamed, closed and opened again; never deleted, stories belong to them."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.text import slugify

from newsroom.accounts.models import Desk, User
from newsroom.accounts.services.common import (
    Changed,
    Refused,
    admin_required,
    admins_lock,
    announce,
    cleaned_name,
)


@transaction.atomic
def desk_add(*, actor: User, name: str) -> Desk:
    """A new desk. Its address is made of its name, once, and stays."""
    admins_lock()
    admin_required(actor)
    clean = cleaned_name(name, longest=60)
    _name_free(clean)
    desk = _saved(Desk(name=clean, slug=_slug(clean)))
    announce(actor, "desk-added", desk, slug=desk.slug)
    return desk


@transaction.atomic
def desk_rename(*, actor: User, desk_id: int, name: str, seen: str) -> Desk:
    """A new name at the same address. `seen` is the name the form showed."""
    desk, clean = _locked(actor, desk_id), cleaned_name(name, longest=60)
    if clean == desk.name:
        return desk
    if desk.name != seen:
        raise Changed(f"This desk became “{desk.name}” while you were looking.", desk)
    _name_free(clean, desk)
    desk.name = clean
    _saved(desk)
    announce(actor, "desk-changed", desk, slug=desk.slug, fields=["name"])
    return desk


@transaction.atomic
def desk_close(*, actor: User, desk_id: int) -> Desk:
    """Takes no new stories. The stories, people and roles of it stay as they are."""
    desk = _locked(actor, desk_id)
    if desk.is_active and not Desk.objects.filter(is_active=True).exclude(pk=desk.pk).exists():
        raise Refused(
            "This is the only open desk: stories would have nowhere to go. Add another one first.",
            fix=reverse("accounts:desks"),
        )
    return _switch(actor, desk, active=False)


@transaction.atomic
def desk_reopen(*, actor: User, desk_id: int) -> Desk:
    return _switch(actor, _locked(actor, desk_id), active=True)


def _locked(actor: User, desk_id: int) -> Desk:
    """All desks, in order: of the last two open ones only one can be closed."""
    admins_lock()
    admin_required(actor)
    desks: dict[Any, Desk] = {desk.pk: desk for desk in Desk.objects.select_for_update().order_by("pk")}
    if desk_id not in desks:
        raise Refused("There is no such desk.", fix=reverse("accounts:desks"))
    return desks[desk_id]


def _switch(actor: User, desk: Desk, *, active: bool) -> Desk:
    if desk.is_active != active:
        desk.is_active = active
        desk.save(update_fields=["is_active"])
        announce(actor, "desk-changed", desk, slug=desk.slug, fields=["is_active"], active=active)
    return desk


def _name_free(name: str, desk: Desk | None = None) -> None:
    other = Desk.objects.filter(name__iexact=name).exclude(pk=desk.pk if desk else None).first()
    if other:
        closed = "" if other.is_active else ", which is closed: open it again"
        raise Refused(
            f"There is already a desk “{other.name}”{closed}.",
            fix=reverse("accounts:desk", args=[other.slug]),
        )


def _saved(desk: Desk) -> Desk:
    try:
        with transaction.atomic():
            desk.save()
    except IntegrityError:
        raise Refused(f"There is already a desk “{desk.name}”.", fix=reverse("accounts:desks")) from None
    return desk


def _slug(name: str) -> str:
    """From the name's Latin letters, or "desk"; numbered when it is taken."""
    stem = slugify(name)[:50].strip("-") or "desk"
    taken = set(Desk.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(
        slug
        for slug in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
        if slug not in taken
    )
