"""What a signing page needs to know of a story before anybody signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from review.disclosure.grade import rests_on
from review.selectors.carrying import Carriable
from review.workflow.case import Case, Signature
from review.workflow.gates import closed_for
from review.workflow.seconds import agreed_by


def uses_seen(case: Case) -> str:
    """What a form carries of the AI uses it shows."""
    return case.declared.uses_digest if case.declared else ""


def last_wanted(case: Case, person: Any, role: str, carriable: Sequence[Carriable] = ()) -> bool:
    """With this person's signature in this role, and those it may carry over, every gate of an approval
    would be open.

    Who signs may take responsibility, and agree to colleagues' dismissals, in the same step: what waits for
    that does not count.
    """
    signed = Signature(
        pk=0,
        role=role,
        person_id=person.pk,
        person=person.name,
        revision=case.revision,
        digest=case.digest,
        uses_digest=uses_seen(case),
        checks=case.policy.required_checks(role),
        signed_at=timezone.now(),
        rests=rests_on(case.uses) if case.declared else "",
    )
    over = {one.pk for one in carriable}
    carried = tuple(
        replace(one, pk=-one.pk, role=one.role, digest=case.digest, ended="", signed_at=signed.signed_at,
                renews=one.pk, carried_by_id=person.pk)
        for one in case.signatures
        if one.pk in over
    )  # fmt: skip
    then = replace(agreed_by(case, person.pk), signatures=(signed, *carried, *case.signatures))
    if not case.responsible:
        then = replace(then, responsible=person.name, responsible_id=person.pk, responsible_active=True)
    return closed_for(then, "approve") is None
