"""What a draft policy would move: every open story asked again, by the very gates, under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.selectors import articles_visible
from newsroom.accounts.models import Desk
from review.disclosure.policy import SIGNERS, Policy
from review.models import Publication
from review.pages.queue.page import in_work
from review.selectors.case import cases_of
from review.workflow.case import Case
from review.workflow.gates import needed_for, results
from review.workflow.states import State

NOTE = (
    "People on these desks see which stories. Open stories keep their version unless the release says it "
    "applies to open stories."
)


@dataclass(frozen=True, slots=True)
class Move:
    """What one story would meet under the other version."""

    article_id: int
    desk_id: int
    gates: tuple[str, ...] = ()  # names of gates that would close
    label: bool = False  # readers would be told, and are not now
    roles: tuple[str, ...] = ()  # who would have to sign as well
    harder: int = 0  # open flags that would block
    unapproved: bool = False

    @property
    def moved(self) -> bool:
        return bool(self.gates)


@dataclass(frozen=True, slots=True)
class StoryLink:
    headline: str
    href: str


@dataclass(frozen=True, slots=True)
class DeskEffect:
    name: str
    count: int
    gains: str
    href: str = ""  # empty where the person may not read the desk
    stories: tuple[StoryLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    gain: int
    lose: int
    published: int
    desks: tuple[DeskEffect, ...]
    at: datetime = field(default_factory=timezone.now)
    note: str = NOTE


def effect(user: Any, policy: Policy) -> Effect:
    """Counts for everyone who may see the draft; which stories, only for who may read them."""
    articles = list(in_work(Article.objects.filter(head__isnull=False).select_related("desk", "head")))
    cases = cases_of(articles)
    moves = [
        move for article in articles if (move := moved(cases[article.pk], article.desk_id, policy)).moved
    ]
    readable = set(
        articles_visible(user).filter(pk__in=[m.article_id for m in moves]).values_list("pk", flat=True)
    )
    return Effect(
        gain=len(moves),
        lose=sum(move.unapproved for move in moves),
        published=Publication.objects.filter(status=Publication.Status.LIVE).count(),
        desks=tuple(_desks(moves, {article.pk: article for article in articles}, readable)),
    )


def moved(case: Case, desk_id: int, policy: Policy) -> Move:
    """Pure: the same story before the same gates, under its own policy and under the other one."""
    other = under(case, policy)
    before = {result.code: result for result in results(case, needed_for("approve"))}
    closed = [
        result.name
        for result in results(other, needed_for("approve"))
        if result.status in ("fail", "pending") and before[result.code].status in ("pass", "waived", "n/a")
    ]
    return Move(
        article_id=case.article_id,
        desk_id=desk_id,
        gates=tuple(closed),
        label=other.decision.labelled and not case.decision.labelled,
        roles=tuple(role for role in other.required_roles if role not in case.required_roles),
        harder=_blocking(other) - _blocking(case),
        unapproved=bool(closed) and case.state == State.APPROVED,
    )


def under(case: Case, policy: Policy) -> Case:
    """The case as another policy sees it: its severities weigh the flags."""
    flags = tuple(
        replace(flag, severity=policy.severities.get(flag.rule, flag.found_severity)) for flag in case.flags
    )
    return replace(case, policy=policy, flags=flags)


def _blocking(case: Case) -> int:
    return sum(flag.open and flag.severity == "block" for flag in case.flags)


def _desks(moves: Iterable[Move], articles: dict[int, Article], readable: set[int]) -> Iterable[DeskEffect]:
    by_desk: dict[int, list[Move]] = {}
    for move in moves:
        by_desk.setdefault(move.desk_id, []).append(move)
    for desk in Desk.objects.filter(pk__in=by_desk):
        mine = by_desk[desk.pk]
        open_here = [articles[move.article_id] for move in mine if move.article_id in readable]
        yield DeskEffect(
            name=desk.name,
            count=len(mine),
            gains=gains(mine),
            href=f"{reverse('review:stories')}?desk={desk.slug}" if open_here else "",
            stories=tuple(
                StoryLink(a.head.headline, reverse("review:story", args=[a.slug])) for a in open_here
            ),
        )


def gains(moves: list[Move]) -> str:
    """What the desk would have to do, in one line."""
    labels, harder = sum(move.label for move in moves), sum(max(0, move.harder) for move in moves)
    parts = [f"{labels} {'needs' if labels == 1 else 'need'} the label"] if labels else []
    if harder:
        parts.append(f"{harder} {'flag becomes' if harder == 1 else 'flags become'} blocking")
    for role, name in SIGNERS.items():
        if count := sum(role in move.roles for move in moves):
            parts.append(f"{name.lower()} must sign {count}")
    again = sum(move.unapproved for move in moves)
    parts += [f"{again} {'leaves' if again == 1 else 'leave'} approval"] if again else []
    return (
        "; ".join(parts)
        or ", ".join(dict.fromkeys(gate for move in moves for gate in move.gates)) + " closes"
    )
