"""A language set by hand takes no question from English words, and no role or gate with it."""

from __future__ import annotations

import pytest

from articles.services import article_update
from tests.analysis.test_languages import BRIBES, GERMAN, NAMES
from tests.people import People, draft, read
from tests.review.steps import case
from tests.review.test_pages_story import page

TEXTS = pytest.mark.parametrize(
    ("text", "headline"), [(GERMAN + BRIBES, "Hafen"), (f"{NAMES}. {BRIBES}", "Results")]
)


@TEXTS
def test_a_language_set_by_hand_asks_the_same(people: People, text: str, headline: str) -> None:
    found = read(draft(people, text, headline))
    before = case(found)
    article_update(actor=people.rita, article_id=found.pk, language="de")
    after = case(read(found))
    assert {flag.rule for flag in after.flags} >= {"anonymous-source", "reply-not-recorded"}
    assert {flag.rule for flag in after.flags} == {flag.rule for flag in before.flags}
    assert after.required == before.required
    assert {"standards", "legal"} <= set(after.required_roles)
    assert after.disputed == ""


@TEXTS
def test_a_language_set_when_the_text_came_in_asks_the_same(people: People, text: str, headline: str) -> None:
    found = case(read(draft(people, text, headline, language="de")))
    assert {"standards", "legal"} <= set(found.required_roles)
    assert [one.against for one in found.accusations] == ["Drew"]


def test_an_english_headline_over_another_text_is_asked_about(people: People) -> None:
    article = read(draft(people, GERMAN, BRIBES, language="de"))
    found = case(article)
    assert "anonymous-source" in {flag.rule for flag in found.flags}
    assert "standards" in found.required_roles
    assert "sourcing rules are not applicable to it" in page(article, people.ed)


def test_the_page_names_the_field_that_was_not_read(people: People) -> None:
    article = read(draft(people, BRIBES, "Der Hafen wird im Mai geschlossen, und die Mauer ist schwach"))
    assert "In the headline, “Der Hafen wird im Mai geschlossen" in page(article, people.ed)
