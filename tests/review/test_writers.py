"""Whoever wrote what went out as its author, and is none now, is a writer until somebody else accepts."""

from __future__ import annotations

import pytest

from articles.models import Article
from articles.services import article_update
from review.selectors.writers import Left
from review.services import Refused, edit_accept, retract
from tests.people import People, draft, read, revise
from tests.remembered import remembered
from tests.review.steps import (
    approve_by,
    case,
    declare,
    digest,
    publish,
    responsibility_take,
    sign_as,
    step,
    text_digest,
)

RITA, ED, FINN = 1, 2, 3


@remembered
def out_by_ed(people: People) -> Article:
    """Ed's own story, signed and published by Finn."""
    article = read(draft(people, by=people.ed, authors=(people.ed,)))
    declare(article, people.ed)
    step(article, "submit", people.ed)
    responsibility_take(actor=people.finn, article_id=article.pk)
    sign_as(article, people.finn, "editor")
    publish(actor=people.finn, article_id=article.pk, seen_digest=digest(article))
    return article


def ed_alone(people: People, article: Article) -> None:
    """His name comes off, and he signs, approves and publishes what he wrote."""
    article_update(actor=people.finn, article_id=article.pk, authors=(people.rita,))
    article = Article.objects.get(pk=article.pk)
    declare(article, people.rita)
    sign_as(article, people.ed, "editor")
    with pytest.raises(Refused, match="Ed Marlow wrote words of this text"):
        approve_by(article, people.ed)
    edit_accept(actor=people.rita, article_id=article.pk, seen_digest=text_digest(article))
    approve_by(article, people.ed)


def test_of_what_was_retracted(people: People) -> None:
    article = out_by_ed(people)
    retract(actor=people.stan, article_id=article.pk, public_note="It was wrong.")
    ed_alone(people, article)


def test_of_a_correction_of_the_authors(people: People) -> None:
    ed_alone(people, out_by_ed(people))


@pytest.mark.parametrize(
    ("left", "clears"),
    [
        (Left(3, {RITA: "Rita Calder"}), True),
        (Left(3, {RITA: "Rita Calder"}, down=True), False),
        (Left(3, {ED: "Ed Marlow"}), False),
        (Left(3, None), False),
        (Left(1, {RITA: "Rita Calder"}), False),
    ],
    ids=["went out", "came down", "his own", "nobody knows whose", "before he wrote"],
)
def test_what_went_out_clears_its_editors(left: Left, clears: bool) -> None:
    assert left.clears(ED, 2) is clears


def test_whoever_edited_as_no_author_is_not_asked_about_again(people: People) -> None:
    article = read(draft(people, by=people.ed, authors=(people.rita,)))
    declare(article, people.rita)
    step(article, "submit", people.rita)
    assert set(case(article).changers) == {people.ed.pk}
    responsibility_take(actor=people.finn, article_id=article.pk)
    sign_as(article, people.finn, "editor")
    publish(actor=people.finn, article_id=article.pk, seen_digest=digest(article))
    revise(article, "The harbour board will meet on Friday, its clerk, Ines Maddox, said.", by=people.rita)
    assert case(article).changers == {}
