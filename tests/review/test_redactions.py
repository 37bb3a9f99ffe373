"""A note is taken out of the record by two people; the chain stays whole, and everybody sees that it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article
from review.models import AuditEvent, Note, Redaction
from review.record.verification import broken
from review.selectors.audit import timeline
from review.services import Changed, Forbidden, Refused, note_redact_ask, note_redact_second
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import ask, decide, declare, digest, in_review, publish, published, sign_as, step

pytestmark = pytest.mark.postgres

SECRET = "It was the deputy harbour master who told us"


@pytest.fixture
@remembered
def article(people: People) -> Article:
    """Ed sent the story back with a note that says too much."""
    article = in_review(people)
    step(article, "request_changes", people.ed, SECRET)
    return article


def note_of(words: str = SECRET) -> Note:
    return Note.objects.get(text=words)


@remembered
def asked(article: Article, by: Any, reason: str = "source") -> Redaction:
    return note_redact_ask(actor=by, article_id=article.pk, note_id=note_of().pk, reason=reason)


def test_it_blanks_a_note_once_two_people_agree(people: People, article: Article) -> None:
    digest_before = note_of().digest
    row = asked(article, people.stan)
    assert note_of().text == SECRET
    note_redact_second(actor=people.ada, redaction_id=row.pk)
    note = Note.objects.get(pk=row.note_id)
    assert note.text == "[Redacted by Stan Okafor and Ada Lind: it points to a confidential source.]"
    assert (note.digest, note.salt) == (digest_before, "")
    assert note.redacted_at is not None


def test_the_trail_is_whole_after_a_redaction_and_tells_of_it(people: People, article: Article) -> None:
    note_redact_second(actor=people.ada, redaction_id=asked(article, people.stan).pk)
    assert list(broken()) == []
    sentences = [entry.sentence for entry in timeline(article)]
    assert sentences[:2] == [
        "Ada Lind agreed to redact a note: it points to a confidential source.",
        "Stan Okafor asked to redact a note: it points to a confidential source.",
    ]


def test_the_words_are_nowhere_left_in_the_trail(people: People, article: Article) -> None:
    note_redact_second(actor=people.ada, redaction_id=asked(article, people.stan).pk)
    assert not Note.objects.filter(text__contains="deputy").exists()
    assert "deputy" not in json.dumps(list(AuditEvent.objects.values_list("payload", flat=True)))


def test_the_trail_names_a_redaction_that_was_filled_with_other_words(
    people: People, article: Article
) -> None:
    note_redact_second(actor=people.ada, redaction_id=asked(article, people.stan).pk)
    Note.objects.filter(redacted_at__isnull=False).update(text="Nothing was ever said here")
    assert any("without two people" in sentence for sentence in broken())


def test_the_trail_names_a_second_person_who_was_made_up(people: People, article: Article) -> None:
    note_redact_second(actor=people.ada, redaction_id=asked(article, people.stan).pk)
    Redaction.objects.update(seconded_by=people.ed)
    assert any(sentence.startswith("Redaction") for sentence in broken())


@pytest.mark.parametrize("name", ["ron", "ed", "lena", "nora", "otto"])
def test_only_standards_and_admins_ask(people: People, article: Article, name: str) -> None:
    with pytest.raises(Forbidden, match="Only standards or an admin"):
        asked(article, getattr(people, name))


def test_nobody_seconds_their_own_request(people: People, article: Article) -> None:
    row = asked(article, people.stan)
    with pytest.raises(Forbidden, match="second person"):
        note_redact_second(actor=people.stan, redaction_id=row.pk)
    assert note_of().text == SECRET


def test_an_editor_does_not_second(people: People, article: Article) -> None:
    row = asked(article, people.stan)
    with pytest.raises(Forbidden, match="agree to redact"):
        note_redact_second(actor=people.ed, redaction_id=row.pk)


def test_an_author_takes_no_note_out_of_their_own_story(people: People) -> None:
    article = in_review(people)
    step(article, "request_changes", people.ed, SECRET)
    article.authors.add(people.stan)
    with pytest.raises(Forbidden, match="author"):
        asked(article, people.stan)


def test_a_note_is_redacted_once(people: People, article: Article) -> None:
    row = asked(article, people.stan)
    with pytest.raises(Changed, match="already"):
        asked(article, people.ada)
    note_redact_second(actor=people.ada, redaction_id=row.pk)
    with pytest.raises(Changed, match="already"):
        note_redact_second(actor=people.ada, redaction_id=row.pk)


def test_a_reason_is_chosen_from_the_list(people: People, article: Article) -> None:
    with pytest.raises(Refused, match="Choose why"):
        asked(article, people.stan, reason="because")


def test_a_note_of_another_story_stays(people: People, article: Article) -> None:
    other = draft(people, headline="Another story")
    with pytest.raises(Refused, match="not part of the story"):
        note_redact_ask(actor=people.stan, article_id=other.pk, note_id=note_of().pk, reason="source")


def test_what_went_out_with_a_publication_is_corrected_and_not_redacted(people: People) -> None:
    article, _ = published(people)
    read(revise(article, CLEAN + " The hall holds 300.", by=people.rita))
    declare(article, people.rita)
    sign_as(article, people.ed, "editor")
    publish(
        actor=people.ed, article_id=article.pk, seen_digest=digest(article), public_note="The hall holds 300."
    )
    note = note_of("The hall holds 300.")
    with pytest.raises(Refused, match="publication 2"):
        note_redact_ask(actor=people.stan, article_id=article.pk, note_id=note.pk, reason="source")
    page = signed_in(people.stan).get(reverse("review:history", args=[article.slug])).content.decode()
    assert reverse("review:redact", args=[article.slug, note.pk]) not in page


def test_an_answer_that_was_redacted_says_so_on_its_card_and_in_the_report(people: People) -> None:
    article = in_review(people)
    ask(article, people.finn, "larger hall")
    decide(article, 1, people.ed, text=SECRET)
    note_redact_second(actor=people.ada, redaction_id=asked(article, people.stan).pk)
    client = signed_in(people.rita)
    for name in ("review:story", "review:report", "review:history"):
        page = client.get(reverse(name, args=[article.slug])).content.decode()
        assert SECRET not in page
        assert "Redacted by Stan Okafor and Ada Lind" in page


# On the page


def test_standards_ask_on_the_page_and_an_admin_agrees(people: People, article: Article) -> None:
    stan, ada, note = signed_in(people.stan), signed_in(people.ada), note_of()
    history = reverse("review:history", args=[article.slug])
    address = reverse("review:redact", args=[article.slug, note.pk])
    assert address in stan.get(history).content.decode()
    assert SECRET in stan.get(address).content.decode()
    assert stan.post(address, {"reason": "personal"}).status_code == 302
    assert "Stan Okafor asked to redact this note" in stan.get(history).content.decode()
    listed = ada.get(reverse("review:redactions")).content.decode()
    assert "I agree" in listed
    assert SECRET not in listed
    row = Redaction.objects.get()
    assert ada.post(reverse("review:redact_second", args=[article.slug, row.pk])).status_code == 302
    page = stan.get(history).content.decode()
    assert SECRET not in page
    assert "Redacted by Stan Okafor and Ada Lind: it holds personal data" in page


def test_the_page_asks_for_a_reason(people: People, article: Article) -> None:
    address = reverse("review:redact", args=[article.slug, note_of().pk])
    answer = signed_in(people.stan).post(address, {})
    assert answer.status_code == 422
    assert "Choose why" in answer.content.decode()


def test_an_editor_is_offered_no_redaction(people: People, article: Article) -> None:
    page = signed_in(people.ed).get(reverse("review:history", args=[article.slug])).content.decode()
    assert "Redact this note" not in page


def test_a_note_that_is_not_there_is_404(people: People, article: Article) -> None:
    address = reverse("review:redact", args=[article.slug, 987_654])
    assert signed_in(people.stan).get(address).status_code == 404


def test_the_list_of_redactions_costs_the_same_for_many(
    people: People, article: Article, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        ask(article, people.finn, "larger hall", question=f"Why {number}?")
        decide(article, number + 1, people.ed, text=f"Because {number}")
        note = note_of(f"Because {number}")
        note_redact_ask(actor=people.stan, article_id=article.pk, note_id=note.pk, reason="legal")
    client = signed_in(people.ada)
    client.get(reverse("review:redactions"))
    with django_assert_max_num_queries(16):
        client.get(reverse("review:redactions"))
