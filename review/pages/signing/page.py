"""What a signing page needs to know of a story before anybody signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article
from review.selectors.carrying import Carriable
from review.selectors.signatures import could_sign
from review.workflow.beside import LABEL, NONE, PARTS
from review.workflow.case import Case, Signature
from review.workflow.gates import closed_for, needed_for, results
from review.workflow.seconds import agreed, agreed_by
from review.workflow.ways import refusal, signing


def uses_seen(case: Case) -> str:
    """What a form carries of the AI uses it shows."""
    return case.declared.uses_digest if case.declared else ""


@dataclass(frozen=True, slots=True)
class Shut:
    """A line of “Not open yet”: a closed gate by its name, or why this person cannot sign now."""

    name: str
    sentence: str
    fix: str


def own_signatures(case: Case, person: Any) -> list[Signature]:
    """What this person signed of this text and may take back, whichever signature fills the role."""
    return [s for s in case.signatures if s.person_id == person.pk and not case.why_ended(s)]


@dataclass(frozen=True, slots=True)
class Line:
    """A name and what it is."""

    name: str
    said: str


def shut_for(article: Article, case: Case, person: Any, role: str) -> list[Shut]:
    """All that keeps this person from signing in this role, as the service would say; nothing: it is open."""
    no = signing(case, person.pk, role, could_sign(article, case, person, role))
    if no is None:
        return []
    if not no.gate:
        return [Shut("", no.sentence, no.fix)]
    found = results(agreed(case), needed_for("sign"))
    return [Shut(gate.name, gate.sentence, gate.fix) for gate in found if gate.blocking]


def what_is_signed(article: Article, case: Case) -> list[Line]:
    """All that a signature is bound to, in a line each; what stands nowhere is left out.

    The label has its own place on the page, and what it says there is what the gates let be signed.
    """
    head, beside = article.head, case.beside
    text = (
        ("Headline", head.headline),
        ("Standfirst", head.standfirst),
        ("Alternative headlines", "; ".join(head.alternative_headlines)),
        ("Alert text", head.alert_text),
        ("Byline", head.byline),
    )
    parts = ((part.name, part.say(beside)) for part in PARTS if part is not LABEL)
    form = (("Format", head.get_format_display().capitalize()),)
    return [Line(name, said) for name, said in (*text, *parts, *form) if said not in ("", NONE)]


def say_if_not_approved(request: HttpRequest, case: Case) -> None:
    """Of a signature with which approval was asked, and the case after it: why it did not follow."""
    if "approve" in request.POST and (no := refusal(case, "approve")):
        messages.warning(request, f"You signed it; it is not approved. {no.sentence}")


def last_wanted(
    case: Case, person: Any, role: str, carriable: Sequence[Carriable] = (), *, boxes: bool = True
) -> bool:
    """With this person's signature in this role, and those it may carry over, every gate of an approval
    would be open.

    Who signs may take responsibility, and agree to colleagues' dismissals, in the same step where the page
    has the `boxes` for it: what waits for that does not count.
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
        saw=case.uses if case.declared else None,
    )
    over = {one.pk for one in carriable}
    carried = tuple(
        replace(one, pk=-one.pk, role=one.role, digest=case.digest, ended="", signed_at=signed.signed_at,
                renews=one.pk, carried_by_id=person.pk)
        for one in case.signatures
        if one.pk in over
    )  # fmt: skip
    before = agreed_by(case, person.pk) if boxes else case
    then = replace(before, signatures=(signed, *carried, *case.signatures))
    if boxes and not case.responsible:
        then = replace(then, responsible=person.name, responsible_id=person.pk, responsible_active=True)
    return closed_for(then, "approve") is None
