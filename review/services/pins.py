"""Putting a story under a policy: the versions that make it up, as one frozen row that acts name."""

from __future__ import annotations

from typing import Any

from articles.models import Article
from review.disclosure.policy import Policy
from review.disclosure.scopes import EffectivePolicy, merge
from review.models import PolicyPin
from review.record import audit
from review.selectors.policy import part_of, policy_for, policy_moved
from review.services.work import Work, review_set, signature_end
from review.workflow.released import ends


def pin_keep(effective: EffectivePolicy) -> PolicyPin:
    """The one row of this very policy, made when something is first done under it."""
    row, made = PolicyPin.objects.get_or_create(
        digest=effective.digest,
        defaults={"body": effective.body, "versions": effective.versions, "label": effective.label[:300]},
    )
    if made:
        audit.record("policy-composed", subject=row, policy=row.label, versions=row.versions)
    return row


def pinned_now(article: Article) -> dict[str, Any]:
    """What a review holds of the policy in force for the story's desk and kind at this moment."""
    return _fields(policy_for(article))


def pin_under(work: Work) -> PolicyPin:
    """The policy the story is under, pinned or not, as the row that what is done under it names."""
    if work.review.pin is not None:
        return work.review.pin
    if work.review.policy is None:
        return pin_keep(policy_for(work.article))
    return pin_keep(merge([part_of(work.review.policy)]))  # handed in before there were scopes


def moved_scope(work: Work) -> None:
    """Another desk or kind: under the policy for those."""
    if work.review.policy is None or work.case.at_rest:
        return
    _under(work, policy_moved(work.article))


def pinned_again(work: Work) -> None:
    """Work on what had left begins again: under the policy in force now, for its desk and kind."""
    if work.review.policy is not None:
        _under(work, policy_for(work.article))


def _under(work: Work, found: EffectivePolicy) -> None:
    """Under these versions, where it is not already."""
    review = work.review
    if review.pin is not None and review.pin.digest == found.digest:
        return
    if review.pin is None and [part.pk for part in found.parts] == [review.policy_id]:
        return
    pin_change(work, found)


def pin_change(work: Work, found: EffectivePolicy) -> None:
    """The story is under this policy from now on; signatures that say too little under it end."""
    fields = _fields(found)
    review_set(work, "policy-pinned", **fields)
    policy_ends(work, fields["pin"])


def policy_ends(work: Work, pin: PolicyPin | None) -> None:
    """Ends the signatures of a role that is asked more now, and all where readers are told something else."""
    if pin is None:
        return
    for signature in ends(work.case, Policy.from_body(pin.body, work.case.policy.roles)):
        signature_end(work, signature, "policy")


def _fields(effective: EffectivePolicy) -> dict[str, Any]:
    return {"policy_id": effective.parts[0].pk, "pin": pin_keep(effective)}
