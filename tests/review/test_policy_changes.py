"""What another policy asks beyond the one before, and what is said before a release."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from review.disclosure.changes import SILENT, asks_more, conditions, silent, tells_otherwise, unheld
from review.disclosure.policy import SEED, Facts, Policy, required_roles
from tests.review.cases import POLICY, RESEARCH, TRANSLATION

EDITOR = SEED["checks"]["editor"]


def policy(**changed: Any) -> Policy:
    return Policy.from_body({**SEED, **changed})


def checks(*items: list[str]) -> Policy:
    return policy(checks={**SEED["checks"], "editor": list(items)})


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (POLICY, ""),
        (policy(place="end", contact="desk@courier.example"), ""),
        (checks(*EDITOR[:2]), ""),  # less is no more
        (
            checks(*EDITOR, ["law", "No law is broken"]),
            "The policy now asks editor to check: No law is broken.",
        ),
        (
            checks(["facts", "I checked the facts myself"], *EDITOR[1:]),
            "The policy now asks editor to check: I checked the facts myself.",
        ),
        (checks(*reversed(EDITOR)), ""),  # the same checks in another order
        (policy(signers=[*SEED["signers"], ["standards", "always"]]), ""),  # asks another role
    ],
)
def test_it_says_what_a_policy_asks_more_of_a_role(after: Policy, reason: str) -> None:
    assert asks_more(POLICY, after, "editor") == reason
    assert asks_more(POLICY, after, "legal") == ""


@pytest.mark.parametrize(
    ("after", "uses", "otherwise"),
    [
        (POLICY, (TRANSLATION,), False),
        (policy(place="end"), (TRANSLATION,), True),
        (policy(place="end"), (), False),  # no label, no place
        (policy(place="end"), (RESEARCH,), False),
        (policy(wording="AI: {uses}."), (TRANSLATION,), True),
        (policy(disclose_stages=[]), (TRANSLATION,), True),
        (policy(disclose_stages=["research"]), (RESEARCH,), True),
        (policy(explainer="https://courier.example/ai"), (), True),
        (policy(publisher="The Courier"), (), True),
        (policy(contact="desk@courier.example"), (TRANSLATION,), False),
        (policy(severities={"unsourced-claim": "block"}), (TRANSLATION,), False),
    ],
)
def test_it_knows_when_readers_are_told_something_else(after: Policy, uses: Any, otherwise: bool) -> None:
    assert tells_otherwise(POLICY, after, uses) is otherwise


DEFAULTS = {"anonymous-source": "block", "unsourced-claim": "ask", "stock-phrasing": "note"}


@pytest.mark.parametrize(
    ("severities", "warning"),
    [
        ({}, ""),
        ({"anonymous-source": "ask"}, SILENT),
        ({"anonymous-source": "note", "unsourced-claim": "block"}, ""),
        ({"unsourced-claim": "note"}, ""),
    ],
)
def test_it_warns_where_nothing_would_block(severities: dict[str, str], warning: str) -> None:
    assert silent(policy(severities=severities), DEFAULTS) == warning


def test_it_names_each_role_that_nobody_on_a_desk_holds() -> None:
    desks = [
        ("Business", "business", {"editor": {1}, "standards": {2}, "legal": {3}}),
        ("Politics", "politics", {}),
    ]
    assert [(gap.desk, gap.role, gap.always) for gap in unheld(POLICY, desks)] == [
        ("Politics", "editor", True),
        ("Politics", "standards", False),
        ("Politics", "legal", False),
    ]
    assert [gap.role for gap in unheld(POLICY, desks[:1], without={1, 3})] == ["editor", "legal"]
    assert unheld(POLICY, desks[1:])[0].sentence == (
        "Nobody on Politics holds the role editor, which the policy asks to sign every story."
    )


ROLES = (("editor", "editor"), ("standards", "standards"), ("photo-desk", "photo desk"))


def test_a_role_the_house_added_is_asked_when_the_story_has_an_image() -> None:
    own = replace(policy(signers=[["photo-desk", "image"], ["editor", "always"]]), roles=ROLES)
    assert required_roles(own, Facts(image=True)) == (
        ("editor", "always"),
        ("photo-desk", "when the story has an image"),
    )
    assert required_roles(own, Facts()) == (("editor", "always"),)
    assert conditions(own, "photo-desk") == "when the story has an image"
    assert own.role_name("photo-desk") == "Photo desk"
