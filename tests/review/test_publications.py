"""Publishing: the approved text and no other, once, corrected and retracted in public."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from review.models import Publication
from review.record import audit
from review.record.publishing import bundle_digest
from review.services import Changed, Forbidden, Refused, release_preview, retract
from tests.people import CLEAN, People, draft, read, revise
from tests.remembered import remembered
from tests.review.steps import (
    USE,
    approved,
    declare,
    digest,
    disclosure_record,
    in_review,
    publish,
    published,
    responsibility_take,
    review_of,
    sign_as,
    step,
    text_digest,
)


@remembered
def again(people: People, article: Article, text: str) -> Article:
    """Another text, through all gates."""
    article = read(revise(article, text, by=people.rita))
    declare(article, people.rita)
    sign_as(article, people.ed, "editor")
    return article


@pytest.mark.parametrize("who", ["rita", "ron", "nora", "ada", "otto"])
def test_it_lets_nobody_else_publish_or_retract(people: People, who: str) -> None:
    article = approved(people)
    with pytest.raises(Forbidden):
        publish(actor=getattr(people, who), article_id=article.pk, seen_digest=digest(article))
    with pytest.raises(Forbidden):
        retract(actor=getattr(people, who), article_id=article.pk, public_note="Wrong")


@pytest.mark.postgres
def test_it_publishes_nothing_that_is_not_approved(people: People) -> None:
    article = in_review(people)
    with pytest.raises(Refused, match="This story is in review"):
        publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    assert not Publication.objects.exists()


def test_it_publishes_no_text_the_editor_has_not_seen(people: People) -> None:
    article = approved(people)
    before = digest(article)
    revise(article, CLEAN + "\nMore.", by=people.rita)
    with pytest.raises(Changed):
        publish(actor=people.ed, article_id=article.pk, seen_digest=before)


def test_it_publishes_the_approved_revision_not_the_newest(people: People) -> None:
    article = approved(people)
    revise(article, CLEAN.replace("\n", "\n\n\n"), by=people.rita)
    row = publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    assert row.revision.number == 1


def test_it_keeps_an_embargo(people: People) -> None:
    article = approved(people, embargo_until=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refused, match="Under embargo until"):
        publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))


def test_it_publishes_nothing_after_the_responsible_person_has_left(people: People) -> None:
    article = in_review(people)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.finn, "editor")
    people.ed.is_active = False
    people.ed.save()
    with pytest.raises(Refused, match="Ed Marlow has left"):
        publish(actor=people.finn, article_id=article.pk, seen_digest=digest(article))
    responsibility_take(actor=people.finn, article_id=article.pk, seen=people.ed.pk)
    assert publish(actor=people.finn, article_id=article.pk, seen_digest=digest(article)).number == 1


def test_it_publishes_the_same_text_once(people: People) -> None:
    article, _ = published(people)
    with pytest.raises(Refused, match="live already"):
        publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article), public_note="Again")


def test_it_corrects_the_label_of_a_text_that_stays_as_it_is(people: People) -> None:
    article, _ = published(people)
    declare(article, people.rita, USE)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    sign_as(article, people.ed, "editor")
    sign_as(article, people.stan, "standards")
    row = publish(
        actor=people.ed,
        article_id=article.pk,
        seen_digest=digest(article),
        public_note="We had not said that AI helped.",
    )
    assert (row.nature, row.revision.number) == ("correction", 1)
    assert "AI tools helped with translation." in row.bundle["html"]


def test_it_wants_a_public_note_with_a_correction(people: People) -> None:
    article, first = published(people)
    article = again(people, article, CLEAN.replace("Tuesday", "Wednesday"))
    with pytest.raises(Refused, match="Say publicly what is corrected"):
        publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    first.refresh_from_db()
    assert first.status == "live"


def test_it_keeps_the_live_version_up_while_a_correction_is_made(people: People) -> None:
    article, first = published(people)
    revise(article, CLEAN.replace("Tuesday", "Wednesday"), by=people.rita)
    first.refresh_from_db()
    assert (first.status, review_of(article).state) == ("live", "in_review")


def test_it_tells_every_correction_so_far(people: People) -> None:
    article, _ = published(people)
    for day in ("Wednesday", "Thursday"):
        article = again(people, article, CLEAN.replace("Tuesday", day))
        last = publish(
            actor=people.ed, article_id=article.pk, seen_digest=digest(article), public_note=f"It is {day}."
        )
    notes = [item["text"] for item in json.loads(last.bundle["jsonld"])["correction"]]
    assert notes == ["It is Wednesday.", "It is Thursday."]


@pytest.mark.postgres
def test_it_freezes_who_signed_what_and_where_the_trail_stood(people: People) -> None:
    article, row = published(people)
    record = json.loads(row.bundle["record"])
    assert [(s["role"], s["person"], s["substance"]) for s in record["sign_offs"]] == [
        ("editor", "Ed Marlow", digest(article))
    ]
    assert record["audit"]["story"]["digest"] == row.article_head
    event = audit.AuditEvent.objects.get(chain=str(article.pk), sequence=row.article_sequence)
    assert event.digest == row.article_head
    assert row.bundle_digest == bundle_digest(row.bundle)


def test_it_tells_readers_and_machines_the_same_about_ai(people: People) -> None:
    """Declaration, grade, label, IPTC term: one chain."""
    article = read(draft(people))
    declare(article, people.rita, USE)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    step(article, "submit", people.rita)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    sign_as(article, people.stan, "standards")
    row = publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    found = json.loads(row.bundle["jsonld"])
    assert found["digitalSourceType"].endswith("/compositeWithTrainedAlgorithmicMedia")
    assert found["creditText"].startswith("By Rita Calder. AI tools helped with translation.")
    assert row.bundle["html"].partition("<body>")[2].count("AI tools helped with translation.") == 1
    assert '<article ai-disclosure="ai-assisted">' in row.bundle["html"]
    assert json.loads(row.bundle["record"])["ai"]["grade"] == "ai-drafted"


def test_it_keeps_notes_out_of_what_leaves(people: People) -> None:
    article = in_review(people)
    step(article, "request_changes", people.ed, "The clerk is my cousin")
    step(article, "submit", people.rita)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor", text="I called the clerk at home")
    row = publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    assert "cousin" not in json.dumps(row.bundle)
    assert "at home" not in json.dumps(row.bundle)


def test_it_retracts_what_is_live_only(people: People) -> None:
    with pytest.raises(Refused, match="Nothing of this story is live"):
        retract(actor=people.ed, article_id=approved(people).pk, public_note="Wrong")


def test_it_retracts_with_a_public_note_only(people: People) -> None:
    article, _ = published(people)
    with pytest.raises(Refused, match="Say publicly why"):
        retract(actor=people.ed, article_id=article.pk, public_note=" ")


def test_it_does_not_bring_a_retracted_text_back(people: People) -> None:
    article, _ = published(people)
    retract(actor=people.ed, article_id=article.pk, public_note="The minutes were forged.")
    with pytest.raises(Refused, match="This very text was retracted"):
        publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article), public_note="Back")


def test_it_previews_without_keeping_anything(people: People) -> None:
    article = approved(people)
    files = release_preview(actor=people.rita, article_id=article.pk)
    assert "larger hall" in files["html"]
    assert not Publication.objects.exists()


def test_the_record_of_a_retraction_is_about_the_text_that_was_live(people: People) -> None:
    article, live = published(people)
    revise(article, CLEAN + " More was added, and nobody signed it.", by=people.rita)
    notice = retract(actor=people.ed, article_id=article.pk, public_note="The board never met.")
    then, now = (json.loads(row.bundle["record"]) for row in (live, notice))
    assert now["sign_offs"] == then["sign_offs"] != []
    assert now["gates"] == then["gates"]
    assert now["audit"] != then["audit"]


def test_it_publishes_a_wrapped_text_in_paragraphs_and_keeps_it_as_it_came(people: People) -> None:
    text = (
        "The harbour board of Kelsmouth will meet on the first Monday of\nMay in the old hall, the board’s notice "
        "says, and the meeting is\nopen to all.\n\nIts agenda stands on the board’s page.\n"
    )
    _article, row = published(people, text=text)
    assert row.revision.text == text
    assert row.revision.wrapped
    whole = " ".join(text.partition("\n\n")[0].split())
    assert f"<p>{whole}</p>" in row.bundle["html"].replace("&#x27;", "'")
    assert f"\n\n{whole}\n\n" in row.bundle["markdown"]
    assert whole in json.loads(row.bundle["jsonld"])["articleBody"]
