"""The register page's own record: which version is shown, against which, and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.dateformat import format as date_format

from newsroom.accounts.selectors import all_roles
from review.disclosure.policy import Policy
from review.models import PolicyVersion, Publication
from review.pages.register.clauses import Clause, compare, in_full, rule_names
from review.pages.register.effect import Effect, effect
from review.pages.register.proof import BY_SLUG, SAMPLES, Proof, Sample, proof
from review.workflow.permissions import may


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of versions."""

    number: int
    status: str
    detail: str
    current: bool


@dataclass(frozen=True, slots=True)
class Register:
    summary: str
    shown: Shown
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
    no_release: str = ""
    effect: Effect | None = None

    @property
    def changed(self) -> int:
        return sum(not clause.same for clause in self.clauses)

    @property
    def same(self) -> int:
        return sum(clause.same for clause in self.clauses)


def versions_for(user: Any) -> list[PolicyVersion]:
    """Newest first; a draft is for people with a role somewhere."""
    versions = PolicyVersion.objects.select_related("created_by", "released_by").order_by("-number")
    return list(versions if all_roles(user) else versions.filter(released_at__isnull=False))


def in_force(versions: Sequence[PolicyVersion], now: datetime | None = None) -> PolicyVersion | None:
    """The newest released version whose day has come."""
    at = now or timezone.now()
    open_ones = [v for v in versions if v.released and (v.effective_from or v.released_at) <= at]
    return max(open_ones, key=lambda v: (v.effective_from or v.released_at, v.number), default=None)


def register(
    user: Any,
    versions: Sequence[PolicyVersion],
    shown: PolicyVersion,
    *,
    full: bool = False,
    sample: str = "",
    preview: str = "",
) -> Register:
    """`versions` as versions_for gave them; `sample` and `preview` choose what the reader's side shows."""
    force = in_force(versions)
    against = None if full else _against(versions, shown, force)
    policy, rules = Policy.from_body(shown.body), rule_names()
    chosen = BY_SLUG.get(sample, SAMPLES[0])
    seen = next((v for v in versions if str(v.number) == preview), shown)
    edits, draft = bool(may(user, "policy_edit", None)), not shown.released
    return Register(
        summary=_summary(versions, force),
        shown=_shown(shown, force),
        against=_shown(against, force) if against else None,
        full=full,
        clauses=compare(Policy.from_body(against.body), policy, rules) if against else in_full(policy, rules),
        versions=_entries(versions, shown, force),
        uses=sample_choices(chosen),
        previews=[Choice(str(v.number), f"{v.number}, {_word(v, force)}", v is seen) for v in versions],
        proof=proof(Policy.from_body(seen.body), chosen),
        may_edit=edits,
        may_draft=edits and all(v.released for v in versions),
        releasable=draft and bool(may(user, "policy_release", None)),
        no_release=_no_release(shown, against),
        effect=effect(user, policy) if draft and all_roles(user) else None,
    )


def sample_choices(chosen: Sample) -> list[Choice]:
    return [Choice(sample.slug, sample.name, sample is chosen) for sample in SAMPLES]


def _against(
    versions: Sequence[PolicyVersion], shown: PolicyVersion, force: PolicyVersion | None
) -> PolicyVersion | None:
    """A draft is held against the version in force; a released one against the released one before it."""
    if not shown.released:
        return force
    earlier = [v for v in versions if v.released and v.number < shown.number]
    return max(earlier, key=lambda v: v.number, default=None)


def _no_release(shown: PolicyVersion, against: PolicyVersion | None) -> str:
    if against and against.body == shown.body:
        return f"Nothing differs from version {against.number} yet: edit it first."
    return ""


def _summary(versions: Sequence[PolicyVersion], force: PolicyVersion | None) -> str:
    parts = [f"Version {force.number} is in force." if force else "No version is in force."]
    for version in reversed(versions):
        if not version.released:
            by = f" by {version.created_by}" if version.created_by else ""
            parts.append(f"Version {version.number} is a draft{by}, not yet released.")
        elif version.effective_from and version.effective_from > timezone.now():
            parts.append(f"Version {version.number} takes effect {_day(version.effective_from)}.")
    return " ".join(parts)


def _word(version: PolicyVersion, force: PolicyVersion | None) -> str:
    if not version.released:
        return "draft"
    if version is force:
        return "in force"
    coming = version.effective_from and version.effective_from > timezone.now()
    return "released" if coming else "replaced"


def _shown(version: PolicyVersion, force: PolicyVersion | None) -> Shown:
    return Shown(version.number, _word(version, force), version.released, version.reason)


def _day(value: datetime) -> str:
    return date_format(timezone.localtime(value), "j F Y")


def _entries(
    versions: Sequence[PolicyVersion], shown: PolicyVersion, force: PolicyVersion | None
) -> list[Entry]:
    used = dict(
        Publication.objects.order_by().values_list("policy_id").annotate(Count("article", distinct=True))
    )
    starts = sorted((v.effective_from or v.released_at, v.number) for v in versions if v.released)
    return [
        Entry(
            v.number, _word(v, force).capitalize(), _detail(v, force, starts, used.get(v.pk, 0)), v is shown
        )
        for v in versions
    ]


def _detail(
    version: PolicyVersion, force: PolicyVersion | None, starts: list[tuple[datetime, int]], used: int
) -> str:
    if not version.released:
        return f"begun {_day(version.created_at)}"
    start = version.effective_from or version.released_at
    stories = f", {used} {'story' if used == 1 else 'stories'}" if used else ""
    if start > timezone.now():
        return f"takes effect {_day(start)}"
    if version is force:
        return f"since {_day(start)}{stories}"
    following = next((day for day, number in starts if (day, number) > (start, version.number)), None)
    return f"{_day(start)} to {_day(following)}{stories}" if following else f"since {_day(start)}{stories}"
