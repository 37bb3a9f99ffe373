"""Whoever has left, or holds no role here any more, stands behind nothing; and somebody is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.models import Article
from articles.services import article_update
from newsroom.accounts.models import Role, User
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import person_deactivate, person_roles_set
from review.services import Refused, publish
from review.workflow.gates import results
from tests.people import People, person, signed_in
from tests.remembered import remembered
from tests.review import cases
from tests.review.cases import ED, FINN
from tests.review.steps import (
    ANONYMOUS,
    RESEARCH,
    approve_by,
    approved,
    attest,
    case,
    declare,
    digest,
    disclosure_record,
    gate_results,
    in_review,
    responsibility_take,
    review_of,
    sign_as,
    step,
    text_digest,
)


def leaves(people: People, who: User) -> None:
    person_deactivate(actor=people.ada, user_id=who.pk)


def reports_elsewhere(people: People, who: User) -> None:
    seats = [Seat(people.politics.pk, Role.REPORTER)]
    person_roles_set(actor=people.ada, user_id=who.pk, seats=seats, seen=seats_of(who))


GOES = pytest.mark.parametrize("goes", [leaves, reports_elsewhere])


def sentence(article: Article, code: str) -> str:
    """What a gate that is closed says; "" of an open one."""
    return next((one.sentence for one in gate_results(article) if one.code == code and one.blocking), "")


@remembered
def approved_by_finn(people: People, **options: object) -> Article:
    """Signed by Ed, who is responsible; approved by Finn, who did not sign."""
    article = in_review(people, **options)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor", approve=False)
    approve_by(article, people.finn)
    return article


@GOES
@pytest.mark.postgres
def test_an_approval_falls_with_the_approver_and_is_given_again(
    people: People, goes: Callable[[People, User], None]
) -> None:
    article = approved_by_finn(people)
    goes(people, people.finn)
    assert review_of(article).state == "in_review"
    assert "Approve it." in signed_in(people.ed).get("/").content.decode()
    approve_by(article, people.ed)
    publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))


def test_an_approval_falls_with_a_move_to_a_desk_where_the_approver_holds_no_role(people: People) -> None:
    edna = person("Edna Both", (people.business, Role.EDITOR), (people.politics, Role.EDITOR))
    article = in_review(people)
    responsibility_take(actor=edna, article_id=article.pk)
    sign_as(article, edna, "editor", approve=False)
    approve_by(article, people.finn)
    article_update(actor=edna, article_id=article.pk, desk=people.politics)
    assert review_of(article).state == "in_review"


def test_what_readers_have_stays_approved(people: People) -> None:
    article = approved_by_finn(people)
    publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    leaves(people, people.finn)
    assert review_of(article).state == "approved"


def test_nothing_goes_out_on_the_approval_of_somebody_who_is_gone() -> None:
    gone = cases.case(approved_by="Finn Dorsey", approved_by_id=FINN, holders={"editor": {ED}})
    found = results(gone, ["G0"])[0]
    assert found.blocking
    assert "Finn Dorsey approved revision 3, and may not approve here any more" in found.sentence


@GOES
@pytest.mark.postgres
def test_whoever_is_gone_is_responsible_for_nothing(
    people: People, goes: Callable[[People, User], None]
) -> None:
    article = in_review(people)
    responsibility_take(actor=people.finn, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    goes(people, people.finn)
    assert review_of(article).state == "in_review"
    assert "somebody else must take" in sentence(article, "G8")
    assert "Take responsibility." in signed_in(people.ed).get("/").content.decode()
    with pytest.raises(Refused, match="somebody else must take"):
        approve_by(article, people.ed)
    responsibility_take(actor=people.ed, article_id=article.pk, seen=people.finn.pk)
    approve_by(article, people.ed)


@GOES
def test_an_approval_falls_with_a_voucher_at_once(
    people: People, goes: Callable[[People, User], None]
) -> None:
    article = in_review(people, text=ANONYMOUS)
    attest(article, people.finn)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    sign_as(article, people.stan, "standards")
    assert review_of(article).state == "approved"
    goes(people, people.finn)
    assert review_of(article).state == "in_review"
    attest(article, people.ed)
    assert review_of(article).state == "in_review"
    assert "Approve it." in signed_in(people.ed).get("/").content.decode()


def signed_by_lena_before_a_use(people: People) -> Article:
    """As legal, which the policy does not ask for."""
    article = in_review(people)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.lena, "legal", approve=False)
    declare(article, people.rita, RESEARCH)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    sign_as(article, people.ed, "editor", approve=False)
    return article


def test_a_signature_that_nobody_asked_for_shuts_nothing_once_its_signer_left(people: People) -> None:
    article = signed_by_lena_before_a_use(people)
    leaves(people, people.lena)
    assert sentence(article, "G11") == ""
    assert "Approve it." in signed_in(people.ed).get("/").content.decode()
    approve_by(article, people.ed)


def test_whoever_gave_one_is_told_to_look_again(people: People) -> None:
    article = signed_by_lena_before_a_use(people)
    assert "Lena Voss signed" in sentence(article, "G11")
    assert "Look again." in signed_in(people.lena).get("/").content.decode()
    sign_as(article, people.lena, "legal", approve=False)
    approve_by(article, people.ed)


@pytest.mark.postgres
def test_the_editors_are_told_when_the_only_author_has_left(people: People) -> None:
    article = in_review(people)
    step(article, "request_changes", people.ed, "The number is missing.")
    leaves(people, people.rita)
    pages = {name: signed_in(getattr(people, name)).get("/").content.decode() for name in ("ed", "stan")}
    assert "Name an author." in pages["ed"]
    assert "Rita Calder has left" in pages["ed"]
    assert "Name an author." not in pages["stan"]
    assert "With Rita" not in pages["ed"]
    assert "an author must be named" in signed_in(people.stan).get("/stories/").content.decode()
    article_update(actor=people.ed, article_id=article.pk, authors=(people.ron,))
    assert "Upload revision 2." in signed_in(people.ron).get("/").content.decode()
    assert "Name an author." not in signed_in(people.ed).get("/").content.decode()


def test_a_story_that_rests_on_others_is_left_alone(people: People) -> None:
    article = approved(people)
    version = review_of(article).version
    leaves(people, people.finn)
    assert (review_of(article).state, review_of(article).version) == ("approved", version)
    assert case(article).signatures[0].ended == ""
