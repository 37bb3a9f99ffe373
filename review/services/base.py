"""What every write shares: lock, permission, what was seen, gates, and the one place that moves a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from django.db.models import F
from django.utils import timezone

from articles.models import Article
from review.models import Note, Review, SignOff
from review.record import audit
from review.selectors.case import case_of, revision_seen
from review.workflow.case import Case, Signature
from review.workflow.gates import GATE, first_closed, needed_for, results
from review.workflow.permissions import may
from review.workflow.states import State
from review.workflow.ways import No, of_gates, of_state, refusal

NO_APPROVAL: dict[str, Any] = {
    "approved_revision": None,
    "approved_digest": "",
    "approved_at": None,
    "approved_by": None,
}


class Refused(Exception):
    """A no, with the sentence that says why and the place where it is put right."""

    def __init__(self, reason: str, fix: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.fix = fix


class Forbidden(Refused):
    """This person may not; somebody else may."""


class Changed(Refused):
    """Something this answer rests on changed while the person was looking; `what` says what."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(what, fix)
        self.what = what


@dataclass(frozen=True, slots=True)
class Work:
    """One story, locked, with everything a decision looks at."""

    actor: Any
    article: Article
    review: Review
    case: Case


def begin(actor: Any, article_id: int, permission: str) -> Work:
    """Locks the story, reads its case, asks the table. Inside a transaction."""
    Article.objects.select_for_update(of=("self",)).get(pk=article_id)
    return look(actor, article_id, permission)


def look(actor: Any, article_id: int, permission: str) -> Work:
    """The same without the lock, for who only reads."""
    article = _article(article_id)
    if not (allowed := may(actor, permission, article)):
        raise Forbidden(allowed.reason)
    return Work(actor, article, article.review, case_of(article))


def begin_own(actor: Any, article_id: int) -> Work:
    """For somebody who takes back an act of their own, from whichever desk they work on now."""
    Article.objects.select_for_update(of=("self",)).get(pk=article_id)
    article = _article(article_id)
    return Work(actor, article, article.review, case_of(article))


def _article(article_id: int) -> Article:
    """The story with its newest text and review."""
    return (
        Article.objects.select_related("head", "desk", "review__policy")
        .prefetch_related("authors")
        .get(pk=article_id)
    )


def not_spiked(work: Work) -> None:
    if work.review.state == State.SPIKED:
        raise Refused("This story is spiked. Restore it first.", work.case.at())


def seen(work: Work, digest: str) -> None:
    """The person saw this very substance: the text, the story's details and what readers are told."""
    if digest == work.case.digest:
        return
    if revision_seen(work.article, work.case, digest) is not None:
        _other_text(work)
    raise Changed(
        "The story changed while you were looking: its text, its kind, authors or language, or what readers"
        " are told about AI. Read it again.",
        work.case.at(),
    )


def seen_text(work: Work, digest: str) -> None:
    """The person saw this very text, alone or with all that is signed; a change of layout is no change."""
    if digest not in (work.case.text_digest, work.case.digest):
        _other_text(work)


def _other_text(work: Work) -> NoReturn:
    head = work.article.head
    raise Changed(
        f"{head.created_by.name} brought in revision {head.number} while you were looking;"
        " the text is another one.",
        work.case.at("compare/"),
    )


def uses_seen(work: Work, given: str) -> None:
    """The person saw the AI uses that are declared now; one declared meanwhile is not signed unseen."""
    declared = work.case.declared
    if given == (declared.uses_digest if declared else ""):
        return
    who = declared.by if declared else "Somebody"
    raise Changed(f"{who} declared AI use while you were looking: read it first.", work.case.at("#ai-use"))


def in_state(work: Work, name: str) -> None:
    """The move `name` is open from where the story stands."""
    _unless(of_state(work.case, name))


def through_gates(work: Work, name: str) -> None:
    """Every gate of the move is open; the first closed one is the reason."""
    _unless(of_gates(work.case, name))


def open_now(work: Work, name: str) -> None:
    """The move is open: state, gates, and what only this move asks."""
    _unless(refusal(work.case, name))


def _unless(no: No | None) -> None:
    if no:
        raise Refused(no.sentence, no.fix)


def state_set(
    work: Work,
    target: State,
    action: str,
    *,
    note: Note | None = None,
    facts: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Review:
    """The one function that moves a story; what is set beside the state commits with it."""
    moved = Review.objects.filter(
        pk=work.review.pk, state=work.review.state, version=work.review.version
    ).update(state=target, version=F("version") + 1, changed_at=timezone.now(), **fields)
    if not moved:
        raise Changed("The story moved on while you were looking.", work.case.at())
    review = Review.objects.select_related("policy").get(pk=work.review.pk)
    _recorded(work, review, action, note, facts)
    return review


def review_set(work: Work, action: str, *, note: Note | None = None, **fields: Any) -> Review:
    """Sets what is no state (who claimed it, who is responsible) and records it."""
    Review.objects.filter(pk=work.review.pk).update(changed_at=timezone.now(), **fields)
    review = Review.objects.select_related("policy").get(pk=work.review.pk)
    _recorded(work, review, action, note)
    return review


def settle(actor: Any, article: Article) -> None:
    """What follows from a change: signatures that no longer fit end for good, an approval falls with a gate.

    It only ever closes: to approve is the act of a person, see services.approval.
    """
    work = Work(actor, article, Review.objects.get(article=article), case_of(article))
    for signature in work.case.signatures:
        if not signature.ended and (why := work.case.why_ended(signature)):
            signature_end(work, signature, why)
    if work.review.state == State.APPROVED and (ground := _fallen(work.case)):
        state_set(work, State.IN_REVIEW, "approval-dropped", facts={"gate": ground}, **NO_APPROVAL)


def _fallen(case: Case) -> str:
    """The gate with which the approval falls. What readers have already stays approved until somebody
    changes what it rests on: the text, or what is said of AI."""
    if case.approved_digest != case.digest:
        return GATE["G0"].name
    moves = ("G3", "G11") if case.delivered else needed_for("approve")
    closed = first_closed(results(case, moves))
    return closed.name if closed else ""


def signatures_end(work: Work, why: str) -> None:
    """Every signature that still holds ends, for this reason and for good."""
    for signature in work.case.signatures:
        if not signature.ended:
            signature_end(work, signature, why)


def signature_end(work: Work, signature: Signature, why: str) -> None:
    """One signature ends for good; it stays in the record, with the reason."""
    row = SignOff.objects.get(pk=signature.pk)
    row.ended_at, row.ended_why, row.ended_by = timezone.now(), why, work.actor
    row.save(update_fields=["ended_at", "ended_why", "ended_by"])
    audit.record(
        "sign-off-ended",
        actor=work.actor,
        article_id=work.article.pk,
        subject=row,
        person=signature.person,
        role=signature.role,
        revision=signature.revision,
        why=why,
    )


def note_make(text: str) -> Note | None:
    """A row for a free text; nothing for nothing."""
    return Note.objects.create(text=text.strip()) if text.strip() else None


def note_needed(text: str, sentence: str, fix: str = "") -> Note:
    note = note_make(text)
    if note is None:
        raise Refused(sentence, fix)
    return note


def note_facts(note: Note | None) -> dict[str, Any]:
    """What an event says about a note: where it is and its digest, never its words."""
    return {"note": note.pk, "note_digest": note.digest} if note else {}


def _recorded(
    work: Work, review: Review, action: str, note: Note | None, facts: Mapping[str, Any] | None = None
) -> None:
    audit.record(
        action,
        actor=work.actor,
        article_id=work.article.pk,
        subject=review,
        revision=work.case.revision,
        state=review.state,
        policy=review.policy.number if review.policy else work.case.policy_number,
        **note_facts(note),
        **(facts or {}),
    )
