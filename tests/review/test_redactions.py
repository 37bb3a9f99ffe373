"""A note is taken out of the record by two people; the chain stays whole, and everybody sees that it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles.holding import Gone, held, hold
from articles.imports import NewText
from articles.models import Article, Revision, StoredFile
from articles.services import article_create
from review.models import AuditEvent, Note, Redaction
from review.record.verification import broken
from review.selectors.audit import timeline
from review.services import (
    Changed,
    Forbidden,
    Refused,
    import_redact_ask,
    note_redact_ask,
    redaction_second,
)
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
    redaction_second(actor=people.ada, redaction_id=row.pk)
    note = Note.objects.get(pk=row.note_id)
    assert note.text == "[Redacted by Stan Okafor and Ada Lind: it points to a confidential source.]"
    assert (note.digest, note.salt) == (digest_before, "")
    assert note.redacted_at is not None


def test_the_trail_is_whole_after_a_redaction_and_tells_of_it(people: People, article: Article) -> None:
    redaction_second(actor=people.ada, redaction_id=asked(article, people.stan).pk)
    assert list(broken()) == []
    sentences = [entry.sentence for entry in timeline(article)]
    assert sentences[:2] == [
        "Ada Lind agreed to redact a note: it points to a confidential source.",
        "Stan Okafor asked to redact a note: it points to a confidential source.",
    ]


def test_the_words_are_nowhere_left_in_the_trail(people: People, article: Article) -> None:
    redaction_second(actor=people.ada, redaction_id=asked(article, people.stan).pk)
    assert not Note.objects.filter(text__contains="deputy").exists()
    assert "deputy" not in json.dumps(list(AuditEvent.objects.values_list("payload", flat=True)))


def test_the_trail_names_a_redaction_that_was_filled_with_other_words(
    people: People, article: Article
) -> None:
    redaction_second(actor=people.ada, redaction_id=asked(article, people.stan).pk)
    Note.objects.filter(redacted_at__isnull=False).update(text="Nothing was ever said here")
    assert any("without two people" in sentence for sentence in broken())


def test_the_trail_names_a_second_person_who_was_made_up(people: People, article: Article) -> None:
    redaction_second(actor=people.ada, redaction_id=asked(article, people.stan).pk)
    Redaction.objects.update(seconded_by=people.ed)
    assert any(sentence.startswith("Redaction") for sentence in broken())


@pytest.mark.parametrize("name", ["ron", "ed", "lena", "nora", "otto"])
def test_only_standards_and_admins_ask(people: People, article: Article, name: str) -> None:
    with pytest.raises(Forbidden, match="Only standards or an admin"):
        asked(article, getattr(people, name))


def test_nobody_seconds_their_own_request(people: People, article: Article) -> None:
    row = asked(article, people.stan)
    with pytest.raises(Forbidden, match="second person"):
        redaction_second(actor=people.stan, redaction_id=row.pk)
    assert note_of().text == SECRET


def test_an_editor_does_not_second(people: People, article: Article) -> None:
    row = asked(article, people.stan)
    with pytest.raises(Forbidden, match="agree to redact"):
        redaction_second(actor=people.ed, redaction_id=row.pk)


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
    redaction_second(actor=people.ada, redaction_id=row.pk)
    with pytest.raises(Changed, match="already"):
        redaction_second(actor=people.ada, redaction_id=row.pk)


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
    redaction_second(actor=people.ada, redaction_id=asked(article, people.stan).pk)
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


# What came in with a file


TOLD = "2 reading aids left out (line 3): 2 words, “deputy Maddox”."
ADDRESS = "review:redact_import"


@remembered
def imported(people: People, name: str = "tip-of-maddox.docx") -> Article:
    """Rita's story with its file, and an account of it that says too much."""
    copy = NewText(
        "Harbour board to meet", CLEAN, original=SECRET.encode(), original_name=name, notes=(TOLD,)
    )
    return article_create(actor=people.rita, desk=people.business, copy=copy, anyway=True).article


def taken_out(people: People, article: Article, what: str) -> Redaction:
    row = import_redact_ask(actor=people.stan, article_id=article.pk, number=1, what=what, reason="source")
    redaction_second(actor=people.ada, redaction_id=row.pk)
    return row


def test_what_was_told_of_an_import_is_taken_out_and_the_record_says_that_it_was(people: People) -> None:
    article = imported(people)
    taken_out(people, article, "account")
    told = Revision.objects.get().import_notes
    assert told == ["[Redacted by Stan Okafor and Ada Lind: it points to a confidential source.]"]
    assert timeline(article)[0].sentence == (
        "Ada Lind agreed to redact what was told of the import of revision 1: "
        "it points to a confidential source."
    )
    assert "Maddox" not in json.dumps(list(AuditEvent.objects.values_list("payload", flat=True)))
    assert list(broken()) == []


def test_a_file_is_taken_out_with_its_name_and_wherever_it_is_kept(people: People) -> None:
    article = imported(people)
    kept = hold(people.rita, "tip-of-maddox.docx", SECRET.encode())
    with TestCase.captureOnCommitCallbacks(execute=True):
        taken_out(people, article, "original")
    file, revision = StoredFile.objects.get(), Revision.objects.get()
    assert (bytes(file.data), file.size, revision.original_name) == (b"", len(SECRET), "redacted.docx")
    with pytest.raises(Gone):
        held(people.rita, kept.token)
    assert list(broken()) == []
    address = reverse("articles:original", args=[article.slug, 1])
    assert signed_in(people.rita).get(address).status_code == 410
    page = signed_in(people.rita).get(reverse("articles:revision", args=[article.slug, 1])).content.decode()
    assert "taken out of the record by two people" in page
    assert address not in page


def test_a_file_that_was_taken_out_does_not_come_back_with_its_next_upload(people: People) -> None:
    taken_out(people, imported(people), "original")
    again = NewText("Another headline", CLEAN, original=SECRET.encode(), original_name="again.docx")
    article = article_create(actor=people.rita, desk=people.business, copy=again, anyway=True).article
    assert bytes(StoredFile.objects.get().data) == b""
    assert signed_in(people.rita).get(reverse("articles:original", args=[article.slug, 1])).status_code == 410
    assert list(broken()) == []


def test_the_record_names_a_file_that_one_person_blanked_or_put_back(people: People) -> None:
    article = imported(people)
    StoredFile.objects.update(data=b"", redacted_at=timezone.now())
    assert any("without two people" in sentence for sentence in broken())
    StoredFile.objects.update(data=SECRET.encode(), redacted_at=None)
    taken_out(people, article, "original")
    StoredFile.objects.update(data=SECRET.encode())
    assert any("without two people" in sentence for sentence in broken())


@pytest.mark.parametrize("what", ["account", "original"])
def test_an_import_is_redacted_once(people: People, what: str) -> None:
    article = imported(people)
    import_redact_ask(actor=people.stan, article_id=article.pk, number=1, what=what, reason="source")
    with pytest.raises(Changed, match="already"):
        import_redact_ask(actor=people.stan, article_id=article.pk, number=1, what=what, reason="source")


@pytest.mark.parametrize(("number", "what"), [(2, "account"), (1, "note"), (1, "text")])
def test_what_did_not_come_in_is_not_taken_out(people: People, number: int, what: str) -> None:
    article = imported(people)
    with pytest.raises(Refused, match="nothing of this import"):
        import_redact_ask(actor=people.stan, article_id=article.pk, number=number, what=what, reason="source")


@pytest.mark.parametrize("what", ["account", "original"])
def test_standards_take_out_what_came_in_on_the_page(people: People, what: str) -> None:
    article = imported(people)
    stan, ada = signed_in(people.stan), signed_in(people.ada)
    history = reverse("review:history", args=[article.slug])
    address = reverse(ADDRESS, args=[article.slug, 1, what])
    assert address in stan.get(history).content.decode()
    asked_page = stan.get(address).content.decode()
    assert (TOLD in asked_page, SECRET in asked_page) == (what == "account", False)
    assert stan.post(address, {"reason": "personal"}).status_code == 302
    assert "Stan Okafor asked to redact" in stan.get(history).content.decode()
    assert "of revision 1" in ada.get(reverse("review:redactions")).content.decode()
    row = Redaction.objects.get()
    assert ada.post(reverse("review:redact_second", args=[article.slug, row.pk])).status_code == 302
    page = stan.get(history).content.decode()
    assert (TOLD in page, address in page) == (False, False)


def test_a_typed_text_has_no_import_to_take_out(people: People) -> None:
    article = draft(people)
    client = signed_in(people.stan)
    for what in ("account", "original", "note"):
        assert client.get(reverse(ADDRESS, args=[article.slug, 1, what])).status_code == 404
