"""What the trail keeps of a story and a signer between a signature and now."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from articles.models import Article
from newsroom.accounts.models import User
from review.models import AuditEvent, PolicyPin, PolicyVersion, Review, SignOff
from review.record.audit import HOUSE, chain_of, object_of
from review.workflow.between import Event, signer_voids, story_voids

CHANGES_STORY = (Article._meta.label_lower, Review._meta.label_lower)
CHANGES_PERSON = ("person-deactivated", "roles-changed")


def voided(article: Article, row: SignOff) -> str:
    """What voids this signature for carrying over, a slug of VOIDED; "" where nothing does. Two queries."""
    under = [_words(row.pin, row.policy), _words(article.review.pin, article.review.policy)]
    return story_voids(_of_story(article, row), under) or signer_voids(_of_signer(row))


def _words(pin: PolicyPin | None, policy: PolicyVersion | None) -> str:
    """As an event names what a story is under."""
    if pin is not None and len(pin.versions) > 1:
        return pin.label
    return str(policy.number) if policy else ""


def _of_story(article: Article, row: SignOff) -> list[Event]:
    rows = AuditEvent.objects.filter(chain=chain_of(article.pk), subject__in=CHANGES_STORY)
    return _events(rows, row)


def _of_signer(row: SignOff) -> list[Event]:
    rows = AuditEvent.objects.filter(chain=HOUSE, action__in=CHANGES_PERSON)
    return _events(rows.filter(subject=User._meta.label_lower, subject_id=str(row.person_id)), row)


def _events(rows: QuerySet[AuditEvent], signed: SignOff) -> list[Event]:
    after = rows.filter(at__gt=signed.signed_at).order_by("sequence")
    found: Any = after.values_list("action", "actor_id", "payload")
    return [Event(action, actor, object_of(payload) or {}) for action, actor, payload in found]
