"""Hidden characters are cleaned by a suggested edit, after somebody said how they came in, and never before."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Article
from articles.selectors import newest_run
from review.services import flag_reply
from tests.people import CLEAN, People, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import decide, in_review, view

HIDDEN = (
    CLEAN.replace("harbour", "har\u200bbour")
    .replace("said on", "s\u0430id on")
    .replace("Tuesday", "Tues\u2060day")
)


@pytest.fixture
@remembered
def hidden(people: People) -> Article:
    return in_review(people, text=HIDDEN)


def clean(article: Article, by: Any) -> Any:
    return signed_in(by).post(f"/stories/{article.slug}/flags/1/edit/")


def shown(article: Article, by: Any) -> str:
    return signed_in(by).get(f"/stories/{article.slug}/").content.decode()


def test_nothing_is_cleaned_before_the_question_is_answered(people: People, hidden: Article) -> None:
    assert "Clean all of it" not in shown(hidden, people.rita)
    refused = clean(hidden, people.rita)
    assert refused.status_code == 409
    assert "Answer first how these characters came into the copy" in refused.content.decode()
    assert hidden.revisions.count() == 1


def test_a_reporters_reply_alone_is_no_answer(people: People, hidden: Article) -> None:
    seen = view(hidden, 1)
    flag_reply(
        actor=people.rita,
        flag_id=seen.flag.pk,
        intent="reply",
        text="From a page.",
        seen_passage=seen.seen_passage,
    )
    assert clean(hidden, people.rita).status_code == 409
    assert "Clean all of it" not in shown(hidden, people.rita)


def test_one_click_cleans_every_place_and_keeps_what_was_taken_out(people: People, hidden: Article) -> None:
    decide(hidden, 1, people.finn)
    page = shown(hidden, people.rita)
    assert "Clean all of it as an edit" in page
    assert "by code point and place" in page
    assert clean(hidden, people.rita).status_code == 302
    after = read(Article.objects.get(pk=hidden.pk))
    assert after.head.text == CLEAN
    note = after.head.import_notes[1]
    space, a, joiner = (HIDDEN.index(letter) + 1 for letter in "\u200b\u0430\u2060")
    assert note == (f"Taken out of the text: U+200B at {space}; U+2060 at {joiner}; U+0430 (now “a”) at {a}.")
    assert after.revisions.get(number=1).text == HIDDEN
    assert view(after, 1).status == "fixed"
    assert "Clean all of it" not in shown(after, people.rita)


def test_a_newer_text_of_somebody_else_is_not_overwritten(people: People, hidden: Article) -> None:
    decide(hidden, 1, people.finn)
    seen = view(hidden, 1).sighting.pk
    revise(hidden, HIDDEN.replace("larger", "largest"), by=people.ed)
    answer = signed_in(people.rita).post(f"/stories/{hidden.slug}/flags/1/edit/", {"seen": seen})
    assert answer.status_code == 409
    assert Article.objects.get(pk=hidden.pk).head.number == 2


def test_what_was_found_is_kept_with_the_reading(hidden: Article) -> None:
    run = newest_run(hidden)
    assert [(one.field, HIDDEN[one.start : one.end], one.words) for one in run.reading.hidden] == [
        ("text", "\u200b", ""), ("text", "\u2060", ""), ("text", "\u0430", "a"),
    ]  # fmt: skip


def test_a_headline_is_cleaned_as_a_headline(people: People) -> None:
    article = in_review(people, headline="Harbour b\u200board to meet")
    decide(article, 1, people.finn)
    assert clean(article, people.rita).status_code == 302
    head = Article.objects.get(pk=article.pk).head
    assert (head.headline, head.text) == ("Harbour board to meet", CLEAN)
    assert head.import_notes[1] == "Taken out of the headline: U+200B at 10."
