"""The moves of a story, cell by cell: the tables below are the expectation, and nothing is read from the code."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from review.workflow.gates import needed_for
from review.workflow.states import OPEN_STATES, State
from review.workflow.transitions import (
    BY_NAME,
    TRANSITIONS,
    NotNow,
    Transition,
    comes_back,
    comes_back_to,
    transition,
)

STATES = {
    "draft": "Draft",
    "in_review": "In review",
    "changes_requested": "Changes requested",
    "approved": "Approved",
    "spiked": "Spiked",
}
STAYS, NO = "stays", ""
# Where each move leads from each state; NO: refused there.
MOVES = {
    #                   draft        in_review            changes_requested  approved             spiked
    "submit":          ("in_review", NO,                  "in_review",       NO,                  NO),
    "request_changes": (NO,          "changes_requested", NO,                "changes_requested", NO),
    "settle_request":  (NO,          "in_review",         "in_review",       NO,                  NO),
    "sign":            (NO,          STAYS,               NO,                NO,                  NO),
    "approve":         (NO,          "approved",          NO,                NO,                  NO),
    "reopen":          (NO,          NO,                  NO,                "in_review",         NO),
    "publish":         (NO,          NO,                  NO,                STAYS,               NO),
    "retract":         (STAYS,       STAYS,               STAYS,             STAYS,               NO),
    "spike":           ("spiked",    "spiked",            "spiked",          "spiked",            NO),
    "restore":         (NO,          NO,                  NO,                NO,                  STAYS),
}  # fmt: skip
# The permission each move asks for, whether it wants a note, and the gates that must be open.
ASKS = {
    "submit":          ("submit",          False, ""),
    "request_changes": ("request_changes", True,  ""),
    "settle_request":  ("request_changes", True,  ""),
    "sign":            ("sign",            False, "G1 G2 G3 G4 G9"),
    "approve":         ("approve",         False, "G1 G2 G3 G4 G5 G6 G7 G8 G9 G10 G11"),
    "reopen":          ("request_changes", False, ""),
    "publish":         ("publish",         False, "G0 G1 G2 G3 G4 G5 G6 G7 G8 G9 G10 G11"),
    "retract":         ("retract",         True,  ""),
    "spike":           ("spike",           True,  ""),
    "restore":         ("spike",           False, ""),
}  # fmt: skip
REFUSALS = {
    "submit": "This story is spiked; that step is for one that is changes requested or draft.",
    "request_changes": "This story is spiked; that step is for one that is approved or in review.",
    "settle_request": "This story is spiked; that step is for one that is changes requested or in review.",
    "sign": "This story is spiked; that step is for one that is in review.",
    "approve": "This story is spiked; that step is for one that is in review.",
    "reopen": "This story is spiked; that step is for one that is approved.",
    "publish": "This story is spiked; that step is for one that is approved.",
    "retract": "This story is spiked; that step is for one that is approved or changes requested or draft or in review.",
    "spike": "This story is spiked; that step is for one that is approved or changes requested or draft or in review.",
}
CELLS = [(name, state, to) for name, row in MOVES.items() for state, to in zip(STATES, row, strict=True)]


def test_it_knows_these_states() -> None:
    assert dict(State.choices) == STATES


def test_it_knows_these_moves_in_this_order() -> None:
    assert [move.name for move in TRANSITIONS] == list(MOVES) == list(ASKS)
    assert list(BY_NAME) == list(MOVES)


@pytest.mark.parametrize(("name", "state", "to"), CELLS)
def test_it_leads_from_each_state_where_the_table_says(name: str, state: str, to: str) -> None:
    if to == NO:
        with pytest.raises(NotNow, match=r"; that step is for one that is .*\.$"):
            transition(name, state)
    else:
        assert transition(name, state).target == (None if to == STAYS else to)


@pytest.mark.parametrize("name", ASKS)
def test_it_asks_for_what_the_table_says(name: str) -> None:
    permission, needs_note, gates = ASKS[name]
    move = BY_NAME[name]
    assert (move.permission, move.needs_note, " ".join(needed_for(name))) == (permission, needs_note, gates)


@pytest.mark.parametrize("name", REFUSALS)
def test_it_says_from_where_the_move_is_open(name: str) -> None:
    with pytest.raises(NotNow) as no:
        transition(name, "spiked")
    assert str(no.value) == REFUSALS[name]


def test_it_says_of_a_draft_that_nothing_was_put_aside() -> None:
    with pytest.raises(NotNow, match="This story is draft; that step is for one that is spiked"):
        transition("restore", "draft")


def test_it_calls_every_state_open_but_that_of_a_story_put_aside() -> None:
    assert set(OPEN_STATES) == set(STATES) - {"spiked"}


def test_a_line_of_the_table_cannot_be_altered() -> None:
    with pytest.raises(FrozenInstanceError):
        BY_NAME["publish"].permission = "read"  # type: ignore[misc]
    assert not hasattr(BY_NAME["publish"], "__dict__")


def test_every_move_says_in_a_sentence_what_it_does() -> None:
    assert all(move.help[0].isupper() and move.help.endswith(".") for move in TRANSITIONS)


def test_a_move_wants_no_note_unless_the_table_says_so() -> None:
    assert Transition("wave", frozenset(), None, "read", "Wave.").needs_note is False


# Where a story comes back to from where it was spiked, and how whoever decides is told.
RETURNS = {
    "": ("draft", "as a draft"),  # by a version that did not note where it stood
    "draft": ("draft", "as a draft"),
    "in_review": ("in_review", "into review"),
    "changes_requested": ("changes_requested", "to its author, with the changes still asked for"),
    "approved": ("in_review", "its approval does not come back"),
}


@pytest.mark.parametrize("before", RETURNS)
def test_it_brings_a_spiked_story_back_to_where_it_stood_but_approved_by_nobody(before: str) -> None:
    to, words = RETURNS[before]
    assert comes_back_to(before) == to
    assert words in comes_back(before)


def test_it_says_of_every_state_that_can_be_spiked_where_it_comes_back_to() -> None:
    assert {state for state in RETURNS if state} == set(BY_NAME["spike"].sources)
