"""The policy register: draft, edit, release. A released version is never touched again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from articles.models import Article
from review.disclosure.checks import reused
from review.disclosure.policy import SEED, Policy, problems
from review.models import PolicyVersion, Publication, Review
from review.record import audit
from review.selectors.policy import policy_in_force
from review.services.base import Changed, Forbidden, Refused, Work, case_of, review_set, settle
from review.workflow.permissions import may
from review.workflow.states import State

REGISTER = "/policy/"
SEED_REASON = "The policy this newsroom begins with. Draft a version of your own, with your public contact."


@transaction.atomic
def policy_draft(*, actor: Any) -> PolicyVersion:
    """A new draft that begins as the version in force; one draft at a time."""
    _allowed(actor, "policy_edit")
    audit.lock(audit.HOUSE)
    if draft := PolicyVersion.objects.filter(released_at__isnull=True).first():
        raise Refused(
            f"Version {draft.number} is a draft already: edit that one.", f"/policy/{draft.number}/edit/"
        )
    number = (PolicyVersion.objects.aggregate(n=Max("number"))["n"] or 0) + 1
    row = PolicyVersion.objects.create(number=number, body=policy_in_force().body, created_by=actor)
    audit.record("policy-drafted", actor=actor, subject=row, policy=number)
    return row


@transaction.atomic
def policy_edit(
    *, actor: Any, policy_id: int, seen: Mapping[str, Any], body: Mapping[str, Any]
) -> PolicyVersion:
    """A new body for the draft; `seen` is the body the person began with."""
    _allowed(actor, "policy_edit")
    row = _draft(policy_id)
    fix = f"/policy/{row.number}/edit/"
    _seen(row, seen)
    if wrong := problems(body):
        raise Refused(wrong[0], fix)
    if said := reused(Policy.from_body(body), _earlier()):
        raise Refused(said, fix)
    row.body = Policy.from_body(body).to_body()
    row.save(update_fields=["body"])
    audit.record("policy-edited", actor=actor, subject=row, policy=row.number)
    return row


@transaction.atomic
def policy_release(
    *,
    actor: Any,
    policy_id: int,
    reason: str,
    effective_from: datetime | None = None,
    applies_to_open: bool = False,
    seen: Mapping[str, Any] | None = None,
) -> PolicyVersion:
    """From now, or from a later moment, this is the policy. Open stories keep theirs unless it says so."""
    _allowed(actor, "policy_release")
    # lock order: stories, then the house
    stories = _open_stories() if applies_to_open else []
    row = _draft(policy_id)
    if seen is not None:
        _seen(row, seen)
    _releasable(row, reason, effective_from, applies_to_open)
    now = timezone.now()
    row.reason, row.released_by, row.released_at = reason.strip(), actor, now
    row.effective_from, row.applies_to_open = effective_from or now, applies_to_open
    row.save()
    audit.record(
        "policy-released",
        actor=actor,
        subject=row,
        policy=row.number,
        effective_from=row.effective_from,
        applies_to_open=applies_to_open,
    )
    for article in stories:
        _repin(actor, article, row)
    return row


def _allowed(actor: Any, permission: str) -> None:
    if not (allowed := may(actor, permission)):
        raise Forbidden(allowed.reason)


def _earlier() -> list[Policy]:
    """Every version that signatures may have been given under, oldest first."""
    rows = PolicyVersion.objects.filter(released_at__isnull=False).order_by("number")
    return [Policy.from_body(row.body) for row in rows]


def _draft(policy_id: int) -> PolicyVersion:
    row = PolicyVersion.objects.select_for_update(of=("self",)).get(pk=policy_id)
    if row.released:
        raise Changed(f"Version {row.number} was released: draft a new one.", REGISTER)
    return row


def _seen(row: PolicyVersion, seen: Mapping[str, Any]) -> None:
    """The person began with the body that is there now."""
    if Policy.from_body(seen) != Policy.from_body(row.body):
        raise Changed(
            f"Somebody edited version {row.number} while you were looking.", f"/policy/{row.number}/edit/"
        )


def _releasable(
    row: PolicyVersion, reason: str, effective_from: datetime | None, applies_to_open: bool
) -> None:
    fix, now = f"/policy/{row.number}/", timezone.now()
    if not reason.strip():
        raise Refused("Say why this version is released; the reason is kept with it.", fix)
    if wrong := problems(row.body):
        raise Refused(wrong[0], f"/policy/{row.number}/edit/")
    if effective_from and effective_from < now:
        raise Refused("A policy cannot take effect in the past.", fix)
    if applies_to_open and effective_from and effective_from > now:
        raise Refused(
            "A version that applies to open stories takes effect at once: leave the date empty.", fix
        )


def _open_stories() -> list[Article]:
    """Stories under a pinned policy, neither spiked nor live with their approved text; locked by id."""
    in_review = Q(state__in=(State.IN_REVIEW, State.CHANGES_REQUESTED))
    waiting = Q(state=State.APPROVED) & ~Q(
        article__publications__status=Publication.Status.LIVE,
        article__publications__substance_digest=F("approved_digest"),
    )
    reviews = Review.objects.filter(in_review | waiting, policy__isnull=False)
    return list(
        Article.objects.select_for_update(of=("self",))
        .filter(pk__in=reviews.values("article"))
        .order_by("pk")
    )


def _repin(actor: Any, article: Article, version: PolicyVersion) -> None:
    """The story is under this version now; an approval that no longer suffices falls."""
    work = Work(actor, article, article.review, case_of(article))
    review_set(work, "policy-pinned", policy=version)
    settle(actor, article)


@transaction.atomic
def policy_seed() -> PolicyVersion | None:
    """The first version of a new house, released; nothing where there is one already."""
    if PolicyVersion.objects.exists():
        return None
    now = timezone.now()
    row = PolicyVersion.objects.create(
        number=1, body=SEED, reason=SEED_REASON, released_at=now, effective_from=now
    )
    audit.record("policy-released", subject=row, policy=row.number, effective_from=now)
    return row
