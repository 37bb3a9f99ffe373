"""The replies a story owes, each with what is logged of it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from review.sources.replies import REPLY, Request
from review.sources.unnamed import stands
from review.workflow.case import Case, CaseFlag

_REFUSED = re.compile(r"\b(?:declin|refus)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Owed:
    """A passage that says somebody did not answer, or accuses somebody whose answer is not there."""

    flag: CaseFlag
    request: Request | None

    @property
    def allegation(self) -> bool:
        return self.flag.found_severity == "block"

    @property
    def settled(self) -> bool:
        """Logged and over; or, where nobody is accused, decided by an editor."""
        if self.request is not None:
            return not self.request.waiting
        return not self.allegation and not self.flag.open


def replies_owed(case: Case) -> tuple[Owed, ...]:
    """In the order of the text."""
    flags = [flag for flag in case.flags if stands(case, flag, REPLY)]
    return tuple(Owed(flag, case.records.request(flag.passage)) for flag in flags)


def refusals(case: Case) -> tuple[str, ...]:
    """The words in which somebody is said to have given no comment, in the copy or in the log."""
    copy = [flag.quote for flag in case.flags if stands(case, flag, REPLY) and _REFUSED.search(flag.quote)]
    logged = [f"{r.whom} declined to comment" for r in case.records.requests if r.outcome == "declined"]
    return tuple(dict.fromkeys([*copy, *logged]))
