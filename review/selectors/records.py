"""Attestations of unnamed sources and requests for a reply, of many stories at once; a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from review.models import ReplyRequest, SourceRecord
from review.selectors.grouping import grouped
from review.sources.attestation import CONDITIONS, Attestation
from review.sources.replies import Request


def attestations_of(article_ids: Iterable[int]) -> Mapping[int, list[Attestation]]:
    """Newest first; a query."""
    rows = SourceRecord.objects.filter(article__in=list(article_ids)).order_by("-id")
    related = rows.select_related("attested_by", "editor_knows", "note")
    return grouped((row.article_id, attestation_of(row)) for row in related)


def requests_of(article_ids: Iterable[int]) -> Mapping[int, list[Request]]:
    """Newest first; a query."""
    rows = ReplyRequest.objects.filter(article__in=list(article_ids)).order_by("-id")
    related = rows.select_related("made_by", "answered_by", "what", "answer")
    return grouped((row.article_id, request_of(row)) for row in related)


def attestation_of(row: SourceRecord) -> Attestation:
    knows = row.editor_knows
    return Attestation(
        pk=row.pk,
        key=row.source_key,
        conditions=frozenset(name for name, _, _ in CONDITIONS if getattr(row, name)),
        reason=row.reason,
        people=row.people,
        reason_in_copy=row.reason_in_copy,
        corroborated_by=row.corroborated_by,
        corroboration=tuple(row.corroboration),
        not_the_refuser=row.not_the_refuser,
        passages=frozenset(row.passages),
        by=row.attested_by.name,
        at=row.attested_at,
        voucher_id=row.editor_knows_id,
        voucher=knows.name if knows else "",
        role=row.role,
        voucher_active=bool(knows and knows.is_active),
        note=row.note.text if row.note else "",
    )


def request_of(row: ReplyRequest) -> Request:
    return Request(
        pk=row.pk,
        whom=row.asked_whom,
        asked_at=row.asked_at,
        how=row.how,
        deadline=row.deadline,
        passages=frozenset(row.passages),
        accused=frozenset((passage, whom) for passage, whom in row.accused),
        outcome=row.outcome,
        quoted=row.quoted,
        what=row.what.text,
        answer=row.answer.text if row.answer else "",
        by=row.made_by.name,
        at=row.made_at,
        answered_by=row.answered_by.name if row.answered_by else "",
        answered_at=row.answered_at,
    )
