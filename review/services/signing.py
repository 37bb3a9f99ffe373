"""Signing: sign-offs, their withdrawal, acceptance of a colleague's edit, and gates that two people waive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.utils import timezone

from articles.schemes import SCHEME
from review.models import EditAcceptance, Override, SignOff
from review.record import audit
from review.selectors.carrying import really_signed, since
from review.selectors.changes import change_between
from review.selectors.signatures import could_sign
from review.services.approval import approve_if_open
from review.services.guards import in_state, second, seen, seen_text, through_gates, uses_seen
from review.services.notes import note_facts, note_make, note_needed
from review.services.pins import pin_under
from review.services.refusals import Changed, Forbidden, Refused
from review.services.seconds import seconded
from review.services.work import Work, story
from review.workflow.carriers import Asked, why_not
from review.workflow.case import Signature
from review.workflow.endings import touched
from review.workflow.gates import GATE, applies, in_the_way, results, waivers
from review.workflow.permissions import may_sign, signing_roles
from review.workflow.seconds import agreed
from review.workflow.ways import own_hand


def sign(
    *, actor: Any, article_id: int, role: str, seen_digest: str, seen_uses: str, checks: Iterable[str],
    text: str = "", approve: bool = False, agree: Iterable[int] = (), carry: Iterable[int] = (),
    within: Work | None = None,
) -> SignOff:  # fmt: skip
    """Signs this very text in a role. With `approve`, approves it too where every gate is open then.

    `agree` are ids of colleagues' dismissals that the signer agrees to in the same act, `carry` those of
    ended sign-offs of colleagues that are carried over to this text. `within`: see story.
    """
    with _signing(actor, article_id, role, seen_digest, seen_uses, within) as work:
        ticked = _ticked(work, role, checks)
        seconded(work, agree, {})
        row = _signed(work, role, ticked, text)
        _carried_over(work, role, carry)
        if approve:
            approve_if_open(work)
        return row


def sign_renew(
    *, actor: Any, sign_off_id: int, seen_digest: str, seen_uses: str, checks: Iterable[str] = (),
    approve: bool = False, carry: Iterable[int] = (),
) -> SignOff:  # fmt: skip
    """“Still stands”: the signer gives an ended signature again; what was touched is ticked anew.

    One that somebody else carried over is given again from what the signer really signed. `carry`: see sign.
    """
    old = really_signed(SignOff.objects.select_related("revision").get(pk=sign_off_id))
    with _signing(actor, old.article_id, old.role, seen_digest, seen_uses) as work:
        before = next((s for s in work.case.signatures if s.pk == old.pk), None)
        if before is None or before.person_id != actor.pk:
            raise Forbidden("Only the person who signed can say that it still stands.")
        change = change_between(work.case, before, old.revision, work.article.head)
        kept = before.checks - touched(change, before.checks)
        ticked = _ticked(work, old.role, {*checks, *kept})
        carried = [slug for slug in ticked if slug in kept]
        row = _signed(work, old.role, ticked, "", renews=old, carried=carried)
        _carried_over(work, old.role, carry)
        if approve:
            approve_if_open(work)
        return row


@contextmanager
def _signing(
    actor: Any, article_id: int, role: str, seen_digest: str, seen_uses: str, within: Work | None = None
) -> Iterator[Work]:
    """The story, locked, for somebody who may sign in this role what they saw."""
    with story(actor, article_id, "sign", within=within) as work:
        if not (allowed := may_sign(actor, work.article, role)):
            raise Forbidden(allowed.reason)
        seen(work, seen_digest)
        uses_seen(work, seen_uses)
        in_state(work.case, "sign")
        through_gates(agreed(work.case), "sign")
        _own_hand(work, role)
        yield work


def _signed(
    work: Work, role: str, ticked: list[str], text: str, renews: SignOff | None = None,
    carried: Sequence[str] = (),
) -> SignOff:  # fmt: skip
    note = note_make(text)
    row = _given(
        work, role, person=work.actor, checks=ticked, carried=list(carried), renews=renews, note=note
    )
    action = "sign-off-renewed" if renews else "signed"
    _record(action, work, row, role=role, checks=ticked, carried=list(carried), **note_facts(note))
    return row


def _carried_over(work: Work, role: str, carry: Iterable[int]) -> None:
    """Colleagues' ended sign-offs hold for the text that the actor has just signed in `role`."""
    for pk in dict.fromkeys(carry):
        work.refresh()
        fix = work.case.at("#sign-offs")
        old = next((s for s in work.case.signatures if s.pk == pk), None)
        if old is None:
            raise Refused("There is no such signature of this story.", fix)
        asked = Asked(work.case, old, work.actor.pk, role)
        if no := why_not(asked) or why_not(replace(asked, since=since(work.case, work.article, old))):
            raise Refused(no, fix)
        _carried(work, old, asked.really)


def _carried(work: Work, old: Signature, really: Signature) -> SignOff:
    before = SignOff.objects.get(pk=old.pk)
    row = _given(
        work,
        old.role,
        person_id=old.person_id,
        checks=before.checks,
        carried=before.checks,
        renews=before,
        carried_by=work.actor,
    )
    facts = {"person": old.person, "role": old.role, "since": really.revision, "checks": before.checks}
    _record("sign-off-carried", work, row, **facts)
    return row


def _given(work: Work, role: str, **given: Any) -> SignOff:
    """A signature of this very text, under what is declared and in force now."""
    return SignOff.objects.create(
        article=work.article,
        revision=work.article.head,
        role=role,
        substance_digest=work.case.digest,
        scheme=SCHEME,
        shown_digest=work.case.shown,
        beside=work.case.beside.stored,
        sha256=work.article.head.sha256,
        uses_digest=work.case.declared.uses_digest if work.case.declared else "",
        policy_id=work.case.policy_id,
        pin=pin_under(work),
        **given,
    )


def sign_withdraw(*, actor: Any, sign_off_id: int, text: str = "") -> SignOff:
    """The signer takes a sign-off back, from another desk too; the approval that rests on it falls.

    One that ended with the text is taken back while somebody else might carry it over; when and why it ended
    stays as it was.
    """
    article_id = SignOff.objects.values_list("article_id", flat=True).get(pk=sign_off_id)
    row = SignOff.objects.select_related("revision").get(pk=sign_off_id)
    if row.person_id != actor.pk:
        raise Forbidden("Only the person who signed may take the sign-off back.")
    with story(actor, article_id, None) as work:
        row.refresh_from_db()
        given = next(s for s in work.case.signatures if s.pk == row.pk)
        if row.withdrawn_at or (row.ended_at and not work.case.withdrawable(given)):
            raise Changed("This sign-off has ended already.", work.case.at("#sign-offs"))
        row.withdrawn_at = timezone.now()
        if not row.ended_at:
            row.ended_at, row.ended_why, row.ended_by = row.withdrawn_at, "withdrawn", actor
        row.save(update_fields=["withdrawn_at", "ended_at", "ended_why", "ended_by"])
        note = note_make(text)
        _record("sign-off-withdrawn", work, row, role=row.role, **note_facts(note))
        return row


def edit_accept(*, actor: Any, article_id: int, seen_digest: str) -> EditAcceptance:
    """Another person accepts words that were changed, so that nobody approves alone what they wrote."""
    with story(actor, article_id, "accept_edit") as work:
        seen_text(work, seen_digest)
        fix = work.case.at("#sign-offs")
        if not set(work.case.changers) - {actor.pk}:
            mine = actor.pk in work.case.changers
            reason = (
                "You wrote these words yourself: somebody else must accept them."
                if mine
                else "Nobody but the authors wrote this text: there is nothing to accept."
            )
            raise Refused(reason, fix)
        if actor.pk in work.case.accepted_by:
            raise Refused("You have accepted this text already.", fix)
        row = EditAcceptance.objects.create(
            article=work.article,
            revision=work.article.head,
            substance_digest=work.case.text_digest,
            scheme=SCHEME,
            accepted_by=actor,
        )
        _record("edit-accepted", work, row)
        return row


def override_ask(
    *, actor: Any, article_id: int, gate: str, seen_digest: str, role: str, text: str
) -> Override:
    """Asks to waive a gate for this very text, with a role and a reason; a second person must agree."""
    with story(actor, article_id, "override") as work:
        seen_text(work, seen_digest)
        _overridable(work, gate, role)
        note = note_needed(
            text, "Say why this gate should not hold the story up.", work.case.at(f"override/{gate}/")
        )
        row = Override.objects.create(
            article=work.article,
            gate=gate,
            substance_digest=work.case.text_digest,
            scheme=SCHEME,
            about=in_the_way(work.case, gate),
            role=role,
            reason=note,
            asked_by=actor,
        )
        _record("override-asked", work, row, gate=gate, role=role, **note_facts(note))
        return row


def override_second(*, actor: Any, override_id: int) -> Override:
    """The second person agrees; the gate is waived for that text, and stays visibly so."""
    row = Override.objects.get(pk=override_id)
    with story(actor, row.article_id, "second") as work:
        row = Override.objects.get(pk=override_id)
        fix = work.case.at("#checks")
        second(work, row, fix)
        asked = next((waiver for waiver in work.case.waivers if waiver.pk == row.pk), None)
        if asked is None:
            raise Changed("The text changed since this was asked: ask again for the new one.", fix)
        if not applies(asked, work.case):
            raise Changed("Something else stands in the way since this was asked: ask again.", fix)
        Override.objects.filter(pk=row.pk).update(seconded_by=actor, seconded_at=timezone.now())
        row.refresh_from_db()
        _record("override-seconded", work, row, gate=row.gate)
        return row


def _ticked(work: Work, role: str, checks: Iterable[str]) -> list[str]:
    """The itemised checks of the role, all of them ticked."""
    known = dict(work.case.policy.checks.get(role, ()))
    ticked = set(checks) & set(known)
    missing = [label for slug, label in known.items() if slug not in ticked]
    if missing:
        raise Refused(f"Not ticked yet: {missing[0]}.", work.case.at(f"sign/{role}/"))
    return [slug for slug in known if slug in ticked]


def _own_hand(work: Work, role: str) -> None:
    """They have not given it yet, in this role or in another; the no names who could fill this one."""
    could = could_sign(work.article, work.case, work.actor, role)
    if no := own_hand(work.case, work.actor.pk, role, could):
        raise Refused(no.sentence, no.fix)


def _overridable(work: Work, gate: str, role: str) -> None:
    fix = work.case.at()
    if gate not in GATE or not GATE[gate].overridable:
        raise Refused("This gate cannot be waived.", fix)
    if role not in GATE[gate].roles or role not in signing_roles(work.actor, work.article):
        names = " or ".join(work.case.policy.role_words(name) for name in GATE[gate].roles)
        raise Forbidden(f"Only {names} may ask to waive this gate.")
    if not results(work.case, [gate])[0].blocking:
        raise Refused("This gate is open: there is nothing to waive.", fix)
    waiting = (w for w in waivers(work.case) if not w.seconded_by and not work.case.voids(w))
    if any(waiver.gate == gate for waiver in waiting):
        raise Refused("This was asked already; it waits for a second person.", fix)


def _record(action: str, work: Work, row: Any, **facts: Any) -> None:
    facts.setdefault("digest", row.substance_digest)
    facts.setdefault("scheme", row.scheme)
    audit.record(
        action,
        actor=work.actor,
        article_id=work.article.pk,
        subject=row,
        revision=row.revision.number if hasattr(row, "revision") else work.case.revision,
        **facts,
    )
