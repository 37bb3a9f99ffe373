"""What 0.2.0 stored stays valid where nothing changed: its rows, made as they were, brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.digests import text_digest_1
from articles.imports import NewText
from articles.models import Article, Revision
from articles.services import revision_add
from review.models import Declaration, Disclosure, Publication, Review, SignOff
from review.record.triggers import lifted, missing
from review.selectors.stories import in_work
from review.services import Refused, disclosure_record, publish, responsibility_take
from review.workflow.gates import results
from tests.people import People, draft, newsroom, read
from tests.review.steps import USE, case, declare, digest, published, review_of, sign_as, step, text_digest

BEFORE = [("articles", "0004_outlet"), ("review", "0005_approval")]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def back_again() -> Iterator[None]:
    """Whatever happens, the next test finds today's tables."""
    yield
    call_command("migrate", verbosity=0)


def to(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def approved_with_label(people: People) -> Article:
    article = read(draft(people))
    declare(article, people.rita, USE)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    step(article, "submit", people.rita)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.stan, "standards")
    sign_as(article, people.ed, "editor")
    return Article.objects.select_related("head").get(pk=article.pk)


def as_it_was(old: Any, article_id: int) -> None:
    """Every digest as 0.2.0 computed it."""
    revision = old.get_model("articles", "Revision").objects.get(article_id=article_id)
    digest = text_digest_1(revision.headline, revision.standfirst, revision.text)
    type(revision).objects.filter(pk=revision.pk).update(substance_digest=digest)
    for name in ("Declaration", "Disclosure", "SignOff"):
        old.get_model("review", name).objects.filter(article_id=article_id).update(substance_digest=digest)
    old.get_model("review", "Review").objects.filter(article_id=article_id).update(approved_digest=digest)


def test_a_signature_of_0_2_0_stays_and_ends_with_a_changed_byline(back_again: None) -> None:
    people = newsroom()
    article, other = approved_with_label(people), approved_with_label(people)
    old = to(BEFORE)
    as_it_was(old, article.pk)
    as_it_was(old, other.pk)
    call_command("migrate", verbosity=0)
    row = Revision.objects.get(article=article)
    assert (row.scheme, row.substance_digest) == (1, text_digest_1(row.headline, row.standfirst, row.text))
    assert row.digest_in(2) == article.head.substance_digest
    for model in (Declaration, Disclosure, SignOff):
        kept = model.objects.filter(article=article).first()
        assert (kept.scheme, kept.substance_digest) == (1, row.substance_digest)
    review = Review.objects.get(article=article)
    assert (review.state, review.approved_scheme, review.approved_in()) == ("approved", 1, digest(article))
    assert [r.code for r in results(case(article)) if r.blocking] == []
    assert missing() == []
    copy = as_new_copy(row, byline="By somebody else")
    revision_add(actor=people.rita, article_id=article.pk, base_number=1, copy=copy)
    assert case(article).standing("editor") is None
    assert Review.objects.get(article=article).state == "in_review"
    can_be_published(other, people)


def can_be_published(article: Article, people: People) -> None:
    """What was approved before needs nobody once more."""
    row = publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    assert (row.scheme, row.substance_digest) == (2, digest(article))
    assert apps.get_model("review", "Publication").objects.count() == 1


@pytest.mark.django_db
def test_a_live_story_of_0_2_0_that_is_approved_again_is_live_already() -> None:
    people = newsroom()
    article, _ = published(people)
    with lifted():
        Publication.objects.update(substance_digest="0" * 64, scheme=1, mapped_digests={"2": digest(article)})
    assert not in_work(Article.objects.all()).exists()
    step(article, "reopen", people.ed)
    assert in_work(Article.objects.all()).exists()
    sign_as(article, people.ed, "editor")
    assert review_of(article).approved_scheme == 2
    assert not in_work(Article.objects.all()).exists()
    assert case(article).at_rest
    with pytest.raises(Refused, match="live already"):
        publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article), public_note="None")


def as_new_copy(row: Revision, **changed: Any) -> Any:
    from_row = {
        "headline": row.headline,
        "text": row.text,
        "format": row.format,
        "standfirst": row.standfirst,
    }
    return NewText(**from_row, **changed)
