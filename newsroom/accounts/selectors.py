"""Reads about people: who holds which role where. One query per person and request, kept on the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404

from newsroom.accounts.models import (
    READING_ROLES,
    SIGNER,
    Desk,
    HouseRole,
    Invitation,
    Membership,
    Role,
    User,
)
from newsroom.accounts.roles import RoleInfo, every_role_of, signing_roles_of
from newsroom.accounts.seats import Seat, Seats

RoleMap = dict[int | None, frozenset[str]]
Seated = dict[int | None, dict[str, set[int]]]  # desk id (None: every desk) to role to ids of people


def role_map(user: Any) -> RoleMap:
    """Desk id (None: every desk) to the roles held there. Nobody signed in holds none.

    A signing role that the house added stands beside what it counts as, SIGNER; a closed one gives nothing.
    """
    if not user.is_authenticated or not user.is_active:
        return {}
    if not hasattr(user, "_role_map"):
        held: dict[int | None, set[str]] = {}
        for desk_id, role in Membership.objects.filter(user=user).values_list("desk_id", "role"):
            held.setdefault(desk_id, set()).add(role)
        user._role_map = _with_own_roles(held)
    return user._role_map


def _with_own_roles(held: dict[int | None, set[str]]) -> RoleMap:
    own = frozenset().union(*held.values()) - set(Role.values)
    if not own:
        return {desk_id: frozenset(roles) for desk_id, roles in held.items()}
    closed = own - set(HouseRole.objects.filter(is_active=True, slug__in=own).values_list("slug", flat=True))
    return {
        desk_id: frozenset((roles - closed) | ({SIGNER} if roles & (own - closed) else set()))
        for desk_id, roles in held.items()
    }


def signing_roles() -> tuple[RoleInfo, ...]:
    """Every role that signs, closed ones too: what was signed in them stays readable."""
    return signing_roles_of(HouseRole.objects.all())


def every_role() -> tuple[RoleInfo, ...]:
    """Every role that can be given to a person."""
    return every_role_of(HouseRole.objects.all())


def reading_roles() -> list[str]:
    """Slugs of every role whose holder reads the drafts of a desk."""
    return [role.slug for role in every_role() if not role.house_wide]


def role_names() -> dict[str, str]:
    """What every role is called, closed ones too; by slug, in their order."""
    rows = list(HouseRole.objects.all())
    return {role.slug: role.name for role in (*every_role_of(rows), *signing_roles_of(rows))}


def signers_by_desk() -> Seated:
    """Who may sign where: without those who only report or administer."""
    return _seated((Role.REPORTER, Role.ADMIN))


def readers_by_desk() -> Seated:
    """Who reads the drafts of which desk."""
    return _seated((Role.ADMIN,))


def _seated(without: Iterable[str]) -> Seated:
    found: dict[int | None, dict[str, set[int]]] = {}
    rows = Membership.objects.filter(user__is_active=True).exclude(role__in=without)
    for desk_id, role, user_id in rows.values_list("desk_id", "role", "user_id"):
        found.setdefault(desk_id, {}).setdefault(role, set()).add(user_id)
    return found


def roles_counted() -> list[tuple[RoleInfo, int]]:
    """Every signing role with the number of active people who hold it somewhere."""
    held: dict[str, set[int]] = {}
    for places in signers_by_desk().values():
        for role, people in places.items():
            held.setdefault(role, set()).update(people)
    return [(role, len(held.get(role.slug, ()))) for role in signing_roles()]


def roles_on(user: Any, desk_id: int) -> frozenset[str]:
    """Roles held on this desk, house-wide ones included."""
    held = role_map(user)
    return held.get(None, frozenset()) | held.get(desk_id, frozenset())


def all_roles(user: Any) -> frozenset[str]:
    return frozenset().union(*role_map(user).values())


def is_admin(user: Any) -> bool:
    return Role.ADMIN in all_roles(user)


def desks_for(user: Any, roles: Iterable[str] = READING_ROLES) -> QuerySet[Desk]:
    """Active desks on which the person holds one of `roles`; an admin's role alone opens no draft."""
    wanted, held = set(roles), role_map(user)
    desks = Desk.objects.filter(is_active=True)
    if wanted & held.get(None, frozenset()):
        return desks
    return desks.filter(pk__in=[pk for pk, mine in held.items() if pk is not None and wanted & mine])


def active_admins() -> QuerySet[User]:
    """Who may open the pages about people, desks and policy."""
    return User.objects.filter(is_active=True, memberships__role=Role.ADMIN).distinct()


def holders(desk_id: int, role: str) -> list[User]:
    """Active people who hold the role on this desk, house-wide ones included, by name."""
    seat = Q(memberships__role=role) & (Q(memberships__desk=desk_id) | Q(memberships__desk=None))
    return list(User.objects.filter(seat, is_active=True).distinct().order_by(Lower("name"), "pk"))


def people_named(names: Iterable[str]) -> dict[str, str]:
    """Of these names, however they are spaced and capitalised: name as asked to a person's name as it is.

    Active people who hold a role somewhere in the house. One query, none for no name.
    """
    wanted = {_folded(name): name for name in names if name.strip()}
    if not wanted:
        return {}
    here = User.objects.filter(is_active=True, memberships__isnull=False).distinct()
    found = {_folded(name): name for name in here.values_list("name", flat=True)}
    return {wanted[key]: found[key] for key in wanted if key in found}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def seats_of(user: User) -> Seats:
    """Asked of the database each time: what a change is compared with."""
    rows = Membership.objects.filter(user=user).values_list("desk_id", "role")
    return frozenset(Seat(desk_id, role) for desk_id, role in rows)


@dataclass(frozen=True)
class Place:
    """The roles a person holds in one place; no desk means every desk."""

    desk: Desk | None
    roles: tuple[str, ...]
    names: tuple[str, ...] = ()  # what the house calls them


def places_of(user: User, names: Mapping[str, str]) -> list[Place]:
    """House-wide first, then by desk. Costs nothing when memberships and their desks are prefetched."""
    held: dict[Desk | None, list[str]] = {}
    for membership in user.memberships.all():
        held.setdefault(membership.desk, []).append(membership.role)
    first = [_place(None, held.pop(None), names)] if None in held else []
    return first + [_place(desk, held[desk], names) for desk in sorted(held, key=lambda desk: desk.name)]


def _place(desk: Desk | None, roles: Iterable[str], names: Mapping[str, str]) -> Place:
    mine = _in_order(roles, names)
    return Place(desk, mine, tuple(names.get(role, role) for role in mine))


def _in_order(roles: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    mine = set(roles)
    return tuple(role for role in (*names, *sorted(mine - set(names))) if role in mine)


def people_found(*, q: str = "", desk: str = "", role: str = "", standing: str = "") -> QuerySet[User]:
    """By name or address, desk (house-wide seats count), role there, and standing: "", active or gone."""
    people = User.objects.order_by("-is_active", Lower("name"), "pk").prefetch_related("memberships__desk")
    if q := q.strip():
        people = people.filter(Q(name__icontains=q) | Q(email__icontains=q))
    seat = Q()
    if desk:
        seat &= Q(memberships__desk__slug=desk) | Q(memberships__desk__isnull=True, memberships__isnull=False)
    if role:
        seat &= Q(memberships__role=role)
    if standing:
        people = people.filter(is_active=standing == "active")
    return people.filter(seat).distinct() if seat else people


def invitations_waiting() -> list[Invitation]:
    """Neither used nor revoked: open ones, and expired ones that may want a new link."""
    rows = Invitation.objects.filter(accepted_at=None, revoked_at=None).select_related("invited_by")
    return list(rows)


def invitation_by_digest(digest: str) -> Invitation | None:
    return Invitation.objects.select_related("invited_by").filter(token_digest=digest).first()


def places_invited(
    invitation: Invitation, desks: Mapping[int, Desk], names: Mapping[str, str]
) -> list[Place]:
    """The same picture of an invitation's roles as `places_of` gives of a person's."""
    held: dict[int | None, list[str]] = {}
    for desk_id, role in invitation.roles:
        held.setdefault(desk_id, []).append(role)
    return [
        _place(desks[desk_id] if desk_id is not None else None, roles, names)
        for desk_id, roles in held.items()
    ]


def desks_counted() -> QuerySet[Desk]:
    """All desks with `people`: how many active people hold a role on this very desk."""
    mine = Count("memberships__user", filter=Q(memberships__user__is_active=True), distinct=True)
    return Desk.objects.annotate(people=mine).order_by("-is_active", Lower("name"))


def desk_places(desk: Desk) -> list[tuple[User, tuple[str, ...], bool]]:
    """Active people of a desk with their roles there, and whether the role comes with the whole house."""
    rows: dict[tuple[User, bool], list[str]] = {}
    here = Membership.objects.filter(Q(desk=desk) | Q(desk=None), user__is_active=True)
    for row in here.select_related("user").order_by(Lower("user__name"), "user"):
        rows.setdefault((row.user, row.desk_id is None), []).append(row.role)
    ordered = sorted(rows, key=lambda key: key[1])
    names = role_names()
    return [
        (user, _place(None, rows[user, everywhere], names).names, everywhere) for user, everywhere in ordered
    ]


def desk_get(slug: str) -> Desk:
    """A desk, a closed one too, or Http404."""
    return get_object_or_404(Desk, slug=slug)


def open_desk(slug: str) -> Desk | None:
    """The desk of this address, while it takes stories."""
    return Desk.objects.filter(slug=slug, is_active=True).first()


def person_get(pk: int) -> User:
    """Somebody who is or was here, or Http404."""
    return get_object_or_404(User, pk=pk)


def person_by_email(email: str) -> User | None:
    """Whose address this is; nobody's, of whatever else was typed in its place."""
    return User.objects.filter(email=email).first() if email.isprintable() else None


def person_now(user: User) -> User:
    """As the database has the person at this moment, with the desks of their roles."""
    return User.objects.prefetch_related("memberships__desk").get(pk=user.pk)


def addresses_active(emails: Iterable[str]) -> set[str]:
    """Of these addresses, those of people who may sign in."""
    rows = User.objects.filter(email__in=list(emails), is_active=True)
    return set(rows.values_list("email", flat=True))


def desks_by_id() -> dict[int, Desk]:
    """All desks, closed ones too, by name."""
    return {desk.pk: desk for desk in Desk.objects.all()}


@dataclass(frozen=True)
class Counts:
    """For the head of the list of people."""

    active: int
    gone: int


def people_counted() -> Counts:
    return Counts(
        **User.objects.aggregate(active=Count("pk", Q(is_active=True)), gone=Count("pk", Q(is_active=False)))
    )
