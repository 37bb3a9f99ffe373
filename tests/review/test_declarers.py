"""Whose word a declaration is: somebody's who is an author of the story, or an author declares anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.services import article_update
from newsroom.accounts.services import person_deactivate
from review.services import Refused, declaration_make
from review.workflow.case import Past
from review.workflow.gates import results
from tests.people import CLEAN, People, read, revise, signed_in
from tests.review.cases import ED, FINN, NAMES, RITA, STAN, declared
from tests.review.cases import case as made
from tests.review.steps import (
    RESEARCH,
    USE,
    case,
    declare,
    gate_results,
    in_review,
    sign_as,
    text_digest,
)

ANEW = "Rita Calder declared AI use for this text, and is no author of it any more: an author declares anew."


def said(article: Article) -> tuple[str, str]:
    gate = next(one for one in gate_results(article) if one.code == "G3")
    return gate.status, gate.sentence


def given_to(people: People, article: Article, *authors: object) -> Article:
    article_update(actor=people.finn, article_id=article.pk, authors=list(authors))
    return Article.objects.get(pk=article.pk)


@pytest.mark.django_db
def test_whoever_has_the_story_now_declares_for_themselves(people: People) -> None:
    article = in_review(people)
    sign_as(article, people.ed, "editor", approve=False)
    article = given_to(people, article, people.ron)
    assert said(article) == ("fail", ANEW)
    with pytest.raises(Refused, match="is no author of it any more"):
        sign_as(article, people.ed, "editor")
    assert "Declare AI use." in signed_in(people.ron).get("/").content.decode()
    declare(article, people.ron)
    assert said(article) == ("pass", "Ron Hale declared that no AI was used.")
    sign_as(article, people.ed, "editor", approve=False)


@pytest.mark.django_db
def test_what_was_declared_stays_declared(people: People) -> None:
    article = in_review(people)
    declare(article, people.rita, RESEARCH)
    article = given_to(people, article, people.ron)
    with pytest.raises(Refused):
        declare(article, people.ron)
    declare(article, people.ron, RESEARCH)
    assert said(article)[0] == "pass"
    assert [use.stage for use in case(article).uses] == [RESEARCH["stage"]]


@pytest.mark.django_db
def test_one_author_who_declared_and_stayed_is_enough(people: People) -> None:
    article = given_to(people, in_review(people), people.rita, people.ron)
    assert said(article)[0] == "pass"
    declare(article, people.ron)
    assert said(given_to(people, article, people.ron))[0] == "pass"


@pytest.mark.django_db
@pytest.mark.parametrize("stays", [True, False])
def test_what_an_editor_adds_is_no_authors_word(people: People, stays: bool) -> None:
    article = in_review(people)
    declaration_make(
        actor=people.ed, article_id=article.pk, seen_digest=text_digest(article), used_ai=True, uses=[USE],
        editor_note=True,
    )  # fmt: skip
    assert said(article)[0] == "pass"
    article = given_to(people, article, *([people.rita, people.ron] if stays else [people.ron]))
    assert said(article)[0] == ("pass" if stays else "fail")
    if not stays:
        assert said(article)[1] == ANEW


@pytest.mark.django_db
def test_an_author_who_left_the_newsroom_is_an_author(people: People) -> None:
    article = in_review(people)
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    assert said(article)[0] == "pass"


@pytest.mark.django_db
def test_the_next_text_is_declared_for_by_whoever_has_it(people: People) -> None:
    article = given_to(people, in_review(people), people.ron)
    article = read(revise(article, f"{CLEAN}\nThe doors open at noon, Maddox said.", by=people.ron))
    assert "The text changed since" in said(article)[1]
    declare(article, people.ron)
    assert said(article)[0] == "pass"


def test_of_what_readers_have_nobody_is_asked() -> None:
    handed_on = made(declarers=((RITA, NAMES[RITA]),), authors={FINN: NAMES[FINN]})
    assert handed_on.declared_by_former == NAMES[RITA]
    had = (Past(1, "first", "live", handed_on.digest, handed_on.told_digest),)
    assert replace(handed_on, state="approved", past=had).declared_by_former == ""
    assert replace(handed_on, state="in_review", past=had).declared_by_former == NAMES[RITA]


PEOPLE = st.sampled_from([RITA, ED, STAN, FINN])


@given(st.lists(PEOPLE, min_size=1), st.sets(PEOPLE))
def test_it_asks_exactly_where_no_declarer_is_an_author(declarers: list[int], authors: set[int]) -> None:
    now = made(
        declared=declared(),
        declarers=tuple((pk, NAMES[pk]) for pk in declarers),
        authors={pk: NAMES[pk] for pk in authors},
    )
    gate = next(one for one in results(now, ["G3"]))
    assert (gate.status == "fail") == (not authors & set(declarers))
    assert gate.status == "pass" or gate.sentence.startswith(NAMES[declarers[0]])
