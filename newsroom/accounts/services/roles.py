"""Writes about the roles that sign: added, renamed, closed and opened again; never deleted."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.text import slugify

from newsroom.accounts.models import HouseRole, Membership, Role, User
from newsroom.accounts.roles import BUILT_IN, RESERVED
from newsroom.accounts.services.common import (
    Changed,
    Refused,
    admin_required,
    admins_lock,
    announce,
    cleaned_name,
)
from newsroom.accounts.signals import role_considered

LONGEST_SLUG = 12


@transaction.atomic
def role_add(*, actor: User, name: str, about: str = "") -> HouseRole:
    """A new role that signs. Its slug is made of its name, once, and stays: signatures name it."""
    admins_lock()
    admin_required(actor)
    clean = _name(name)
    _name_free(clean)
    role = _saved(HouseRole(slug=_slug(clean), name=clean, about=_about(about)))
    announce(actor, "role-added", role, slug=role.slug)
    return role


@transaction.atomic
def role_change(*, actor: User, slug: str, name: str, about: str, seen: str) -> HouseRole:
    """New words for the same role. `seen` is the name the form showed."""
    role, clean = _locked(actor, slug), _name(name)
    if role.name not in (seen, clean):
        raise Changed(f"This role became “{role.name}” while you were looking.", role)
    if (clean, _about(about)) == (role.name, role.about):
        return role
    _name_free(clean, role)
    role.name, role.about = clean, _about(about)
    _saved(role)
    announce(actor, "role-changed", role, slug=role.slug)
    return role


@transaction.atomic
def role_close(*, actor: User, slug: str) -> HouseRole:
    """Nobody gets it any more, and no policy may ask for it; what was signed in it stays readable."""
    role = _locked(actor, slug)
    if role.slug in BUILT_IN:
        raise Refused("The desk cannot do without this role. A policy need not ask for it.")
    held = Membership.objects.filter(role=role.slug, user__is_active=True)
    if first := held.select_related("user").order_by("user__name").first():
        raise Refused(
            f"{first.user} holds this role. Take it from everybody first.",
            fix=f"{reverse('accounts:people')}?role={role.slug}",
        )
    _not_asked_for(role)
    return _switch(actor, role, active=False)


@transaction.atomic
def role_reopen(*, actor: User, slug: str) -> HouseRole:
    return _switch(actor, _locked(actor, slug), active=True)


def _locked(actor: User, slug: str) -> HouseRole:
    """The row; of a role the house begins with it is made when it is first changed."""
    admins_lock()
    admin_required(actor)
    if slug in BUILT_IN:
        HouseRole.objects.get_or_create(slug=slug, defaults={"name": Role(slug).label})
    try:
        return HouseRole.objects.select_for_update().get(slug=slug)
    except HouseRole.DoesNotExist:
        raise Refused("There is no such role.", fix=reverse("accounts:roles")) from None


def _not_asked_for(role: HouseRole) -> None:
    """By whoever else keeps a rule that names it."""
    answers = role_considered.send(sender=HouseRole, role=role)
    for sentence, fix in (no for _, found in answers for no in found or ()):
        raise Refused(sentence, fix)


def _switch(actor: User, role: HouseRole, *, active: bool) -> HouseRole:
    if role.is_active != active:
        role.is_active = active
        role.save(update_fields=["is_active"])
        announce(actor, "role-changed", role, slug=role.slug, active=active)
    return role


def _name(name: str) -> str:
    clean = cleaned_name(name, longest=40)
    return clean if clean[:2].isupper() else clean[:1].lower() + clean[1:]  # in sentences; not of an acronym


def _about(words: str) -> str:
    return " ".join(words.split()).rstrip(".")[:200]


def _name_free(name: str, role: HouseRole | None = None) -> None:
    others = HouseRole.objects.filter(name__iexact=name).exclude(pk=role.pk if role else None)
    taken = others.exists() or any(
        name.lower() == built.label and (role is None or role.slug != built.value) for built in Role
    )
    if taken:
        raise Refused(f"There is already a role “{name}”.", fix=reverse("accounts:roles"))


def _saved(role: HouseRole) -> HouseRole:
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError:
        raise Refused(f"There is already a role “{role.name}”.", fix=reverse("accounts:roles")) from None
    return role


def _slug(name: str) -> str:
    """From the name's Latin letters, or "role"; numbered when it is taken, closed roles included."""
    stem = slugify(name)[: LONGEST_SLUG - 3].strip("-_") or "role"
    taken = RESERVED | set(HouseRole.objects.values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, 100))
    whole = slugify(name)[:LONGEST_SLUG].strip("-_")
    return next(slug for slug in (whole, stem, *numbered) if slug and slug not in taken)
