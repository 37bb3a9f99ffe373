"""Which policy holds for a desk and a kind: what the house says, changed by narrower scopes. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from review.disclosure.fields import Body, Flat, field_of, flat, locked, name_of, nested
from review.disclosure.policy import Policy


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """Whose policy: the house's, a desk's, a kind's, or one kind's on one desk."""

    desk: int | None = None
    kind: str = ""

    @property
    def house(self) -> bool:
        return self == HOUSE

    @property
    def weight(self) -> int:
        """Desk and kind goes before kind, kind before desk, desk before the house."""
        return 2 * bool(self.kind) + (self.desk is not None)

    @property
    def wider(self) -> tuple[Scope, ...]:
        """What it is laid upon, the house first."""
        return tuple(scope for scope in scopes_of(self.desk, self.kind) if scope.weight < self.weight)


HOUSE = Scope()


def scopes_of(desk: int | None, kind: str) -> tuple[Scope, ...]:
    """Every scope that a story of this desk and kind is in, the widest first."""
    found = {HOUSE, Scope(desk), Scope(None, kind), Scope(desk, kind)}
    return tuple(sorted(found, key=lambda scope: scope.weight))


@dataclass(frozen=True, slots=True)
class Release:
    """A version that was released: when, and from when it holds."""

    pk: int
    number: int
    released_at: datetime
    effective_from: datetime
    withdrawn: bool = False


def in_force(releases: Iterable[Release], at: datetime) -> Release | None:
    """Of those whose moment has come, the one released last: a correction is not undone by an older date."""
    come = [r for r in releases if not r.withdrawn and r.effective_from <= at]
    return max(come, key=lambda r: (r.released_at, r.number), default=None)


def overtaken(release: Release, releases: Iterable[Release]) -> Release | None:
    """The later release because of which this one will never be in force from its moment on."""
    later = [
        r
        for r in releases
        if not r.withdrawn
        and (r.released_at, r.number) > (release.released_at, release.number)
        and r.effective_from <= release.effective_from
    ]
    return min(later, key=lambda r: (r.effective_from, r.number), default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """One version that a policy is made of: the whole body of a house, or what a scope changes."""

    pk: int
    scope: Scope
    number: int
    label: str  # "6", or "Business 2"
    body: Body


@dataclass(frozen=True, slots=True)
class EffectivePolicy:
    """The policy of a desk and kind at a moment, and where each value comes from."""

    body: Body
    parts: tuple[Part, ...]  # the house's first
    origins: Mapping[str, Part] = field(default_factory=dict)  # by key

    @property
    def number(self) -> int:
        return self.parts[0].number

    @property
    def label(self) -> str:
        """As pages name it: "6", or "6 with Business 2"."""
        first, *others = self.parts
        return f"{first.label} with {' and '.join(part.label for part in others)}" if others else first.label

    @property
    def versions(self) -> list[int]:
        return [part.pk for part in self.parts]

    @property
    def digest(self) -> str:
        return pin_digest(self.body, self.versions)

    def policy(self, roles: Sequence[tuple[str, str]] | None = None) -> Policy:
        return Policy.from_body(self.body, roles)


def merge(parts: Sequence[Part]) -> EffectivePolicy:
    """Field by field, the narrowest scope last. What the house locks, no scope changes."""
    house, *others = sorted(parts, key=lambda part: part.scope.weight)
    values: Flat = flat(house.body)
    origins, locks = dict.fromkeys(values, house), locks_of(house.body)
    for part in others:
        for key, value in part.body.items():
            if not locked(key, locks):
                values[key], origins[key] = value, part
    body = nested(values) if others else dict(house.body)
    return EffectivePolicy(body, (house, *others), origins)


def locks_of(body: Body) -> tuple[str, ...]:
    """What the house locks; separation of duties unless it says otherwise."""
    return Policy.from_body(body).locks


def changes(wanted: Body, wider: Body) -> Flat:
    """What a scope has to store so that `wanted` comes out over `wider`."""
    under, over = flat(wider), flat(wanted)
    found = {
        key: value
        for key, value in over.items()
        if field_of(key).lockable and not _same(under.get(key), value)
    }
    gone = [key for key in under if key not in over and field_of(key).merge == "by-key"]
    return found | {key: "" if key.startswith("severities.") else [] for key in gone}


def _same(one: Any, other: Any) -> bool:
    """Stages and conditions stand in no order."""
    lists = isinstance(one, list) and isinstance(other, list)
    if lists and all(isinstance(item, str) for item in (*one, *other)):
        return sorted(one) == sorted(other)
    return one == other


def refusals(body: Flat, house: Body, names: Mapping[str, str]) -> list[str]:
    """Why a scope may not change this, as sentences."""
    locks = locks_of(house)
    return [
        f"{name_of(key, names)} is locked by the house: only a version for the whole house changes it."
        for key in body
        if locked(key, locks)
    ]


def pin_digest(body: Body, versions: Sequence[int]) -> str:
    """Of the whole policy and the versions it is made of."""
    words = json.dumps([body, list(versions)], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()
