"""Who may see, bring in and change a story."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from articles.permissions import Denied, may_edit, may_see, may_upload
from articles.selectors import article_get, articles_visible, finished_run, newest_run, revision_get
from articles.services import analysis_request
from tests.people import People, draft, newsroom, read

pytestmark = pytest.mark.django_db
ON_THE_DESK = ("rita", "ron", "ed", "finn", "stan", "lena")
OUTSIDE = ("nora", "ada", "otto")


@pytest.fixture
def people() -> People:
    return newsroom()


@pytest.mark.parametrize("name", ON_THE_DESK)
def test_it_shows_a_draft_to_everyone_on_its_desk(people: People, name: str) -> None:
    article, person = draft(people), getattr(people, name)
    assert may_see(person, article)
    assert article_get(person, article.slug) == article


@pytest.mark.parametrize("name", OUTSIDE)
def test_it_shows_a_draft_to_nobody_else(people: People, name: str) -> None:
    article, person = draft(people), getattr(people, name)
    assert not may_see(person, article)
    assert not articles_visible(person).exists()
    with pytest.raises(Http404):
        article_get(person, article.slug)


def test_it_shows_nothing_to_who_is_not_signed_in(people: People) -> None:
    article = draft(people)
    assert not may_see(AnonymousUser(), article)
    assert not articles_visible(AnonymousUser()).exists()


def test_it_shows_nothing_to_who_left(people: People) -> None:
    article = draft(people)
    people.rita.is_active = False
    assert not may_see(people.rita, article)
    assert not articles_visible(people.rita).exists()


def test_it_shows_nora_a_story_she_wrote_for_another_desk(people: People) -> None:
    article = draft(people, authors=[people.nora])
    assert may_see(people.nora, article)
    assert list(articles_visible(people.nora)) == [article]


def test_it_lists_a_story_once_for_an_author_on_its_desk(people: People) -> None:
    draft(people, authors=[people.rita, people.ron])
    assert articles_visible(people.rita).count() == 1


@pytest.mark.parametrize("name", ON_THE_DESK)
def test_it_lets_everyone_on_the_desk_bring_a_draft(people: People, name: str) -> None:
    assert may_upload(getattr(people, name), people.business)


@pytest.mark.parametrize("name", OUTSIDE)
def test_it_lets_nobody_else_bring_one(people: People, name: str) -> None:
    answer = may_upload(getattr(people, name), people.business)
    assert isinstance(answer, Denied)
    assert "no role on the Business desk" in answer.reason


def test_it_takes_no_draft_for_a_closed_desk(people: People) -> None:
    people.business.is_active = False
    answer = may_upload(people.rita, people.business)
    assert isinstance(answer, Denied)
    assert "is closed" in answer.reason


@pytest.mark.parametrize("name", ["rita", "ed", "finn", "stan", "lena"])
def test_it_lets_author_and_editors_change_the_text(people: People, name: str) -> None:
    assert may_edit(getattr(people, name), draft(people))


def test_it_lets_who_brought_it_change_the_text(people: People) -> None:
    assert may_edit(people.ron, draft(people, by=people.ron, authors=[people.rita]))


def test_it_lets_another_reporter_only_ask(people: People) -> None:
    answer = may_edit(people.ron, draft(people))
    assert isinstance(answer, Denied)
    assert "Select the words and ask" in answer.reason


@pytest.mark.parametrize("name", OUTSIDE)
def test_it_lets_no_outsider_change_the_text(people: People, name: str) -> None:
    assert not may_edit(getattr(people, name), draft(people))


def test_it_tells_the_newest_run_from_the_finished_one(people: People) -> None:
    article = read(draft(people))
    done = newest_run(article)
    again = analysis_request(revision_id=article.head_id)
    assert (finished_run(article), newest_run(article)) == (done, again)


def test_it_knows_no_run_of_a_story_that_has_none(people: People) -> None:
    article = draft(people)
    article.head.runs.all().delete()
    assert newest_run(article) is None
    assert finished_run(article) is None


def test_it_gives_a_revision_by_its_number_or_none(people: People) -> None:
    article = draft(people)
    assert revision_get(article, 1) == article.head
    with pytest.raises(Http404):
        revision_get(article, 2)
