"""A record that 0.2.0 began: its events are verified by its own lists of fields, and what it left out is taken in."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from articles.models import Article
from review.models import AuditEvent, ChainHead, Declaration, Review, SignOff
from review.record import adoption, audit, triggers
from review.record.adoption import FIRST, take_in
from review.record.rows import ROW, ROWS, keyed
from review.record.verification import broken
from tests.people import People
from tests.review.steps import approved

pytestmark = pytest.mark.postgres


def as_before(chain: str) -> None:
    """The chain as 0.2.0 wrote it: one digest an event, over its first list of fields, and the salt beside."""
    previous = ""
    for event in AuditEvent.objects.filter(chain=chain).order_by("sequence"):
        facts = json.loads(event.payload)
        sealed = facts.pop("seal", None)
        event.subject_digest = ""
        if sealed and event.subject in FIRST and (row := _row(event)):
            facts["salt"] = sealed["salt"]
            spec = ROW[event.subject]
            event.subject_digest = keyed(sealed["salt"], spec.values(row, 1))
        event.payload, event.previous = audit.canonical(facts), previous
        event.digest = previous = audit.event_digest(event)
        event.save()
    ChainHead.objects.filter(chain=chain).update(digest=previous)


def _row(event: AuditEvent) -> object:
    return ROW[event.subject].model._base_manager.filter(pk=event.subject_id).first()


def before(people: People) -> Article:
    """A house and an approved story as 0.2.0 left them, seen by the product of today for the first time."""
    article = approved(people)
    with triggers.lifted():
        as_before(str(article.pk))
        AuditEvent.objects.filter(chain=audit.HOUSE, action__in=("taken-in", "story-opened")).delete()
        for number, event in enumerate(AuditEvent.objects.filter(chain=audit.HOUSE).order_by("sequence"), 1):
            AuditEvent.objects.filter(pk=event.pk).update(sequence=number)
        last = AuditEvent.objects.filter(chain=audit.HOUSE).count()
        ChainHead.objects.filter(chain=audit.HOUSE).update(sequence=last)
        as_before(audit.HOUSE)
    return article


def test_what_0_2_0_recorded_still_fits_and_the_rest_is_taken_in_once(people: People) -> None:
    article = before(people)
    assert take_in() > 0
    assert list(broken()) == []
    assert take_in() == 0
    assert AuditEvent.objects.filter(chain=str(article.pk), action="taken-in").count() == 1


def test_a_row_changed_before_the_upgrade_is_not_washed_clean_by_it(people: People) -> None:
    before(people)
    SignOff.objects.update(person=people.finn)
    take_in()
    assert any("Sign off" in sentence and "not as it was" in sentence for sentence in broken())


def test_a_row_put_in_before_the_upgrade_is_not_taken_in(people: People) -> None:
    article = before(people)
    Declaration.objects.create(
        article=article, revision=article.head, used_ai=False, uses_digest="", made_by=people.rita,
        substance_digest=article.head.substance_digest,
    )  # fmt: skip
    take_in()
    assert any("was never recorded" in sentence for sentence in broken())


def test_what_was_taken_in_is_noticed_when_it_changes(people: People) -> None:
    before(people)
    take_in()
    Article.objects.update(kind="opinion")
    Review.objects.update(version=40)
    found = "\n".join(broken())
    assert "kind was news, is opinion" in found
    assert "version was" in found


def test_digests_that_a_migration_found_are_taken_in_once_and_noticed_when_they_change(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A house whose record covered every row before, but not yet the newest columns of them."""
    before(people)
    with monkeypatch.context() as patch:
        older = [replace(row, lists=row.lists[:-1]) if len(row.lists) > 1 else row for row in ROWS]
        patch.setattr(adoption, "ROWS", older)
        patch.setattr(audit, "ROW", {row.label: row for row in older})
        take_in()
    Declaration.objects.update(scheme=1, mapped_digests={"2": "what it was found to be"})
    assert any("scheme was" in sentence for sentence in broken())
    Declaration.objects.update(scheme=2)
    assert list(broken()) == []
    assert take_in() > 0
    assert take_in() == 0
    told = AuditEvent.objects.filter(chain=audit.HOUSE, action="taken-in", payload__contains='"coverage":')
    assert told.count() == 2
    Declaration.objects.update(mapped_digests={"2": "another text"})
    Review.objects.update(approved_mapped={"2": "another text"})
    found = "\n".join(broken())
    assert "mapped digests was changed" in found
    assert "approved mapped was changed" in found
