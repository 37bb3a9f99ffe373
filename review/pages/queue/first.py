"""The first five steps of a new house, on its admin's home until all are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from newsroom.accounts.selectors import is_admin
from review.disclosure.contact import placeholder
from review.selectors.first_steps import Taken, steps_taken
from review.selectors.policy import policy_in_force

NO_NAME = "Newsroom"  # the name of a house that has not set one


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    why: str
    done: bool
    href: str
    link: str


def first_steps(user: Any) -> tuple[Step, ...]:
    """For an admin of a house that has not taken them all; nothing for anybody else."""
    if not is_admin(user):
        return ()
    taken = steps_taken()
    steps = (_house(), _desks(taken), _people(taken), _policy(taken), _story(taken))
    return () if all(step.done for step in steps) else steps


def steps_left(steps: Sequence[Step]) -> str:
    """The head of the page while they are taken."""
    left = sum(not step.done for step in steps)
    if left == len(steps):
        return "The first five steps are still open."
    return f"{'One' if left == 1 else left} of five steps {'is' if left == 1 else 'are'} still open."


def _house() -> Step:
    body = policy_in_force().body
    contact, named = body.get("contact", ""), settings.NEWSROOM_NAME != NO_NAME or body.get("publisher")
    why = "Both go out with every story: the name as publisher, the contact for who wants to reach you."
    if contact and placeholder(contact):
        why = f"{why} Now readers would be given {contact}, which reaches nobody: no story can go out."
    done = bool(contact and named and not placeholder(contact))
    return Step("House name and public contact", why, done, reverse("review:policy"), "Open the policy")


def _desks(taken: Taken) -> Step:
    why = "A story belongs to a desk, and whoever holds a role there reads it."
    return Step("Desks", why, taken.desk, reverse("accounts:desks"), "Add a desk")


def _people(taken: Taken) -> Step:
    why = "Nobody approves their own words: a plain story needs an author, and others who sign."
    if taken.missing:
        why = f"{why} On {taken.missing_on} there is still missing: {', and '.join(taken.missing)}."
    if taken.missing and taken.invited:
        asked = "1 invitation has" if taken.invited == 1 else f"{taken.invited} invitations have"
        why = f"{why} {asked} not been taken up yet."
    href = reverse("accounts:invite") + (f"?desk={taken.missing_slug}" if taken.missing_slug else "")
    return Step("People", why, taken.desk and not taken.missing, href, "Invite somebody")


def _policy(taken: Taken) -> Step:
    why = "What readers are told about AI, who signs, how hard each question is: release your own."
    return Step("Policy", why, taken.policy, reverse("review:policy"), "Draft a version")


def _story(taken: Taken) -> Step:
    why = "Anybody who reports uploads a draft; the checks read it, and its questions are answered."
    return Step("First story", why, taken.story, reverse("articles:handbook"), "Read what is asked")
