"""The straight line through the services: from a draft to a publication, a correction and a retraction."""

from __future__ import annotations

import json

import pytest

from review.models import Publication
from review.record.publishing import FORMATS
from review.services import retract
from tests.people import People, read, revise
from tests.review.steps import (
    approve_by,
    approved,
    case,
    declare,
    digest,
    gate_results,
    in_review,
    publish,
    published,
    responsibility_take,
    review_of,
    sign_as,
    step,
)

pytestmark = pytest.mark.postgres


def test_it_waits_for_somebody_to_approve_when_the_last_gate_opens(people: People) -> None:
    article = in_review(people)
    sign_as(article, people.ed, "editor")
    responsibility_take(actor=people.ed, article_id=article.pk)
    assert review_of(article).state == "in_review"
    approve_by(article, people.ed)
    assert review_of(article).state == "approved"


def test_it_publishes_the_approved_text_in_every_format(people: People) -> None:
    _, publication = published(people)
    assert publication.status == "live"
    assert set(publication.bundle) == set(FORMATS)
    assert json.loads(publication.bundle["jsonld"])["@type"] == "NewsArticle"


def test_it_corrects_through_the_same_gates(people: People) -> None:
    article, first = published(people)
    article = read(revise(article, article.head.text.replace("Tuesday", "Wednesday"), by=people.rita))
    assert review_of(article).state == "in_review"
    declare(article, people.rita)
    sign_as(article, people.ed, "editor")
    second = publish(
        actor=people.ed, article_id=article.pk, seen_digest=digest(article), public_note="The day was wrong."
    )
    first.refresh_from_db()
    assert (first.status, second.status, second.nature, second.number) == (
        "corrected",
        "live",
        "correction",
        2,
    )
    assert "The day was wrong." in second.bundle["html"]


def test_it_retracts_with_a_public_notice(people: People) -> None:
    article, live = published(people)
    notice = retract(actor=people.stan, article_id=article.pk, public_note="The minutes were forged.")
    live.refresh_from_db()
    assert live.status == "retracted"
    assert "The minutes were forged." in notice.bundle["markdown"]
    assert "larger hall" not in notice.bundle["html"]
    assert not Publication.objects.filter(status="live").exists()


def test_it_leaves_no_gate_closed_on_an_approved_story(people: People) -> None:
    article = approved(people)
    assert not [result for result in gate_results(article) if result.blocking]
    assert case(article).state == "approved"


def test_it_spikes_and_restores_past_no_gate(people: People) -> None:
    article = approved(people)
    step(article, "spike", people.ed, "The board withdrew the plan.")
    assert review_of(article).state == "spiked"
    step(article, "restore", people.ed)
    assert review_of(article).state == "in_review"
