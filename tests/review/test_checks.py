"""Short names of checks: any change of wording gives a new one, and no old tick stands for new words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.disclosure.checks import check_slug, named
from review.disclosure.policy import SEED, Policy
from review.services import Refused, policy_draft, policy_edit
from review.workflow.gates import results
from tests.people import People
from tests.review.cases import ED, case, signature

LONG = "Every figure was held against the table it was taken from"


@pytest.mark.parametrize(
    "other",
    [
        LONG + ", and the year",
        LONG.replace("figure", "number"),
        LONG + ".",
        LONG.upper(),
        LONG.replace("table", "tablé"),
        "Every figure was not held against the table it was taken from",
    ],
)
def test_any_change_of_wording_is_another_check(other: str) -> None:
    assert check_slug(other) != check_slug(LONG)


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_two_wordings_share_a_short_name(one: str, other: str) -> None:
    assert (check_slug(one) == check_slug(other)) == (one == other)


@given(st.text(min_size=1))
def test_a_short_name_is_short_and_plain(label: str) -> None:
    slug = check_slug(label)
    assert len(slug) <= 40
    assert slug.replace("-", "").isalnum()
    assert slug.isascii()


def test_words_that_stay_keep_their_short_name() -> None:
    assert named([LONG, "Another"], {LONG: "figures"}) == [
        ["figures", LONG],
        [check_slug("Another"), "Another"],
    ]


def test_an_old_tick_does_not_stand_for_new_words() -> None:
    """Editor's first check says something else now: Ed's signature lacks it."""
    items = [list(item) for item in SEED["checks"]["editor"]]
    words = items[0][1] + ", every one of them"
    [[slug, _]] = named([words], {label: slug for slug, label in items})
    checks = {**SEED["checks"], "editor": [[slug, words], *items[1:]]}
    policy = Policy.from_body({**SEED, "checks": checks})
    now = case(policy=policy, signatures=(signature(ED, "editor"),))
    assert results(now, ["G7"])[0].blocking


def test_a_version_takes_no_short_name_that_stood_for_other_words(people: People) -> None:
    row = policy_draft(actor=people.ada)
    items = [["facts", "I had a look"], *SEED["checks"]["editor"][1:]]
    body = {**row.body, "checks": {**row.body["checks"], "editor": items}}
    with pytest.raises(Refused, match="“facts” has stood for"):
        policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
