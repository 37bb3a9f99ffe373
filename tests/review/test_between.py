"""What happened between a signature and now: which events void it for carrying over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.workflow.between import Event, signer_voids, story_voids
from tests.review.cases import ED, FINN

OTHER_DETAILS = ("due at", "embargo until")


def happened(*acts: tuple[str, int]) -> list[Event]:
    return [Event(action, by, {"policy": 3}) for action, by in acts]


@pytest.mark.parametrize(
    ("acts", "why"),
    [
        ((), ""),
        ((("changes-requested", ED), ("request-settled", ED)), ""),
        ((("changes-requested", ED), ("changes-requested", ED), ("request-settled", ED)), ""),
        ((("changes-requested", ED),), "changes-requested"),
        (
            (("changes-requested", FINN), ("changes-requested", ED), ("request-settled", ED)),
            "changes-requested",
        ),
        ((("changes-requested", FINN), ("approved", ED)), "changes-requested"),
        ((("approved", ED), ("approval-lost", ED)), ""),
        ((("spiked", ED), ("restored", ED)), "spiked"),
        ((("reopened", ED),), "reopened"),
    ],
)
def test_it_asks_what_was_done_to_the_story(acts: tuple[tuple[str, int], ...], why: str) -> None:
    assert story_voids(happened(*acts), ["3"]) == why


@given(st.lists(st.sampled_from(["3", "4", "4 with Business 1"])), st.sets(st.sampled_from(["3", "4"])))
def test_a_policy_counts_that_is_neither_the_first_nor_the_last(under: list[str], known: set[str]) -> None:
    events = [Event("policy-pinned", ED, {"policy": one}) for one in under]
    assert (story_voids(events, known) == "policy") == bool(set(under) - known)


@given(st.lists(st.sampled_from(["desk", "kind", "authors", "language", "credit", *OTHER_DETAILS])))
def test_a_detail_counts_that_signatures_are_about(fields: list[str]) -> None:
    events = [Event("story-changed", ED, {"fields": ", ".join(fields)})]
    assert (story_voids(events, []) == "details") == bool(set(fields) - set(OTHER_DETAILS))


NONSENSE = st.none() | st.integers() | st.lists(st.integers()) | st.dictionaries(st.text(), st.integers())


@given(NONSENSE)
def test_what_nobody_can_read_is_carried_past_by_nobody(rubbish: object) -> None:
    """An old payload that was damaged: the event stands, and what it says is not known."""
    for facts in ({}, {"fields": rubbish}):
        assert story_voids([Event("story-changed", ED, facts)], []) == "details"
    rubbish = rubbish if not isinstance(rubbish, dict) else {}
    for facts in ({}, {"detail": rubbish}):
        assert signer_voids([Event("roles-changed", ED, facts)]) == "role"


@pytest.mark.parametrize(
    ("action", "detail", "why"),
    [
        ("person-deactivated", {}, "left"),
        ("roles-changed", {"added": ["business:editor"], "removed": []}, ""),
        ("roles-changed", {"added": [], "removed": ["*:standards"]}, "role"),
        ("person-reactivated", {}, ""),
    ],
)
def test_it_asks_what_became_of_the_signer(action: str, detail: dict[str, list[str]], why: str) -> None:
    assert signer_voids([Event(action, ED, {"detail": detail})]) == why
