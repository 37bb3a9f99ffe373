"""Agency copy that runs unchanged: a kind with roles of its own, which a changed word takes away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from articles.imports import ImportedImage, NewText
from articles.models import Article
from articles.services import analysis_request, article_update, revision_add
from articles.tasks import analyse_revision
from review.disclosure.markets import TEMPLATE
from review.disclosure.scopes import Scope
from review.disclosure.toml import Known
from review.disclosure.toml import read as toml_read
from review.selectors.policy import house_roles
from review.selectors.releases import DEFAULTS
from review.services import Refused, policy_import, policy_release, responsibility_take
from review.workflow.case_rules import case_findings
from review.workflow.gates import closed_for, results
from tests.people import CLEAN, People, read, revise, signed_in
from tests.review.cases import case as made
from tests.review.steps import ANONYMOUS, approve_by, attest, case, declare, in_review, review_of, sign_as
from tests.review.test_tampering import PIXEL

CHANGED = CLEAN.replace("larger", "smaller")


def rules(**changed: Any) -> list[tuple[str, str]]:
    return [(found.rule, found.severity) for found in case_findings(made(**changed))]


@pytest.mark.parametrize(
    ("kind", "as_it_came", "found"),
    [("agency", False, [("agency-changed", "block")]), ("agency", True, []), ("news", False, [])],
)
def test_it_asks_of_agency_copy_alone_and_only_where_it_was_changed(
    kind: str, as_it_came: bool, found: list[tuple[str, str]]
) -> None:
    assert rules(kind=kind, as_it_came=as_it_came) == found


def test_it_closes_the_sign_offs_and_leads_to_both_ways_out() -> None:
    closed = closed_for(made(kind="agency", as_it_came=False), "approve")
    assert closed is not None
    assert (closed.code, closed.fix) == ("G7", "/stories/quay/details/")
    assert "change its kind, or go back to the words as they came" in closed.sentence


def test_a_policy_may_ask_instead_of_block() -> None:
    at = made(kind="agency", as_it_came=False)
    milder = replace(at, policy=replace(at.policy, severities={"agency-changed": "ask"}))
    assert closed_for(milder, "approve") is None


pytestmark = pytest.mark.django_db


def agency_policy(people: People) -> None:
    """The template, for stories of the kind agency copy."""
    template = TEMPLATE["agency-copy"]
    found = toml_read(template.text(), Known([slug for slug, _ in house_roles()], tuple(DEFAULTS)))
    assert found.problems == ()
    row = policy_import(actor=people.ada, scope=Scope(None, template.kind), body=found.body)
    policy_release(actor=people.ada, policy_id=row.pk, reason="We run it as it comes.")


def open_for_approval(article: Article, people: People) -> None:
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor", approve=False)


def test_an_editor_signs_and_standards_is_not_asked(people: People) -> None:
    agency_policy(people)
    agency, news = (in_review(people, text=f"{ANONYMOUS} {k}", kind=k) for k in ("agency", "news"))
    assert case(agency).required_roles == ("editor",)
    assert case(news).required_roles == ("editor", "standards")
    assert "as-it-came" in case(agency).policy.required_checks("editor")


def test_its_unnamed_sources_are_left_to_the_agency(people: People) -> None:
    agency_policy(people)
    article = in_review(people, text=ANONYMOUS, kind="agency")
    assert gate(article, "G5") == (
        "n/a",
        "This is agency copy with the words that came in: the policy leaves its unnamed sources to the agency.",
    )
    open_for_approval(article, people)
    approve_by(article, people.ed)
    assert review_of(article).state == "approved"


@pytest.mark.postgres
def test_they_are_ours_again_with_the_first_changed_word(people: People) -> None:
    agency_policy(people)
    article = in_review(people, text=ANONYMOUS, kind="agency")
    read(revise(article, ANONYMOUS.replace("nothing", "little"), by=people.rita))
    assert gate(article, "G5")[0] == "fail"


def gate(article: Article, code: str) -> tuple[str, str]:
    found = next(one for one in results(case(article)) if one.code == code)
    return found.status, found.sentence


def test_nothing_is_lighter_until_the_house_says_so(people: People) -> None:
    agency = in_review(people, text=ANONYMOUS, kind="agency")
    assert case(agency).required_roles == ("editor", "standards")
    assert gate(agency, "G5")[0] == "fail"


def test_a_changed_word_blocks_and_going_back_opens(people: People) -> None:
    agency_policy(people)
    article = in_review(people, kind="agency")
    read(revise(article, CHANGED, by=people.rita))
    declare(article, people.rita)
    open_for_approval(article, people)
    with pytest.raises(Refused, match="words are no more those that came in"):
        approve_by(article, people.ed)
    read(revise(article, CLEAN, by=people.rita))
    declare(article, people.rita)
    sign_as(article, people.ed, "editor")
    assert review_of(article).state == "approved"


def test_another_kind_opens_with_what_that_kind_asks(people: People) -> None:
    agency_policy(people)
    article = in_review(people, text=ANONYMOUS, kind="agency")
    read(revise(article, f"{ANONYMOUS}\n{CLEAN}", by=people.rita))
    declare(article, people.rita)
    article_update(actor=people.ed, article_id=article.pk, kind="news")
    analyse_revision(analysis_request(revision_id=Article.objects.get(pk=article.pk).head_id).pk)
    attest(article, people.ed)
    open_for_approval(article, people)
    assert case(article).required_roles == ("editor", "standards")
    assert "Waiting for standards" in gate(article, "G7")[1]


@pytest.mark.parametrize(
    ("changed", "as_it_came"),
    [
        ({"text": CLEAN.replace("\n", "\n\n")}, True),
        ({"byline": "By the Estuary Agency"}, True),
        ({"images": (ImportedImage("quay.png", PIXEL, "image/png", 1, 1, credit="Estuary Agency"),)}, True),
        ({"headline": "Harbour board will meet"}, False),
        ({"standfirst": "It meets on Tuesday."}, False),
        ({"alert_text": "The board meets"}, False),
        ({"alternative_headlines": ("Board to meet",)}, False),
        ({"text": CHANGED}, False),
        ({"text": CLEAN.lower()}, False),
    ],
)
def test_it_is_about_every_word_that_readers_get(
    people: People, changed: dict[str, Any], as_it_came: bool
) -> None:
    article = in_review(people, kind="agency")
    head = article.head
    copy = replace(NewText(headline=head.headline, text=head.text, format=head.format), **changed)
    revision_add(actor=people.rita, article_id=article.pk, base_number=head.number, copy=copy)
    assert case(article).as_it_came is as_it_came


def test_it_stands_among_the_kinds_of_upload_and_register(people: People) -> None:
    for person, at in ((people.rita, "/stories/new/"), (people.ada, "/policy/")):
        page = signed_in(person).get(at).content.decode()
        assert 'value="agency"' in page, at
    page = signed_in(people.ada).get("/policy/import/").content.decode()
    assert "?template=agency-copy&amp;kind=agency" in page
