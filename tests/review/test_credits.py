"""Somebody is called otherwise: the record says so, and no story goes out under a name of before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from newsroom.accounts.services import person_update
from review.models import AuditEvent
from review.record.verification import broken
from review.services import publish, retract
from tests.people import CLEAN, People, draft, read, revise
from tests.review.steps import approved, case, declare, digest, in_review, published, sign_as, step

MARRIED = "Rita Calder-Holm"


def renamed(people: People, name: str = MARRIED) -> None:
    seen = {"name": people.rita.name, "email": people.rita.email}
    person_update(actor=people.ada, user_id=people.rita.pk, seen=seen, name=name)


def credited(article: Article) -> list[str]:
    return Article.objects.get(pk=article.pk).credited


def live(people: People) -> Article:
    return published(people)[0]


def spiked(people: People) -> Article:
    article = approved(people)
    step(article, "spike", people.ed, "The board asked us to wait.")
    return article


def reopened(people: People) -> Article:
    article = live(people)
    step(article, "reopen", people.ed)
    return article


def followed(people: People) -> Article:
    return revise(live(people), CLEAN + "\nIt rained.", by=people.rita)


@pytest.mark.parametrize("begun", [draft, in_review, approved, spiked, reopened, followed])
def test_it_credits_by_the_new_name_at_once(people: People, begun: Callable[[People], Article]) -> None:
    article = begun(people)
    renamed(people)
    assert credited(article) == [MARRIED]
    assert case(article).state != "approved"
    assert list(broken()) == []
    told = AuditEvent.objects.filter(chain=str(article.pk), action="story-changed").latest("sequence")
    assert told.actor_id == people.ada.pk


def test_it_leaves_a_live_story_as_readers_have_it(people: People) -> None:
    article = live(people)
    renamed(people)
    assert credited(article) == ["Rita Calder"]
    assert case(article).at_rest
    assert case(article).state == "approved"
    assert list(broken()) == []


def test_a_retracted_story_that_was_put_aside_goes_out_under_the_name_of_today(people: People) -> None:
    article = live(people)
    renamed(people)
    retract(actor=people.ed, article_id=article.pk, public_note="It was wrong.")
    step(article, "spike", people.ed, "Put aside.")
    step(article, "restore", people.ed)
    assert credited(article) == [MARRIED]


def again(article: Article, people: People) -> None:
    revise(article, CLEAN + "\nIt rained.", by=people.rita)


def asked(article: Article, people: People) -> None:
    step(article, "request_changes", people.ed, "Say which hall.")


def taken_back(article: Article, people: People) -> None:
    step(article, "reopen", people.ed)


@pytest.mark.parametrize("work", [again, asked, taken_back])
def test_a_live_story_is_credited_anew_when_it_is_worked_on(people: People, work: Any) -> None:
    article = live(people)
    renamed(people)
    work(article, people)
    assert credited(article) == [MARRIED]
    assert all(case(article).why_ended(one) for one in case(article).signatures)
    assert list(broken()) == []


def test_the_next_version_goes_out_under_the_new_name(people: People) -> None:
    article = live(people)
    renamed(people)
    read(revise(article, CLEAN + "\nIt rained.", by=people.rita))
    declare(article, people.rita)
    sign_as(article, people.ed, "editor")
    row = publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article), nature="update")
    assert MARRIED in row.bundle["html"]


@pytest.mark.postgres
def test_an_address_that_changes_ends_nothing(people: People) -> None:
    article = approved(people)
    seen = {"name": people.rita.name, "email": people.rita.email}
    person_update(actor=people.ada, user_id=people.rita.pk, seen=seen, email="rc@courier.example")
    assert case(article).state == "approved"


@pytest.mark.postgres
def test_stories_are_locked_and_written_before_the_house(people: People) -> None:
    """Whoever publishes locks them in this order too."""
    for _ in range(2):
        in_review(people)
    with CaptureQueriesContext(connection) as asked:
        renamed(people)
    written = [q["sql"] for q in asked.captured_queries if q["sql"].startswith("UPDATE")]
    stories = [n for n, sql in enumerate(written) if '"articles_article"' in sql]
    house = [n for n, sql in enumerate(written) if "chainhead" in sql and n > max(stories)]
    assert len(stories) == 2
    assert house
    chains = AuditEvent.objects.order_by("-pk")[:20].values_list("chain", flat=True)
    assert chains[0] == "house"
