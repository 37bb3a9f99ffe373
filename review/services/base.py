"""What every write shares: lock, permission, what was seen, gates, and the one place that moves a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone

from articles.models import Article
from review.models import Note, Review
from review.record import audit
from review.selectors.case import case_of
from review.workflow.case import Case
from review.workflow.gates import first_closed, results
from review.workflow.permissions import may
from review.workflow.states import State
from review.workflow.transitions import BY_NAME
from review.workflow.ways import No, of_gates, of_state, refusal

RESTS_ON = ("G3", "G7", "G11")  # an approval falls with these; the others can be put right while it stands
NO_APPROVAL: dict[str, Any] = {"approved_revision": None, "approved_digest": "", "approved_at": None}


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


def _article(article_id: int) -> Article:
    """The story with its newest text and review."""
    return (
        Article.objects.select_related("head", "desk", "review__policy")
        .prefetch_related("authors")
        .get(pk=article_id)
    )


def seen(work: Work, digest: str) -> None:
    """The person saw this very substance; a change of format alone is no change."""
    if digest != work.case.digest:
        head = work.article.head
        raise Changed(
            f"{head.created_by.name} brought in revision {head.number} while you were looking;"
            " the text is another one.",
            work.case.at("compare/"),
        )


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
    """Approves by itself when the last gate has opened; takes the approval back when its ground fell."""
    work = Work(actor, article, Review.objects.get(article=article), case_of(article))
    if work.review.state == State.IN_REVIEW:
        if not first_closed(results(work.case, BY_NAME["approve"].gates)):
            _approve(work)
    elif work.review.state == State.APPROVED and (closed := first_closed(results(work.case, RESTS_ON))):
        state_set(work, State.IN_REVIEW, "approval-dropped", facts={"gate": closed.name}, **NO_APPROVAL)


def _approve(work: Work) -> Review:
    return state_set(
        work,
        State.APPROVED,
        "approved",
        approved_revision=work.article.head,
        approved_digest=work.case.digest,
        approved_at=timezone.now(),
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
