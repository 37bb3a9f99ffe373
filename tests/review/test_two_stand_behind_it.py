"""What two people stand behind is asked by one who may still ask when the other agrees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from newsroom.accounts.models import Role
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import person_deactivate, person_roles_set
from review.disclosure.policy import SEED
from review.models import AIUse, EarlyRelease, PolicyVersion, Redaction, UseTakenBack
from review.services import (
    Refused,
    early_ask,
    early_second,
    note_redact_ask,
    override_second,
    policy_draft,
    policy_edit,
    policy_release,
    policy_release_second,
    redaction_second,
    use_take_back_answer,
    use_take_back_ask,
)
from review.workflow.recorded import Waiver
from review.workflow.seconds import agreed, settled
from review.workflow.ways import GONE, seconding
from tests.people import People, person, signed_in
from tests.remembered import remembered
from tests.review import cases
from tests.review.cases import ED, FINN, RITA
from tests.review.steps import ANONYMOUS, RESEARCH, agree, case, decide, declare, in_review, log, step, view
from tests.review.test_accusations import ACCUSED, OWN, mark, say
from tests.review.test_seconds import DISMISS, dismissed
from tests.review.test_signing import another_fault, waive

pytestmark = pytest.mark.django_db


def leaves(people: People, name: str) -> None:
    person_deactivate(actor=people.ada, user_id=getattr(people, name).pk)


def only_reports(people: People, name: str) -> None:
    who = getattr(people, name)
    seats = [Seat(people.business.pk, Role.REPORTER)]
    person_roles_set(actor=people.ada, user_id=who.pk, seen=seats_of(who), seats=seats)


GOES = [leaves, only_reports]


# -- as values


@pytest.mark.parametrize(
    ("asked_by", "role", "no"),
    [
        (ED, "editor", ""),
        (ED, "", ""),
        (99, "", GONE),
        (99, "editor", GONE),
        (ED, "standards", GONE),  # they asked in a role that they hold no more
        (RITA, "editor", "Whoever asked is an author of the story now: somebody else must ask."),
        (FINN, "editor", "You asked for this yourself: a second person must agree."),
    ],
)
def test_whoever_asked_may_still_ask(asked_by: int, role: str, no: str) -> None:
    asked = Waiver(1, "G1", "d3", role, asked_by, "Somebody")
    found = seconding(cases.case(), asked, FINN)
    assert (found.sentence if found else "") == no


@pytest.mark.parametrize("gone", [False, True])
def test_a_dismissal_waits_while_who_dismissed_it_is_here(gone: bool) -> None:
    flag = dismissed("anonymous-source", "block")
    row = flag.dismissal
    assert row is not None
    now = settled(cases.case(flags=(replace(flag, dismissal=replace(row, gone=gone)),)))
    assert now.flags[0].open
    assert now.flags[0].waiting is not gone
    assert agreed(now).flags[0].open is gone  # no signature agrees to it
    done = replace(flag, dismissal=replace(row, gone=gone, agreed_by=("Stan Okafor",)))
    assert not settled(cases.case(flags=(done,))).flags[0].open


# -- through the services, each asked again by somebody else


@pytest.mark.parametrize("goes", GOES)
def test_a_waiver(people: People, goes: Callable[[People, str], None]) -> None:
    article = in_review(people)
    another_fault()
    row = waive(article, people.ed)
    goes(people, "ed")
    with pytest.raises(Refused, match=GONE):
        override_second(actor=people.stan, override_id=row.pk)
    pages = ["/", f"/stories/{article.slug}/", f"/stories/{article.slug}/override/G1/"]
    shown = [signed_in(people.stan).get(page).content.decode() for page in pages]
    assert not any("asks to go on without" in one or "I agree: waive it" in one for one in shown)
    assert "they may not ask any more" in shown[1]
    override_second(actor=people.stan, override_id=waive(article, people.finn).pk)


@pytest.mark.parametrize("goes", GOES)
def test_a_dismissal(people: People, goes: Callable[[People, str], None]) -> None:
    article = in_review(people, text=ANONYMOUS)
    number = next(flag.number for flag in case(article).flags if flag.rule == "anonymous-source")
    decide(article, number, people.ed, **DISMISS)
    goes(people, "ed")
    assert not case(article).waiting
    assert view(article, number).status == "open"
    page = signed_in(people.finn).get(f"/stories/{article.slug}/?flag={number}").content.decode()
    assert "may not sign here any more" in page
    decide(article, number, people.finn, **DISMISS)
    agree(article, people.stan)
    assert view(article, number).status == "dismissed"


@pytest.mark.parametrize("goes", GOES)
def test_that_it_is_no_accusation(people: People, goes: Callable[[People, str], None]) -> None:
    article = in_review(people, text=ACCUSED)
    say(article, people.ed, "no")
    goes(people, "ed")
    say(article, people.stan, "no")
    assert "legal" in case(article).required_roles
    say(article, people.finn, "no")
    assert "legal" not in case(article).required_roles


@pytest.mark.parametrize("goes", GOES)
def test_an_early_release(people: People, goes: Callable[[People, str], None]) -> None:
    article = in_review(people, text=OWN + "\nTom Drew has been asked about it.")
    row = mark(article, people.finn)
    request = log(article, people.rita, f"a{row.pk}", deadline=timezone.now() + timedelta(days=1))
    given = {"request_id": request.pk, "words": "has been asked about it", "text": "It runs tonight."}
    first = early_ask(actor=people.ed, **given)
    goes(people, "ed")
    with pytest.raises(Refused, match=GONE):
        early_second(actor=people.stan, early_id=first.pk)
    early_second(actor=people.stan, early_id=early_ask(actor=people.finn, **given).pk)
    assert EarlyRelease.objects.filter(seconded_by=people.stan).count() == 1


def test_a_use_that_is_taken_back(people: People) -> None:
    article = in_review(people)
    declare(article, people.rita, RESEARCH)
    use = case(article).declared
    assert use is not None
    pk = use_of(use.pk)
    row = use_take_back_ask(actor=people.rita, article_id=article.pk, use_id=pk, why="It was another story.")
    leaves(people, "rita")
    with pytest.raises(Refused, match=GONE):
        use_take_back_answer(actor=people.finn, taken_back_id=row.pk, agree=True)
    again = use_take_back_ask(actor=people.ed, article_id=article.pk, use_id=pk, why="So she told me.")
    use_take_back_answer(actor=people.finn, taken_back_id=again.pk, agree=True)
    assert case(article).uses == ()
    assert UseTakenBack.objects.count() == 2


def use_of(declaration: int) -> int:
    return AIUse.objects.get(declaration=declaration).pk


@pytest.mark.parametrize("goes", GOES)
def test_a_redaction(people: People, goes: Callable[[People, str], None]) -> None:
    article = in_review(people)
    note = step(article, "request_changes", people.ed, "Ask Mara about it.").changes_note
    given = {"article_id": article.pk, "note_id": note.pk, "reason": Redaction.Reason.SOURCE}
    row = note_redact_ask(actor=people.stan, **given)
    goes(people, "stan")
    with pytest.raises(Refused, match=GONE):
        redaction_second(actor=people.ada, redaction_id=row.pk)
    page = signed_in(people.ada).get("/redactions/").content.decode()
    assert "may not ask any more" in page
    assert "I agree: redact it" not in page
    again = note_redact_ask(actor=people.ada, **given)
    sara = person("Sara Lund", (None, Role.STANDARDS))
    assert redaction_second(actor=sara, redaction_id=again.pk).words


@remembered
def asked_release(people: People) -> PolicyVersion:
    row = policy_draft(actor=people.ada)
    body = {**SEED, "second_release": True}
    row = policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    policy_release(actor=people.ada, policy_id=row.pk, reason="Two release.")
    row = policy_draft(actor=people.ada)
    body = {**row.body, "publisher": "The Harbour Courier"}
    row = policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    return policy_release(actor=people.ada, policy_id=row.pk, reason="Our name.")


@pytest.mark.parametrize("goes", GOES)
def test_a_release_of_the_policy(people: People, goes: Callable[[People, str], None]) -> None:
    bea = person("Bea Holt", (None, Role.ADMIN))
    row = asked_release(people)
    given: dict[str, Any] = {"policy_id": row.pk, "seen": row.body}
    person_goes(people, bea, goes)
    with pytest.raises(Refused, match=GONE):
        policy_release_second(actor=people.stan, **given)
    page = signed_in(people.stan).get(f"/policy/{row.number}/").content.decode()
    assert GONE in page
    assert "Agree, and release" not in page
    policy_release(actor=bea, policy_id=row.pk, reason="Our name.")
    assert policy_release_second(actor=people.stan, **given).released


def person_goes(people: People, admin: Any, goes: Callable[[People, str], None]) -> None:
    goes(replace(people, ada=admin, otto=people.ada), "otto")
