"""The gates that people open by hand: sign-offs, who is responsible, and whose approval it is. Pure."""

from __future__ import annotations

from review.disclosure.contact import placeholder
from review.workflow.case import Case, Signature
from review.workflow.case_rules import blocking_at
from review.workflow.telling import ended_and_since, signer
from review.workflow.verdicts import Verdict, fail, passed, pending


def signed_off(case: Case) -> Verdict:
    """Every role the policy asks for signed this very text, not a predecessor, by people who may."""
    if found := blocking_at(case, "G7"):
        return fail(found.sentence, found.fix)
    fix = case.at("#sign-offs")
    missing = [role for role in case.required_roles if case.standing(role) is None]
    if missing:
        more = _twice(case, missing) or _stale(case, missing)
        waits = f"Waiting for {_roles(case, missing)}.{_nobody(case, missing)}{more}"
        return pending(f"{_signed_so_far(case)} {waits}", fix)
    for signature in _filling(case):
        if not case.edit_accepted(signature.person_id):
            return pending(
                f"{signature.person} wrote words of this text and signed it:"
                " somebody else must accept them, an author or anyone who may sign.",
                case.at("#accept-edit"),
            )
    signed = ", ".join(signer(case, s) for s in _filling(case))
    return passed(f"Signed by {signed}.", fix)


def responsible_person(case: Case) -> Verdict:
    """A named person holds editorial responsibility, and readers can reach them."""
    fix = case.at("#responsible")
    if not case.responsible:
        return fail("Nobody holds editorial responsibility yet.", fix)
    if not case.responsible_active:
        return fail(f"{case.responsible} has left the newsroom: somebody else must take responsibility.", fix)
    if case.responsible_id in case.authors:
        return fail(f"{case.responsible} is an author: somebody else must take responsibility.", fix)
    if not case.asks_still(case.responsible_id):
        return fail(
            f"{case.responsible} holds no role on its desk in which one takes responsibility:"
            " somebody else must take it.",
            fix,
        )
    if not case.policy.contact:
        return fail("The policy names no public contact: an admin adds one to the register.", "/policy/")
    if reserved := placeholder(case.policy.contact):
        return fail(
            f"Readers are given {case.policy.contact}, and {reserved} is a name that reaches nobody:"
            " an admin puts the house’s own contact into the policy.",
            "/policy/",
        )
    return passed(f"{case.responsible} took responsibility; readers are given {case.policy.contact}.", fix)


def approver_gone(case: Case) -> bool:
    """Whoever approved it may not approve here any more; of what readers have, nobody asks that."""
    return bool(case.approved_by) and not case.at_rest and not case.asks_still(case.approved_by_id)


def _filling(case: Case) -> list[Signature]:
    return [signature for role in case.required_roles if (signature := case.standing(role))]


def _signed_so_far(case: Case) -> str:
    return f"{len(_filling(case))} of {len(case.required_roles)}."


def _roles(case: Case, missing: list[str]) -> str:
    return ", ".join(case.policy.role_words(role) for role in missing)


def _nobody(case: Case, missing: list[str]) -> str:
    """A role that nobody who may sign here holds: the way on leads through an admin."""
    shut = [case.policy.role_words(role) for role in missing if role in case.closed]
    if shut:
        return (
            f" The role {shut[0]} is closed: an admin opens it again, or releases a policy for open stories"
            " that does not ask for it."
        )
    gone = [case.policy.role_words(role) for role in missing if role in case.unheld]
    if not gone:
        return ""
    return f" Nobody who may sign here holds {' or '.join(gone)}: an admin gives somebody the role."


def _twice(case: Case, missing: list[str]) -> str:
    """Who signed in a missing role, and fills another one already."""
    for role in missing:
        for signature in case.given(role):
            return (
                f" {signature.person} signed in several roles: one person fills one role on one text,"
                f" so somebody else signs as {case.policy.role_words(role)}."
            )
    return ""


def _stale(case: Case, missing: list[str]) -> str:
    """Who signed in a missing role, and why it does not count any more."""
    for signature in case.signatures:
        if signature.role not in missing:
            continue
        if case.held(signature) and not case.why_ended(signature):
            asked = case.changes_asked_by
            return f" {signature.person} signed before {asked} asked for changes."
        why = ended_and_since(case, signature, case.why_ended(signature))
        return f" {case.said(signature)}. {why}"
    return ""
