"""Moves: from where, by whom, and never past somebody who moved first."""

from __future__ import annotations

import pytest

from articles.permissions import NotAllowed
from review.models import Review, SignOff
from review.selectors.policy import policy_in_force
from review.services import (
    Changed,
    Forbidden,
    Refused,
    claim,
    legal_ask,
    move,
    responsibility_take,
    sign_withdraw,
)
from review.workflow.permissions import PERMISSIONS
from review.workflow.states import State
from review.workflow.transitions import TRANSITIONS
from tests.people import CLEAN, People, draft, read, revise
from tests.review.steps import approved, case, in_review, published, review_of, sign_as, step


def test_it_has_a_line_of_the_table_for_every_move() -> None:
    assert {m.permission for m in TRANSITIONS} <= {p.slug for p in PERMISSIONS}


def test_it_starts_every_story_as_a_draft(people: People) -> None:
    assert review_of(draft(people)).state == "draft"


def test_it_pins_the_policy_when_a_story_is_handed_in(people: People) -> None:
    article = draft(people)
    assert review_of(article).policy is None
    step(article, "submit", people.rita)
    assert review_of(article).policy == policy_in_force()


@pytest.mark.parametrize("who", ["ron", "ed", "stan", "nora", "ada", "otto"])
def test_it_lets_only_author_or_uploader_hand_in(people: People, who: str) -> None:
    with pytest.raises(Forbidden):
        step(draft(people), "submit", getattr(people, who))


@pytest.mark.parametrize("who", ["rita", "ron", "nora", "ada", "otto"])
@pytest.mark.parametrize("name", ["request_changes", "spike"])
def test_it_lets_only_editors_return_or_spike(people: People, who: str, name: str) -> None:
    with pytest.raises(Forbidden):
        step(in_review(people), name, getattr(people, who), "Because")


@pytest.mark.parametrize("name", ["request_changes", "spike"])
def test_it_wants_a_reason(people: People, name: str) -> None:
    with pytest.raises(Refused, match="Say w") as no:
        step(in_review(people), name, people.ed, "  ")
    assert no.value.fix.endswith(f"move/{name}/")


def test_it_says_from_where_a_move_is_open(people: People) -> None:
    with pytest.raises(
        Refused, match="This story is draft; that step is for one that is approved or in review"
    ):
        step(draft(people), "request_changes", people.ed, "Because")


def test_it_knows_no_other_moves(people: People) -> None:
    for name in ("approve", "publish", "sign", "teleport"):
        with pytest.raises(Refused, match="no such step"):
            step(in_review(people), name, people.ed)


def test_it_refuses_a_move_after_somebody_else_moved(people: People) -> None:
    article = in_review(people)
    seen = review_of(article).version
    step(article, "request_changes", people.finn, "Name the hall")
    with pytest.raises(Changed, match="it is changes requested now"):
        move(actor=people.ed, article_id=article.pk, name="spike", seen_version=seen, note="Withdrawn")
    assert review_of(article).state == "changes_requested"


def test_it_keeps_the_note_of_what_is_missing(people: People) -> None:
    review = step(in_review(people), "request_changes", people.ed, "Name the hall")
    assert str(review.changes_note) == "Name the hall"


def test_it_takes_an_approval_back(people: People) -> None:
    article = approved(people)
    review = step(article, "reopen", people.finn)
    assert (review.state, review.approved_revision, review.approved_digest) == ("in_review", None, "")


@pytest.mark.postgres
def test_it_lets_an_author_put_a_draft_aside_that_was_never_handed_in(people: People) -> None:
    article = draft(people)
    assert step(article, "spike", people.rita, "Overtaken").state == "spiked"
    assert step(article, "restore", people.rita).state == "draft"


def test_it_keeps_a_spiked_story_as_it_is(people: People) -> None:
    article = approved(people)
    step(article, "spike", people.ed, "Withdrawn")
    with pytest.raises(NotAllowed, match="spiked"):
        revise(article, CLEAN + "\nMore.", by=people.rita)
    assert article.revisions.count() == 1


def test_it_spikes_no_story_that_is_live(people: People) -> None:
    article, _ = published(people)
    with pytest.raises(Refused, match="retract it"):
        step(article, "spike", people.ed, "Withdrawn")


def test_it_lets_an_editor_claim_and_let_go(people: People) -> None:
    article = in_review(people)
    assert claim(actor=people.ed, article_id=article.pk).claimed_by == people.ed
    with pytest.raises(Refused, match="claimed this story already"):
        claim(actor=people.ed, article_id=article.pk)
    finns = claim(actor=people.finn, article_id=article.pk, seen=people.ed.pk)
    assert finns.claimed_by == people.finn
    assert claim(actor=people.finn, article_id=article.pk, release=True).claimed_by is None
    with pytest.raises(Refused, match="Nobody has claimed"):
        claim(actor=people.finn, article_id=article.pk, release=True)


def test_who_presses_second_is_told_and_takes_nothing(people: People) -> None:
    article = in_review(people)
    claim(actor=people.ed, article_id=article.pk)
    with pytest.raises(Changed, match="Ed Marlow has claimed this story since you opened the page"):
        claim(actor=people.finn, article_id=article.pk)
    with pytest.raises(Changed, match="Ed Marlow has claimed"):
        claim(actor=people.finn, article_id=article.pk, release=True)
    responsibility_take(actor=people.ed, article_id=article.pk)
    with pytest.raises(Changed, match="Ed Marlow holds responsibility for this story since"):
        responsibility_take(actor=people.finn, article_id=article.pk)
    with pytest.raises(Changed, match="Ed Marlow holds"):
        responsibility_take(actor=people.finn, article_id=article.pk, seen=people.stan.pk)
    review = responsibility_take(actor=people.finn, article_id=article.pk, seen=people.ed.pk)
    assert (review.claimed_by, review.responsible) == (people.ed, people.finn)


def test_what_was_let_go_meanwhile_is_not_taken_over(people: People) -> None:
    article = in_review(people)
    claim(actor=people.ed, article_id=article.pk)
    claim(actor=people.ed, article_id=article.pk, release=True)
    with pytest.raises(Changed, match="let go while you were looking"):
        claim(actor=people.finn, article_id=article.pk, seen=people.ed.pk)


def test_it_minds_no_claim_when_somebody_moves(people: People) -> None:
    article = in_review(people)
    seen = review_of(article).version
    claim(actor=people.finn, article_id=article.pk)
    review = move(
        actor=people.ed, article_id=article.pk, name="request_changes", seen_version=seen, note="Name it"
    )
    assert review.state == "changes_requested"


@pytest.mark.parametrize("who", ["rita", "ron", "ada", "otto"])
def test_it_lets_no_one_else_claim_or_take_responsibility(people: People, who: str) -> None:
    article = in_review(people)
    with pytest.raises(Forbidden):
        claim(actor=getattr(people, who), article_id=article.pk)
    with pytest.raises(Forbidden):
        responsibility_take(actor=getattr(people, who), article_id=article.pk)


def test_it_asks_for_legal_from_then_on(people: People) -> None:
    article = in_review(people)
    legal_ask(actor=people.rita, article_id=article.pk, text="He threatened to sue")
    assert "legal" in case(article).required_roles
    with pytest.raises(Refused, match="already"):
        legal_ask(actor=people.ed, article_id=article.pk)


def test_it_waits_for_legal_even_when_approved(people: People) -> None:
    article = approved(people)
    legal_ask(actor=people.stan, article_id=article.pk)
    assert review_of(article).state == "in_review"
    sign_as(article, people.lena, "legal")
    assert review_of(article).state == "approved"


def test_it_counts_nobody_responsible_who_has_left(people: People) -> None:
    article = approved(people)
    people.ed.is_active = False
    people.ed.save()
    assert not case(article).responsible_active


def test_it_counts_the_changes_of_state(people: People) -> None:
    article = read(draft(people))
    assert review_of(article).version == 0
    step(article, "submit", people.rita)
    step(article, "request_changes", people.ed, "Name the hall")
    assert Review.objects.get(article=article).version == 2


def test_an_approval_does_not_come_back_without_its_signature(people: People) -> None:
    article = approved(people)
    step(article, "spike", people.ed, "The board fell")
    sign_withdraw(actor=people.ed, sign_off_id=SignOff.objects.get().pk)
    assert step(article, "restore", people.ed).state == State.IN_REVIEW
    assert review_of(article).approved_revision is None
