"""Whoever brings the first words in is their writer until somebody else accepts them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from articles.models import Article
from articles.services import article_update
from review.models import EditAcceptance, Review
from review.services import Forbidden, declaration_make, edit_accept, move
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import (
    case,
    declare,
    digest,
    gate_results,
    responsibility_take,
    review_of,
    sign_as,
    step,
)
from tests.review.test_duties_policy import in_force

MIGRATION = import_module("review.migrations.0006_separation_of_duties")


@remembered
def brought_by_ed(people: People) -> Article:
    """Ed uploads words of his own under Rita's name."""
    return read(draft(people, by=people.ed, authors=[people.rita]))


@remembered
def signed_by_ed(people: People, article: Article) -> Any:
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    return next(gate for gate in gate_results(article) if gate.code == "G7")


def test_whoever_brought_them_in_cannot_be_the_only_approver(people: People) -> None:
    article = brought_by_ed(people)
    declare(article, people.rita)
    step(article, "submit", people.rita)
    gate = signed_by_ed(people, article)
    assert gate.blocking
    assert "Ed Marlow wrote words of this text" in gate.sentence
    assert gate.fix.endswith("#accept-edit")
    edit_accept(actor=people.finn, article_id=article.pk, seen_digest=digest(article))
    assert not next(g for g in gate_results(article) if g.code == "G7").blocking


def test_an_author_who_was_taken_off_the_byline_stays_a_writer(people: People) -> None:
    article = read(draft(people, by=people.ed, authors=[people.rita, people.ed]))
    declare(article, people.rita)
    step(article, "submit", people.rita)
    article_update(actor=people.finn, article_id=article.pk, authors=[people.rita])
    assert signed_by_ed(people, article).blocking


@pytest.mark.postgres
def test_the_author_says_it_with_the_declaration(people: People) -> None:
    article = brought_by_ed(people)
    declaration_make(
        actor=people.rita, article_id=article.pk, seen_digest=digest(article), used_ai=False, own_words=True
    )
    step(article, "submit", people.rita)
    assert EditAcceptance.objects.get().own
    assert not signed_by_ed(people, article).blocking


def test_the_author_says_it_when_handing_in(people: People) -> None:
    article = brought_by_ed(people)
    declare(article, people.rita)
    seen = review_of(article).version
    move(actor=people.rita, article_id=article.pk, name="submit", seen_version=seen, own_words=True)
    assert not signed_by_ed(people, article).blocking


def test_nobody_says_it_for_the_author(people: People) -> None:
    article = brought_by_ed(people)
    declare(article, people.rita)
    seen = review_of(article).version
    with pytest.raises(Forbidden, match="Only a named author"):
        move(actor=people.ed, article_id=article.pk, name="submit", seen_version=seen, own_words=True)


def test_words_that_were_accepted_stay_so_when_the_author_writes_on(people: People) -> None:
    article = brought_by_ed(people)
    edit_accept(actor=people.rita, article_id=article.pk, seen_digest=digest(article))
    revise(article, CLEAN.replace("Tuesday", "Wednesday"), by=people.rita)
    assert not case(article).unaccepted
    revise(article, CLEAN.replace("Tuesday", "Thursday"), by=people.ed)
    assert case(article).unaccepted == {people.ed.pk: "Ed Marlow"}


def test_nothing_is_asked_where_the_author_brought_it_in(people: People) -> None:
    assert case(draft(people)).unaccepted == {}


def test_a_small_desk_may_relax_it(people: People) -> None:
    in_force(people, "first_words_accepted")
    article = brought_by_ed(people)
    assert case(article).unaccepted == {}
    revise(article, CLEAN.replace("Tuesday", "Thursday"), by=people.ed)
    assert case(article).unaccepted == {people.ed.pk: "Ed Marlow"}


# The pages


def page(person: Any, path: str) -> str:
    return signed_in(person).get(path).content.decode()


def test_the_forms_ask_the_author_and_nobody_else(people: People) -> None:
    article = brought_by_ed(people)
    declaration, hand_in = f"/stories/{article.slug}/declaration/", f"/stories/{article.slug}/move/submit/"
    line = "I have read what Ed Marlow wrote, and it is mine"
    assert line in page(people.rita, declaration)
    assert line in page(people.rita, hand_in)
    assert line not in page(people.ed, declaration)
    assert line not in page(people.ed, hand_in)
    own = draft(people, headline="Another")
    assert "it is mine" not in page(people.rita, f"/stories/{own.slug}/declaration/")


def test_a_tick_when_handing_in_is_kept(people: People) -> None:
    article = brought_by_ed(people)
    declare(article, people.rita)
    data = {"seen_version": review_of(article).version, "own_words": "on"}
    assert signed_in(people.rita).post(f"/stories/{article.slug}/move/submit/", data).status_code == 302
    assert EditAcceptance.objects.get().own


def test_the_sign_page_says_what_the_writer_lacks_and_what_a_colleague_gives(people: People) -> None:
    article = brought_by_ed(people)
    declare(article, people.rita)
    step(article, "submit", people.rita)
    sign = f"/stories/{article.slug}/sign/editor/"
    assert "Your signature counts once somebody else accepts them" in page(people.ed, sign)
    assert "Ed Marlow wrote words of this text" in page(people.finn, sign)


# What was handed in before


@pytest.mark.postgres
@pytest.mark.parametrize(("who", "taken"), [("rita", True), ("ed", False)])
def test_what_a_named_author_handed_in_before_counts_as_accepted(
    people: People, who: str, taken: bool
) -> None:
    article = brought_by_ed(people)
    declare(article, people.rita)
    step(article, "submit", getattr(people, who))
    MIGRATION.take_first_words(apps, None)
    assert Review.objects.get(article=article).first_words_taken is taken
    assert bool(case(article).unaccepted) is not taken
