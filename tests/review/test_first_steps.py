"""A new house greets its admin with the first five steps, each ticked when it is done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newsroom.accounts.models import Desk, Role
from review.disclosure.duties import Duties
from review.disclosure.policy import SEED, Policy
from review.models import PolicyVersion
from review.pages.queue.first import first_steps
from review.record.triggers import lifted
from review.services import policy_draft, policy_edit, policy_release
from review.workflow.staffing import AUTHOR, SECOND, missing
from tests.people import draft, newsroom, person, signed_in
from tests.review.cases import POLICY

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(settings: Any) -> Any:
    """Alone in a new house, whose policy is the one it began with."""
    settings.NEWSROOM_NAME = "Newsroom"
    with lifted():
        PolicyVersion.objects.update(body={**SEED, "contact": "standards@newsroom.example"})
    return person("Ada Lind", (None, Role.ADMIN))


def done(user: Any) -> list[bool]:
    return [step.done for step in first_steps(user)]


@pytest.mark.postgres
def test_it_ticks_each_step_when_it_is_taken(ada: Any, settings: Any) -> None:
    assert done(ada) == [False] * 5
    html = signed_in(ada).get("/").content.decode()
    assert "The first five steps are still open." in html
    assert "standards@newsroom.example, which reaches nobody" in html
    settings.NEWSROOM_NAME = "The Estuary Courier"
    assert done(ada) == [False] * 5  # the contact still reaches nobody
    row = policy_draft(actor=ada)
    body = {**row.body, "contact": "standards@estuarycourier.news"}
    policy_edit(actor=ada, policy_id=row.pk, seen=row.body, body=body)
    policy_release(actor=ada, policy_id=row.pk, reason="Ours.")
    assert done(ada) == [True, False, False, True, False]
    Desk.objects.create(name="Local", slug="local")
    assert done(ada) == [True, True, False, True, False]
    business = Desk.objects.get()
    person("Rita Calder", (business, Role.REPORTER))
    assert done(ada) == [True, True, False, True, False]
    person("Ed Marlow", (business, Role.EDITOR))
    assert done(ada) == [True, True, False, True, False]
    page = signed_in(ada).get("/").content.decode()
    assert "On Local there is still missing: one more person who may sign" in page
    assert "2 of five steps are still open." in page
    assert "Nothing needs your decision" not in page
    assert "Nothing waits for you" not in page
    person("Stan Okafor", (None, Role.STANDARDS))
    assert done(ada) == [True, True, True, True, False]


ALONE = Duties(weighty_dismissals_seconded=False)
BOTH = (("editor", "always"), ("standards", "always"))
EDITOR, STANDARDS = "somebody who signs as editor", "somebody who signs as standards"


@pytest.mark.parametrize(
    ("policy", "held", "lacks"),
    [
        (POLICY, {}, (AUTHOR, EDITOR, SECOND)),
        (POLICY, {"reporter": {1}}, (EDITOR, SECOND)),
        (POLICY, {"reporter": {1, 2, 3}}, (EDITOR, SECOND)),
        (POLICY, {"reporter": {1}, "editor": {1}}, (AUTHOR, SECOND)),
        (POLICY, {"editor": {1}}, (AUTHOR, SECOND)),
        (POLICY, {"editor": {1, 2}}, (AUTHOR,)),
        (POLICY, {"editor": {1, 2, 3}}, ()),
        (POLICY, {"reporter": {1}, "editor": {2}, "legal": {2}}, (SECOND,)),
        (POLICY, {"reporter": {1}, "standards": {2, 3}}, (EDITOR,)),
        (POLICY, {"reporter": {1}, "editor": {2}, "legal": {3}}, ()),
        (replace(POLICY, duties=ALONE), {"reporter": {1}, "editor": {2}}, ()),
        (replace(POLICY, signers=BOTH), {"reporter": {1}, "editor": {2}, "standards": {2}}, (STANDARDS,)),
        (replace(POLICY, signers=BOTH), {"reporter": {1}, "editor": {2}, "standards": {2, 3}}, ()),
        (
            replace(POLICY, signers=BOTH, duties=replace(ALONE, one_role_a_person=False)),
            {"reporter": {1}, "editor": {2}, "standards": {2}},
            (),
        ),
    ],
)
def test_it_says_whom_a_plain_story_still_needs(
    policy: Policy, held: dict[str, set[int]], lacks: tuple[str, ...]
) -> None:
    assert missing(policy, held) == lacks


def test_it_is_gone_when_all_are_done_and_never_shown_to_others(settings: Any) -> None:
    people = newsroom()
    row = policy_draft(actor=people.ada)
    policy_release(actor=people.ada, policy_id=row.pk, reason="Ours.")
    assert done(people.ada) == [True, True, True, True, False]
    assert done(people.ed) == []
    draft(people)
    assert done(people.ada) == []
    assert "The first five steps" not in signed_in(people.ada).get("/").content.decode()
