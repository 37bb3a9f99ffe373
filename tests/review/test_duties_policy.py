"""Separation of duties in the policy: strict by default, relaxed by choice, and told where it was."""

from __future__ import annotations

import json
from typing import Any

import pytest

from review.disclosure.duties import DUTIES, Duties
from review.disclosure.policy import SEED, Policy, problems
from review.models import PolicyVersion
from review.pages.register.clauses import compare
from review.pages.register.forms import PolicyForm
from review.services import policy_draft, policy_edit, policy_release
from tests.people import People, signed_in
from tests.remembered import remembered
from tests.review.steps import published

SLUGS = [duty.slug for duty in DUTIES]


def relaxed(*slugs: str) -> dict[str, Any]:
    return {**SEED, "duties": {slug: slug not in slugs for slug in SLUGS}}


@remembered
def in_force(people: People, *slugs: str) -> PolicyVersion:
    """A version that relaxes these duties, released by Ada."""
    row = policy_draft(actor=people.ada)
    policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=relaxed(*slugs))
    return policy_release(actor=people.ada, policy_id=row.pk, reason="We are three.")


@pytest.mark.parametrize("slug", SLUGS)
def test_it_is_strict_where_a_body_does_not_speak_of_it(slug: str) -> None:
    assert getattr(Policy.from_body(SEED).duties, slug) is True
    assert getattr(Policy.from_body({**SEED, "duties": {}}).duties, slug) is True
    assert Policy.from_body(Policy.from_body(SEED).to_body()).duties == Duties()


@pytest.mark.parametrize("slug", SLUGS)
def test_it_relaxes_one_and_keeps_the_others(slug: str) -> None:
    duties = Policy.from_body(relaxed(slug)).duties
    assert [duty.slug for duty in duties.relaxed] == [slug]


@pytest.mark.parametrize(
    ("duties", "sentence"),
    [
        ({"one_role_a_person": "no"}, "true or false"),
        ({"one_role_a_person": 0}, "true or false"),
        ({"no_such_thing": True}, "is no duty"),
    ],
)
def test_it_takes_no_body_that_is_unclear_about_it(duties: dict[str, Any], sentence: str) -> None:
    assert sentence in problems({**SEED, "duties": duties})[0]


def form(policy: Policy, **ticked: str) -> PolicyForm:
    start = PolicyForm(policy=policy, rest={}).initial
    plain = {key: value for key, value in start.items() if value not in (False, None)}
    return PolicyForm({**plain, "seen": json.dumps(policy.to_body()), **ticked}, policy=policy, rest={})


def test_a_form_that_ticks_nothing_stays_strict() -> None:
    found = form(Policy.from_body(SEED))
    assert found.is_valid(), found.errors
    assert Policy.from_body(found.body()).duties == Duties()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_form_relaxes_what_is_ticked_and_starts_from_it(slug: str) -> None:
    found = form(Policy.from_body(SEED), **{f"relax_{slug}": "on"})
    assert found.is_valid(), found.errors
    policy = Policy.from_body(found.body())
    assert [duty.slug for duty in policy.duties.relaxed] == [slug]
    assert PolicyForm(policy=policy, rest={}).initial[f"relax_{slug}"] is True


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.slug)
def test_the_register_shows_each_as_a_clause(duty: Any) -> None:
    clauses = compare(Policy.from_body(SEED), Policy.from_body(relaxed(duty.slug)), {})
    found = next(clause for clause in clauses if clause.name == duty.name)
    assert not found.same
    assert duty.asks in str(found.old).replace("<del>", "").replace("</del>", "")
    assert "Relaxed." in str(found.new)


def test_a_publication_under_a_relaxed_policy_says_so(people: People) -> None:
    in_force(people, "one_role_a_person")
    article, row = published(people)
    record = json.loads(row.bundle["record"])
    assert [entry["duty"] for entry in record["duties_relaxed"]] == ["one_role_a_person"]
    page = signed_in(people.ed).get(f"/stories/{article.slug}/publications/1/").content.decode()
    assert "One person may have signed in several roles." in page


def test_a_publication_under_the_strict_policy_says_nothing(people: People) -> None:
    article, row = published(people)
    assert json.loads(row.bundle["record"])["duties_relaxed"] == []
    page = signed_in(people.ed).get(f"/stories/{article.slug}/publications/1/").content.decode()
    assert "lets fewer people" not in page


def test_the_edit_page_offers_each(people: People) -> None:
    row = policy_draft(actor=people.ada)
    page = signed_in(people.ada).get(f"/policy/{row.number}/edit/").content.decode()
    assert [slug for slug in SLUGS if f'name="relax_{slug}"' not in page] == []
