"""An embargo that a feed names in no form that can be read is asked about, by whoever brought it, and blocks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.imports import NewText
from articles.models import Article, Flag, Severity
from articles.services import article_create, revision_add
from review.record.verification import broken
from tests.people import CLEAN, People, draft, read, revise
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
    decide(
        article, Flag.objects.get(rule="editor-question").number, people.ed, text="Until Friday noon, set."
    )
    assert not waits(article)
