"""The one table: every permission for every kind of person, on a story handed in by Rita."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from review.workflow.permissions import PERMISSIONS, may, may_sign, signing_roles
from tests.people import People, draft
from tests.review.steps import step

EDITORS = {"ed", "finn", "stan", "lena"}
DESK = {"rita", "ron"} | EDITORS
EVERYONE = DESK | {"nora", "ada", "otto"}
ALLOWED_TO = {
    "read": DESK,
    "ask": DESK,
    "reply": DESK,
    "declare": {"rita"},
    "declare_note": EDITORS,
    "submit": {"rita"},
    "decide": EDITORS,
    "sign": EDITORS,
    "approve": EDITORS,
    "agree_taken_back": EDITORS,
    "request_changes": EDITORS,
    "publish": EDITORS,
    "retract": EDITORS,
    "spike": EDITORS,
    "claim": EDITORS,
    "override": EDITORS,
    "second": EDITORS,
    "attest": DESK,
    "vouch": EDITORS,
    "log_reply": DESK,
    "redact": {"stan", "ada"},
    "redact_second": {"stan", "ada"},
    "redactions": {"stan", "ada"},
    "accept_edit": EDITORS | {"rita"},
    "disclose": EDITORS | {"rita"},
    "take_responsibility": EDITORS,
    "ask_legal": DESK,
    "ai_systems": {"ada"},
    "policy_edit": {"ada"},
    "policy_release": {"ada"},
}


def test_it_has_an_expectation_for_every_permission() -> None:
    assert set(ALLOWED_TO) == {permission.slug for permission in PERMISSIONS}


@pytest.mark.parametrize("slug", [permission.slug for permission in PERMISSIONS])
def test_it_allows_exactly_whom_the_table_names(people: People, slug: str) -> None:
    article = draft(people)
    step(article, "submit", people.rita)
    allowed = {name for name in EVERYONE if may(getattr(people, name), slug, article)}
    assert allowed == ALLOWED_TO[slug]


@pytest.mark.parametrize("slug", [permission.slug for permission in PERMISSIONS])
def test_it_says_why_not_in_a_sentence(people: People, slug: str) -> None:
    answer = may(people.otto, slug, draft(people))
    assert not answer
    assert answer.reason.endswith(".")


def test_it_allows_nothing_to_whoever_is_not_signed_in(people: People) -> None:
    article = draft(people)
    for permission in PERMISSIONS:
        assert not may(AnonymousUser(), permission.slug, article)


def test_it_allows_nothing_to_a_person_whose_door_is_closed(people: People) -> None:
    people.ed.is_active = False
    assert not may(people.ed, "sign", draft(people))


def test_it_lets_no_author_judge_their_own_story(people: People) -> None:
    article = draft(people, authors=[people.ed])
    never = {p.slug for p in PERMISSIONS if p.author == "never"}
    assert {slug for slug in never if may(people.ed, slug, article)} == set()
    assert signing_roles(people.ed, article) == ()


def test_it_lets_the_uploader_hand_in_and_not_declare(people: People) -> None:
    article = draft(people, by=people.ron, authors=[people.rita])
    assert may(people.ron, "submit", article)
    assert not may(people.ron, "declare", article)


def test_it_lets_an_author_without_a_desk_answer_for_the_story(people: People) -> None:
    article = draft(people, authors=[people.otto])
    assert {p.slug for p in PERMISSIONS if may(people.otto, p.slug, article)} == {
        "read", "ask", "reply", "declare", "submit", "attest", "log_reply", "accept_edit", "disclose", "ask_legal",
        "spike",
    }  # fmt: skip


def test_it_lets_people_sign_in_the_roles_they_hold(people: People) -> None:
    article = draft(people)
    assert signing_roles(people.stan, article) == ("standards",)
    assert may_sign(people.lena, article, "legal")
    assert not may_sign(people.lena, article, "editor")
    assert not may_sign(people.ed, article, "reporter")
