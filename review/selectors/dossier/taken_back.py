"""Declared uses of AI that somebody took back, as it stood when a publication left."""

from __future__ import annotations

from review.models import Declaration, Publication, UseTakenBack
from review.record.rows import plain
from review.selectors.conversion import taken_back_of
from review.selectors.dossier.then import Facts, before


def taken_back(row: Publication) -> list[Facts]:
    """In the order in which they were asked for."""
    rows = before(row, UseTakenBack, "asked_at").select_related("asked_by", "agreed_by", "use", "why")
    found = list(rows.order_by("id"))
    said = before(row, Declaration, "made_at").select_related("made_by", "revision") if found else ()
    declarations = list(said.prefetch_related("uses").order_by("-id")) if said else []
    return [_one(one, declarations, row) for one in found]


def _one(row: UseTakenBack, declarations: list[Declaration], publication: Publication) -> Facts:
    answered = row.agreed_at is not None and row.agreed_at <= publication.published_at
    return {
        "stage": row.stage,
        "scope": row.scope,
        "system": row.system,
        "what": row.use.what if row.use else "",
        "why": row.why.text,
        "asked_by": row.asked_by.name,
        "asked_at": plain(row.asked_at),
        "answered_by": row.agreed_by.name if answered and row.agreed_by else "",
        "answered_at": plain(row.agreed_at) if answered else None,
        "outcome": _outcome(row, declarations) if answered else "asked",
    }


def _outcome(row: UseTakenBack, declarations: list[Declaration]) -> str:
    """agreed | declared-again | kept."""
    if row.refused_at is not None:
        return "kept"
    return "declared-again" if taken_back_of(row, declarations).again else "agreed"
