"""Writes about people: their name, their seats, their password, and whether the door is open to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts.mails import address_changed_send
from newsroom.accounts.models import Invitation, Membership, Role, User, folded
from newsroom.accounts.seats import Seat, Seats, named
from newsroom.accounts.selectors import active_admins, seats_of
from newsroom.accounts.services.common import (
    Changed,
    Refused,
    admin_required,
    admins_lock,
    announce,
    cleaned_name,
    seats_checked,
    slugs,
)

FIELDS = {"name": "name", "email": "e-mail address"}


def person_create(*, email: str, name: str, password: str, seats: Iterable[Seat]) -> User:
    """A person with their seats. Within the caller's transaction, who also announces it."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, cleaned_name(name), password)
    except IntegrityError:
        raise Refused(f"{email} already belongs to a person here.") from None
    _seats_add(user, seats)
    return user


@transaction.atomic
def admin_create(*, email: str, name: str, password: str) -> User:
    """An administrator of the house, made by whoever holds the server."""
    admins_lock()
    seat = Seat(None, Role.ADMIN.value)
    user = person_create(email=email, name=name, password=password, seats=[seat])
    announce(None, "person-joined", user, roles=named([seat], {}))
    return user


@transaction.atomic
def person_update(*, actor: User, user_id: int, seen: Mapping[str, str], **changed: str) -> User:
    """Name and e-mail address. `seen` is what the form showed: only a field changed meanwhile is refused."""
    user = _locked(actor, user_id)
    wanted = {key: _cleaned(key, value) for key, value in changed.items()}
    fields = [key for key, value in wanted.items() if value != seen[key] and value != getattr(user, key)]
    for key in fields:
        if getattr(user, key) != seen[key]:
            raise Changed(f"The {FIELDS[key]} became “{getattr(user, key)}” while you were looking.", user)
    if "email" in fields:
        _email_free(wanted["email"], user)
        transaction.on_commit(partial(address_changed_send, actor, user, user.email))
    if fields:
        _save(user, {key: wanted[key] for key in fields})
        announce(actor, "person-changed", user, fields=fields)
    return user


@transaction.atomic
def person_roles_set(*, actor: User, user_id: int, seats: Iterable[Seat], seen: Iterable[Seat]) -> User:
    """The whole set of seats. `seen` is what the form showed; `Changed` carries what stands now."""
    user = _locked(actor, user_id)
    wanted, now = seats_checked(seats), seats_of(user)
    if now not in (frozenset(seen), wanted):
        raise Changed("Somebody else changed these roles while you were looking.", now)
    if wanted != now:
        _seats_replace(actor, user, now, wanted)
    return user


@transaction.atomic
def person_deactivate(*, actor: User, user_id: int) -> User:
    """Closes the door at once, on every device; what the person wrote, signed and decided stays."""
    user = _locked(actor, user_id)
    if not user.is_active:
        return user
    user.is_active = False
    user.save(update_fields=["is_active"])
    _admin_remains()
    _sessions_end(user)
    _invitations_end(actor, user)
    announce(actor, "person-deactivated", user)
    return user


@transaction.atomic
def person_reactivate(*, actor: User, user_id: int) -> User:
    """Opens the door again, with the seats the person had."""
    user = _locked(actor, user_id)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        announce(actor, "person-reactivated", user)
    return user


@transaction.atomic
def password_set(*, user: User, password: str, way: str) -> User:
    """The person's own new password; `way` is "changed" or "reset". Signs out every other device."""
    user.set_password(password)
    user.save(update_fields=["password"])
    announce(user, "password-changed", user, way=way)
    return user


def _locked(actor: User, user_id: int) -> User:
    admins_lock()
    admin_required(actor)
    try:
        return User.objects.select_for_update(no_key=True).get(pk=user_id)  # stories may name them meanwhile
    except User.DoesNotExist:
        raise Refused("There is no such person.", fix=reverse("accounts:people")) from None


def _cleaned(field: str, value: str) -> str:
    return cleaned_name(value) if field == "name" else folded(value)


def _email_free(email: str, user: User) -> None:
    if other := User.objects.filter(email=email).exclude(pk=user.pk).first():
        raise Refused(f"{email} already belongs to {other}.", fix=reverse("accounts:person", args=[other.pk]))


def _save(user: User, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        setattr(user, key, value)
    try:
        with transaction.atomic():
            user.save(update_fields=list(values))
    except IntegrityError:
        raise Refused(f"{values.get('email')} already belongs to a person here.") from None


def _seats_add(user: User, seats: Iterable[Seat]) -> None:
    Membership.objects.bulk_create(
        Membership(user=user, desk_id=seat.desk_id, role=seat.role) for seat in seats
    )


def _seats_replace(actor: User, user: User, now: Seats, wanted: Seats) -> None:
    held = {Seat(row.desk_id, row.role): row.pk for row in user.memberships.all()}
    Membership.objects.filter(pk__in=[held[seat] for seat in now - wanted]).delete()
    _seats_add(user, wanted - now)
    _admin_remains()
    if Seat(None, Role.ADMIN) in now - wanted:
        _invitations_end(actor, user)
    places = slugs()
    announce(
        actor, "roles-changed", user, added=named(wanted - now, places), removed=named(now - wanted, places)
    )


def _admin_remains() -> None:
    """Called after the change: the refusal takes it back with everything else."""
    if not active_admins().exists():
        raise Refused(
            "This is the only administrator left. Make somebody else an administrator first.",
            fix=reverse("accounts:people"),
        )


def _sessions_end(user: User) -> None:
    """Deleted rather than left to fail, so that a later reactivation revives none of them."""
    live = Session.objects.filter(expire_date__gte=timezone.now())
    ended = [row.pk for row in live.iterator() if row.get_decoded().get("_auth_user_id") == str(user.pk)]
    Session.objects.filter(pk__in=ended).delete()


def _invitations_end(actor: User, user: User) -> None:
    """Whoever may no longer invite leaves no open door behind."""
    for invitation in Invitation.objects.filter(invited_by=user, accepted_at=None, revoked_at=None):
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        announce(actor, "invitation-revoked", invitation)
