"""What is said before a policy is released: roles nobody holds, nothing blocks, what it undoes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils import timezone

from articles.analysis.rules import RULE_BY_SLUG
from articles.models import ArticleKind
from newsroom.accounts.models import Desk
from newsroom.accounts.selectors import signers_by_desk
from newsroom.times import moment
from review.disclosure.changes import Unheld, silent, unheld
from review.disclosure.fields import locked, name_of
from review.disclosure.scopes import EffectivePolicy, Part, Release, Scope, in_force, locks_of, overtaken
from review.models import PolicyVersion
from review.selectors.flags import rule_name
from review.selectors.policy import (
    Chains,
    Place,
    chains,
    holders_on,
    house_roles,
    part_of,
    policies_for,
)
from review.workflow.case_rules import CASE_RULES

DEFAULTS: Mapping[str, str] = {rule.slug: rule.severity for rule in (*RULE_BY_SLUG.values(), *CASE_RULES)}


def warnings_of(row: PolicyVersion) -> tuple[str, ...]:
    """What whoever releases this draft has to know, as sentences; each is confirmed."""
    found = effective_with(row)
    roles = house_roles()
    said = [gap.sentence for gap in _gaps(found, roles)]
    said += [silent(policy.policy(roles), DEFAULTS) for policy in found.values()]
    known = chains()
    said += [*_overtakes(row, known), *(_unsaid(row) if row.scope.house else ())]
    return tuple(dict.fromkeys(filter(None, said)))


def effective_with(row: PolicyVersion) -> dict[Place, EffectivePolicy]:
    """By desk and kind: what would hold with this version in place of the one in force."""
    return policies_for(places_in(row.scope), instead={row.scope: part_of(row)})


def places_in(scope: Scope) -> list[Place]:
    """Every open desk with every kind that has a policy of its own, as far as the scope reaches."""
    desks = (
        [scope.desk] if scope.desk else list(Desk.objects.filter(is_active=True).values_list("pk", flat=True))
    )
    kinds = [scope.kind] if scope.kind else sorted({known.kind for known in chains().releases} | {""})
    return [(desk, kind) for desk in desks or [None] for kind in kinds]


def names_of_keys() -> dict[str, str]:
    """Of roles and rules, for sentences about a field of the policy."""
    return {**{slug: rule_name(slug) for slug in DEFAULTS}, **dict(house_roles())}


def scope_name(scope: Scope) -> str:
    """As it ends a sentence: "the whole house", "opinion on Business"."""
    if scope.house:
        return "the whole house"
    desk = Desk.objects.get(pk=scope.desk).name if scope.desk else ""
    kind = ArticleKind(scope.kind).label if scope.kind else ""
    return f"{kind} on {desk}" if desk and kind else kind or desk


def waiting(known: Chains, scope: Scope) -> list[Release]:
    """Released, and not in force yet; those that another release has overtaken are not among them."""
    now = timezone.now()
    releases = known.releases.get(scope, ())
    return [r for r in releases if r.effective_from > now and overtaken(r, releases) is None]


def _gaps(found: Mapping[Place, EffectivePolicy], roles: tuple[tuple[str, str], ...]) -> Iterator[Unheld]:
    held, desks = signers_by_desk(), Desk.objects.in_bulk()
    seen: set[tuple[str, str]] = set()
    for (desk_id, _), effective in found.items():
        if desk_id is None:
            continue
        desk = desks[desk_id]
        for gap in unheld(effective.policy(roles), [(desk.name, desk.slug, holders_on(held, desk_id))]):
            if (gap.desk, gap.slug) not in seen:
                seen.add((gap.desk, gap.slug))
                yield gap


def _overtakes(row: PolicyVersion, known: Chains) -> Iterator[str]:
    """A release that waits for its moment never holds once this one is out, unless this one is later."""
    for release in waiting(known, row.scope):
        yield (
            f"Version {release.number}, which waits for {moment(release.effective_from)}, will not take "
            "effect unless this one takes effect after it: the newest release wins."
        )


def _unsaid(row: PolicyVersion) -> Iterator[str]:
    """What a desk or a kind says now and this version locks."""
    locks, names, now = locks_of(row.body), names_of_keys(), timezone.now()
    known = chains()
    chosen = [
        found for scope, rs in known.releases.items() if not scope.house and (found := in_force(rs, now))
    ]
    for other in PolicyVersion.objects.select_related("desk").filter(pk__in=[r.pk for r in chosen]):
        part: Part = part_of(other, known.labels)
        keys = [name_of(key, names) for key in part.body if locked(key, locks)]
        if keys:
            yield f"{part.label} says otherwise about {', '.join(keys).lower()}; that would no longer count."
