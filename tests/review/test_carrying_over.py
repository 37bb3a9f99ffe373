"""One signer carries the others' signatures over, where the policy lets them; every misuse is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from articles.imports import ImportedImage, NewText
from articles.models import Article
from articles.services import analysis_request, article_update, revision_add
from articles.tasks import analyse_revision
from newsroom.accounts.models import Role
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import (
    person_deactivate,
    person_reactivate,
    person_roles_set,
    person_update,
)
from review.disclosure.policy import SEED
from review.models import AuditEvent, Review, SignOff
from review.record.dossier import read as dossier_read
from review.record.dossier import written
from review.record.verification import broken
from review.selectors.carrying import carriable
from review.selectors.case import case_of
from review.selectors.dossier import sections_of
from review.services import (
    Changed,
    Forbidden,
    Refused,
    disclosure_record,
    edit_accept,
    policy_draft,
    policy_edit,
    policy_release,
    publish,
    responsibility_take,
    sign_renew,
    sign_withdraw,
)
from review.workflow.gates import results
from tests.people import CLEAN, People, read, revise, signed_in
from tests.remembered import remembered
from tests.review.cases import ED, STAN, signature
from tests.review.cases import case as made
from tests.review.steps import (
    RESEARCH,
    approve_by,
    ask,
    case,
    decide,
    declare,
    digest,
    in_review,
    review_of,
    sign_as,
    step,
)

pytestmark = pytest.mark.django_db

WRONG = CLEAN.replace("larger", "lagrer")
PASSAGE = "The doors open at noon, Maddox said."
BOTH = [["editor", "always"], ["standards", "always"]]


@remembered
def in_force(people: People, *carrying: str, **changed: Any) -> None:
    """Editor and standards sign every story; one may carry the other over these changes."""
    row = policy_draft(actor=people.ada)
    body = {**SEED, "signers": BOTH, "carrying": list(carrying), **changed}
    policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    policy_release(actor=people.ada, policy_id=row.pk, reason="We are few.", applies_to_open=True)


@pytest.fixture
def house(people: People) -> People:
    in_force(people, "correction", "addition")
    return people


@remembered
def both_signed(people: People, text: str = WRONG, **options: Any) -> Article:
    article = in_review(people, text=text, **options)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.stan, "standards", approve=False)
    sign_as(article, people.ed, "editor", approve=False)
    return article


@remembered
def changed(people: People, article: Article, text: str, by: Any = None) -> Article:
    """Rita brings in the next text; it is read, and declared free of AI."""
    read(revise(article, text, by=by or people.rita))
    declare(article, people.rita)
    return Article.objects.get(pk=article.pk)


def signed_by(article: Article, person: Any) -> SignOff:
    return SignOff.objects.filter(article=article, person=person).latest("pk")


def carry(article: Article, by: Any, *whose: Any, **more: Any) -> SignOff:
    """“Still stands” of `by`, who carries the newest signatures of the others over."""
    mine = signed_by(article, by)
    declared = case_of(article).declared
    given = {
        "seen_digest": digest(article),
        "seen_uses": declared.uses_digest if declared else "",
        "checks": case(article).policy.required_checks(mine.role),
        "carry": [one.pk if isinstance(one, SignOff) else signed_by(article, one).pk for one in whose],
    }
    return sign_renew(actor=by, sign_off_id=mine.pk, **{**given, **more})


def refused(article: Article, by: Any, *whose: Any, **more: Any) -> str:
    """The sentence; and nothing is kept of an act that was refused."""
    before = SignOff.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as no, transaction.atomic():
        carry(article, by, *whose, **more)
    assert (SignOff.objects.count(), AuditEvent.objects.count()) == before
    return no.value.reason


def standing(article: Article, role: str) -> Any:
    return case(article).standing(role)


# What may be carried over


def test_it_carries_a_signature_over_a_corrected_word(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan, approve=True)
    row, now = signed_by(article, house.stan), case(article)
    assert (row.carried_by, row.renews.revision.number, row.revision.number) == (house.ed, 1, 2)
    assert sorted(row.carried) == sorted(row.checks)
    assert review_of(article).state == "approved"
    assert now.said(now.standing("standards")) == (
        "Stan Okafor signed revision 1, and Ed Marlow carried it over to revision 2"
    )


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0300"
    "08fc02feb1a5d4b10000000049454e44ae426082"
)


@pytest.mark.parametrize(
    ("words", "no"),
    [
        ({"credit": "Finn Dorsey"}, ""),
        ({"alt": "The quay at noon"}, ""),
        ({"alt": "Maddox at the quay"}, "More changed since"),
        ({"caption": "The west quay"}, "More changed since"),
    ],
)
def test_it_carries_a_signature_over_a_credit_and_an_alt_text(
    house: People, words: dict[str, str], no: str
) -> None:
    image = ImportedImage("quay.png", PIXEL, "image/png", 1, 1, alt="The quay", credit="Rita Calder")
    article = both_signed(house, CLEAN)
    for one, by in ((image, house.rita), (replace(image, **words), house.rita)):
        head = Article.objects.get(pk=article.pk).head
        copy = NewText(headline=head.headline, text=head.text, format=head.format, images=(one,))
        revision_add(actor=by, article_id=article.pk, base_number=head.number, copy=copy)
        article = read(Article.objects.get(pk=article.pk))
        declare(article, house.rita)
        if one is image:
            for person, role in ((house.stan, "standards"), (house.ed, "editor")):
                sign_as(article, person, role, approve=False)
    if no:
        assert no in refused(article, house.ed, house.stan)
    else:
        carry(article, house.ed, house.stan)
        assert standing(article, "standards").carried


def test_it_says_so_in_gate_and_trail(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan)
    gate = next(one for one in results(case(article)) if one.code == "G7")
    assert "Stan Okafor as standards (revision 1, carried over by Ed Marlow)" in gate.sentence
    page = signed_in(house.ed).get(f"/stories/{article.slug}/history/").content.decode()
    assert "Ed Marlow carried over Stan Okafor’s sign-off as standards of revision 1." in page
    assert list(broken()) == []


def test_another_may_carry_while_signing_anew(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    sign_as(article, house.finn, "editor", carry=[signed_by(article, house.stan).pk], approve=True)
    assert review_of(article).state == "approved"
    assert standing(article, "standards").carried_by == "Finn Dorsey"


@remembered
def live_story(people: People, kind: str = "live") -> Article:
    article = both_signed(people, CLEAN, kind=kind)
    responsibility_take(actor=people.finn, article_id=article.pk, seen=people.ed.pk)
    from_both = {"seen_digest": digest(article), "actor": people.finn, "article_id": article.pk}
    approve_by(article, people.finn)
    publish(**from_both)
    return Article.objects.get(pk=article.pk)


@pytest.mark.parametrize("kind", ["live", "brief"])
def test_it_signs_an_update_by_the_added_passage(house: People, kind: str) -> None:
    article = changed(house, live_story(house, kind), f"{PASSAGE}\n{CLEAN}")
    carry(article, house.ed, house.stan, approve=True)
    assert review_of(article).state == "approved"
    row = publish(actor=house.ed, article_id=article.pk, seen_digest=digest(article), nature="update")
    assert row.nature == "update"


def test_it_adds_passage_upon_passage(house: People) -> None:
    article = changed(house, live_story(house), f"{PASSAGE}\n{CLEAN}")
    carry(article, house.ed, house.stan, approve=True)
    publish(actor=house.ed, article_id=article.pk, seen_digest=digest(article), nature="update")
    article = changed(house, article, f"The hall is full.\n{PASSAGE}\n{CLEAN}")
    carry(article, house.ed, house.stan)
    row = signed_by(article, house.stan)
    assert case(article).really(standing(article, "standards")).revision == 1
    assert row.renews.carried_by == house.ed


# What is refused


def test_it_carries_nothing_where_the_policy_is_silent(people: People) -> None:
    in_force(people)
    article = changed(people, both_signed(people), CLEAN)
    assert "The policy lets nobody carry" in refused(article, people.ed, people.stan)
    assert carriable(case(article), article, people.ed.pk, "editor") == ()


@pytest.mark.parametrize(("on", "text"), [("addition", CLEAN), ("correction", f"{WRONG}\n{PASSAGE}")])
def test_it_carries_nothing_over_the_other_kind_of_change(people: People, on: str, text: str) -> None:
    in_force(people, on)
    article = changed(people, both_signed(people, kind="live"), text)
    assert "More changed since" in refused(article, people.ed, people.stan)


@pytest.mark.parametrize(
    "text",
    [
        CLEAN.replace("Tuesday", "Wednesday"),
        CLEAN.replace("Maddox", "Madox"),
        WRONG.replace("will meet", "will not meet"),
        WRONG.replace("have booked", "booked"),
        CLEAN.replace("Tuesday", "Tuesday 12"),
        f"{CLEAN}\n{PASSAGE}",
    ],
)
def test_it_carries_nothing_over_a_name_a_figure_a_negation_or_a_word(house: People, text: str) -> None:
    article = changed(house, both_signed(house), text)
    assert "More changed since" in refused(article, house.ed, house.stan)


def test_it_carries_no_signature_of_ones_own(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    assert "a signature of your own" in refused(article, house.ed, house.ed)


def test_it_carries_none_in_ones_own_role(house: People) -> None:
    article = both_signed(house)
    sign_as(article, house.finn, "editor", approve=False)
    article = changed(house, article, CLEAN)
    assert "You sign as editor yourself" in refused(article, house.ed, house.finn)


def test_it_carries_nothing_of_an_author(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    article_update(actor=house.finn, article_id=article.pk, authors=[house.rita, house.stan])
    declare(article, house.rita)
    assert "is an author" in refused(article, house.ed, house.stan)


def test_no_author_carries(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    article_update(actor=house.finn, article_id=article.pk, authors=[house.rita, house.ed])
    with pytest.raises(Forbidden, match="author"):
        carry(article, house.ed, house.stan)


def test_it_carries_nothing_of_who_has_left(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    person_deactivate(actor=house.ada, user_id=house.stan.pk)
    assert "has left" in refused(article, house.ed, house.stan)


def test_it_carries_nothing_of_who_lost_the_role(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    seat = Seat(house.business.pk, Role.REPORTER)
    person_roles_set(actor=house.ada, user_id=house.stan.pk, seats=[seat], seen=list(seats_of(house.stan)))
    assert "does not hold the role" in refused(article, house.ed, house.stan)


def test_it_carries_nothing_that_was_taken_back(house: People) -> None:
    article = both_signed(house)
    sign_withdraw(actor=house.stan, sign_off_id=signed_by(article, house.stan).pk)
    article = changed(house, article, CLEAN)
    assert "took it back" in refused(article, house.ed, house.stan)


def test_it_carries_nothing_past_a_request_for_changes(house: People) -> None:
    article = both_signed(house)
    step(article, "request_changes", house.finn, "Check the hall.")
    article = changed(house, article, CLEAN)
    step(article, "submit", house.rita)
    assert "before Finn Dorsey asked for changes" in refused(article, house.ed, house.stan)


@pytest.mark.postgres
def test_it_carries_nothing_past_a_request_that_an_approval_closed(house: People) -> None:
    """The review remembers the newest request alone, and only while it is open; the trail remembers all."""
    article = both_signed(house)
    step(article, "request_changes", house.finn, "Check the hall.")
    article = changed(house, article, CLEAN)
    step(article, "submit", house.rita)
    Review.objects.filter(article=article).update(changes_asked_at=None, changes_asked_by=None)
    assert "Changes were requested since" in refused(article, house.ed, house.stan)


@pytest.mark.postgres
def test_it_carries_past_a_request_that_is_settled(house: People) -> None:
    article = both_signed(house)
    step(article, "request_changes", house.finn, "Check the hall.")
    article = changed(house, article, CLEAN)
    step(article, "submit", house.rita)
    step(article, "settle_request", house.finn, "The hall is right.")
    carry(article, house.ed, house.stan)
    assert standing(article, "standards").carried


def test_it_carries_nothing_past_a_reopening(house: People) -> None:
    article = both_signed(house)
    approve_by(article, house.finn)
    step(article, "reopen", house.finn)
    article = changed(house, article, CLEAN)
    assert "approval was taken back" in refused(article, house.ed, house.stan)


def test_it_carries_nothing_past_another_declaration(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    declare(article, house.rita, RESEARCH)
    disclosure_record(actor=house.rita, article_id=article.pk, seen_digest=digest(article))
    assert "AI use was declared anew" in refused(article, house.ed, house.stan)


def test_it_carries_nothing_past_a_change_of_kind(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    article_update(actor=house.finn, article_id=article.pk, kind="feature")
    analyse_revision(analysis_request(revision_id=article.head_id).pk)
    assert "Kind: News → Feature" in refused(article, house.ed, house.stan)


def test_it_carries_nothing_where_the_policy_asks_more(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    checks = {**SEED["checks"], "standards": [*SEED["checks"]["standards"], ["law", "The law was read"]]}
    in_force(house, "correction", checks=checks)
    assert "asks for more" in refused(article, house.ed, house.stan)


def test_it_carries_nothing_where_readers_are_told_something_else(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    in_force(house, "correction", explainer="https://courier.example/ai")
    assert "tells readers something else" in refused(article, house.ed, house.stan)


def test_it_carries_an_addition_to_no_other_kind_of_story(house: People) -> None:
    article = changed(house, live_story(house, "news"), f"{PASSAGE}\n{CLEAN}")
    assert "Only an update of a live or a brief" in refused(article, house.ed, house.stan)


def test_it_carries_an_addition_to_nothing_that_is_not_live(house: People) -> None:
    article = changed(house, both_signed(house, CLEAN, kind="live"), f"{PASSAGE}\n{CLEAN}")
    assert "More changed since" in refused(article, house.ed, house.stan)


SOURCE = "The quay will close, two people familiar with the plan told the Courier."


@pytest.mark.postgres
def test_it_carries_nothing_past_a_question_that_nobody_saw(house: People) -> None:
    article = changed(house, live_story(house), f"{SOURCE}\n{CLEAN}")
    settle_flags(article, house)
    assert "asks of words that were not asked about then" in refused(article, house.ed, house.stan)


@remembered
def settle_flags(article: Article, people: People) -> None:
    for flag in case(article).flags:
        if flag.open:
            decide(article, flag.number, people.finn, text="Two of them were seen.")


def test_it_carries_nothing_past_a_colleagues_blocking_question(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    asked = ask(article, house.finn, "larger hall")
    decide(article, asked.number, house.finn)
    assert "asks of words" in refused(article, house.ed, house.stan)


def test_it_carries_nothing_that_is_not_there(house: People) -> None:
    article, other = changed(house, both_signed(house), CLEAN), both_signed(house, f"{WRONG}\n{PASSAGE}")
    theirs = signed_by(other, house.stan)
    assert "no such signature" in refused(article, house.ed, theirs)


def test_it_carries_none_that_holds(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    sign_as(article, house.stan, "standards", approve=False)
    assert "it holds" in refused(article, house.ed, house.stan)


def test_it_carries_the_newest_of_a_role_alone(house: People) -> None:
    article = both_signed(house)
    old = signed_by(article, house.stan)
    article = changed(house, article, CLEAN)
    sign_as(article, house.stan, "standards", approve=False)
    sign_withdraw(actor=house.stan, sign_off_id=signed_by(article, house.stan).pk)
    assert "since, in the same role" in refused(article, house.ed, old)


# What a carried one is, and is not


def test_small_changes_do_not_add_up(house: People) -> None:
    """Each step is a correction of the one before; the whole is judged from what was really signed."""
    article = both_signed(house, CLEAN.replace("larger", "lragre"))
    article = changed(house, article, CLEAN.replace("larger", "lagrer"))
    assert "More changed since" in refused(article, house.ed, house.stan)  # no word became one
    article = changed(house, article, CLEAN)
    assert "More changed since" in refused(article, house.ed, house.stan)  # two letters away from what was


def test_it_is_judged_from_what_was_really_signed_each_time(house: People) -> None:
    article = changed(house, both_signed(house, WRONG.replace("meet", "meeet")), WRONG)
    carry(article, house.ed, house.stan)
    article = changed(house, article, CLEAN)
    over = carriable(case(article), article, house.ed.pk, "editor")
    assert [one.difference.what for one in over] == [("“meeet” is “meet” now", "“lagrer” is “larger” now")]
    carry(article, house.ed, house.stan)
    article = changed(house, article, WRONG.replace("meet", "meeet"))  # the very text that Stan signed
    assert "More changed since" in refused(article, house.ed, house.stan)


def test_it_ends_like_any_other(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan)
    changed(house, article, f"{CLEAN}\n{PASSAGE}")
    assert signed_by(article, house.stan).ended_why == "text"


def test_it_ends_with_the_signature_of_who_carried_it(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan, approve=True)
    sign_withdraw(actor=house.ed, sign_off_id=signed_by(article, house.ed).pk)
    assert (signed_by(article, house.stan).ended_why, review_of(article).state) == ("carrier", "in_review")
    sign_as(article, house.finn, "editor", carry=[signed_by(article, house.stan).pk])
    assert standing(article, "standards").carried_by == "Finn Dorsey"


def test_it_ends_when_the_policy_lets_nobody_carry_any_more(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan)
    in_force(house)
    assert signed_by(article, house.stan).ended_why == "policy"


def test_its_signer_takes_it_back(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan, approve=True)
    sign_withdraw(actor=house.stan, sign_off_id=signed_by(article, house.stan).pk)
    assert review_of(article).state == "in_review"


def test_its_signer_may_sign_in_earnest(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan)
    declared = case(article).declared
    row = sign_renew(
        actor=house.stan,
        sign_off_id=signed_by(article, house.stan).pk,
        seen_digest=digest(article),
        seen_uses=declared.uses_digest,
        checks=case(article).policy.required_checks("standards"),
    )
    assert (row.carried_by, row.renews.revision.number, standing(article, "standards").pk) == (
        None,
        1,
        row.pk,
    )
    assert "facts" not in row.carried  # what the change touches is ticked anew


def test_it_accepts_nobodys_words(house: People) -> None:
    """Finn mends the word and signs: whose signature he carries has not seen what he wrote."""
    article = both_signed(house)
    article = changed(house, article, CLEAN, by=house.finn)
    sign_as(article, house.finn, "editor", carry=[signed_by(article, house.stan).pk], approve=True)
    assert review_of(article).state == "in_review"
    assert case(article).unaccepted == {house.finn.pk: "Finn Dorsey"}
    edit_accept(actor=house.rita, article_id=article.pk, seen_digest=digest(article))
    assert case(article).unaccepted == {}


@pytest.mark.postgres
@pytest.mark.parametrize("of", ["nothing", "themselves"])
def test_the_database_keeps_none_of_nothing_and_none_of_ones_own(house: People, of: str) -> None:
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan)
    row = signed_by(article, house.stan)
    wrong: dict[str, Any] = {"renews": None} if of == "nothing" else {"carried_by": row.person}
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.filter(pk=row.pk).update(**wrong)


# What was undone voids it all the same


@remembered
def off_and_on(people: People, article: Article, what: str) -> None:
    """Something that would have ended Stan's signature, and the opposite of it."""
    pk, stan, ada = article.pk, people.stan, people.ada
    if what == "author":
        article_update(actor=people.finn, article_id=pk, authors=[people.rita, stan])
        article_update(actor=people.finn, article_id=pk, authors=[people.rita])
    elif what == "spike":
        step(article, "spike", people.finn, "Not today.")
        step(article, "restore", people.finn)
    elif what == "kind":
        article_update(actor=people.finn, article_id=pk, kind="opinion")
        article_update(actor=people.finn, article_id=pk, kind="news")
    elif what == "language":
        article_update(actor=people.finn, article_id=pk, language="de")
        article_update(actor=people.finn, article_id=pk, language=article.language)
    elif what == "name":
        for old, new in (names := ("Rita Calder", "Rita Voss"), names[::-1]):
            person_update(actor=ada, user_id=people.rita.pk, seen={"name": old}, name=new)
    elif what == "role":
        held = list(seats_of(stan))
        seat = Seat(people.business.pk, Role.REPORTER)
        person_roles_set(actor=ada, user_id=stan.pk, seats=[seat], seen=held)
        person_roles_set(actor=ada, user_id=stan.pk, seats=held, seen=[seat])
    elif what == "left":
        person_deactivate(actor=ada, user_id=stan.pk)
        person_reactivate(actor=ada, user_id=stan.pk)
    elif what == "policy":
        checks = {**SEED["checks"], "standards": [*SEED["checks"]["standards"], ["law", "The law was read"]]}
        in_force(people, "correction", "addition", checks=checks)
        in_force(people, "correction", "addition")
    elif what == "requests":
        for by in (people.finn, people.ed):
            step(article, "request_changes", by, "Check the hall.")
            step(article, "submit", people.rita)
        step(article, "settle_request", people.ed, "The hall is right.")


UNDONE = {
    "author": "authors or language were changed since",
    "spike": "put aside since",
    "kind": "authors or language were changed since",
    "language": "authors or language were changed since",
    "name": "authors or language were changed since",
    "role": "A role was taken from the signer",
    "left": "had left the newsroom",
    "policy": "under another policy",
    "requests": "Changes were requested since",
}


@pytest.mark.parametrize("what", UNDONE)
def test_it_carries_nothing_past_what_was_undone(house: People, what: str) -> None:
    article = changed(house, both_signed(house), CLEAN)
    off_and_on(house, article, what)
    article = Article.objects.get(pk=article.pk)
    analyse_revision(analysis_request(revision_id=article.head_id).pk)
    assert UNDONE[what] in refused(article, house.ed, house.stan)
    assert carriable(case(article), article, house.ed.pk, "editor") == ()


def test_it_carries_past_a_role_that_came_on_top(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    held = list(seats_of(house.stan))
    more = [*held, Seat(house.business.pk, Role.REPORTER)]
    person_roles_set(actor=house.ada, user_id=house.stan.pk, seats=more, seen=held)
    carry(article, house.ed, house.stan)
    assert standing(article, "standards").carried


@pytest.mark.postgres
def test_its_signer_takes_it_back_before_anybody_carries_it(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    row = signed_by(article, house.stan)
    at = f"/sign-offs/{row.pk}/withdraw/"
    assert at in signed_in(house.stan).get(f"/stories/{article.slug}/").content.decode()
    sign_withdraw(actor=house.stan, sign_off_id=row.pk)
    after = signed_by(article, house.stan)
    assert (after.ended_why, after.ended_at, after.withdrawn_at is None) == ("text", row.ended_at, False)
    assert "took it back" in refused(article, house.ed, house.stan)
    assert list(broken()) == []
    with pytest.raises(Changed, match="ended already"):
        sign_withdraw(actor=house.stan, sign_off_id=row.pk)


def test_its_signer_takes_one_back_that_was_carried_and_ended(house: People) -> None:
    article = changed(house, both_signed(house, WRONG.replace("meet", "meeet")), WRONG)
    carry(article, house.ed, house.stan)
    article = changed(house, article, CLEAN)
    first = SignOff.objects.filter(article=article, person=house.stan).earliest("pk")
    with pytest.raises(Changed, match="ended already"):  # another one stands in its place
        sign_withdraw(actor=house.stan, sign_off_id=first.pk)
    sign_withdraw(actor=house.stan, sign_off_id=signed_by(article, house.stan).pk)
    assert "took it back" in refused(article, house.ed, house.stan)


def test_nobody_takes_back_what_nobody_can_carry(people: People) -> None:
    in_force(people)
    article = changed(people, both_signed(people), CLEAN)
    with pytest.raises(Changed, match="ended already"):
        sign_withdraw(actor=people.stan, sign_off_id=signed_by(article, people.stan).pk)


# Where it is shown


def record_of(article: Article) -> dict[str, Any]:
    return json.loads(article.publications.latest("pk").bundle["record"])


@pytest.fixture
def out(house: People) -> Article:
    """In public with a signature that was carried over."""
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan, approve=True)
    publish(actor=house.ed, article_id=article.pk, seen_digest=digest(article))
    return article


@pytest.mark.postgres
def test_the_record_says_who_carried_what(out: Article) -> None:
    entry = next(one for one in record_of(out)["sign_offs"] if one["role"] == "standards")
    assert (entry["carried_by"], entry["carried_from"]["revision"], entry["revision"]) == ("Ed Marlow", 1, 2)
    other = next(one for one in record_of(out)["sign_offs"] if one["role"] == "editor")
    assert "carried_by" not in other


def test_every_publication_under_such_a_policy_says_so(people: People, house: People) -> None:
    article = live_story(house)
    assert [one["change"] for one in record_of(article)["carrying"]] == ["correction", "addition"]
    page = signed_in(people.ed).get(f"/stories/{article.slug}/publications/1/").content.decode()
    assert "Signatures may have been carried over" in page


def test_the_page_of_the_publication_shows_it(house: People, out: Article) -> None:
    page = signed_in(house.ed).get(f"/stories/{out.slug}/publications/1/").content.decode()
    assert "Stan Okafor, signed revision 1, carried over by Ed Marlow" in page


@pytest.mark.parametrize("edition", ["inside", "outside"])
def test_the_file_of_the_publication_shows_it(house: People, out: Article, edition: str) -> None:
    row = out.publications.latest("pk")
    signed = dossier_read(written(sections_of(row), edition))["sections"]["sign_offs"]
    stan = next(one for one in signed if one["role"] == "standards")
    assert (stan["carried_over"]["by"], stan["carried_over"]["revision"]) == ("Ed Marlow", 1)
    assert (stan["still_stands"], stan["changed"] > 0) == (None, True)
    at = f"/stories/{out.slug}/publications/1/dossier/"
    page = signed_in(house.ed).get(at, {"edition": edition})
    assert "carried over to this text by Ed Marlow" in page.content.decode()


def test_the_story_shows_it_and_lets_its_signer_answer(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan)
    words = "Stan Okafor signed revision 1, and Ed Marlow carried it over to revision 2"
    theirs = signed_in(house.finn).get(f"/stories/{article.slug}/").content.decode()
    mine = signed_in(house.stan).get(f"/stories/{article.slug}/").content.decode()
    at = f"/sign-offs/{signed_by(article, house.stan).pk}/"
    assert (words in theirs, words in mine) == (True, True)
    assert (f"{at}still-stands/" in theirs, f"{at}still-stands/" in mine) == (False, True)
    page = signed_in(house.stan).get(f"/stories/{article.slug}{at}still-stands/").content.decode()
    assert "revision 1, " in page
    assert "<del>lagrer</del>" in page


@pytest.mark.parametrize("way", ["sign", "still-stands"])
def test_the_page_offers_it_by_name_and_carries_what_is_ticked(house: People, way: str) -> None:
    article = changed(house, both_signed(house), CLEAN)
    who = house.finn if way == "sign" else house.ed
    own = f"sign-offs/{signed_by(article, house.ed).pk}/still-stands/"
    at = f"/stories/{article.slug}/{'sign/editor/' if way == 'sign' else own}"
    client, old = signed_in(who), signed_by(article, house.stan)
    page = client.get(at).content.decode()
    assert "Stan Okafor as standards, signed revision 1" in page
    assert "“lagrer” is “larger” now" in page
    assert f'value="{old.pk}"' in page
    checks = list(case(article).policy.required_checks("editor"))
    asked = checks if way == "sign" else ["facts", "sources", "context", "anonymity", "quotes"]
    given = {"seen_digest": digest(article), "seen_uses": case(article).declared.uses_digest}
    sent = {
        **given,
        "checks": [c for c in asked if f'value="{c}"' in page],
        "carry": [old.pk],
        "approve": "1",
    }
    assert client.post(at, sent).status_code == 302
    assert (review_of(article).state, standing(article, "standards").carried) == ("approved", True)


def test_the_page_carries_nothing_that_is_not_ticked(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    given = {"seen_digest": digest(article), "seen_uses": case(article).declared.uses_digest}
    checks = list(case(article).policy.required_checks("editor"))
    at = f"/stories/{article.slug}/sign/editor/"
    signed_in(house.finn).post(at, {**given, "checks": checks, "approve": "1"})
    assert (review_of(article).state, standing(article, "standards")) == ("in_review", None)


def test_the_page_of_an_update_shows_the_added_passage(house: People) -> None:
    article = changed(house, live_story(house), f"{PASSAGE}\n{CLEAN}")
    page = signed_in(house.finn).get(f"/stories/{article.slug}/sign/editor/").content.decode()
    assert f"<li>{PASSAGE}</li>" in page


def test_the_page_offers_nothing_where_the_policy_is_silent(people: People) -> None:
    in_force(people)
    article = changed(people, both_signed(people), CLEAN)
    page = signed_in(people.finn).get(f"/stories/{article.slug}/sign/editor/").content.decode()
    assert "Carry over" not in page


def test_the_case_knows_what_was_really_signed(house: People) -> None:
    article = changed(house, both_signed(house), CLEAN)
    carry(article, house.ed, house.stan)
    now = case(article)
    lost = replace(now, signatures=tuple(s for s in now.signatures if s.carried))
    assert lost.standing("standards") is None  # nobody signed this text themselves


@given(st.lists(st.booleans(), max_size=8))
def test_however_often_it_is_carried_it_rests_on_what_was_signed_last(acts: list[bool]) -> None:
    """True: the signer signs themselves; False: somebody carries it over once more."""
    rows = [signature(STAN, "standards", pk=1, revision=1)]
    for number, own in enumerate(acts, start=2):
        over = {} if own else {"renews": number - 1, "carried_by_id": ED, "carried_by": "Ed Marlow"}
        rows.insert(0, signature(STAN, "standards", pk=number, revision=number, **over))
    signed = [number for number, own in enumerate([True, *acts], start=1) if own]
    assert made(signatures=tuple(rows)).really(rows[0]).revision == signed[-1]
