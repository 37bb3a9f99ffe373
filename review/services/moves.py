"""Moving a story: hand in, ask for changes, take an approval back, spike, restore; and who has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from review.models import Review
from review.services.guards import open_now
from review.services.notes import note_make, note_needed
from review.services.pins import pinned_now, policy_ends
from review.services.refusals import Changed, Forbidden, Refused
from review.services.words import words_own
from review.services.work import (
    NO_APPROVAL,
    Work,
    held_end,
    review_set,
    signatures_end,
    state_set,
    story,
)
from review.workflow.states import State
from review.workflow.transitions import BY_NAME, comes_back_to

NOTE_NEEDED = {
    "request_changes": "Say what is missing, so that the reporter can put it right.",
    "spike": "Say why the story is put aside.",
    "settle_request": "Say in a sentence how it was settled.",
}


def move(
    *, actor: Any, article_id: int, name: str, seen_version: int, note: str = "", own_words: bool = False
) -> Review:
    """One of MOVES; refused where the story moved meanwhile.

    Handing in, a named author may say of what somebody else brought in: these are my words.
    """
    if name not in MOVES:
        raise Refused("There is no such step.")
    transition = BY_NAME[name]
    with story(actor, article_id, transition.permission) as work:
        if work.review.version != seen_version:
            now = work.review.get_state_display().lower()
            raise Changed(f"The story moved on while you were looking: it is {now} now.", work.case.at())
        open_now(work.case, name)
        if transition.needs_note:
            _note_there(work, name, note)
        if own_words and name == "submit":
            words_own(work)
        MOVES[name](work, note)
    work.refresh()
    return work.review


def claim(*, actor: Any, article_id: int, release: bool = False, seen: int | None = None) -> Review:
    """Take the story on, or let it go; taking it over from whom the page showed says so in the trail.

    `seen`: who had it on the page of whoever presses; two who press at once do not both get it.
    """
    with story(actor, article_id, "claim") as work:
        holder = work.review.claimed_by_id
        if release and holder is None:
            raise Refused("Nobody has claimed this story.", work.case.at())
        if release and holder == actor.pk:
            return review_set(work, "let-go", claimed_by=None)
        if holder == actor.pk:
            raise Refused("You have claimed this story already.", work.case.at())
        if release or holder != seen:
            raise Changed(_held_now(work.review.claimed_by, "has claimed this story"), work.case.at())
        return review_set(work, "claimed", claimed_by=actor)


def legal_ask(*, actor: Any, article_id: int, text: str = "") -> Review:
    """From now on legal must sign this story."""
    with story(actor, article_id, "ask_legal") as work:
        if work.review.legal_asked_by_id:
            raise Refused("Legal has been asked already.", work.case.at("#sign-offs"))
        review_set(work, "legal-asked", note=note_make(text), legal_asked_by=actor)
    work.refresh()
    return work.review


def responsibility_take(
    *, actor: Any, article_id: int, seen: int | None = None, within: Work | None = None
) -> Review:
    """The person holds editorial responsibility, by name; `seen` is who held it on their page."""
    with story(actor, article_id, "take_responsibility", within=within) as work:
        fix = work.case.at("#responsible")
        if work.review.responsible_id == actor.pk:
            raise Refused("You hold responsibility already.", fix)
        if work.review.responsible_id != seen:
            raise Changed(_held_now(work.review.responsible, "holds responsibility for this story"), fix)
        review_set(work, "responsibility-taken", responsible=actor)
    work.refresh()
    return work.review


def _held_now(holder: Any, has_it: str) -> str:
    """For whoever pressed second."""
    if holder is None:
        return f"Nobody {has_it} any more: whoever did let go while you were looking."
    return f"{holder} {has_it} since you opened the page. Take it over there, if that is what you want."


def _note_there(work: Work, name: str, note: str) -> None:
    if not note.strip():
        raise Refused(NOTE_NEEDED[name], work.case.at(f"move/{name}/"))


def _submit(work: Work, note: str) -> Review:
    """Enters review under the policy in force at that moment."""
    under = pinned_now(work.article)
    review = state_set(
        work,
        State.IN_REVIEW,
        "submitted",
        note=note_make(note),
        **under,
        submitted_at=timezone.now(),
    )
    policy_ends(work, under["pin"])
    return review


def _request_changes(work: Work, note: str) -> Review:
    """The signatures given so far are held, until whoever asked says that it is settled. What a colleague's
    request holds, they alone could settle: it ends."""
    words = note_needed(note, NOTE_NEEDED["request_changes"])
    if work.case.changes_asked_by_id != work.actor.pk:
        held_end(work)
    return state_set(
        work,
        State.CHANGES_REQUESTED,
        "changes-requested",
        note=words,
        changes_note=words,
        changes_asked_by=work.actor,
        changes_asked_at=timezone.now(),
        **NO_APPROVAL,
    )


def _settle_request(work: Work, note: str) -> Review:
    """By whoever asked, in so many words. The story is in review, and approved by nobody."""
    case = work.case
    if case.changes_asked_at is None:
        raise Refused("No request for changes is open.", case.at())
    if case.changes_asked_by_id != work.actor.pk:
        raise Forbidden(f"{case.changes_asked_by} asked for changes, and says whether that is settled.")
    words = note_needed(note, NOTE_NEEDED["settle_request"])
    return state_set(work, State.IN_REVIEW, "request-settled", note=words, changes_asked_at=None)


def _reopen(work: Work, note: str) -> Review:
    """Read again from here: every signature ends, and each signer can say that it still stands."""
    review = state_set(work, State.IN_REVIEW, "reopened", note=note_make(note), **NO_APPROVAL)
    signatures_end(work, "reopened")
    return review


def _spike(work: Work, note: str) -> Review:
    return state_set(
        work,
        State.SPIKED,
        "spiked",
        note=note_needed(note, NOTE_NEEDED["spike"]),
        state_before_spike=work.review.state,
        **NO_APPROVAL,
    )


def _restore(work: Work, note: str) -> Review:
    """To where it stood, but never past the gates: what was approved is in review. What was handed in once is
    under today's policy."""
    target = comes_back_to(work.review.state_before_spike)
    fields: dict[str, Any] = {"state_before_spike": ""}
    if work.review.policy is not None:
        fields |= pinned_now(work.article)
    review = state_set(work, target, "restored", note=note_make(note), **fields)
    policy_ends(work, fields.get("pin"))
    return review


MOVES: dict[str, Callable[[Work, str], Review]] = {
    "submit": _submit,
    "request_changes": _request_changes,
    "settle_request": _settle_request,
    "reopen": _reopen,
    "spike": _spike,
    "restore": _restore,
}
