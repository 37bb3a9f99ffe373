"""Approving: the act of a named person who may sign, given to this very text while every gate is open."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from articles.schemes import SCHEME
from review.models import Review
from review.services.guards import in_state, seen, through_gates, uses_seen
from review.services.work import Work, held_end, settle, state_set, story
from review.workflow.gates import closed_for
from review.workflow.permissions import may
from review.workflow.states import State


def approve(*, actor: Any, article_id: int, seen_digest: str, seen_uses: str) -> Review:
    """This very text may go out: said by name, by somebody who saw it. No signature is asked again."""
    with story(actor, article_id, "approve") as work:
        seen(work, seen_digest)
        uses_seen(work, seen_uses)
        in_state(work.case, "approve")
        through_gates(work.case, "approve")
        return _approved(work)


def approve_if_open(work: Work) -> Review | None:
    """With a signature that was the last thing wanted; nothing where something else is still wanted."""
    settle(work)
    work.refresh()
    if not may(work.actor, "approve", work.article):
        return None
    if work.review.state != State.IN_REVIEW or closed_for(work.case, "approve"):
        return None
    return _approved(work)


def _approved(work: Work) -> Review:
    """On the signatures given since; those that a request for changes still holds end with it."""
    held_end(work)
    live = work.case.live
    told = live.told_digest if live and work.case.delivered else work.case.told_digest
    return state_set(
        work,
        State.APPROVED,
        "approved",
        approved_revision=work.article.head,
        approved_digest=work.case.digest,
        approved_scheme=SCHEME,
        approved_mapped={},
        approved_told_digest=told,
        approved_at=timezone.now(),
        approved_by=work.actor,
        changes_asked_at=None,
    )
