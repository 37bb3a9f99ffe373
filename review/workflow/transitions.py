"""The moves between the states of a story: by whom, and through which gates. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from review.workflow.states import OPEN_STATES, S, State


@dataclass(frozen=True, slots=True)
class Transition:
    """One move: from which states, to which (None: stays), by whom (a permission slug).

    Which gates it goes through, the gates say themselves: gates.needed_for.
    """

    name: str
    sources: frozenset[State]
    target: State | None
    permission: str
    help: str
    needs_note: bool = False


def _move(
    name: str,
    sources: frozenset[State] | set[State],
    target: State | None,
    *,
    permission: str,
    help: str,
    needs_note: bool = False,
) -> Transition:
    return Transition(name, frozenset(sources), target, permission, help, needs_note)


# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    _move("submit",          {S.DRAFT, S.CHANGES_REQUESTED},       S.IN_REVIEW,         permission="submit",          help="Hand it in: an editor reads it."),
    _move("request_changes", {S.IN_REVIEW, S.APPROVED},            S.CHANGES_REQUESTED, permission="request_changes", help="Return it to the reporter, saying what is missing.", needs_note=True),
    _move("settle_request",  {S.IN_REVIEW, S.CHANGES_REQUESTED},   S.IN_REVIEW,         permission="request_changes", help="Say that what you asked for is settled: the signatures on this text stand.", needs_note=True),
    _move("sign",            {S.IN_REVIEW},                        None,                permission="sign",            help="Approve this very text in your role."),
    _move("approve",         {S.IN_REVIEW},                        S.APPROVED,          permission="approve",         help="Every gate is open: this very text may go out."),
    _move("reopen",          {S.APPROVED},                         S.IN_REVIEW,         permission="request_changes", help="Take the approval back and read again."),
    _move("publish",         {S.APPROVED},                         None,                permission="publish",         help="Freeze the approved text, label it, release it."),
    _move("retract",         OPEN_STATES,                          None,                permission="retract",         help="Take the live story down and say publicly why.", needs_note=True),
    _move("spike",           OPEN_STATES,                          S.SPIKED,            permission="spike",           help="Put it aside.", needs_note=True),
    _move("restore",         {S.SPIKED},                           None,                permission="spike",           help="Bring it back."),
)
# fmt: on
BY_NAME = {transition.name: transition for transition in TRANSITIONS}


class NotNow(Exception):
    """The move is not open from this state; the message says from which it is."""


def transition(name: str, state: str) -> Transition:
    """The move `name` from `state`; raises NotNow with a sentence a person can act on."""
    move = BY_NAME[name]
    if state not in move.sources:
        where = " or ".join(sorted(source.label.lower() for source in move.sources))
        raise NotNow(f"This story is {State(state).label.lower()}; that step is for one that is {where}.")
    return move


def comes_back_to(before: str) -> State:
    """Where a spiked story comes back to: where it stood, but never past the gates."""
    return State.IN_REVIEW if before == State.APPROVED else State(before or State.DRAFT)


# How it comes back, by where it stood
COMES_BACK: dict[State, str] = {
    State.DRAFT: "It can be brought back, as a draft.",
    State.IN_REVIEW: "It can be brought back into review, under the policy then in force.",
    State.CHANGES_REQUESTED: "It can be brought back to its author, with the changes still asked for.",
    State.APPROVED: "It can be brought back into review, under the policy then in force; its approval does not"
    " come back with it.",
}


def comes_back(before: str) -> str:
    """The same as a sentence, for whoever decides."""
    return COMES_BACK[State(before or State.DRAFT)]
