"""Which versions of the policy are in force, for a desk and a kind, and which a story is under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.models import Article
from newsroom.accounts.models import Desk
from newsroom.accounts.selectors import signers_by_desk, signing_roles
from review.disclosure.changes import Unheld, asked, asks_for, unheld
from review.disclosure.policy import Policy
from review.disclosure.scopes import (
    HOUSE,
    EffectivePolicy,
    Part,
    Release,
    Scope,
    in_force,
    merge,
    scopes_of,
)
from review.models import PolicyVersion

Place = tuple[int | None, str]  # desk id and kind of a story
Roles = tuple[tuple[str, str], ...]  # slug and name, in the house's order


class NoPolicy(LookupError):
    """No version was ever released; `manage.py migrate` puts the first one in."""


NONE_YET = "No policy is in force: run manage.py migrate."


@dataclass(frozen=True, slots=True)
class Chains:
    """Every release that was not withdrawn, by scope, without its body."""

    releases: Mapping[Scope, tuple[Release, ...]]
    labels: Mapping[int, str]

    def chosen(self, scope: Scope, at: datetime) -> Release | None:
        return in_force(self.releases.get(scope, ()), at)


@dataclass(frozen=True, slots=True)
class Under:
    """The policy one story is under: as it was pinned, else as it is in force for its desk and kind."""

    body: Mapping[str, Any]
    number: int  # of the house's version
    house_id: int
    label: str


def policy_in_force(at: datetime | None = None) -> PolicyVersion:
    """The version of the house that holds: of those whose moment has come, the one released last."""
    chosen = chains().chosen(HOUSE, at or timezone.now())
    if chosen is None:
        raise NoPolicy(NONE_YET)
    return PolicyVersion.objects.get(pk=chosen.pk)


def policy_for(article: Article, at: datetime | None = None) -> EffectivePolicy:
    """What would hold for a story of this desk and kind if it were handed in at that moment."""
    place = (article.desk_id, article.kind)
    return policies_for([place], at)[place]


def policy_moved(article: Article) -> EffectivePolicy:
    """What holds for a story that was handed in, and is of this desk and kind now: what those say, over the
    house's version it was handed in under."""
    place = (article.desk_id, article.kind)
    return policies_for([place], instead={HOUSE: part_of(article.review.policy)})[place]


def policies_for(
    places: Iterable[Place], at: datetime | None = None, instead: Mapping[Scope, Part] | None = None
) -> dict[Place, EffectivePolicy]:
    """By desk and kind, in two queries. `instead`: versions to look at in place of those in force."""
    wanted, moment, others = list(dict.fromkeys(places)), at or timezone.now(), instead or {}
    known = chains()
    scopes = {scope for place in wanted for scope in scopes_of(*place)}
    chosen = {s: found for s in scopes - set(others) if (found := known.chosen(s, moment))}
    if HOUSE not in chosen and HOUSE not in others:
        raise NoPolicy(NONE_YET)
    rows = PolicyVersion.objects.in_bulk([release.pk for release in chosen.values()])
    parts = {s: part_of(rows[release.pk], known.labels) for s, release in chosen.items()} | dict(others)
    return {place: merge([parts[s] for s in scopes_of(*place) if s in parts]) for place in wanted}


def chains() -> Chains:
    rows = PolicyVersion.objects.filter(released_at__isnull=False, end__isnull=True)
    releases: dict[Scope, list[Release]] = {}
    labels = {}
    for pk, desk, kind, number, released, effective, name in rows.values_list(
        "pk", "desk_id", "kind", "number", "released_at", "effective_from", "desk__name"
    ):
        releases.setdefault(Scope(desk, kind), []).append(
            Release(pk, number, released, effective or released)
        )
        labels[pk] = part_label(name or "", kind, number)
    return Chains({scope: tuple(found) for scope, found in releases.items()}, labels)


def part_of(row: PolicyVersion, labels: Mapping[int, str] | None = None) -> Part:
    known = (labels or {}).get(row.pk)
    return Part(row.pk, row.scope, row.number, known or version_label(row), row.body)


def version_label(row: PolicyVersion) -> str:
    return part_label(row.desk.name if row.desk else "", row.kind, row.number)


def part_label(desk: str, kind: str, number: int) -> str:
    """ "6" of the house, "Business 2", "opinion 1", "Business opinion 3"."""
    return " ".join([*filter(None, (desk, kind)), str(number)])


def stories_under(articles: Sequence[Article]) -> dict[int, Under]:
    """By article id. `articles` with review, its policy and its pin loaded; two queries at most."""
    free = [article for article in articles if article.review.policy is None]
    known = policies_for((article.desk_id, article.kind) for article in free) if free else {}
    return {article.pk: _under(article, known) for article in articles}


def _under(article: Article, known: Mapping[Place, EffectivePolicy]) -> Under:
    review = article.review
    if review.pin is not None:
        return Under(review.pin.body, review.policy.number, review.policy.pk, review.pin.label)
    if review.policy is not None:  # handed in before there were scopes
        version = review.policy
        return Under(version.body, version.number, version.pk, str(version.number))
    return under_of(known[article.desk_id, article.kind])


def under_of(found: EffectivePolicy) -> Under:
    """A policy as a story is under it."""
    return Under(found.body, found.number, found.parts[0].pk, found.label)


def house_roles(*, active: bool = False) -> Roles:
    """Every role that signs, or those a policy may ask for now."""
    return tuple((role.slug, role.name) for role in signing_roles() if role.active or not active)


def gaps_now() -> tuple[Unheld, ...]:
    """Roles that what is in force asks for and nobody on an open desk holds; each is named once."""
    desks, held, roles = list(Desk.objects.filter(is_active=True)), signers_by_desk(), house_roles()
    if not desks:
        return ()
    kinds = {scope.kind for scope in chains().releases} | {""}
    known = policies_for([(desk.pk, kind) for desk in desks for kind in kinds])
    found: dict[tuple[str, str], Unheld] = {}
    for desk in desks:
        places = [(desk.name, desk.slug, holders_on(held, desk.pk))]
        for gap in (g for kind in sorted(kinds) for g in unheld(known[desk.pk, kind].policy(roles), places)):
            found.setdefault((gap.desk, gap.slug), gap)
    return tuple(found.values())


def asking_for(slug: str) -> list[PolicyVersion]:
    """Versions in force, or still to come, that ask for this role; the house's first."""
    known, now = chains(), timezone.now()
    wanted = {found.pk for scope in known.releases if (found := known.chosen(scope, now))}
    wanted |= {one.pk for found in known.releases.values() for one in found if one.effective_from > now}
    rows = PolicyVersion.objects.select_related("desk").filter(pk__in=wanted).order_by("number", "pk")
    return sorted((row for row in rows if asks_for(row.body, slug)), key=lambda row: row.scope.weight)


def holders_on(held: Mapping[int | None, Mapping[str, set[int]]], desk_id: int) -> dict[str, set[int]]:
    """Who holds which role on a desk, those of every desk included."""
    here, everywhere = held.get(desk_id, {}), held.get(None, {})
    return {role: here.get(role, set()) | everywhere.get(role, set()) for role in {*here, *everywhere}}


def unheld_roles(policy: Policy, holders: Mapping[str, set[int]], authors: Iterable[int]) -> frozenset[str]:
    """Roles the policy may ask for that nobody but an author holds on the story's desk."""
    gone = set(authors)
    return frozenset(role for role in asked(policy) if not holders.get(role, set()) - gone)
