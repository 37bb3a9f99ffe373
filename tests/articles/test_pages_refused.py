"""A refusal loses nothing: whatever was typed into any form stands below the sentence."""

from __future__ import annotations

import pytest

from tests.people import People, newsroom, signed_in
from tests.review.steps import digest, in_review, step

WORDS = ("Quay shut", "What it costs", "By Rita", "It rained.", "Shut, experts say", "Quay")
EDIT = dict(
    zip(
        ("headline", "standfirst", "byline", "text", "alternative_headlines", "alert_text"),
        WORDS,
        strict=True,
    )
)


@pytest.fixture
def people(db: None) -> People:
    return newsroom()


def test_an_edit_of_a_story_that_was_spiked_meanwhile_comes_back_whole(people: People) -> None:
    article = in_review(people)
    step(article, "spike", people.ed, "Put aside.")
    page = signed_in(people.rita).post(f"/stories/{article.slug}/edit/", {"base": "1", **EDIT})
    assert page.status_code == 422
    for words in WORDS:
        assert words in page.content.decode()


def test_a_digest_and_what_else_the_page_carries_are_not_shown_as_typed(people: People) -> None:
    article = in_review(people)
    step(article, "spike", people.ed, "Put aside.")
    seen = digest(article)
    sent = {"text": "Is it libel?", "seen_digest": seen, "base": "one", "uses-0-id": "12"}
    page = signed_in(people.ed).post(f"/stories/{article.slug}/legal/", sent).content.decode()
    assert "Is it libel?" in page
    assert f'tabindex="0">{seen}' not in page
    assert page.count('class="typed"') == 1


def test_a_request_logged_on_a_story_that_was_spiked_meanwhile_comes_back_with_the_reason(
    people: People,
) -> None:
    article = in_review(people)
    step(article, "spike", people.ed, "Put aside.")
    sent = {
        "asked_whom": "Tom Drew",
        "text": "That he took money",
        "asked_at": "2026-11-01T10:00",
        "how": "email",
    }
    page = signed_in(people.rita).post(
        f"/stories/{article.slug}/replies/", {**sent, "deadline": "2026-11-02T10:00"}
    )
    assert page.status_code == 422
    for words in ("Tom Drew", "That he took money", "spiked"):
        assert words in page.content.decode()
