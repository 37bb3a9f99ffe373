"""The gate bar: one sign a topic, its state in words, and the count of what is open beside its name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.pages.story.bar import gate_views, rest_of
from review.workflow.gates import results
from review.workflow.recorded import Dismissal
from tests.people import People, draft, read, signed_in
from tests.review.cases import ED, TRANSLATION, case, declared, flag, told
from tests.review.steps import ANONYMOUS, ask

ASKED = {"rule": "editor-question", "asked_by": "Stan Okafor"}
NAMES = (
    "Text",
    "Checks",
    "Flags",
    "AI",
    "Sources",
    "Replies",
    "Sign-offs",
    "Responsible",
    "Questions",
    "Images",
)
BY_ED = Dismissal(1, ED, "Ed Marlow", "The check misread the sentence", "", ())
FLAGS = st.builds(
    flag,
    rule=st.sampled_from(("unsourced-claim", "anonymous-source", "reply", "editor-question")),
    severity=st.sampled_from(("block", "ask", "note")),
    status=st.sampled_from(("open", "evidenced", "dismissed", "fixed")),
    number=st.integers(1, 99),
    source_key=st.sampled_from(("", "s1", "s2")),
    late=st.booleans(),
    dismissal=st.sampled_from((None, BY_ED)),
)


@given(st.lists(FLAGS, max_size=6), st.sampled_from(("in_review", "approved")))
def test_a_sign_has_a_count_only_where_its_gate_is_closed(flags: list[Any], state: str) -> None:
    one = case(flags=tuple(replace(f, number=i) for i, f in enumerate(flags, 1)), state=state)
    for found in results(one):
        assert found.blocking or found.open == 0, found
        if found.code in ("G2", "G9") and found.blocking:
            assert found.open > 0, found


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        ((), {}),
        ((flag(), flag()), {"Flags": 2}),
        ((flag(), flag(severity="ask")), {"Flags": 1}),
        ((flag(late=True),), {}),
        ((flag(), flag(**ASKED), flag(**ASKED)), {"Flags": 1, "Questions": 2}),
        ((flag("anonymous-source", source_key="s1"),), {"Flags": 1, "Sources": 1}),
    ],
)
def test_it_counts_what_is_open_beside_each_name(flags: tuple[Any, ...], says: dict[str, int]) -> None:
    one = case(flags=flags)
    signs = gate_views(one, results(one))
    assert tuple(sign.name for sign in signs) == NAMES
    assert {sign.name: sign.count for sign in signs if sign.count} == says


@pytest.mark.parametrize(
    ("changed", "status", "says"),
    [
        ({}, "pass", "Rita Calder declared that no AI was used."),
        ({"declared": None}, "fail", "The author has not declared AI use"),
        ({"declared": declared(TRANSLATION)}, "fail", "Readers must be told under the byline"),
        ({"declared": declared(TRANSLATION), "told": told(TRANSLATION)}, "pass", "recorded the label"),
    ],
)
def test_the_gates_of_ai_are_one_sign_and_stand_as_the_worst_of_them(
    changed: dict[str, Any], status: str, says: str
) -> None:
    one = case(signatures=(), **changed)
    [sign] = [sign for sign in gate_views(one, results(one)) if sign.name == "AI"]
    assert (sign.status, says in sign.sentence) == (status, True), sign


def test_where_there_is_no_room_it_says_how_many_are_open() -> None:
    one = case(flags=(flag(),))
    assert rest_of(gate_views(one, results(one))) == "5 passed, 4 not applicable"


def test_each_sign_has_name_and_state_in_words(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    ask(article, people.ed, "the east quay")
    html = signed_in(people.ed).get(f"/stories/{article.slug}/").content.decode()
    for name in ("Flags 1", "Sources 1", "Questions 1"):
        assert re.search(rf'aria-label="{name}: fail\. .*<span>{name}</span>', html), name
    assert re.search(r'aria-label="Sign-offs: pending\. .*<span>Sign-offs</span>', html)
    assert re.search(r"<summary>\d passed, \d not applicable</summary>", html)
