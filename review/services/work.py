"""The unit of work on a story: locked, gathered once, gathered again where written, settled at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Model
from django.utils import timezone

from articles.models import Article
from review.models import Note, Review, SignOff
from review.record import audit
from review.selectors.case import cases_in, cases_of
from review.selectors.gathering import Gathered
from review.selectors.publications import left_as_approved
from review.services.notes import note_facts
from review.services.refusals import Changed, Forbidden, Refused
from review.signals import taken_up
from review.workflow.case import Case, Signature
from review.workflow.permissions import may, open_to
from review.workflow.released import ended_now, fallen
from review.workflow.states import State

NO_APPROVAL: dict[str, Any] = {
    "approved_revision": None,
    "approved_digest": "",
    "approved_at": None,
    "approved_by": None,
}
WRITES = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')


class Work:
    """One story while somebody acts on it: what a decision looks at, as it was when the act began.

    Every write of the act is noticed by its table, and `refresh` reads again what hangs on those.
    """

    def __init__(self, actor: Any, article_id: int) -> None:
        self.actor = actor
        self._rows = Gathered([article_id])
        self._written: set[str] = set()
        self._look()

    def _look(self) -> None:
        (self.article,) = self._rows.articles
        self.review: Review = self.article.review
        self.case: Case = cases_in(self._rows)[self.article.pk]

    def refresh(self) -> None:
        """Article, review and case as they are after what was written so far."""
        written, self._written = self._written, set()
        if self._rows.again(written):
            self._look()

    def permit(self, permission: str | None) -> None:
        """Refused unless the table lets the actor; no permission is needed for an act that is their own."""
        if permission is None:
            return
        if not (allowed := may(self.actor, permission, self.article)):
            raise Forbidden(allowed.reason)
        if not (open_now := open_to(self.review.state, permission)):
            raise Refused(open_now.reason, self.case.at())

    def record(self, action: str, row: Model, **facts: Any) -> None:
        """What the actor did to this row, about the text as the act began with it."""
        audit.record(
            action,
            actor=self.actor,
            article_id=self.article.pk,
            subject=row,
            revision=self.case.revision,
            **facts,
        )

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Inside, every write is noticed, whoever makes it."""
        with connection.execute_wrapper(self._notice):
            yield

    def _notice(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(sql):
            self._written.add(found[1])
        return execute(sql, params, many, context)


@contextmanager
def story(
    actor: Any, article_id: int, permission: str | None, *, within: Work | None = None
) -> Iterator[Work]:
    """Locks the story, reads its case, asks the table; at the end settles what follows from what was written.

    One transaction. Without a permission: somebody takes back an act of their own. `within`: another act of
    the same person on the same story, whose lock, rows and transaction this one shares.
    """
    if within is not None:
        assert (within.actor, within.article.pk) == (actor, article_id)
        within.refresh()
        within.permit(permission)
        yield within
        settle(within)
        return
    with transaction.atomic():
        Article.objects.select_for_update(of=("self",)).only("pk").get(pk=article_id)
        with following(actor, article_id) as work:
            work.permit(permission)
            yield work


@contextmanager
def following(actor: Any, article_id: int) -> Iterator[Work]:
    """What follows from something that happened to a story; settled at the end. Inside a transaction."""
    work = Work(actor, article_id)
    with work.watched():
        yield work
        settle(work)


def look(actor: Any, article_id: int, permission: str | None) -> Work:
    """The same without the lock, for who only reads."""
    work = Work(actor, article_id)
    work.permit(permission)
    return work


def settle_story(actor: Any, article_id: int) -> None:
    """After something that asks for nothing else. Inside a transaction."""
    with following(actor, article_id):
        pass


def settle_stories(actor: Any, articles: Iterable[Article]) -> None:
    """The same of many, of which few have anything to settle. Inside a transaction."""
    for pk, case in cases_of(articles).items():
        if ended_now(case) or fallen(case):
            settle_story(actor, pk)


def settle(work: Work) -> None:
    """What follows from a change: signatures that no longer fit end for good, an approval falls with a gate.

    It only ever closes: to approve is the act of a person, see services.approval.
    """
    work.refresh()
    for signature, why in ended_now(work.case):
        signature_end(work, signature, why)
    if ground := fallen(work.case):
        state_set(work, State.IN_REVIEW, "approval-dropped", facts={"gate": ground}, **NO_APPROVAL)


def signatures_end(work: Work, why: str) -> None:
    """Every signature that still holds ends, for this reason and for good."""
    work.refresh()
    for signature in work.case.signatures:
        if not signature.ended:
            signature_end(work, signature, why)


def held_end(work: Work) -> None:
    """Signatures that a request for changes holds, and that nobody can settle any more, end for good."""
    for signature in work.case.signatures:
        if not signature.ended and work.case.held(signature):
            signature_end(work, signature, "changes-requested")


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
    left = work.review.state == State.APPROVED and left_as_approved(work.article)
    moved = Review.objects.filter(
        pk=work.review.pk, state=work.review.state, version=work.review.version
    ).update(state=target, version=F("version") + 1, changed_at=timezone.now(), **fields)
    if not moved:
        raise Changed("The story moved on while you were looking.", work.case.at())
    review = Review.objects.select_related("policy", "pin").get(pk=work.review.pk)
    _recorded(work, review, action, note, facts)
    if work.review.state in (State.APPROVED, State.SPIKED) and target not in (State.APPROVED, State.SPIKED):
        taken_up.send(sender=Review, actor=work.actor, article_id=work.article.pk, left=left)
        review.refresh_from_db()
    return review


def review_set(work: Work, action: str, *, note: Note | None = None, **fields: Any) -> Review:
    """Sets what is no state (who claimed it, who is responsible) and records it."""
    Review.objects.filter(pk=work.review.pk).update(changed_at=timezone.now(), **fields)
    review = Review.objects.select_related("policy", "pin").get(pk=work.review.pk)
    _recorded(work, review, action, note)
    return review


def _recorded(
    work: Work, review: Review, action: str, note: Note | None, facts: Mapping[str, Any] | None = None
) -> None:
    work.record(
        action,
        review,
        read_back=True,
        state=review.state,
        policy=_policy_words(work, review),
        **note_facts(note),
        **(facts or {}),
    )


def _policy_words(work: Work, review: Review) -> int | str:
    """What the story is under: the house's version by its number, with those of desk and kind by name."""
    if review.pin is not None and len(review.pin.versions) > 1:
        return review.pin.label
    return review.policy.number if review.policy else work.case.policy_number
