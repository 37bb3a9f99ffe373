"""Who is missing before a desk's people can carry a plain story under a policy. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from review.disclosure.changes import asked
from review.disclosure.policy import Policy
from review.workflow.filling import filled

Held = Mapping[str, Collection[int]]  # by role, the ids of who holds it
AUTHOR = "somebody who reports"
SECOND = "one more person who may sign, for what needs a second person"


@dataclass(frozen=True, slots=True)
class Somebody:
    person_id: int


def missing(policy: Policy, held: Held) -> tuple[str, ...]:
    """What each missing person would be there for; none where an author and as many signers as a story
    without unnamed sources, accusations and AI needs are here."""
    tries = [(AUTHOR, *_without(policy, held, None)), *(_without(policy, held, one) for one in _people(held))]
    return min(tries, key=len)


def _without(policy: Policy, held: Held, author: int | None) -> tuple[str, ...]:
    """Whom the author still needs beside those who are here."""
    others = {role: [pk for pk in held.get(role, ()) if pk != author] for role, _ in policy.roles}
    always = [role for role, every in asked(policy).items() if every]
    wanted = 2 if policy.duties.weighty_dismissals_seconded else 1
    if policy.duties.one_role_a_person:
        return _each_their_own(policy, others, [*always, *[SECOND] * (wanted - len(always))])
    unheld = tuple(_signer(policy, role) for role in always if not others.get(role))
    return unheld + (SECOND,) * (wanted - len(_people(others)) - len(unheld))


def _each_their_own(policy: Policy, others: Held, slots: Sequence[str]) -> tuple[str, ...]:
    """One person fills one role."""
    could = {**others, SECOND: _people(others)}
    taken = filled(slots, {slot: [Somebody(pk) for pk in could.get(slot, ())] for slot in slots})
    return tuple(_signer(policy, slot) for slot in slots if slot not in taken)


def _people(held: Held) -> list[int]:
    return sorted({pk for people in held.values() for pk in people})


def _signer(policy: Policy, slot: str) -> str:
    return SECOND if slot == SECOND else f"somebody who signs as {policy.role_words(slot)}"
