"""A move to another desk says what it ends before it is done."""

from __future__ import annotations

import json

import pytest

from articles.details import details_of
from articles.models import Article
from articles.moving import move_ends
from articles.services import article_update
from newsroom.accounts.models import Desk, Membership, Role, User
from review.services import claim
from tests.people import People, person, signed_in
from tests.review.steps import (
    ANONYMOUS,
    approve_by,
    approved,
    attest,
    case,
    gate_results,
    in_review,
    responsibility_take,
    review_of,
    sign_as,
)
from tests.review.test_signing import another_fault, waive

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
        "“Responsible” closes on the Politics desk: Ed Marlow holds no role on its desk in which one takes"
        " responsibility: somebody else must take it.",
        "The approval of revision 1 ends with that.",
        "Ed Marlow has claimed it, and somebody on the Politics desk must take it over.",
    ]


def test_it_names_nothing_where_everybody_comes_along(people: People) -> None:
    article = in_review(people)
    for user, role in ((people.ed, Role.EDITOR), (people.finn, Role.EDITOR), (people.ron, Role.REPORTER)):
        Membership.objects.create(user=user, desk=people.politics, role=role)
    assert move_ends(article, people.politics) == []


def edna(people: People) -> User:
    """Edits on both desks."""
    return person("Edna Both", (people.business, Role.EDITOR), (people.politics, Role.EDITOR))


def said_of_review(article: Article, desk: Desk) -> list[str]:
    return [line for line in move_ends(article, desk) if "cannot read it" not in line]


@pytest.mark.postgres
def test_it_names_a_voucher_who_counts_for_nothing_there(people: People) -> None:
    article, who = in_review(people, text=ANONYMOUS), edna(people)
    attest(article, people.ed)
    responsibility_take(actor=who, article_id=article.pk)
    sign_as(article, who, "editor")
    sign_as(article, people.stan, "standards")
    said = said_of_review(article, people.politics)
    assert said[0].startswith("The word of Ed Marlow, who knows who “")
    assert said[1].startswith("“Flags” closes on the Politics desk: 1 blocking flag is open.")
    assert said[2:] == ["The approval of revision 1 ends with that."]
    article_update(actor=who, article_id=article.pk, desk=people.politics)
    closed = {one.code for one in gate_results(article) if one.blocking}
    assert (review_of(article).state, closed) == ("in_review", {"G0", "G2", "G5"})


def test_it_names_an_approval_that_falls_with_its_approver(people: People) -> None:
    article, who = in_review(people), edna(people)
    responsibility_take(actor=who, article_id=article.pk)
    sign_as(article, who, "editor", approve=False)
    approve_by(article, people.finn)
    assert said_of_review(article, people.politics) == ["The approval of revision 1 ends with that."]


def test_it_names_a_waiver_that_could_not_be_asked_for_there(people: People) -> None:
    article = in_review(people)
    another_fault()
    waive(article, people.ed)
    assert case(article).waivers
    assert "could not ask for it on the Politics desk" in " ".join(said_of_review(article, people.politics))


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
