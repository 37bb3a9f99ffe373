"""How many questions each gate finds open, for the figure beside its name. Pure."""

from __future__ import annotations

from collections.abc import Callable

from review.disclosure.images import credit_of
from review.sources.owed import replies_owed
from review.sources.secondhand import reports
from review.sources.unnamed import unnamed_sources
from review.workflow.case import EDITOR_QUESTION, Case, CaseFlag
from review.workflow.gates import too_late


def open_at(case: Case, code: str) -> int:
    """0 for a gate that asks one thing only, and where nothing is open."""
    return COUNTS[code](case) if code in COUNTS else 0


def _of_checks(case: Case) -> int:
    """Those whose dismissal waits are open."""
    asked = _blocking(case, by_people=False)
    return sum(not too_late(flag, case) for flag in asked)


def _of_people(case: Case) -> int:
    return len(_blocking(case, by_people=True))


def _blocking(case: Case, *, by_people: bool) -> list[CaseFlag]:
    asked = [flag for flag in case.flags if flag.severity == "block" and flag.open]
    return [flag for flag in asked if (flag.rule == EDITOR_QUESTION) is by_people]


def _sources(case: Case) -> int:
    """Unnamed sources of ours without attestations, and other newsrooms' reports that lack something."""
    ours = sum(not source.attested for source in unnamed_sources(case))
    return ours + sum(bool(report.unnamed and report.missing) for report in reports(case))


def _replies(case: Case) -> int:
    return sum(not one.settled for one in replies_owed(case))


def _images(case: Case) -> int:
    return sum(not (credit_of(one) and case.image_source(one).term) for one in case.pictures)


COUNTS: dict[str, Callable[[Case], int]] = {
    "G2": _of_checks,
    "G5": _sources,
    "G6": _replies,
    "G9": _of_people,
    "G10": _images,
}
