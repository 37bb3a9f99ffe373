"""Fetches what the queue knows of many stories at once; the gates themselves say what is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.copies import printed
from articles.differences import Printed, words_changed
from articles.models import Article, Revision
from review.pages.queue.known import OpenFlag, Situation, Stale
from review.selectors.case import cases_of
from review.selectors.flags import Replies, newest_replies
from review.selectors.signatures import texts_signed
from review.sources.owed import replies_owed, unsure
from review.sources.secondhand import reports
from review.sources.unnamed import unnamed_sources
from review.workflow.case import Case, Signature
from review.workflow.gates import (
    GATE,
    closed_for,
    first_closed,
    needed_for,
    results,
    signed_before_the_use,
    waivers,
)
from review.workflow.seconds import agreed
from review.workflow.states import State
from review.workflow.ways import became_of, needs_responsible, own_hand, refusal, seconding

NOBODY = 0  # the id of no person


def situations(articles: Sequence[Article], viewer: Any) -> dict[int, Situation]:
    """By article id. `articles` come with desk, head and review."""
    cases = cases_of(articles)
    replies = newest_replies(cases)
    texts = _signed_texts(cases.values(), viewer.pk)
    return {
        article.pk: situation(cases[article.pk], article, replies, texts)
        for article in articles
        if article.pk in cases
    }


def situation(
    case: Case,
    article: Article,
    replies: Replies,
    texts: Mapping[int, Printed],
    codes: Collection[str] = needed_for("approve"),
) -> Situation:
    """One story; `texts` are what the viewer's outdated signatures were given to, by signature."""
    found = results(case, codes)
    closed = {result.code for result in found if result.blocking}
    hint, undone = first_closed(found), _undone(case)
    return Situation(
        state=case.state,
        revision=case.revision,
        authors=tuple(case.authors.items()),
        authors_left=case.authors_left,
        checks="" if case.checks == "none" else case.checks,
        flags=_open_flags(case, replies),
        waiting=tuple(flag.dismissal.by_id for flag in case.waiting if flag.dismissal),
        taken_back=_taken_back(case),
        declared=case.declared is not None and not case.declared_by_former,
        disclosed="G4" not in closed,
        ready_to_approve=closed_for(case, "approve") is None,
        ready_to_sign=refusal(agreed(case), "sign") is None,
        roles=case.policy.roles,
        missing_roles=_missing(case),
        not_theirs=_not_theirs(case),
        stale=tuple(_stale(case, signature, article.head, texts) for signature in _outdated(case)),
        edited_by=_unaccepted(case),
        override=_override(case),
        claimed=_claimed(case, article),
        responsible=not needs_responsible(case),
        shut=_shut(case),
        unconfirmed=_unconfirmed(case),
        released=case.delivered and case.approved_digest == case.digest,
        live=case.live is not None,
        hint=hint.sentence if hint else "",
        signed_by=tuple(s.person for role in case.required_roles if (s := case.standing(role))),
        ai=case.grade.name if case.uses else "none" if case.declared else "",
        unattested=undone.unattested,
        unsure=undone.unsure,
        second_hand=undone.second_hand,
        unlogged=undone.unlogged,
    )


def _taken_back(case: Case) -> tuple[tuple[int, str, str], ...]:
    waits = [one for one in case.taken_back if one.waiting]
    return tuple((one.asked_by_id, one.asked_by, one.system) for one in (*waits, *case.agreed_by_authors))


def _missing(case: Case) -> tuple[str, ...]:
    """Those that the policy asks for, and those in which a signature is asked for again."""
    again = (one.role for one in signed_before_the_use(case))
    return tuple(dict.fromkeys([*(r for r in case.required_roles if case.standing(r) is None), *again]))


def _not_theirs(case: Case) -> frozenset[tuple[int, str]]:
    """Who signed this text, and the missing roles that somebody else fills."""
    people = {signature.person_id for signature in case.for_this_text}
    return frozenset((p, role) for p in people for role in _missing(case) if own_hand(case, p, role))


def _shut(case: Case) -> str:
    """Why it cannot go out, as the service would say."""
    no = refusal(case, "publish") if case.state == State.APPROVED else None
    return no.sentence if no else ""


def _signed_texts(cases: Collection[Case], viewer_id: int) -> dict[int, Printed]:
    mine = [
        s.pk
        for case in cases
        for s in _outdated(case)
        if s.person_id == viewer_id and s.digest != case.digest
    ]
    return {pk: printed(revision) for pk, revision in texts_signed(mine).items()}


@dataclass(frozen=True, slots=True)
class Undone:
    """How much of the work on sources and replies is left, whatever waits for a second person."""

    unattested: int  # unnamed sources of ours
    unsure: int  # accusations that may be none
    second_hand: int  # reports of other newsrooms
    unlogged: int  # passages whose subject nobody asked


def _undone(case: Case) -> Undone:
    whole = agreed(case)
    return Undone(
        unattested=sum(not source.attested for source in unnamed_sources(whole)),
        unsure=len(unsure(case)),
        second_hand=sum(report.unnamed and not report.whole for report in reports(case)),
        unlogged=sum(one.request is None and not one.settled for one in replies_owed(whole)),
    )


def _unconfirmed(case: Case) -> tuple[int, str] | None:
    """Who took a publication down, while no second person has confirmed it."""
    return next(((past.by_id or 0, past.by) for past in case.past if not past.confirmed), None)


def _open_flags(case: Case, replies: Replies) -> tuple[OpenFlag, ...]:
    """Without those whose dismissal waits for a second person."""
    return tuple(_flag(f, case.article_id, replies) for f in case.flags if f.open and not f.waiting)


def _flag(flag: Any, article_id: int, replies: Replies) -> OpenFlag:
    """A reply to an earlier wording of the passage does not count as an answer."""
    intent, by = replies.get((article_id, flag.number), ("", "")) if flag.status == "replied" else ("", "")
    return OpenFlag(flag.number, flag.rule, flag.severity, intent, by)


def _outdated(case: Case) -> list[Signature]:
    """Each signer's newest signature in a role that nobody fills now."""
    newest: dict[tuple[str, int], Signature] = {}
    for signature in case.signatures:
        newest.setdefault((signature.role, signature.person_id), signature)
    return [case.really(s) for s in newest.values() if case.standing(s.role) is None]


def _stale(case: Case, signature: Signature, head: Revision, texts: Mapping[int, Printed]) -> Stale:
    before = texts.get(signature.pk)
    words = words_changed(before, printed(head)) if before is not None else 0
    return Stale(signature.person_id, signature.role, signature.revision, words, became_of(case, signature))


def _unaccepted(case: Case) -> tuple[tuple[int, str], ...]:
    """Who changed words and signed them, while nobody else has accepted the change."""
    signers = {s.person_id for s in case.signed_here}
    return tuple(
        (person, name)
        for person, name in case.changers.items()
        if person in signers and not case.edit_accepted(person)
    )


def _override(case: Case) -> tuple[int, str, str] | None:
    """Asked by whom, for which gate, while somebody can still agree to it."""
    for waiver in waivers(case):
        if seconding(case, waiver, NOBODY) is None:
            return waiver.asked_by_id, waiver.asked_by, GATE[waiver.gate].name.lower()
    return None


def _claimed(case: Case, article: Article) -> tuple[int, str] | None:
    """Whose story it is, while they may still sign it; else it is everybody's again."""
    person = article.review.claimed_by
    here = person and case.asks_still(person.pk) and person.pk not in case.authors
    return (person.pk, person.name) if here else None
