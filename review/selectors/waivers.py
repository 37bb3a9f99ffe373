"""Waivers of a gate, of those asked for: which are of the text as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from articles.models import AnalysisRun, Revision, RunStatus
from review.models import Override
from review.selectors.conversion import told_by
from review.workflow.case import Waiver
from review.workflow.recorded import fault


def waivers_of(
    rows: Iterable[Override], revisions: Iterable[Revision], runs: Sequence[AnalysisRun]
) -> tuple[Waiver, ...]:
    """Those after which no other text came: going back to it revives none. `runs` of the same story."""
    texts = [(one.created_at, one.digest_in()) for one in revisions]
    now = texts[-1][1] if texts else ""
    return tuple(
        replace(waiver_of(row), over=any(_tells_otherwise(run, row) for run in runs))
        for row in rows
        if {row.digest_in()} == {now, *(digest for at, digest in texts if at >= row.asked_at)}
    )


def _tells_otherwise(run: AnalysisRun, row: Override) -> bool:
    """A check that ended after the waiver was asked, and not in the fault that it was asked for."""
    if not row.about or run.finished_at is None or run.finished_at <= row.asked_at:
        return False
    checks, error = told_by(run)
    if run.status == RunStatus.DONE:
        return row.about != fault(checks, error, run.kind, run.read_as)
    return not f"{row.about} ".startswith(f"{fault(checks, error)} ")


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
