"""An embargo that a feed names in no form that can be read is asked about, by whoever brought it, and blocks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.imports import NewText
from articles.models import Article, Flag, Severity
from articles.services import article_create, article_update, revision_add
from newsroom import times
from newsroom.accounts.models import User
from review.record.verification import broken
from review.services import Refused
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import decide, gate_results

pytestmark = pytest.mark.postgres
COPY = NewText("Harbour board to meet", CLEAN, embargo_unread="Friday noon")


@remembered
def brought(people: People) -> Article:
    return read(article_create(actor=people.rita, desk=people.business, copy=COPY).article)


def questions(article: Article) -> list[tuple[str, str, bool]]:
    flags = Flag.objects.filter(article=article, rule="editor-question").select_related("current")
    return [
        (flag.asked_by.name, flag.current.message, flag.current.severity == Severity.BLOCK) for flag in flags
    ]


def waits(article: Article) -> bool:
    """For an answer to a person's blocking question."""
    return any(gate.code == "G9" and gate.blocking for gate in gate_results(article))


def test_the_first_text_of_a_story_asks_at_its_headline(people: People) -> None:
    article = brought(people)
    ((by, asked, blocks),) = questions(article)
    assert (by, blocks) == ("Rita Calder", True)
    assert "could not be read: “Friday noon”. Until when may this not run?" in asked
    assert waits(article)
    assert list(broken()) == []


def test_so_does_a_later_one_and_a_typed_text_asks_nothing(people: People) -> None:
    article = draft(people)
    later = replace(COPY, text=f"{CLEAN} It holds 300.")
    revision_add(actor=people.ed, article_id=article.pk, base_number=1, copy=later)
    assert [by for by, _, _ in questions(article)] == ["Ed Marlow"]
    revise(article, f"{CLEAN} It holds 400.", by=people.ed)
    assert len(questions(article)) == 1


def test_it_stands_until_somebody_answers_whatever_is_edited(people: People) -> None:
    article = brought(people)
    read(revise(article, f"{CLEAN} It holds 300.", by=people.rita))
    assert waits(article)
    another = revise(article, CLEAN, by=people.rita, headline="Quay board to gather")
    number = Flag.objects.get(rule="editor-question").number
    with pytest.raises(Refused, match="stand in the text"):
        decide(article, number, people.ed, outcome="dismissed", reason="gone", text="It is gone.")
    assert waits(read(another))
    decide(
        article, Flag.objects.get(rule="editor-question").number, people.ed, text="Until Friday noon, set."
    )
    assert not waits(article)
    assert not waits(read(revise(article, CLEAN, by=people.rita, headline="Quay board meets")))


def uploaded(article: Article, by: User, until: datetime, text: str = f"{CLEAN} It holds 300.") -> str:
    """A file of an agency as the story's next text; what its reader was told."""
    item = {"uri": "a", "version": "1", "type": "text", "headline": "Harbour board to meet"}
    item |= {"body_text": text, "embargoedUntil": until.isoformat()}
    file = SimpleUploadedFile("a.json", json.dumps(item).encode(), "application/json")
    form = {"file": file, "base": article.head.number}
    page = signed_in(by).post(f"/stories/{article.slug}/upload/", form, follow=True)
    return page.content.decode()


@pytest.mark.parametrize("days", [3, -3])
def test_the_embargo_of_a_later_file_is_the_storys_where_it_has_none(people: People, days: int) -> None:
    article, until = draft(people), timezone.now() + timedelta(days=days)
    told = uploaded(article, people.rita, until)
    article = Article.objects.get(pk=article.pk)
    assert article.head.number == 2
    assert article.embargo_until == (until if days > 0 else None)
    assert ("The file’s embargo is the story’s now" in told) is (days > 0)
    assert questions(article) == []
    assert list(broken()) == []


@pytest.mark.parametrize(("days", "asked"), [(1, True), (5, False)])
def test_one_that_is_later_than_the_storys_is_asked_about_and_blocks(
    people: People, days: int, asked: bool
) -> None:
    article, until = draft(people), timezone.now() + timedelta(days=3)
    kept = timezone.now() + timedelta(days=days)
    article_update(actor=people.rita, article_id=article.pk, embargo_until=kept)
    uploaded(article, people.rita, until)
    article = read(Article.objects.get(pk=article.pk))
    assert article.embargo_until == kept
    assert waits(article) is asked
    assert [f"embargo until {times.moment(until)}" in said for _, said, _ in questions(article)] == [
        True
    ] * asked


def test_a_file_that_brings_only_an_embargo_tells_it(people: People) -> None:
    article, until = draft(people), timezone.now() + timedelta(days=3)
    uploaded(article, people.rita, until)
    article = Article.objects.get(pk=article.pk)
    told = uploaded(article, people.rita, until + timedelta(days=1))
    assert "Nothing has changed" in told
    assert f"The file names an embargo, “{times.moment(until + timedelta(days=1))}”" in told
