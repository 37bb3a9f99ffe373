"""The register page's own record: which version of which scope is shown, and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from newsroom.accounts.selectors import all_roles, desks_by_id
from review.disclosure.policy import Policy
from review.disclosure.scopes import EffectivePolicy, Scope, locks_of
from review.models import PolicyVersion
from review.pages.register.clauses import Clause, Origins, compare, in_full, rule_names
from review.pages.register.effect import Effect, effect
from review.pages.register.proof import BY_SLUG, SAMPLES, Proof, Sample, proof
from review.pages.register.scope import Chooser, chooser, place_name, query_of
from review.pages.register.versions import (
    Entry,
    day,
    draft_of,
    end_of,
    entries,
    in_force,
    overtaken_by,
    summary,
    waits,
    word,
)
from review.selectors.policy import Roles, house_roles, part_of, policies_for
from review.selectors.releases import warnings_of
from review.workflow.permissions import may
from review.workflow.ways import GONE

NO_VERSION = "No version is in force."
FROM_WIDER = "What holds there comes from wider policies."


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A version as its column is headed."""

    number: int
    word: str  # in force | draft | replaced ...
    released: bool
    reason: str = ""
    ended: str = ""  # who withdrew or discarded it, when and why
    asked: str = ""  # who asked for a second person, and what for


@dataclass(frozen=True, slots=True)
class Register:
    summary: str
    place: str
    query: str  # what the addresses of this scope carry
    scoped: bool
    chooser: Chooser | None
    shown: Shown | None
    against: Shown | None
    full: bool
    clauses: Sequence[Clause]
    versions: Sequence[Entry]
    uses: Sequence[Choice]
    previews: Sequence[Choice]
    proof: Proof
    may_edit: bool
    may_draft: bool
    releasable: bool
    may_second: bool = False
    may_withdraw: bool = False
    no_release: str = ""
    warnings: Sequence[str] = field(default=())
    effect: Effect | None = None

    @property
    def changed(self) -> int:
        return sum(not clause.same for clause in self.clauses)

    @property
    def same(self) -> int:
        return sum(clause.same for clause in self.clauses)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The scope, as fields of a form that is sent by its address."""
        return parse_qsl(self.query.removeprefix("?"))

    @property
    def full_query(self) -> str:
        return f"{self.query}&full=1" if self.query else "?full=1"

    @property
    def own(self) -> int:
        """How many clauses this scope says itself."""
        return sum(clause.own for clause in self.clauses)


def register(
    user: Any,
    scope: Scope,
    versions: Sequence[PolicyVersion],
    shown: PolicyVersion | None,
    *,
    full: bool = False,
    sample: str = "",
    preview: str = "",
) -> Register:
    """`versions` as versions_for gave them; `sample` and `preview` choose what the reader's side shows."""
    roles, desks, force = house_roles(), list(desks_by_id().values()), in_force(versions)
    against = None if full or shown is None else _against(versions, shown, force)
    found = effective(scope, shown)
    policy, chosen = found.policy(roles), BY_SLUG.get(sample, SAMPLES[0])
    seen = next((v for v in versions if str(v.number) == preview), shown)
    draft = shown if shown is not None and shown is draft_of(versions) else None
    name = place_name(scope, desks)
    nothing = NO_VERSION if scope.house else f"{_capital(name)} says nothing of its own. {FROM_WIDER}"
    return Register(
        summary=summary(versions, nothing),
        place=name,
        query=query_of(scope),
        scoped=not scope.house,
        chooser=chooser(scope, desks) if all_roles(user) else None,
        shown=_shown(shown, versions) if shown else None,
        against=_shown(against, versions) if against else None,
        full=full or against is None,
        clauses=_clauses(scope, shown, against, found, policy, roles),
        versions=entries(versions, shown),
        uses=sample_choices(chosen),
        previews=[Choice(str(v.number), f"{v.number}, {word(v, versions)}", v is seen) for v in versions],
        proof=proof(effective(scope, seen).policy(roles), chosen),
        **_rights(user, versions, shown, draft),
        **(_of_draft(user, draft, against, roles) if draft else {}),
    )


def _rights(
    user: Any, versions: Sequence[PolicyVersion], shown: PolicyVersion | None, draft: PolicyVersion | None
) -> dict[str, bool]:
    """What this person may do with the version that is shown, by the field of the page."""
    edits, releases = bool(may(user, "policy_edit")), bool(may(user, "policy_release"))
    return {
        "may_edit": edits,
        "may_draft": edits and draft_of(versions) is None,
        "releasable": draft is not None and not asked_still(draft) and releases,
        "may_second": draft is not None and _seconds(user, draft),
        "may_withdraw": shown is not None and waits(shown) and releases,
    }


def _of_draft(user: Any, draft: PolicyVersion, against: PolicyVersion | None, roles: Roles) -> dict[str, Any]:
    """Why it cannot be released yet; and what it would do, for who has a role somewhere."""
    told: dict[str, Any] = {"no_release": _no_release(draft, against)}
    if all_roles(user):
        told |= {"warnings": warnings_of(draft), "effect": effect(user, draft)}
    return told


def effective(scope: Scope, version: PolicyVersion | None) -> EffectivePolicy:
    """What holds for the scope with this version, over the wider scopes as they are in force."""
    place = (scope.desk, scope.kind)
    return policies_for([place], instead={scope: part_of(version)} if version else None)[place]


def sample_choices(chosen: Sample) -> list[Choice]:
    return [Choice(sample.slug, sample.name, sample is chosen) for sample in SAMPLES]


def _clauses(
    scope: Scope,
    shown: PolicyVersion | None,
    against: PolicyVersion | None,
    found: EffectivePolicy,
    policy: Policy,
    roles: Roles,
) -> list[Clause]:
    rules = rule_names()
    if against is not None:
        return compare(effective(scope, against).policy(roles), policy, rules)
    if scope.house:
        return in_full(policy, rules)
    house = found.parts[0]
    origins = Origins(found.origins, house, shown.pk if shown else 0, locks_of(house.body))
    return in_full(policy, rules, origins)


def _against(
    versions: Sequence[PolicyVersion], shown: PolicyVersion, force: PolicyVersion | None
) -> PolicyVersion | None:
    """A draft is held against the version in force; a released one against the released one before it."""
    if not shown.released:
        return force
    earlier = [v for v in versions if v.released and v.number < shown.number and not end_of(v)]
    return max(earlier, key=lambda v: v.number, default=None)


def _seconds(user: Any, draft: PolicyVersion) -> bool:
    asked = asked_still(draft) and draft.asked_by_id != user.pk
    return asked and bool(may(user, "policy_second"))


def asked_still(draft: PolicyVersion) -> bool:
    """Somebody who may still ask asked to release it."""
    return draft.asked_by is not None and bool(may(draft.asked_by, "policy_release"))


def _no_release(shown: PolicyVersion, against: PolicyVersion | None) -> str:
    if against is None:
        return "" if shown.scope.house or shown.body else "It changes nothing yet: edit it first."
    same = (
        Policy.from_body(against.body) == Policy.from_body(shown.body)
        if shown.scope.house
        else against.body == shown.body
    )
    return f"Nothing differs from version {against.number} yet: edit it first." if same else ""


def _shown(version: PolicyVersion, versions: Sequence[PolicyVersion]) -> Shown:
    return Shown(
        version.number,
        word(version, versions),
        version.released,
        version.reason,
        _ended(version, versions),
        _asked(version),
    )


def _ended(version: PolicyVersion, versions: Sequence[PolicyVersion]) -> str:
    if end := end_of(version):
        how = "Withdrawn" if version.released else "Discarded"
        return f"{how} by {end.ended_by} on {day(end.ended_at)}: {end.reason}"
    if by := overtaken_by(version, versions):
        return f"Version {by} was released after it and holds before its moment: this one never takes effect."
    return ""


def _asked(version: PolicyVersion) -> str:
    if version.released or version.asked_at is None:
        return ""
    when = f"from {day(version.effective_from)}" if version.effective_from else "at once"
    reach = " and for open stories too" if version.applies_to_open else ""
    waits = "A second person agrees: standards, or another admin." if asked_still(version) else GONE
    return f"{version.asked_by} asks to release it {when}{reach}, because: {version.reason} {waits}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
