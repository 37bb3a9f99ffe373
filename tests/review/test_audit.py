"""The audit trail: chained, complete, guarded by the database, and able to say when it was touched."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.imports import NewText
from articles.models import Revision, StoredFile
from articles.services import article_create
from review.checks import contact_is_ours, triggers_present
from review.disclosure.policy import SEED
from review.models import AuditEvent, ChainHead, Note, PolicyVersion, Publication, SignOff
from review.record import audit, triggers
from review.record.audit import ACTIONS
from review.record.triggers import lifted
from review.record.verification import broken
from review.selectors.audit import entries, house_events, timeline
from review.services import claim
from tests.people import CLEAN, People, draft
from tests.review.steps import approved, ask, decide, in_review, published, step

pytestmark = pytest.mark.postgres


def complaints() -> list[str]:
    return list(broken())


def verify(*args: str) -> str:
    out = io.StringIO()
    call_command("verify_audit", *args, stdout=out, stderr=out)
    return out.getvalue()


def test_it_links_each_event_to_the_one_before(people: People) -> None:
    article = approved(people)
    events = list(AuditEvent.objects.filter(chain=str(article.pk)).order_by("sequence"))
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert [event.previous for event in events[1:]] == [event.digest for event in events[:-1]]


def test_it_keeps_no_free_text_in_events(people: People) -> None:
    article = in_review(people)
    ask(article, people.stan, "larger hall")
    decide(article, 1, people.ed, outcome="dismissed", reason="witnessed", text="Rita stood in the hall")
    step(article, "request_changes", people.ed, "Name the hall, please")
    payloads = " ".join(AuditEvent.objects.values_list("payload", flat=True))
    assert "stood in the hall" not in payloads
    assert "Name the hall" not in payloads
    assert "How do we know?" not in payloads


def test_it_finds_a_whole_trail_whole(people: People) -> None:
    published(people)
    assert complaints() == []
    assert "The trail is whole" in verify()


def test_it_refuses_an_action_it_does_not_know(people: People) -> None:
    with pytest.raises(LookupError, match="no audit action"):
        audit.record("made-up")


def test_it_has_each_action_once() -> None:
    slugs = [action.slug for action in ACTIONS]
    assert len(slugs) == len(set(slugs))


def test_it_names_an_event_that_was_changed(people: People) -> None:
    article = approved(people)
    with triggers.lifted():
        AuditEvent.objects.filter(chain=str(article.pk), action="signed").update(actor_label="Finn Dorsey")
    assert any("(signed) was changed" in sentence for sentence in complaints())


def test_it_names_an_event_that_was_taken_out(people: People) -> None:
    article = approved(people)
    with triggers.lifted():
        AuditEvent.objects.filter(chain=str(article.pk), action="submitted").delete()
    assert any("what stood between them is gone" in sentence for sentence in complaints())


def test_it_notices_a_chain_that_was_cut_at_its_end(people: People) -> None:
    article = approved(people)
    with triggers.lifted():
        AuditEvent.objects.filter(chain=str(article.pk)).order_by("-sequence").first().delete()
    assert any("its head says" in sentence for sentence in complaints())


def test_it_notices_a_rewritten_chain_by_the_heads_in_a_publication(people: People) -> None:
    article, _ = published(people)
    with triggers.lifted():
        _rewrite(str(article.pk))
    found = complaints()
    assert any("as publication 1 of story" in sentence for sentence in found)


def test_it_notices_a_rewritten_chain_by_a_file_of_heads(people: People, tmp_path: Path) -> None:
    article = approved(people)
    kept = tmp_path / "heads"
    kept.write_text(verify("--print-heads"))
    assert "whole" in verify("--heads", str(kept))
    with triggers.lifted():
        _rewrite(str(article.pk))
    with pytest.raises(SystemExit):
        verify("--heads", str(kept))


def test_it_refuses_a_file_that_holds_no_heads(people: People, tmp_path: Path) -> None:
    kept = tmp_path / "heads"
    kept.write_text("house one two\n")
    with pytest.raises(CommandError, match="Line 1 is no head"):
        verify("--heads", str(kept))


def test_it_refuses_a_file_of_heads_that_is_not_there(people: People, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        verify("--heads", str(tmp_path / "none"))


def test_it_leaves_with_1_and_names_what_is_broken(people: People, capsys: Any) -> None:
    approved(people)
    SignOff.objects.update(person=people.finn)
    out = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("verify_audit", stderr=out)
    assert left.value.code == 1
    assert "Sign off" in out.getvalue()


def test_it_notices_a_row_that_was_changed(people: People) -> None:
    approved(people)
    SignOff.objects.update(person=people.finn)
    assert any("not as it was when it was recorded" in sentence for sentence in complaints())


def test_it_notices_a_row_that_was_deleted(people: People) -> None:
    approved(people)
    SignOff.objects.all().delete()
    assert any("is gone" in sentence for sentence in complaints())


def test_it_notices_a_sign_off_that_nobody_recorded(people: People) -> None:
    article = in_review(people)
    SignOff.objects.create(
        article=article,
        revision=article.head,
        role="editor",
        person=people.ed,
        substance_digest=article.head.substance_digest,
        sha256=article.head.sha256,
        policy=PolicyVersion.objects.get(),
    )
    assert any("was never recorded" in sentence for sentence in complaints())


def test_it_notices_a_text_that_was_changed(people: People) -> None:
    article = approved(people)
    Revision.objects.filter(article=article).update(text="Something else")
    assert any("The text of revision 1" in sentence for sentence in complaints())


def test_it_notices_an_original_that_was_changed(people: People) -> None:
    copy = NewText("Harbour board to meet", CLEAN, original=b"as it came", original_name="quay.txt")
    article_create(actor=people.rita, desk=people.business, copy=copy, anyway=True)
    assert complaints() == []
    StoredFile.objects.update(data=b"as it never came")
    assert any("was changed" in sentence for sentence in complaints())


def test_it_notices_a_note_that_was_changed(people: People) -> None:
    step(in_review(people), "request_changes", people.ed, "Name the hall")
    Note.objects.update(text="Nothing to see")
    assert any("The words of note" in sentence for sentence in complaints())


def test_it_notices_a_note_that_was_changed_with_its_digest(people: People) -> None:
    step(in_review(people), "request_changes", people.ed, "Name the hall")
    note = Note.objects.get()
    Note.objects.update(text="Nothing to see", digest=Note(text="Nothing to see", salt=note.salt).sealed())
    assert any("The digest of note" in sentence for sentence in complaints())


def test_it_notices_a_note_that_one_person_blanked(people: People) -> None:
    step(in_review(people), "request_changes", people.ed, "Name the hall")
    Note.objects.update(text="", salt="", redacted_at=timezone.now())
    assert any("without two people" in sentence for sentence in complaints())


@pytest.mark.parametrize("way", ["update", "delete"])
def test_it_lets_nobody_rewrite_the_trail(people: People, way: str) -> None:
    draft(people)
    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        AuditEvent.objects.update(
            actor_label="Otto"
        ) if way == "update" else AuditEvent.objects.all().delete()


def test_it_lets_nobody_replace_an_event_in_passing(people: People) -> None:
    """INSERT OR REPLACE deletes without a word unless triggers are recursive."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own statement")
    draft(people)
    event = AuditEvent.objects.first()
    table = AuditEvent._meta.db_table
    columns = ", ".join(field.column for field in AuditEvent._meta.concrete_fields)
    with (
        pytest.raises(DatabaseError, match="never rewritten"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE id = %s",
            [event.pk],
        )


def test_it_lets_nobody_empty_the_trail(people: People) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    draft(people)
    with (
        pytest.raises(DatabaseError, match="never rewritten"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {AuditEvent._meta.db_table} CASCADE")


@pytest.mark.parametrize("way", ["update", "delete"])
def test_it_lets_nobody_change_a_released_policy(people: People, way: str) -> None:
    policies = PolicyVersion.objects.filter(number=1)
    with pytest.raises(DatabaseError, match="released policy"), transaction.atomic():
        policies.update(reason="Another") if way == "update" else policies.delete()


def test_it_lets_a_draft_policy_be_changed(people: People) -> None:
    row = PolicyVersion.objects.create(number=2, body={})
    row.body = {"wording": "x"}
    row.save()
    row.delete()
    assert PolicyVersion.objects.count() == 1


def test_it_lets_nobody_change_what_was_published(people: People) -> None:
    published(people)
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        Publication.objects.update(bundle={"markdown": "something else"})


def test_it_lets_nobody_delete_what_was_published(people: People) -> None:
    _, publication = published(people)
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        publication.delete()


def test_it_lets_a_publication_change_its_status(people: People) -> None:
    _, publication = published(people)
    publication.status = "corrected"
    publication.save()
    publication.refresh_from_db()
    assert publication.status == "corrected"


def test_it_warns_of_a_missing_trigger(people: People) -> None:
    assert triggers_present(databases=["default"]) == []
    triggers.remove()
    names = {message.msg.split()[3] for message in triggers_present(databases=["default"])}
    assert "audit_no_update" in names
    triggers.install()
    assert triggers_present(databases=["default"]) == []


def test_it_warns_of_a_contact_that_reaches_nobody(people: People, monkeypatch: Any) -> None:
    assert contact_is_ours(databases=["default"]) == []
    monkeypatch.setitem(SEED, "contact", "standards@newsroom.example")
    with lifted():
        PolicyVersion.objects.update(body=SEED)
    assert [message.id for message in contact_is_ours(databases=["default"])] == ["review.W002"]


def test_it_tells_the_story_in_sentences(people: People) -> None:
    article = approved(people)
    sentences = [entry.sentence for entry in timeline(article)]
    assert "Ed Marlow signed revision 1 as editor." in sentences
    assert "Ed Marlow approved revision 1." in sentences
    assert sentences[-1] == "Rita Calder brought the story in."


def test_it_shows_what_people_wrote_beside_the_event(people: People) -> None:
    article = in_review(people)
    step(article, "request_changes", people.ed, "Name the hall")
    assert str(timeline(article)[0].note) == "Name the hall"


def test_it_reads_a_long_trail_in_two_queries(people: People, django_assert_num_queries: Any) -> None:
    article = in_review(people)
    for _ in range(5):
        claim(actor=people.ed, article_id=article.pk)
        claim(actor=people.ed, article_id=article.pk, release=True)
    step(article, "request_changes", people.ed, "Name the hall")
    with django_assert_num_queries(2):
        timeline(article)


def test_it_fills_every_sentence_of_the_trail(people: People) -> None:
    """No event leaves a gap where its sentence names a fact."""
    article, _ = published(people)
    ask(article, people.stan, "larger hall")
    told = [*timeline(article), *entries(house_events())]
    assert not [entry.sentence for entry in told if "–" in entry.sentence]


def test_it_writes_the_first_policy_into_the_house_chain(people: People) -> None:
    assert entries(house_events())[-1].action == "policy-released"


def _rewrite(chain: str) -> None:
    """What an intruder with the database would do: change one event and link the rest anew."""
    previous = ""
    for event in AuditEvent.objects.filter(chain=chain).order_by("sequence"):
        if event.action == "use-declared":
            event.actor_label = "Otto Fenn"
            event.payload = json.dumps(
                json.loads(event.payload), sort_keys=True, separators=(",", ":"), ensure_ascii=False
            )
        event.previous = previous
        event.digest = previous = audit.event_digest(event)
        event.save()
    ChainHead.objects.filter(chain=chain).update(digest=previous)


def test_it_makes_lost_triggers_again_with_the_next_migrate(people: People) -> None:
    """Altering a table on SQLite drops its triggers."""
    triggers.remove()
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []
    assert PolicyVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("action", "facts", "sentence"),
    [
        ("flag-dismissed", {"flag": 2, "reason": "house-style"}, "dismissed flag 2 (house style allows it)."),
        (
            "flag-dismissed",
            {"flag": 2, "reason": "common-knowledge"},
            "dismissed flag 2 (common knowledge or public record).",
        ),
        ("flag-dismissed", {"flag": 2, "reason": ""}, "dismissed flag 2 (no reason given)."),
        (
            "override-asked",
            {"gate": "G1", "revision": 3},
            "asked to waive the gate “Checks” for revision 3.",
        ),
        ("override-seconded", {"gate": "G1"}, "agreed to waive the gate “Checks”."),
        (
            "reply-asked",
            {"how": "by phone", "flags": "a1"},
            "logged a request for a reply (by phone), an accusation.",
        ),
        (
            "reply-asked",
            {"how": "by phone", "flags": "3, a7, 12, a8"},
            "logged a request for a reply (by phone), flags 3 and 12 and 2 accusations.",
        ),
        ("reply-linked", {"flags": "4"}, "said that a request for a reply is about flag 4 too."),
        ("source-attested", {"flags": "none"}, "attested an unnamed source, no flag."),
        (
            "image-agreed",
            {"term": "trainedAlgorithmicMedia"},
            "agreed, as a second person, how an image was made: made by generative AI.",
        ),
    ],
)
def test_it_says_in_words_what_was_recorded_by_key(action: str, facts: dict[str, Any], sentence: str) -> None:
    event = AuditEvent(action=action, actor_label="Ed Marlow", payload=json.dumps(facts), at=timezone.now())
    assert entries([event])[0].sentence == f"Ed Marlow {sentence}"


@pytest.mark.parametrize("payload", ["x", "[]", "7", "[" * 100_000], ids=lambda text: text[:9])
def test_it_tells_what_it_can_of_an_event_whose_facts_cannot_be_read(payload: str) -> None:
    event = AuditEvent(action="signed", actor_label="Ed Marlow", payload=payload, at=timezone.now())
    assert entries([event])[0].sentence == "Ed Marlow signed revision – as –."


def test_it_says_why_a_signature_ended() -> None:
    facts = {"revision": 3, "person": "Ed Marlow", "why": "reopened"}
    event = AuditEvent(action="sign-off-ended", payload=json.dumps(facts), at=timezone.now())
    assert entries([event])[0].sentence.endswith("ended: the approval was taken back since.")
