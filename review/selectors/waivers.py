"""Waivers of a gate, of those asked for: which are of the text as it is."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Revision
from review.models import Override
from review.workflow.case import Waiver


def waivers_of(rows: Iterable[Override], revisions: Iterable[Revision]) -> tuple[Waiver, ...]:
    """Of those, the ones after which no other text came: going back to it revives none."""
    texts = [(one.created_at, one.digest_in()) for one in revisions]
    now = texts[-1][1] if texts else ""
    return tuple(
        waiver_of(row)
        for row in rows
        if {row.digest_in()} == {now, *(digest for at, digest in texts if at >= row.asked_at)}
    )


def waiver_of(row: Override) -> Waiver:
    return Waiver(
        pk=row.pk,
        gate=row.gate,
        digest=row.digest_in(),
        about=row.about,
        role=row.role,
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by.name,
        seconded_by=row.seconded_by.name if row.seconded_by else "",
        seconded_by_id=row.seconded_by_id,
    )
