"""What another policy asks beyond the one before, and what is said before one is released. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from review.disclosure.grade import Use
from review.disclosure.label import decide
from review.disclosure.policy import WHEN, Policy

SILENT = "No rule would block: every question could go unanswered and the story out."


def asks_more(before: Policy, after: Policy, role: str) -> str:
    """Why a signature of `role` given under `before` says too little under `after`; empty where it does not.

    A check counts by its words: the same short name for other words is another check.
    """
    had = set(before.checks.get(role, ()))
    for slug, label in after.checks.get(role, ()):
        if (slug, label) not in had:
            return f"The policy now asks {after.role_words(role)} to check: {label}."
    return ""


def tells_otherwise(before: Policy, after: Policy, uses: Sequence[Use]) -> bool:
    """Readers get other words, or at another place. A public contact may change while a signature stays."""
    then, now = decide(before, uses), decide(after, uses)
    if (then.labelled, then.wording, then.place) != (now.labelled, now.wording, now.place):
        return True
    return (before.publisher, before.explainer) != (after.publisher, after.explainer)


@dataclass(frozen=True, slots=True)
class Unheld:
    """A role that a policy asks for on a desk where nobody holds it."""

    role: str  # its name, as in a sentence
    desk: str
    slug: str = ""
    desk_slug: str = ""
    always: bool = True

    @property
    def sentence(self) -> str:
        when = "every story" if self.always else "some stories"
        return f"Nobody on {self.desk} holds the role {self.role}, which the policy asks to sign {when}."


def asked(policy: Policy) -> dict[str, bool]:
    """Every role the policy asks for, and whether always."""
    found: dict[str, bool] = {}
    for role, when in policy.signers:
        found[role] = found.get(role, False) or when == "always"
    return found


def asks_for(body: Mapping[str, Any], role: str) -> bool:
    """Does a version's body ask for this role? The house's lists who signs; a scope's says it by key."""
    return bool(body.get(f"signers.{role}")) or any(who == role for who, _ in body.get("signers", ()))


def unheld(
    policy: Policy, desks: Iterable[tuple[str, str, Mapping[str, set[int]]]], without: Iterable[int] = ()
) -> tuple[Unheld, ...]:
    """`desks`: name, slug, and who holds which role there; `without`: people who do not count."""
    gone = set(without)
    return tuple(
        Unheld(policy.role_words(role), name, role, slug, always)
        for name, slug, held in desks
        for role, always in asked(policy).items()
        if not held.get(role, set()) - gone
    )


def silent(policy: Policy, defaults: Mapping[str, str]) -> str:
    """The warning where no rule blocks any more. `defaults`: each rule's own severity."""
    hardest = {policy.severities.get(rule, severity) for rule, severity in defaults.items()}
    return "" if "block" in hardest else SILENT


def conditions(policy: Policy, role: str) -> str:
    """When a role signs, in words."""
    return ", or ".join(WHEN[when] for signer, when in policy.signers if signer == role) or "never"
