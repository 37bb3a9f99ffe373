"""What a page says of what people did is what was recorded then, whatever became of people and policy since."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from newsroom.accounts.models import Role
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import person_deactivate, person_reactivate, person_roles_set
from review.models import SignOff
from review.services import policy_draft, policy_edit, policy_release, sign_renew, sign_withdraw
from review.workflow.endings import ENDED, ENDINGS
from review.workflow.states import OPEN_STATES, State
from review.workflow.transitions import COMES_BACK, comes_back_to
from tests.people import People, draft, read
from tests.review.steps import (
    USE,
    approved,
    case,
    declare,
    digest,
    disclosure_record,
    gate_results,
    in_review,
    sign_as,
    step,
    text_digest,
)
from tests.review.test_signed_beside import words

WORDED = "A person of this house read what an AI tool made: {uses}, {checker}."


def gate(article: Article, code: str) -> str:
    return next(result.sentence for result in gate_results(article) if result.code == code)


def today() -> str:
    return f"{timezone.localdate():%-d %B %Y}"


# Roles


@pytest.mark.django_db
def test_it_counts_the_roles_that_must_sign_and_no_other(people: People) -> None:
    article = in_review(people)
    sign_as(article, people.stan, "standards", approve=False)
    assert gate(article, "G7").startswith("0 of 1.")
    assert "Sign-offs 0 of 1" in words(article, people.ed)


# Withdrawn


@pytest.mark.django_db
def test_it_does_not_say_that_ai_use_came_after_a_signature_taken_back(people: People) -> None:
    article = in_review(people)
    first = sign_as(article, people.ed, "editor", approve=False)
    declare(article, people.rita, {**USE, "stage": "research"})
    assert "after Ed Marlow signed" in gate(article, "G11")
    told(article, people)
    again = sign_renew(
        actor=people.ed, sign_off_id=first.pk, seen_digest=digest(article),
        seen_uses=case(article).declared.uses_digest, checks=["facts", "quotes", "names", "sources", "ai", "context"],
    )  # fmt: skip
    sign_withdraw(actor=people.ed, sign_off_id=again.pk)
    assert gate(article, "G11") == "No other AI use was declared after a sign-off that stands."


def told(article: Article, people: People) -> None:
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))


# The policy


def worded(people: People, **changed: Any) -> None:
    row = policy_draft(actor=people.ada)
    policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body={**row.body, **changed})
    policy_release(actor=people.ada, policy_id=row.pk, reason="Said better.", applies_to_open=True)


@pytest.mark.django_db
def test_it_says_that_the_policy_has_other_words_and_not_the_declaration(people: People) -> None:
    article = in_review(people)
    declare(article, people.rita, USE)
    told(article, people)
    before = case(article).policy_label
    worded(people, wording=WORDED)
    now = case(article).policy_label
    said = f"recorded the label under policy {before}; policy {now} has other words for what is declared."
    assert before != now
    assert gate(article, "G4") == f"Ed Marlow {said}"
    told(article, people)
    assert gate(article, "G4").startswith("Ed Marlow recorded the label, ")


# Put aside


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(OPEN_STATES))
def test_it_comes_back_to_where_the_page_says(people: People, state: State) -> None:
    article = read(draft(people)) if state == State.DRAFT else in_review(people)
    if state == State.APPROVED:
        article = approved(people, headline="Another")
    if state == State.CHANGES_REQUESTED:
        step(article, "request_changes", people.ed, "Ask the clerk.")
    assert COMES_BACK[state] in words(article, people.ed, "move/spike/")
    step(article, "spike", people.ed, "Not now.")
    assert COMES_BACK[state] in words(article, people.ed)
    step(article, "restore", people.ed)
    assert case(article).state == comes_back_to(state)
    said = {"draft": "as a draft", "in_review": "into review", "changes_requested": "to its author"}
    assert said[case(article).state] in COMES_BACK[state]


# People who went, and came back


def left(people: People, article: Article) -> None:
    person_deactivate(actor=people.ada, user_id=people.ed.pk)
    person_reactivate(actor=people.ada, user_id=people.ed.pk)


def lost_the_role(people: People, article: Article) -> None:
    had = list(seats_of(people.ed))
    none = [Seat(people.business.pk, Role.REPORTER)]
    person_roles_set(actor=people.ada, user_id=people.ed.pk, seats=none, seen=had)
    person_roles_set(actor=people.ada, user_id=people.ed.pk, seats=had, seen=none)


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "why"), [(left, "left"), (lost_the_role, "role")])
def test_it_says_what_ended_a_signature_then(people: People, act: Any, why: str) -> None:
    article = in_review(people)
    sign_as(article, people.ed, "editor", approve=False)
    act(people, article)
    said = ENDED[why].format(day=today())
    pk = SignOff.objects.get().pk
    assert said in gate(article, "G7")
    for page in (words(article, people.ed), words(article, people.ed, f"sign-offs/{pk}/still-stands/")):
        assert said in page
        assert ENDINGS[why] not in page
    assert said in words(article, people.finn)


def test_it_knows_a_past_for_each_ending_that_may_be_otherwise_now() -> None:
    now = [
        why for why, said in ENDINGS.items() if said.endswith(("has left the newsroom.", "now.", "any more."))
    ]
    assert sorted(now) == sorted(ENDED)
