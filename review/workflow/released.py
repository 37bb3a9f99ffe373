"""What another policy does to a story: signatures that end, and an approval that falls. Pure."""

from __future__ import annotations

from dataclasses import replace

from review.disclosure.changes import asks_more, tells_otherwise
from review.disclosure.policy import Policy
from review.workflow.case import Case, Signature
from review.workflow.gates import GATE, first_closed, needed_for, results
from review.workflow.signed import approver_gone
from review.workflow.states import State


def ends(case: Case, after: Policy) -> tuple[Signature, ...]:
    """Signatures of a role that is asked more, and all where readers are told something else."""
    before = case.policy
    otherwise = tells_otherwise(before, after, case.uses)
    return tuple(
        one for one in case.signatures if not one.ended and (otherwise or asks_more(before, after, one.role))
    )


def released(before: Case, after: Case) -> Case:
    """`after`, the same story read under another policy, as its release for open stories leaves it."""
    gone = {one.pk for one in ends(before, after.policy)}
    signatures = (replace(one, ended="policy") if one.pk in gone else one for one in after.signatures)
    return replace(after, signatures=tuple(signatures))


def ended_now(case: Case) -> tuple[tuple[Signature, str], ...]:
    """Signatures that no longer fit, each with what ends it, while that is not on record."""
    found = ((one, case.why_ended(one)) for one in case.signatures if not one.ended)
    return tuple((one, why) for one, why in found if why)


def fallen(case: Case) -> str:
    """The gate with which the approval falls. What readers have already stays approved until somebody
    changes what it rests on: the text, or what is said of AI."""
    if case.state != State.APPROVED:
        return ""
    if case.approved_digest != case.digest or approver_gone(case):
        return GATE["G0"].name
    moves = ("G3", "G11") if case.at_rest else needed_for("approve")
    closed = first_closed(results(case, moves))
    return closed.name if closed else ""
