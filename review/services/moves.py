"""Moving a story: hand in, ask for changes, take an approval back, spike, restore; and who has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from review.models import Review
from review.selectors.policy import policy_in_force
from review.services.base import (
    NO_APPROVAL,
    Changed,
    Refused,
    Work,
    begin,
    note_make,
    note_needed,
    open_now,
    review_set,
    settle,
    state_set,
)
from review.workflow.states import State
from review.workflow.transitions import BY_NAME

NOTE_NEEDED = {
    "request_changes": "Say what is missing, so that the reporter can put it right.",
    "spike": "Say why the story is put aside.",
}


@transaction.atomic
def move(*, actor: Any, article_id: int, name: str, seen_version: int, note: str = "") -> Review:
    """submit, request_changes, reopen, spike or restore; refused where the story moved meanwhile."""
    if name not in MOVES:
        raise Refused("There is no such step.")
    transition = BY_NAME[name]
    work = begin(actor, article_id, transition.permission)
    if work.review.version != seen_version:
        now = work.review.get_state_display().lower()
        raise Changed(f"The story moved on while you were looking: it is {now} now.", work.case.at())
    open_now(work, name)
    if transition.needs_note:
        _note_there(work, name, note)
    return MOVES[name](work, note)


@transaction.atomic
def claim(*, actor: Any, article_id: int, release: bool = False) -> Review:
    """Take the story on, or let it go; taking it over from somebody says so in the trail."""
    work = begin(actor, article_id, "claim")
    holder = work.review.claimed_by_id
    if release:
        if holder is None:
            raise Refused("Nobody has claimed this story.", work.case.at())
        return review_set(work, "let-go", claimed_by=None)
    if work.review.state == State.SPIKED:
        raise Refused("This story is spiked. Restore it first.", work.case.at())
    if holder == actor.pk:
        raise Refused("You have claimed this story already.", work.case.at())
    return review_set(work, "claimed", claimed_by=actor)


@transaction.atomic
def legal_ask(*, actor: Any, article_id: int, text: str = "") -> Review:
    """From now on legal must sign this story."""
    work = begin(actor, article_id, "ask_legal")
    if work.review.legal_asked_by_id:
        raise Refused("Legal has been asked already.", work.case.at("#sign-offs"))
    review_set(work, "legal-asked", note=note_make(text), legal_asked_by=actor)
    settle(actor, work.article)
    return Review.objects.get(pk=work.review.pk)


@transaction.atomic
def responsibility_take(*, actor: Any, article_id: int) -> Review:
    """The person holds editorial responsibility for the story, by name."""
    work = begin(actor, article_id, "take_responsibility")
    if work.review.responsible_id == actor.pk:
        raise Refused("You hold responsibility already.", work.case.at("#responsible"))
    review_set(work, "responsibility-taken", responsible=actor)
    settle(actor, work.article)
    return Review.objects.get(pk=work.review.pk)


def _note_there(work: Work, name: str, note: str) -> None:
    if not note.strip():
        raise Refused(NOTE_NEEDED[name], work.case.at(f"move/{name}/"))


def _submit(work: Work, note: str) -> Review:
    """Enters review under the policy in force at that moment."""
    return state_set(
        work,
        State.IN_REVIEW,
        "submitted",
        note=note_make(note),
        policy=policy_in_force(),
        submitted_at=timezone.now(),
    )


def _request_changes(work: Work, note: str) -> Review:
    words = note_needed(note, NOTE_NEEDED["request_changes"])
    return state_set(
        work,
        State.CHANGES_REQUESTED,
        "changes-requested",
        note=words,
        changes_note=words,
        **NO_APPROVAL,
    )


def _reopen(work: Work, note: str) -> Review:
    return state_set(work, State.IN_REVIEW, "reopened", note=note_make(note), **NO_APPROVAL)


def _spike(work: Work, note: str) -> Review:
    return state_set(
        work,
        State.SPIKED,
        "spiked",
        note=note_needed(note, NOTE_NEEDED["spike"]),
        state_before_spike=work.review.state,
    )


def _restore(work: Work, note: str) -> Review:
    """Back to where it stood; an approval comes back only to the very text it was given to."""
    before = State(work.review.state_before_spike or State.DRAFT)
    fields: dict[str, Any] = {"state_before_spike": ""}
    if before == State.APPROVED and work.review.approved_digest != work.case.digest:
        before, fields = State.IN_REVIEW, {**fields, **NO_APPROVAL}
    state_set(work, before, "restored", note=note_make(note), **fields)
    settle(work.actor, work.article)  # what fell while it lay aside takes the approval along
    return Review.objects.get(pk=work.review.pk)


MOVES: dict[str, Callable[[Work, str], Review]] = {
    "submit": _submit,
    "request_changes": _request_changes,
    "reopen": _reopen,
    "spike": _spike,
    "restore": _restore,
}
