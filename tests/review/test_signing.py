"""Sign-offs: who may sign what, what voids a signature, and how two people waive a gate."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from articles.models import AnalysisRun, RunStatus
from articles.services import analysis_request, article_update
from review.models import Override, SignOff
from review.services import (
    Changed,
    Forbidden,
    Refused,
    declaration_make,
    edit_accept,
    override_ask,
    override_second,
    sign_withdraw,
)
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
    publish,
    responsibility_take,
    review_of,
    sign_as,
    text_digest,
)


@pytest.mark.parametrize("who", ["rita", "ron", "nora", "ada", "otto"])
def test_it_takes_no_signature_from_whoever_does_not_sign(people: People, who: str) -> None:
    with pytest.raises(Forbidden):
        sign_as(in_review(people), getattr(people, who), "editor")


def test_it_takes_no_signature_in_a_role_somebody_does_not_hold(people: People) -> None:
    with pytest.raises(Forbidden, match="You do not hold the role legal"):
        sign_as(in_review(people), people.ed, "legal")


def test_it_takes_no_signature_from_an_author_who_edits(people: People) -> None:
    article = in_review(people, authors=[people.rita, people.ed])
    with pytest.raises(Forbidden, match="author"):
        sign_as(article, people.ed, "editor")


def test_it_wants_every_check_ticked(people: People) -> None:
    with pytest.raises(Refused, match="Not ticked yet: Quotations"):
        sign_as(in_review(people), people.ed, "editor", checks=["facts", "names", "sources", "context"])


def test_it_refuses_a_signature_under_a_text_that_was_replaced_meanwhile(people: People) -> None:
    article = in_review(people)
    before = digest(article)
    revise(article, CLEAN + "\nMore.", by=people.rita)
    with pytest.raises(Changed, match="Rita Calder brought in revision 2 while you were looking"):
        sign_as(article, people.ed, "editor", seen_digest=before)


def test_it_minds_no_change_of_format_alone(people: People) -> None:
    article = in_review(people)
    before = digest(article)
    revise(article, CLEAN.replace("\n", "\n\n"), by=people.rita)
    assert sign_as(article, people.ed, "editor", seen_digest=before).revision.number == 2


def test_it_signs_nothing_that_is_not_in_review(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita)
    with pytest.raises(Refused, match="This story is draft"):
        sign_as(article, people.ed, "editor")


@pytest.mark.postgres
def test_it_signs_nothing_while_a_flag_blocks(people: People) -> None:
    article = in_review(people)
    ask(article, people.stan, "larger hall")
    with pytest.raises(Refused, match="Questions: 1 blocking question is open") as no:
        sign_as(article, people.ed, "editor")
    assert "flag=1" in no.value.fix
    assert not SignOff.objects.exists()


def test_it_signs_nothing_twice(people: People) -> None:
    article = in_review(people)
    sign_as(article, people.ed, "editor")
    with pytest.raises(Refused, match="signed this very text already"):
        sign_as(article, people.ed, "editor")


def test_it_waits_for_standards_where_a_source_is_unnamed(people: People) -> None:
    article = in_review(people, text=ANONYMOUS)
    for flag in case(article).flags:
        if flag.severity == "block":
            decide(article, flag.number, people.ed)
    attest(article, people.ed)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    assert review_of(article).state == "in_review"
    sign_as(article, people.stan, "standards")
    assert review_of(article).state == "approved"


def test_it_waits_for_the_attestation_of_a_source_that_is_unnamed(people: People) -> None:
    article = in_review(people, text=ANONYMOUS)
    for flag in case(article).flags:
        if flag.severity == "block":
            decide(article, flag.number, people.ed)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    sign_as(article, people.stan, "standards")
    assert review_of(article).state == "in_review"
    attest(article, people.stan)
    approve_by(article, people.stan)
    assert review_of(article).state == "approved"


def test_it_takes_the_approval_back_with_another_text(people: People) -> None:
    article = approved(people)
    revise(article, CLEAN.replace("Tuesday", "Wednesday"), by=people.rita)
    assert (review_of(article).state, review_of(article).approved_digest) == ("in_review", "")
    assert SignOff.objects.get().withdrawn_at is None


def test_it_keeps_the_approval_through_a_change_of_format(people: People) -> None:
    article = approved(people)
    revise(article, CLEAN.replace("\n", "\n\n\n"), by=people.rita)
    assert review_of(article).state == "approved"


def test_it_voids_a_signature_when_ai_use_is_declared_after_it(people: People) -> None:
    article = approved(people)
    declare(article, people.rita, RESEARCH)
    assert review_of(article).state == "in_review"
    closed = {result.code for result in gate_results(article) if result.blocking}
    assert {"G7", "G11"} <= closed
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    sign_as(article, people.ed, "editor")
    assert review_of(article).state == "approved"


def test_it_keeps_the_approval_when_the_same_is_declared_again(people: People) -> None:
    article = approved(people)
    declare(article, people.rita)
    assert review_of(article).state == "approved"


def test_it_lets_the_signer_take_a_signature_back(people: People) -> None:
    article = approved(people)
    row = sign_withdraw(actor=people.ed, sign_off_id=SignOff.objects.get().pk, text="I mixed up two stories")
    assert row.withdrawn_at
    assert review_of(article).state == "in_review"


def test_it_lets_nobody_else_take_a_signature_back(people: People) -> None:
    approved(people)
    with pytest.raises(Forbidden, match="Only the person who signed"):
        sign_withdraw(actor=people.finn, sign_off_id=SignOff.objects.get().pk)


def test_it_takes_a_signature_back_once(people: People) -> None:
    approved(people)
    pk = SignOff.objects.get().pk
    sign_withdraw(actor=people.ed, sign_off_id=pk)
    with pytest.raises(Changed, match="already"):
        sign_withdraw(actor=people.ed, sign_off_id=pk)


def test_it_counts_no_signature_of_somebody_who_became_an_author(people: People) -> None:
    article = approved(people)
    article_update(actor=people.finn, article_id=article.pk, authors=[people.rita, people.ed])
    assert review_of(article).state == "in_review"


def test_it_lets_nobody_approve_alone_what_they_changed(people: People) -> None:
    article = in_review(people)
    article = read(revise(article, CLEAN.replace("larger", "largest"), by=people.ed))
    declare(article, people.rita)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    assert review_of(article).state == "in_review"
    edit_accept(actor=people.rita, article_id=article.pk, seen_digest=digest(article))
    approve_by(article, people.finn)
    assert review_of(article).state == "approved"


def test_it_lets_nobody_accept_their_own_edit(people: People) -> None:
    article = in_review(people)
    article = read(revise(article, CLEAN.replace("larger", "largest"), by=people.ed))
    with pytest.raises(Refused, match="You wrote these words yourself"):
        edit_accept(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))


def test_it_accepts_nothing_where_nobody_edited(people: People) -> None:
    article = in_review(people)
    with pytest.raises(Refused, match="nothing to accept"):
        edit_accept(actor=people.finn, article_id=article.pk, seen_digest=text_digest(article))


def test_it_takes_no_acceptance_from_a_reporter_who_is_no_author(people: People) -> None:
    article = in_review(people)
    article = read(revise(article, CLEAN.replace("larger", "largest"), by=people.ed))
    with pytest.raises(Forbidden):
        edit_accept(actor=people.ron, article_id=article.pk, seen_digest=text_digest(article))


# Two people waive a gate


@pytest.fixture
@remembered
def stuck(people: People) -> Any:
    """In review, and the checks failed."""
    article = in_review(people)
    AnalysisRun.objects.update(status=RunStatus.FAILED, error="The check took too long.")
    return article


@remembered
def waive(article: Any, by: Any, **changed: Any) -> Override:
    given = {
        "gate": "G1",
        "seen_digest": text_digest(article),
        "role": "editor",
        "text": "The checks fail on this table; Finn and I read it twice.",
        **changed,
    }
    return override_ask(actor=by, article_id=article.pk, **given)


def test_it_waives_the_checks_with_a_second_person(people: People, stuck: Any) -> None:
    row = waive(stuck, people.ed)
    with pytest.raises(Refused, match="Checks:"):
        sign_as(stuck, people.ed, "editor")
    override_second(actor=people.stan, override_id=row.pk)
    sign_as(stuck, people.ed, "editor")
    assert next(r for r in gate_results(stuck) if r.code == "G1").status == "waived"


def test_it_lets_nobody_second_themselves(people: People, stuck: Any) -> None:
    row = waive(stuck, people.ed)
    with pytest.raises(Forbidden, match="a second person"):
        override_second(actor=people.ed, override_id=row.pk)


def test_it_lets_no_author_second(people: People, stuck: Any) -> None:
    row = waive(stuck, people.ed)
    with pytest.raises(Forbidden):
        override_second(actor=people.rita, override_id=row.pk)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"gate": "G2"}, "cannot be waived"),
        ({"gate": "G99"}, "cannot be waived"),
        ({"role": "legal"}, "Only editor or standards"),
        ({"role": "standards"}, "Only editor or standards"),
        ({"text": " "}, "Say why"),
    ],
)
def test_it_says_what_a_waiver_lacks(
    people: People, stuck: Any, changed: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        waive(stuck, people.ed, **changed)


def test_it_waives_nothing_that_is_open(people: People) -> None:
    with pytest.raises(Refused, match="nothing to waive"):
        waive(in_review(people), people.ed)


def test_it_asks_for_a_waiver_once(people: People, stuck: Any) -> None:
    waive(stuck, people.ed)
    with pytest.raises(Refused, match="asked already"):
        waive(stuck, people.finn)


def another_fault(status: str = RunStatus.FAILED, error: str = "It ran out of memory.") -> None:
    AnalysisRun.objects.update(status=status, error=error)


def test_a_waiver_is_of_one_fault_of_the_checks(people: People, stuck: Any) -> None:
    override_second(actor=people.stan, override_id=waive(stuck, people.ed).pk)
    another_fault()
    assert next(r for r in gate_results(stuck) if r.code == "G1").status == "fail"
    override_second(actor=people.stan, override_id=waive(stuck, people.ed).pk)
    assert next(r for r in gate_results(stuck) if r.code == "G1").status == "waived"


def test_a_waiver_of_another_fault_is_in_nobodys_way(people: People, stuck: Any) -> None:
    row = waive(stuck, people.ed)
    another_fault()
    pages = [signed_in(people.stan).get(path) for path in ("/", f"/stories/{stuck.slug}/override/G1/")]
    for page in pages:
        assert "asks to go on without" not in page.content.decode()
        assert "I agree: waive it" not in page.content.decode()
    with pytest.raises(Changed, match="Something else stands in the way"):
        override_second(actor=people.stan, override_id=row.pk)
    override_second(actor=people.stan, override_id=waive(stuck, people.finn).pk)


def test_a_waiver_of_unread_text_holds_while_it_is_being_read(people: People, stuck: Any) -> None:
    another_fault(RunStatus.QUEUED, "")
    override_second(actor=people.stan, override_id=waive(stuck, people.ed).pk)
    another_fault(RunStatus.RUNNING, "")
    assert next(r for r in gate_results(stuck) if r.code == "G1").status == "waived"


def ends(status: str = RunStatus.DONE, error: str = "") -> None:
    """The newest check comes to an end, now."""
    run = AnalysisRun.objects.latest("pk")
    now = {"status": status, "error": error, "finished_at": timezone.now(), "kind": "news"}
    AnalysisRun.objects.filter(pk=run.pk).update(**now)


@pytest.mark.parametrize(
    ("asked_at", "came", "again", "holds"),
    [
        (("queued", ""), ("failed", "Out of memory."), ("queued", ""), False),  # read, and then unread again
        (("failed", "Too long."), ("failed", "Out of memory."), ("failed", "Too long."), False),
        (
            ("failed", "Too long."),
            ("failed", "Too long."),
            ("failed", "Too long."),
            True,
        ),  # the same throughout
    ],
)
def test_a_waiver_that_ended_is_not_revived_by_another_check(
    people: People, stuck: Any, asked_at: Any, came: Any, again: Any, holds: bool
) -> None:
    another_fault(*asked_at)
    override_second(actor=people.stan, override_id=waive(stuck, people.ed).pk)
    assert next(r for r in gate_results(stuck) if r.code == "G1").status == "waived"
    ends(*came)
    analysis_request(revision_id=stuck.head_id, actor=people.rita)
    if again[0] != "queued":
        ends(*again)
    asked = case(stuck).waivers
    assert [one.over for one in asked] == [not holds]
    if holds:
        assert next(r for r in gate_results(stuck) if r.code == "G1").status == "waived"
        return
    assert next(r for r in gate_results(stuck) if r.code == "G1").blocking
    override_second(actor=people.stan, override_id=waive(stuck, people.finn).pk)
    assert next(r for r in gate_results(stuck) if r.code == "G1").status == "waived"


def test_it_seconds_no_waiver_for_a_text_that_was_replaced(people: People, stuck: Any) -> None:
    row = waive(stuck, people.ed)
    revise(stuck, CLEAN + "\nMore.", by=people.rita)
    with pytest.raises(Changed, match="The text changed"):
        override_second(actor=people.stan, override_id=row.pk)


# Declarations and labels


def test_it_takes_a_declaration_from_nobody_but_an_author(people: People) -> None:
    article = read(draft(people))
    for who in (people.ed, people.ron, people.ada, people.otto):
        with pytest.raises(Forbidden, match="Only an author"):
            declare(article, who)


@pytest.mark.parametrize(
    ("used", "uses", "sentence"),
    [
        (True, [], "add at least one use"),
        (False, [USE], "Which is it"),
        (True, [{**USE, "stage": "dreaming"}], "choose the stage"),
        (True, [{**USE, "scope": "half"}], "parts of the text, or all of it"),
        (True, [{**USE, "system": " "}], "Use 1: Name the AI system"),
        (True, [USE, {**USE, "what": ""}], "Use 2: Say in a sentence"),
        (True, [{**USE, "checked_by": ""}], "Name who checked"),
        (True, [{**USE, "what": "x" * 301}], "may hold 300 characters"),
    ],
)
def test_it_says_what_a_declaration_lacks(people: People, used: bool, uses: Any, sentence: str) -> None:
    article = read(draft(people))
    with pytest.raises(Refused, match=sentence):
        declaration_make(
            actor=people.rita,
            article_id=article.pk,
            seen_digest=text_digest(article),
            used_ai=used,
            uses=uses,
        )


def test_it_carries_the_declaration_through_a_change_of_format(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita)
    article = revise(article, CLEAN.replace("\n", "\n\n"), by=people.rita)
    assert case(article).declared is not None


def test_it_asks_again_for_changed_text_and_remembers_what_was_said(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita, USE)
    article = revise(article, CLEAN + "\nMore.", by=people.rita)
    now = case(article)
    assert now.declared is None
    assert now.declared_before is not None
    assert [use.stage for use in now.declared_before.uses] == ["translation"]


def test_it_lets_an_editor_add_what_they_know_and_take_nothing_away(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita, RESEARCH)
    declaration_make(
        actor=people.ed,
        article_id=article.pk,
        seen_digest=text_digest(article),
        used_ai=True,
        uses=[USE],
        editor_note=True,
    )
    assert [use.stage for use in case(article).uses] == ["research", "translation"]


def test_it_lets_an_editor_add_to_a_declaration_only(people: People) -> None:
    article = read(draft(people))
    with pytest.raises(Refused, match="has not declared"):
        declaration_make(
            actor=people.ed,
            article_id=article.pk,
            seen_digest=text_digest(article),
            used_ai=True,
            uses=[USE],
            editor_note=True,
        )


def test_it_declares_nothing_about_a_text_that_was_replaced(people: People) -> None:
    article = read(draft(people))
    before = digest(article)
    revise(article, CLEAN + "\nMore.", by=people.rita)
    with pytest.raises(Changed):
        declaration_make(actor=people.rita, article_id=article.pk, seen_digest=before, used_ai=False)


def test_it_records_the_label_the_policy_decides(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita, USE)
    row = disclosure_record(actor=people.rita, article_id=article.pk, seen_digest=text_digest(article))
    assert (row.labelled, row.place) == (True, "top")
    assert row.wording.startswith("AI tools helped with translation. Rita Calder checked")


def test_it_records_no_label_before_the_declaration(people: People) -> None:
    article = read(draft(people))
    with pytest.raises(Refused, match="not declared"):
        disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))


def test_it_asks_for_no_second_label_when_the_same_use_is_declared_for_a_changed_text(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita, USE)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    article = read(revise(article, CLEAN + "\nMore.", by=people.rita))
    declare(article, people.rita, USE)
    assert next(r for r in gate_results(article) if r.code == "G4").status == "pass"


def test_it_publishes_nothing_whose_ai_use_is_declared_anew(people: People) -> None:
    article = approved(people)
    declare(article, people.rita, RESEARCH)
    with pytest.raises(Refused, match="in review"):
        publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
