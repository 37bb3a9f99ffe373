"""The policy register: drafts, releases, and what a release does to stories that are open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from review.disclosure.policy import SEED
from review.models import PolicyVersion
from review.selectors.policy import policy_in_force
from review.selectors.reach import foreseen
from review.services import Changed, Forbidden, Refused, policy_draft, policy_edit, policy_release
from tests.people import People
from tests.remembered import remembered
from tests.review.steps import ANONYMOUS, approved, case, in_review, published, review_of

pytestmark = pytest.mark.postgres

STRICT = {**SEED, "signers": [*SEED["signers"], ["standards", "always"]]}


@remembered
def released(people: People, body: Any = STRICT, **options: Any) -> PolicyVersion:
    row = policy_draft(actor=people.ada)
    row = policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    return policy_release(actor=people.ada, policy_id=row.pk, reason="Readers asked.", **options)


def test_it_begins_with_one_released_version(people: People) -> None:
    assert (policy_in_force().number, policy_in_force().body) == (1, SEED)


def test_it_drafts_from_the_version_in_force(people: People) -> None:
    row = policy_draft(actor=people.ada)
    assert (row.number, row.released, row.body) == (2, False, SEED)


def test_it_has_one_draft_at_a_time(people: People) -> None:
    policy_draft(actor=people.ada)
    with pytest.raises(Refused, match="Version 2 is a draft already"):
        policy_draft(actor=people.ada)


@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "otto"])
def test_it_leaves_the_register_to_admins(people: People, who: str) -> None:
    row = policy_draft(actor=people.ada)
    actor = getattr(people, who)
    with pytest.raises(Forbidden):
        policy_draft(actor=actor)
    with pytest.raises(Forbidden):
        policy_edit(actor=actor, policy_id=row.pk, seen=row.body, body=STRICT)
    with pytest.raises(Forbidden):
        policy_release(actor=actor, policy_id=row.pk, reason="Because")


def test_it_loses_no_edit_of_another_admin(people: People) -> None:
    row = policy_draft(actor=people.ada)
    began = row.body
    policy_edit(actor=people.ada, policy_id=row.pk, seen=began, body=STRICT)
    with pytest.raises(Changed, match="Somebody edited version 2"):
        policy_edit(actor=people.ada, policy_id=row.pk, seen=began, body=SEED)


def test_it_releases_no_draft_that_was_edited_unread(people: People) -> None:
    row = policy_draft(actor=people.ada)
    policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=STRICT)
    with pytest.raises(Changed):
        policy_release(actor=people.ada, policy_id=row.pk, reason="Because", seen=SEED)


def test_it_refuses_a_body_that_is_no_policy(people: People) -> None:
    row = policy_draft(actor=people.ada)
    with pytest.raises(Refused, match="public contact"):
        policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body={**SEED, "contact": ""})


def test_it_wants_a_reason_for_a_release(people: People) -> None:
    row = policy_draft(actor=people.ada)
    with pytest.raises(Refused, match="Say why"):
        policy_release(actor=people.ada, policy_id=row.pk, reason=" ")


def test_it_releases_nothing_into_the_past(people: People) -> None:
    row = policy_draft(actor=people.ada)
    with pytest.raises(Refused, match="in the past"):
        policy_release(
            actor=people.ada, policy_id=row.pk, reason="x", effective_from=timezone.now() - timedelta(days=1)
        )


def test_it_never_edits_a_released_version(people: People) -> None:
    row = released(people)
    with pytest.raises(Changed, match="was released"):
        policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=SEED)
    with pytest.raises(Changed, match="was released"):
        policy_release(actor=people.ada, policy_id=row.pk, reason="Again")


def test_it_is_in_force_from_its_day_on(people: People) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    released(people, effective_from=tomorrow)
    assert policy_in_force().number == 1
    assert policy_in_force(at=tomorrow).number == 2


def test_it_leaves_open_stories_under_their_version(people: People) -> None:
    article = approved(people)
    released(people)
    assert case(article).policy_number == 1
    assert review_of(article).state == "approved"


def test_it_re_pins_open_stories_when_the_release_says_so(people: People) -> None:
    article, waiting = approved(people), in_review(people, headline="Another")
    released(people, applies_to_open=True)
    assert case(article).policy_number == case(waiting).policy_number == 2
    assert review_of(article).state == "in_review"


def test_it_keeps_an_approval_that_suffices_under_the_new_version(people: People) -> None:
    article = approved(people)
    released(people, body={**SEED, "place": "end"}, applies_to_open=True)
    assert review_of(article).state == "approved"


def test_it_leaves_published_stories_under_their_version(people: People) -> None:
    article, _ = published(people)
    released(people, applies_to_open=True)
    assert case(article).policy_number == 1


def test_it_applies_to_open_stories_at_once_or_not_at_all(people: People) -> None:
    row = policy_draft(actor=people.ada)
    with pytest.raises(Refused, match="takes effect at once"):
        policy_release(
            actor=people.ada,
            policy_id=row.pk,
            reason="x",
            applies_to_open=True,
            effective_from=timezone.now() + timedelta(days=1),
        )


def test_it_weighs_flags_as_the_policy_says(people: People) -> None:
    now = case(in_review(people, text=ANONYMOUS))
    row = policy_draft(actor=people.ada)
    body = {**SEED, "severities": {"anonymous-source": "note"}}
    row = policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    (milder,) = (one.after for one in foreseen(row))
    assert {f.severity for f in now.flags if f.rule == "anonymous-source"} == {"block"}
    assert {f.severity for f in milder.flags if f.rule == "anonymous-source"} == {"note"}
