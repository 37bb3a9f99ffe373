"""Which of its first steps a new house has taken."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Article
from newsroom.accounts.models import Desk
from newsroom.accounts.selectors import invitations_waiting, readers_by_desk
from review.models import PolicyVersion
from review.selectors.policy import holders_on, house_roles, policies_for
from review.workflow.staffing import missing

PLAIN = "news"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a new house has, and whom it lacks."""

    desk: bool
    missing: tuple[str, ...]  # on the desk that lacks the fewest: whom a plain story needs beside who is here
    missing_on: str  # that desk's name; empty without a desk
    missing_slug: str
    invited: int  # who were asked in and have not come yet
    policy: bool  # that a person released
    story: bool


def steps_taken() -> Taken:
    desks = list(Desk.objects.filter(is_active=True))
    lacking = _lacking(desks)
    desk = min(desks, key=lambda one: len(lacking[one.pk]), default=None)
    return Taken(
        desk=bool(desks),
        missing=lacking[desk.pk] if desk else (),
        missing_on=desk.name if desk else "",
        missing_slug=desk.slug if desk else "",
        invited=len(invitations_waiting()),
        policy=PolicyVersion.objects.filter(released_by__isnull=False).exists(),
        story=Article.objects.exists(),
    )


def _lacking(desks: list[Desk]) -> dict[int, tuple[str, ...]]:
    """By desk: whom a plain story needs there under the policy in force, beside those who are here."""
    if not desks:
        return {}
    held, roles = readers_by_desk(), house_roles(active=True)
    known = policies_for([(desk.pk, PLAIN) for desk in desks])
    return {
        desk.pk: missing(known[desk.pk, PLAIN].policy(roles), holders_on(held, desk.pk)) for desk in desks
    }
