"""The oracle's own register of the house's policies: what was released for whom, and what a story is under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.models import Article
from tests.flows.histories.truths import Uses

Body = Mapping[str, Any]
Where = tuple[int | None, str]  # desk and kind; none of either: everywhere
KEYED = ("signers", "checks", "severities")
HOUSE: Where = (None, "")


@dataclass(frozen=True)
class Version:
    """One release: for whom, from when, and what it says or changes."""

    pk: int
    where: Where
    since: datetime
    body: Body


@dataclass
class Law:
    """Every release in its order, and for one story the versions it is under; none before it is handed in."""

    released: list[Version] = field(default_factory=list)
    pinned: dict[Where, Version] | None = None

    def release(self, pk: int, where: Where, since: datetime | None, body: Body) -> None:
        self.released.append(Version(pk, where, since or timezone.now(), body))

    def withdraw(self, pk: int) -> None:
        self.released = [one for one in self.released if one.pk != pk]

    def body(self, article_id: int) -> Body:
        """What the story is under now."""
        return composed(self._now(article_id) if self.pinned is None else self.pinned)

    def handed_in(self, article_id: int) -> tuple[Body, Body]:
        """Under what is in force at this moment, as is what work begins on again; before and after."""
        return self._pin(article_id, self._now(article_id))

    def laid_upon(self, article_id: int, pk: int) -> tuple[Body, Body] | None:
        """A version for open stories; nothing where the story is under none yet, or it is not of its scope."""
        version = next(one for one in self.released if one.pk == pk)
        if self.pinned is None or version.where not in _scopes(article_id):
            return None
        return self._pin(article_id, {**self.pinned, version.where: version})

    def moved(self, article_id: int) -> tuple[Body, Body] | None:
        """Another desk or kind: what those say now, over the house's version it was handed in under."""
        if self.pinned is None:
            return None
        return self._pin(article_id, {**self._now(article_id), HOUSE: self.pinned[HOUSE]})

    def _pin(self, article_id: int, versions: dict[Where, Version]) -> tuple[Body, Body]:
        before = self.body(article_id)
        self.pinned = versions
        return before, self.body(article_id)

    def _now(self, article_id: int) -> dict[Where, Version]:
        """Of each scope the story is in, the newest release whose moment has come."""
        now = timezone.now()
        come = [one for one in self.released if one.since <= now]
        return {
            where: mine[-1]
            for where in _scopes(article_id)
            if (mine := [o for o in come if o.where == where])
        }


def _scopes(article_id: int) -> tuple[Where, ...]:
    """The widest first: kind goes before desk."""
    desk, kind = Article.objects.values_list("desk_id", "kind").get(pk=article_id)
    return (HOUSE, (desk, ""), (None, kind), (desk, kind))


def composed(versions: Mapping[Where, Version]) -> dict[str, Any]:
    """The house's, key by key changed by the others."""
    order = sorted(versions.values(), key=lambda one: 2 * bool(one.where[1]) + (one.where[0] is not None))
    body = {key: value for key, value in order[0].body.items() if key not in KEYED}
    signers: dict[str, list[str]] = {}
    for role, when in order[0].body["signers"]:
        signers.setdefault(role, []).append(when)
    keyed = {"signers": signers, "checks": {**order[0].body["checks"]}}
    keyed["severities"] = {**order[0].body.get("severities", {})}
    for version in order[1:]:
        for key, value in version.body.items():
            field_, _, name = key.partition(".")
            keyed[field_][name] = value
    body["signers"] = [(role, when) for role, whens in keyed["signers"].items() for when in whens]
    return {**body, "checks": keyed["checks"], "severities": keyed["severities"]}


def ticks(body: Body, role: str) -> frozenset[tuple[str, str]]:
    """What a signer in this role ticks: each by its short name and its words."""
    return frozenset((slug, words) for slug, words in body["checks"].get(role, ()))


def told_words(body: Body, uses: Uses) -> tuple[str, ...]:
    """What readers are told of these uses follows from the wording, the place, and which stages are told of."""
    stages = {stage for stage, *_ in uses} & set(body["disclose_stages"])
    return (body["wording"], body["place"], *sorted(stages)) if stages else ()
