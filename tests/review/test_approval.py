"""An approval is the act of a named person; what ends a signature ends it for good; “still stands” renews it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from articles import tasks
from articles.models import AnalysisRun, Article, Flag, RunStatus
from articles.services import analysis_request, article_update
from articles.tasks import analyse_revision
from newsroom.accounts.models import Role
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import person_deactivate, person_roles_set
from review.models import Accusation, AuditEvent, Declaration, Review, SignOff, UseTakenBack
from review.selectors.case import case_of
from review.services import (
    Changed,
    Forbidden,
    Refused,
    accusation_say,
    declaration_make,
    sign_renew,
    sign_withdraw,
    use_take_back_answer,
)
from review.workflow.gates import results
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import (
    ANONYMOUS,
    RESEARCH,
    USE,
    approve_by,
    approved,
    ask,
    attest,
    case,
    decide,
    declare,
    digest,
    disclosure_record,
    gate_results,
    in_review,
    legal_ask,
    publish,
    responsibility_take,
    review_of,
    sign_as,
    step,
)

pytestmark = pytest.mark.django_db
ACCUSED = f"{CLEAN}\nInes Maddox accused Tom Drew of fraud."
LEFTOVER = f"As an AI language model, I cannot verify this. {CLEAN}"


@pytest.fixture
@remembered
def signed(people: People) -> Article:
    """Everything an approval needs is there, and nobody has approved."""
    article = in_review(people)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor", approve=False)
    return article


def newest(article: Article) -> SignOff:
    return SignOff.objects.filter(article=article).latest("pk")


def renew(article: Article, by: Any, row: SignOff | None = None, **changed: Any) -> SignOff:
    declared = case_of(article).declared
    seen = {"seen_digest": digest(article), "seen_uses": declared.uses_digest if declared else ""}
    return sign_renew(actor=by, sign_off_id=(row or newest(article)).pk, **{**seen, **changed})


# A person approves


def test_it_is_approved_by_nobody_when_the_last_gate_opens(people: People, signed: Article) -> None:
    assert review_of(signed).state == "in_review"


def test_it_is_approved_by_name(people: People, signed: Article) -> None:
    review = approve_by(signed, people.finn)
    assert (review.state, review.approved_by, review.approved_digest) == (
        "approved",
        people.finn,
        digest(signed),
    )


def test_it_is_approved_with_the_last_signature_where_the_signer_says_so(people: People) -> None:
    assert review_of(approved(people)).approved_by == people.ed


def test_it_is_only_signed_where_something_else_is_open(people: People) -> None:
    article = in_review(people)
    sign_as(article, people.ed, "editor", approve=True)  # nobody is responsible yet
    assert (review_of(article).state, case(article).standing("editor") is not None) == ("in_review", True)


@pytest.mark.parametrize("who", ["rita", "ron", "nora", "ada", "otto"])
def test_it_is_approved_by_nobody_who_may_not_sign(people: People, signed: Article, who: str) -> None:
    with pytest.raises(Forbidden):
        approve_by(signed, getattr(people, who))


def test_it_is_approved_by_no_author_who_edits(people: People, signed: Article) -> None:
    article_update(actor=people.ed, article_id=signed.pk, authors=[people.rita, people.finn])
    with pytest.raises(Forbidden, match="author"):
        approve_by(signed, people.finn)


def test_it_is_not_approved_past_a_closed_gate(people: People) -> None:
    article = in_review(people)
    with pytest.raises(Refused, match="Responsible"):
        approve_by(article, people.ed)


def test_it_is_not_approved_unseen(people: People, signed: Article) -> None:
    before = digest(signed)
    revise(signed, CLEAN + "\nThe vote is on Friday, Maddox said.", by=people.rita)
    with pytest.raises(Changed):
        approve_by(signed, people.ed, seen_digest=before)


# A machine opens nothing


@remembered
def checked_again(article: Article, by: Any) -> AnalysisRun:
    run = analysis_request(revision_id=article.head_id, actor=by)
    analyse_revision(run.pk)
    return run


def test_it_is_not_approved_by_a_check_after_it_was_reopened(people: People) -> None:
    article = approved(people)
    step(article, "reopen", people.ed)
    checked_again(article, people.rita)
    assert review_of(article).state == "in_review"
    assert case(article).standing("editor") is None


def test_it_is_not_approved_by_the_act_of_an_author(people: People, signed: Article) -> None:
    declare(signed, people.rita)
    checked_again(signed, people.rita)
    assert review_of(signed).state == "in_review"


def test_a_text_that_comes_back_is_read_again(people: People) -> None:
    """What its first reading asked is gone with the reading of the text between."""
    article = in_review(people, text=LEFTOVER)
    read(revise(article, CLEAN, by=people.rita))
    revise(article, LEFTOVER, by=people.rita)
    assert (case(article).flags, case(article).checks) == ((), "queued")
    read(article)
    assert [flag.rule for flag in case(article).flags] == ["chat-residue"]
    assert case(article).checks == "done"


@pytest.mark.postgres
def test_it_keeps_a_finished_reading_when_the_same_engine_fails(people: People, signed: Article) -> None:
    run = analysis_request(revision_id=signed.head_id, actor=people.rita)
    AnalysisRun.objects.filter(pk=run.pk).update(status=RunStatus.FAILED, error="It broke.")
    approve_by(signed, people.ed)
    assert review_of(signed).state == "approved"


# What is late, and what is not


@remembered
def ask_by_machine(article: Article, engine: str) -> None:
    """A blocking question that an engine asked just now."""
    run = analysis_request(revision_id=article.head_id)
    analyse_revision(run.pk)
    AnalysisRun.objects.filter(pk=run.pk).update(engine=engine)
    from_rita = Flag.objects.filter(article=article, current__isnull=False).first()
    assert from_rita is not None
    from_rita.current.run_id, from_rita.current.severity = run.pk, "block"
    from_rita.current.save()


LATE = CLEAN + "\nExperts say the hall is too small."


@pytest.mark.postgres
@pytest.mark.parametrize(("engine", "state"), [("newer", "approved"), ("same", "in_review")])
def test_it_takes_for_late_only_what_a_newer_engine_asks(people: People, engine: str, state: str) -> None:
    article = approved(people, text=LATE)
    before = AnalysisRun.objects.filter(revision=article.head, status=RunStatus.DONE).latest("pk").engine
    Flag.objects.filter(article=article).update(created_at=review_of(article).changed_at)
    ask_by_machine(article, "a newer engine" if engine == "newer" else before)
    responsibility_take(actor=people.finn, article_id=article.pk, seen=people.ed.pk)  # anything settles
    assert review_of(article).state == state


@pytest.mark.postgres
@pytest.mark.parametrize("text", [ANONYMOUS, ACCUSED], ids=["unnamed source", "accusation"])
def test_what_a_newer_engine_finds_takes_no_approval_back(
    people: People, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Neither by a question nor by the role or the reply that it would ask for; a person's word does."""
    now = tasks.analyse
    with monkeypatch.context() as patch:
        older = {"flags": (), "accusations": (), "engine": "older"}
        patch.setattr(tasks, "analyse", lambda copy: replace(now(copy), **older))
        article = approved(people, text=text)
    analyse_revision(analysis_request(revision_id=article.head_id, actor=people.rita).pk)
    found = case(article)
    assert (found.state, found.required_roles) == ("approved", ("editor",))
    assert {"G5", "G6", "G7"}.isdisjoint(one.code for one in gate_results(article) if one.blocking)
    if not found.records.accusations:
        return
    (row,) = Accusation.objects.filter(article=article)
    page = signed_in(people.ed).get(f"/stories/{article.slug}/replies/").content.decode()
    assert "A newer check found it after the approval, which stands." in page
    accusation_say(actor=people.ed, accusation_id=row.pk, seen_passage=row.passage_digest, kind="yes")
    assert review_of(article).state == "in_review"


# A request for changes holds what was signed before


@remembered
def asked_and_handed_in_again(people: People, article: Article) -> None:
    step(article, "request_changes", people.ed, "The number in the first paragraph is wrong.")
    step(article, "submit", people.rita)


def test_it_holds_the_signatures_after_a_request_for_changes(people: People, signed: Article) -> None:
    asked_and_handed_in_again(people, signed)
    with pytest.raises(Refused, match="before Ed Marlow asked for changes"):
        approve_by(signed, people.finn)


def test_it_lets_them_stand_when_the_editor_says_it_is_settled(people: People, signed: Article) -> None:
    asked_and_handed_in_again(people, signed)
    step(signed, "settle_request", people.ed, "The minutes have the number: it is right.")
    approve_by(signed, people.finn)
    assert review_of(signed).state == "approved"


def test_it_is_the_one_who_asked_who_says_that_it_is_settled(people: People, signed: Article) -> None:
    asked_and_handed_in_again(people, signed)
    with pytest.raises(Forbidden, match="Ed Marlow asked"):
        step(signed, "settle_request", people.finn, "It is fine.")


def test_it_takes_back_a_request_made_by_mistake(people: People, signed: Article) -> None:
    step(signed, "request_changes", people.ed, "Wrong story.")
    step(signed, "settle_request", people.ed, "I meant another story.")
    assert (review_of(signed).state, case(signed).standing("editor") is not None) == ("in_review", True)


def test_it_comes_back_approved_by_nobody_when_a_request_is_taken_back(people: People) -> None:
    article = approved(people)
    step(article, "request_changes", people.ed, "Wrong story.")
    step(article, "settle_request", people.ed, "I meant another story.")
    assert review_of(article).state == "in_review"


def test_a_second_request_ends_what_the_first_one_holds(people: People, signed: Article) -> None:
    asked_and_handed_in_again(people, signed)
    step(signed, "request_changes", people.stan, "And the name is wrong.")
    assert newest(signed).ended_why == "changes-requested"
    step(signed, "settle_request", people.stan, "The name is right.")
    assert case(signed).standing("editor") is None


def test_whoever_asks_twice_may_settle_both(people: People, signed: Article) -> None:
    asked_and_handed_in_again(people, signed)
    step(signed, "request_changes", people.ed, "And the name is wrong.")
    step(signed, "settle_request", people.ed, "Both are right.")
    assert case(signed).standing("editor") is not None


def test_an_approval_ends_what_a_request_still_holds(people: People, signed: Article) -> None:
    held = newest(signed)
    asked_and_handed_in_again(people, signed)
    sign_as(signed, people.finn, "editor")
    assert review_of(signed).state == "approved"
    held.refresh_from_db()
    assert held.ended_why == "changes-requested"


# What ends a signature ends it for good


def test_it_ends_with_another_text_and_is_not_revived_by_the_old_one(people: People, signed: Article) -> None:
    revise(signed, CLEAN + "\nThe vote is on Friday, Maddox said.", by=people.rita)
    assert newest(signed).ended_why == "text"
    revise(signed, CLEAN, by=people.rita)
    assert case(signed).standing("editor") is None


def test_it_ends_when_the_approval_is_taken_back(people: People) -> None:
    article = approved(people)
    step(article, "reopen", people.finn)
    row = newest(article)
    assert (row.ended_why, row.ended_by) == ("reopened", people.finn)


@remembered
def use_added(article: Article, by: Any) -> None:
    declaration_make(
        actor=by, article_id=article.pk, seen_digest=digest(article), used_ai=True, uses=[RESEARCH],
        editor_note=True,
    )  # fmt: skip


def test_it_ends_with_a_later_declaration(people: People, signed: Article) -> None:
    use_added(signed, people.finn)
    assert newest(signed).ended_why == "declaration"


def test_it_is_not_ended_by_the_same_statement_again(people: People, signed: Article) -> None:
    declare(signed, people.rita)
    assert newest(signed).ended_why == ""


def test_it_is_not_ended_by_a_corrected_version_of_the_tool(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita, RESEARCH)
    disclosure_record(actor=people.rita, article_id=article.pk, seen_digest=digest(article))
    step(article, "submit", people.rita)
    sign_as(article, people.ed, "editor")
    declare(article, people.rita, {**RESEARCH, "system_version": "4"})
    assert newest(article).ended_why == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"what": "Wrote the whole story and made up the quote"},
        {"checked_how": "Nobody checked it at all"},
    ],
)
def test_nobody_stays_signed_under_words_on_ai_that_they_never_saw(
    people: People, changed: dict[str, str]
) -> None:
    article = read(draft(people))
    declare(article, people.rita, RESEARCH)
    disclosure_record(actor=people.rita, article_id=article.pk, seen_digest=digest(article))
    step(article, "submit", people.rita)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    assert review_of(article).state == "approved"
    declare(article, people.rita, {**RESEARCH, **changed})
    assert newest(article).ended_why == "declaration"
    assert review_of(article).state == "in_review"
    (later,) = results(case(article), ["G11"])
    assert later.sentence.startswith("AI use was declared anew after Ed Marlow signed")
    sign_as(article, people.ed, "editor")
    assert review_of(article).state == "approved"


def test_a_text_that_comes_back_asks_anew_where_other_words_on_ai_were_said_since(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita, RESEARCH)
    revise(article, f"{CLEAN}\nNobody objected.", by=people.rita)
    declare(article, people.rita, {**RESEARCH, "what": "Wrote the whole story"})
    revise(article, CLEAN, by=people.rita)
    assert case(article).declared is None


def test_it_ends_when_the_signer_becomes_an_author(people: People, signed: Article) -> None:
    article_update(actor=people.finn, article_id=signed.pk, authors=[people.rita, people.ed])
    assert newest(signed).ended_why == "author"
    article_update(actor=people.finn, article_id=signed.pk, authors=[people.rita])
    assert case(signed).standing("editor") is None


def test_it_ends_when_the_signer_leaves(people: People) -> None:
    article = in_review(people)
    responsibility_take(actor=people.finn, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    person_deactivate(actor=people.ada, user_id=people.ed.pk)
    assert (review_of(article).state, newest(article).ended_why) == ("in_review", "left")


def test_it_ends_when_the_signer_loses_the_role(people: People) -> None:
    article = approved(people)
    seats = seats_of(people.ed)
    person_roles_set(
        actor=people.ada,
        user_id=people.ed.pk,
        seats=[Seat(people.business.pk, Role.REPORTER)],
        seen=list(seats),
    )
    assert (review_of(article).state, newest(article).ended_why) == ("in_review", "role")


def test_it_leaves_a_published_text_alone_when_its_signer_leaves(people: People) -> None:
    article = approved(people)
    publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    person_deactivate(actor=people.ada, user_id=people.ed.pk)
    assert (review_of(article).state, newest(article).ended_why) == ("approved", "")


@pytest.mark.postgres
def test_it_writes_every_ending_into_the_trail(people: People) -> None:
    article = approved(people)
    step(article, "reopen", people.finn)
    event = AuditEvent.objects.filter(action="sign-off-ended").latest("pk")
    assert (event.actor_id, event.subject_id) == (people.finn.pk, str(newest(article).pk))


# Still stands


def test_it_renews_a_signature_in_one_step_after_a_reopening(people: People) -> None:
    article = approved(people)
    step(article, "reopen", people.finn)
    row = renew(article, people.ed, approve=True)
    assert (review_of(article).state, row.renews_id is not None, sorted(row.carried)) == (
        "approved",
        True,
        sorted(row.checks),
    )


def test_it_asks_for_the_ticks_that_a_changed_word_touches(people: People, signed: Article) -> None:
    read(revise(signed, CLEAN.replace("larger", "smaller"), by=people.rita))
    declare(signed, people.rita)
    with pytest.raises(Refused, match="Not ticked yet"):
        renew(signed, people.ed)
    row = renew(signed, people.ed, checks=case(signed).policy.required_checks("editor"))
    assert row.carried == ["names"]  # no name and no figure changed; a quotation did


def test_it_renews_nobody_elses_signature(people: People) -> None:
    article = approved(people)
    step(article, "reopen", people.ed)
    with pytest.raises(Forbidden, match="Only the person who signed"):
        renew(article, people.finn)


def test_it_renews_nothing_that_holds(people: People, signed: Article) -> None:
    with pytest.raises(Refused, match="signed this very text already"):
        renew(signed, people.ed)


def test_it_lets_a_signer_who_changed_desks_withdraw(people: People, signed: Article) -> None:
    person_roles_set(
        actor=people.ada,
        user_id=people.ed.pk,
        seats=[Seat(people.politics.pk, Role.EDITOR)],
        seen=list(seats_of(people.ed)),
    )
    row = newest(signed)
    assert row.ended_why == "role"
    with pytest.raises(Changed, match="ended already"):
        sign_withdraw(actor=people.ed, sign_off_id=row.pk)


# A use once declared


@pytest.fixture
@remembered
def with_use(people: People) -> Article:
    article = read(draft(people))
    declare(article, people.rita, USE)
    return article


@remembered
def none_used(article: Article, by: Any, why: str = "") -> Declaration:
    return declaration_make(
        actor=by, article_id=article.pk, seen_digest=digest(article), used_ai=False, taken_back=why
    )


def test_it_asks_why_a_use_is_taken_back(people: People, with_use: Article) -> None:
    with pytest.raises(Refused, match="why you take it back"):
        none_used(with_use, people.rita)


def test_it_keeps_the_use_until_a_second_person_agrees(people: People, with_use: Article) -> None:
    none_used(with_use, people.rita, "It was another story.")
    now = case(with_use)
    assert (len(now.uses), now.taken_back[0].waiting) == (1, True)


@pytest.mark.postgres
def test_it_takes_the_use_back_when_a_second_person_agrees(people: People, with_use: Article) -> None:
    none_used(with_use, people.rita, "It was another story.")
    row = UseTakenBack.objects.get()
    use_take_back_answer(actor=people.ed, taken_back_id=row.pk, agree=True)
    assert case(with_use).uses == ()
    assert Declaration.objects.filter(article=with_use, used_ai=True).exists()  # both stay in the record


def test_it_keeps_the_use_when_the_second_person_does_not_agree(people: People, with_use: Article) -> None:
    none_used(with_use, people.rita, "It was another story.")
    use_take_back_answer(actor=people.ed, taken_back_id=UseTakenBack.objects.get().pk, agree=False)
    assert len(case(with_use).uses) == 1


@pytest.mark.parametrize("who", ["rita", "ron", "nora", "ada", "otto"])
def test_it_takes_the_agreement_of_nobody_who_may_not_sign(
    people: People, with_use: Article, who: str
) -> None:
    none_used(with_use, people.rita, "It was another story.")
    with pytest.raises(Forbidden):
        use_take_back_answer(
            actor=getattr(people, who), taken_back_id=UseTakenBack.objects.get().pk, agree=True
        )


def test_it_lets_nobody_take_back_what_somebody_else_declared(people: People) -> None:
    article = in_review(people)
    use_added(article, people.ed)
    with pytest.raises(Refused, match="Ed Marlow declared"):
        none_used(article, people.rita, "I did not see it.")


def test_a_text_that_comes_back_is_declared_anew_where_more_was_said_since(people: People) -> None:
    article = in_review(people)
    revise(article, CLEAN + "\nThe vote is on Friday, Maddox said.", by=people.rita)
    declare(article, people.rita, USE)
    revise(article, CLEAN, by=people.rita)
    found = case(article)
    assert found.declared is None
    assert found.declared_before is not None
    assert found.declared_before.uses


def test_a_text_that_comes_back_is_declared_where_nothing_else_was_said_since(people: People) -> None:
    article = in_review(people)
    revise(article, CLEAN + "\nThe vote is on Friday, Maddox said.", by=people.rita)
    declare(article, people.rita)
    revise(article, CLEAN, by=people.rita)
    assert case(article).declared is not None


def test_it_takes_less_of_a_use_for_taking_it_back(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita, {**USE, "stage": "drafting", "scope": "whole"})
    with pytest.raises(Refused, match="why you take it back"):
        declare(article, people.rita, {**USE, "stage": "drafting", "scope": "parts"})


# Putting aside


def test_it_brings_a_spiked_story_back_past_no_gate(people: People) -> None:
    article = approved(people)
    step(article, "spike", people.ed, "Not now.")
    step(article, "restore", people.ed)
    assert review_of(article).state == "in_review"


@pytest.mark.postgres
def test_it_says_who_approved(people: People) -> None:
    article = approved(people)
    Review.objects.filter(article=article).update(approved_by=None)
    with pytest.raises(Refused, match="Nobody approved revision 1 by name"):
        publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))


def test_it_waits_for_legal_and_is_approved_once(people: People) -> None:
    article = approved(people)
    legal_ask(actor=people.rita, article_id=article.pk)
    assert review_of(article).state == "in_review"
    sign_as(article, people.lena, "legal", approve=True)
    assert review_of(article).approved_by == people.lena


def test_it_falls_with_a_blocking_question_and_is_given_again_by_hand(people: People) -> None:
    article = approved(people)
    ask(article, people.finn, "larger hall")
    assert review_of(article).state == "in_review"
    decide(article, 1, people.finn)
    assert review_of(article).state == "in_review"
    approve_by(article, people.finn)
    assert review_of(article).approved_by == people.finn


def test_it_vouches_and_approves_nothing(people: People) -> None:
    article = in_review(people, text=ANONYMOUS)
    attest(article, people.ed)
    assert review_of(article).state == "in_review"
