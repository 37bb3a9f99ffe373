"""Writes about invitations: a link that lets one person in, once, until it expires or is revoked."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts.models import Invitation, User, folded
from newsroom.accounts.seats import Seat, named
from newsroom.accounts.services.common import (
    Refused,
    admin_required,
    admins_lock,
    announce,
    cleaned_name,
    seats_checked,
    slugs,
)
from newsroom.accounts.services.people import person_create


def token_digest(token: str) -> str:
    """What is kept of a link, so that whoever reads the database cannot walk in."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invitation_make(*, actor: User, email: str, name: str, seats: Iterable[Seat]) -> tuple[Invitation, str]:
    """The invitation, and the token of its link, which is nowhere kept."""
    admins_lock()
    admin_required(actor)
    email, wanted = folded(email), seats_checked(seats)
    if not wanted:
        raise Refused("Choose at least one role: without one the person would see nothing.")
    _stranger(email)
    if any(invitation.open for invitation in Invitation.objects.filter(email=email)):
        raise Refused(
            f"{email} is already invited. Revoke that invitation, or make a new link for it.",
            fix=reverse("accounts:people") + "#invitations",
        )
    return _make(actor, email, cleaned_name(name), [list(seat) for seat in sorted(wanted, key=_order)])


@transaction.atomic
def invitation_renew(*, actor: User, invitation_id: int) -> tuple[Invitation, str]:
    """A new link for a lost or expired one; the old one ends."""
    admins_lock()
    admin_required(actor)
    old = _locked(invitation_id)
    _stranger(old.email)
    seats_checked(Seat(desk_id, role) for desk_id, role in old.roles)
    if old.revoked_at is None:
        _revoke(actor, old)
    return _make(actor, old.email, old.name, old.roles)


@transaction.atomic
def invitation_revoke(*, actor: User, invitation_id: int) -> Invitation:
    """Ends the link. Revoking twice is revoking once."""
    admins_lock()
    admin_required(actor)
    invitation = _locked(invitation_id)
    if invitation.accepted_at:
        raise Refused(
            f"{invitation.name} has already joined. Deactivate the person instead.",
            fix=reverse("accounts:person", args=[invitation.user_id]),
        )
    if invitation.revoked_at is None:
        _revoke(actor, invitation)
    return invitation


@transaction.atomic
def invitation_accept(*, token: str, name: str, password: str) -> User:
    """The person who holds the link joins, with the roles the invitation names. Works once."""
    invitation = Invitation.objects.select_for_update().filter(token_digest=token_digest(token)).first()
    if invitation is None or (no := closed_because(invitation)):
        raise Refused(no if invitation else "There is no such invitation.")
    seats = [Seat(desk_id, role) for desk_id, role in invitation.roles]
    user = person_create(email=invitation.email, name=name, password=password, seats=seats)
    invitation.accepted_at, invitation.user = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "user"])
    announce(user, "person-joined", user, invitation=invitation.pk, roles=named(seats, slugs()))
    return user


def closed_because(invitation: Invitation) -> str:
    """Why the link lets nobody in any more; empty while it does."""
    ask = f"Ask {invitation.invited_by} for a new one."
    if invitation.accepted_at:
        return "This invitation has been used. Sign in with the password you chose."
    if invitation.revoked_at:
        return f"This invitation was withdrawn. {ask}"
    if invitation.expires_at <= timezone.now():
        return f"This invitation has expired. {ask}"
    if User.objects.filter(email=invitation.email).exists():
        return f"{invitation.email} already belongs to a person here. Sign in, or reset the password."
    return ""


def _order(seat: Seat) -> tuple[int, str]:
    return (seat.desk_id or 0, seat.role)


def _locked(invitation_id: int) -> Invitation:
    try:
        return Invitation.objects.select_for_update().get(pk=invitation_id)
    except Invitation.DoesNotExist:
        raise Refused("There is no such invitation.", fix=reverse("accounts:people")) from None


def _stranger(email: str) -> None:
    if person := User.objects.filter(email=email).first():
        what = "is here: change the roles instead" if person.is_active else "was here: reactivate the account"
        fix = reverse("accounts:person", args=[person.pk])
        raise Refused(f"{email} belongs to {person}, who {what}.", fix=fix)


def _make(actor: User, email: str, name: str, roles: list[list[int | str | None]]) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        roles=roles,
        token_digest=token_digest(token),
        invited_by=actor,
        expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )
    seats = [Seat(desk_id, role) for desk_id, role in roles]
    announce(actor, "person-invited", invitation, roles=named(seats, slugs()))
    return invitation, token


def _revoke(actor: User, invitation: Invitation) -> None:
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    announce(actor, "invitation-revoked", invitation)
