"""No page leads a person who reads it to one that is shut to them."""

from __future__ import annotations

import re

import pytest

from articles.models import Article
from tests.people import People, signed_in
from tests.review.steps import published
from tests.review.test_ai_use import illustrated

LINK = re.compile(r'href="((?:/|\?)[^"#]*)')
LEFT_OUT = ("/static/", "/sign-out", "/handbook")


def shut(people: People, who: str, address: str) -> list[str]:
    """Of the links on a page, those that answer 403."""
    client = signed_in(getattr(people, who))
    html = client.get(address).content.decode()
    found = {link.replace("&amp;", "&") for link in LINK.findall(html)}
    found = {address + link if link.startswith("?") else link for link in found if link not in ("", "?")}
    asked = sorted(link for link in found if not link.startswith(LEFT_OUT))
    assert len(asked) > 5
    return [link for link in asked if client.get(link).status_code == 403]


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["ron", "rita", "ed"])
def test_the_page_of_a_story_leads_nobody_to_a_shut_one(people: People, who: str) -> None:
    article: Article = illustrated(people, credit="")
    assert shut(people, who, f"/stories/{article.slug}/") == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["ron", "rita", "ed"])
def test_the_page_of_a_publication_leads_nobody_to_a_shut_one(people: People, who: str) -> None:
    article, row = published(people)
    assert shut(people, who, f"/stories/{article.slug}/publications/{row.number}/") == []


@pytest.mark.django_db
def test_it_says_who_may_correct_it_where_the_reader_may_not(people: People) -> None:
    article, row = published(people)
    html = signed_in(people.ron).get(f"/stories/{article.slug}/publications/{row.number}/").content.decode()
    assert 'disabled aria-describedby="no-correct">Correct or update it' in html
    assert "Only its authors and the desk’s editors change this text." in html
