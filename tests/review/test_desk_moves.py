"""A move to another desk says what it ends before it is done."""

from __future__ import annotations

import json

import pytest

from articles.details import details_of
from articles.models import Article
from articles.moving import move_ends
from newsroom.accounts.models import Membership, Role
from review.services import claim
from tests.people import People, signed_in
from tests.review.steps import approved, in_review

pytestmark = pytest.mark.django_db


def form(article: Article, desk: int, **said: str) -> dict[str, object]:
    now = details_of(article)
    return {
        "desk": desk, "kind": now["kind"], "authors": now["authors"], "due_at": "", "embargo_until": "",
        "seen": json.dumps(now), **said,
    }  # fmt: skip


@pytest.mark.postgres
def test_it_names_signatures_claims_and_readers_that_end(people: People) -> None:
    article = approved(people)
    claim(actor=people.ed, article_id=article.pk)
    ends = move_ends(Article.objects.get(pk=article.pk), people.politics)
    assert ends == [
        "Ed Marlow, Finn Dorsey and Ron Hale cannot read it any more: they hold no role on the Politics desk.",
        "The signature of Ed Marlow as editor ends: they do not hold that role on the Politics desk.",
        "Ed Marlow has claimed it, and somebody on the Politics desk must take it over.",
    ]


def test_it_names_nothing_where_everybody_comes_along(people: People) -> None:
    article = in_review(people)
    for user, role in ((people.ed, Role.EDITOR), (people.finn, Role.EDITOR), (people.ron, Role.REPORTER)):
        Membership.objects.create(user=user, desk=people.politics, role=role)
    assert move_ends(article, people.politics) == []


@pytest.mark.postgres
def test_the_page_says_it_and_moves_nothing_before_it_was_read(people: People) -> None:
    article = in_review(people)
    Membership.objects.create(user=people.rita, desk=people.politics, role=Role.REPORTER)
    client, address = signed_in(people.rita), f"/stories/{article.slug}/details/"
    html = client.post(address, form(article, people.politics.pk)).content.decode()
    assert "A move to another desk ends this" in html
    assert "cannot read it any more" in html
    assert Article.objects.get(pk=article.pk).desk_id == people.business.pk
    read = {"read_of_desk": str(people.politics.pk)}
    assert client.post(address, form(article, people.politics.pk, **read)).status_code == 302
    assert Article.objects.get(pk=article.pk).desk_id == people.politics.pk
