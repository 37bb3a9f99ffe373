"""The roles of the house: those it begins with, and signing roles it added; which names they go by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsroom.accounts.models import SIGNING_ROLES, HouseRole, Role
from newsroom.accounts.seats import MEANS

BUILT_IN: tuple[str, ...] = tuple(role.value for role in Role if role in SIGNING_ROLES)
RESERVED = frozenset({*Role.values, "signer"})  # no role the house adds may take these slugs
SIGNS = "does what an editor does, and signs as {name} where the policy asks for it"


@dataclass(frozen=True, slots=True)
class RoleInfo:
    """One role as pages show it."""

    slug: str
    name: str  # as in a sentence: "photo desk"
    signs: bool
    about: str = ""
    active: bool = True
    house_wide: bool = False  # held for every desk, or not at all

    @property
    def title(self) -> str:
        """As it begins a line."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def built_in(self) -> bool:
        return self.slug in Role.values

    @property
    def means(self) -> str:
        """What whoever holds it may do, in a line."""
        known = MEANS[Role(self.slug)] if self.built_in else SIGNS.format(name=self.name)
        return f"{self.about}. {known[0].upper()}{known[1:]}" if self.about else known


def signing_roles_of(rows: Iterable[HouseRole]) -> tuple[RoleInfo, ...]:
    """Those the house begins with, as it calls them now, then its own, oldest first."""
    found = {row.slug: row for row in rows}
    first = [_begun(slug, found.get(slug)) for slug in BUILT_IN]
    own = [
        RoleInfo(row.slug, row.name, True, row.about, row.is_active)
        for row in found.values()
        if row.slug not in BUILT_IN
    ]
    return (*first, *own)


def _begun(slug: str, row: HouseRole | None) -> RoleInfo:
    return RoleInfo(slug, row.name if row else Role(slug).label, True, row.about if row else "")


def every_role_of(rows: Iterable[HouseRole]) -> tuple[RoleInfo, ...]:
    """In the order of the pages about people: reporter, the roles that sign and are given, admin."""
    signing = [role for role in signing_roles_of(rows) if role.active]
    reporter = RoleInfo(Role.REPORTER.value, Role.REPORTER.label, signs=False)
    admin = RoleInfo(Role.ADMIN.value, Role.ADMIN.label, signs=False, house_wide=True)
    return (reporter, *signing, admin)


def means_of(roles: Iterable[RoleInfo], held: Iterable[str] | None = None) -> Mapping[str, str]:
    """Name and meaning of each role, or of those held."""
    wanted = None if held is None else set(held)
    return {role.name: role.means for role in roles if wanted is None or role.slug in wanted}
