"""“What would this change?” is what the release does, to the last gate, question and signature."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.services import article_update
from review.disclosure.policy import SEED
from review.disclosure.scopes import HOUSE, Scope
from review.models import PolicyVersion, Review
from review.pages.register.effect import effect
from review.selectors.reach import foreseen
from review.services import policy_draft, policy_edit, policy_release
from review.workflow.case import Case
from review.workflow.gates import needed_for, results
from tests.people import CLEAN, People, draft, read
from tests.review.steps import approved, case, decide, in_review, published, review_of

VAGUE = CLEAN + "\nThe pier will close, according to reports."
RULE = "vague-attribution"
severity = st.sampled_from(["block", "ask", "note"])
signers = st.sampled_from(
    [SEED["signers"], [*SEED["signers"], ["standards", "always"]], [["editor", "always"]]]
)
duty = st.sampled_from(
    ["weighty_dismissals_seconded", "decisions_by_authors_do_not_count", "one_role_a_person"]
)
house = st.builds(
    lambda hard, who, relaxed, wording, name: {
        **SEED,
        "publisher": name,
        "severities": {RULE: hard},
        "signers": who,
        "duties": dict.fromkeys(relaxed, False),
        "checks": {**SEED["checks"], "editor": [*SEED["checks"]["editor"], ["tide", wording]]},
    },
    severity, signers, st.sets(duty), st.sampled_from(["I read the tide table", "I asked the harbour master"]),
    st.sampled_from(["", "The Harbour Courier"]),
)  # fmt: skip
desk = st.fixed_dictionaries(
    {}, optional={f"severities.{RULE}": severity, "signers.standards": st.sampled_from([["always"], []])}
)


def drafted(people: People, scope: Scope, body: Any) -> PolicyVersion:
    row = policy_draft(actor=people.ada, scope=scope)
    return policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)


def released(people: People, row: PolicyVersion, *, everywhere: bool = True) -> None:
    policy_release(actor=people.ada, policy_id=row.pk, reason="Readers asked.", applies_to_open=everywhere)


def dismissed(people: People) -> Article:
    """An ask, dismissed by Ed alone; and approved."""
    article = in_review(people, text=VAGUE, headline="Pier to close")
    number = next(flag.number for flag in case(article).flags if flag.rule == RULE)
    decide(article, number, people.ed, outcome="dismissed", reason="misread", text="The reports are ours")
    return article


def told(found: Case) -> Any:
    """All that a release may move."""
    return (
        found.state,
        found.policy,
        found.required_roles,
        [(flag.number, flag.severity, flag.status, flag.waiting) for flag in found.flags],
        {one.pk: found.why_ended(one) for one in found.signatures},
        [(r.code, r.status, r.sentence) for r in results(found, needed_for("approve"))],
    )


@pytest.fixture
def stories(people: People) -> list[Article]:
    """Under the first version: one in work, one approved, one by somebody who decided, one live, one not yet
    handed in; a later version is in force for what is handed in now."""
    decided = dismissed(people)
    article_update(actor=people.finn, article_id=decided.pk, authors=[people.rita, people.ed])
    found = [
        dismissed(people),
        decided,
        approved(people, headline="Rope works to reopen"),
        published(people, headline="Board to sit")[0],
        read(draft(people, VAGUE, headline="Pier to stay shut")),
    ]
    later = {**SEED, "severities": {RULE: "block"}}
    released(people, drafted(people, HOUSE, later), everywhere=False)
    return [*found, in_review(people, text=VAGUE, headline="Pier to open")]


@pytest.mark.postgres
@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.tuples(st.just(True), house) | st.tuples(st.just(False), desk))
def test_it_foresees_what_the_release_does(
    people: People, stories: list[Article], said: tuple[bool, Any]
) -> None:
    ours, body = said
    with transaction.atomic():
        row = drafted(people, HOUSE if ours else Scope(people.business.pk), body)
        expected = {one.article.pk: told(one.after) for one in foreseen(row)}
        untouched = {one.pk: told(case(one)) for one in stories if one.pk not in expected}
        released(people, row)
        assert {pk: told(case(Article(pk=pk))) for pk in expected} == expected
        assert {pk: told(case(Article(pk=pk))) for pk in untouched} == untouched
        assert len(untouched) == 1  # the live one
        transaction.set_rollback(True)


def test_a_dismissal_that_would_need_a_second_person_blocks(people: People) -> None:
    """Somebody dismissed what was merely asked; the draft makes it block."""
    dismissed(people)
    row = drafted(people, HOUSE, {**SEED, "severities": {RULE: "block"}})
    found = effect(people.ed, row)
    assert (found.stories, found.start) == (1, 1)


def test_a_draft_of_the_desk_is_laid_on_what_the_story_is_under(people: People) -> None:
    """And not on the house's version that came since."""
    in_review(people, text=VAGUE, headline="Pier to close")
    released(people, drafted(people, HOUSE, {**SEED, "severities": {RULE: "block"}}), everywhere=False)
    found = effect(people.ed, drafted(people, Scope(people.business.pk), {"contact": "biz@courier.test"}))
    assert (found.stories, found.start) == (0, 0)


@pytest.mark.postgres
def test_what_went_out_under_an_older_scheme_is_out_all_the_same(people: People) -> None:
    article, row = published(people)
    now = review_of(article).approved_digest
    Review.objects.filter(article=article).update(
        approved_digest="0" * 64, approved_scheme=1, approved_mapped={"2": now}
    )
    assert row.substance_digest == now
    version = drafted(people, HOUSE, {**SEED, "severities": {RULE: "block"}})
    assert foreseen(version) == []
    released(people, version)
    assert review_of(article).policy_id != version.pk
