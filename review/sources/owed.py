"""The replies a story owes, each with what is logged of it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from review.sources.accusations import Accusation, Act
from review.sources.replies import REPLY, Request
from review.workflow.case import Case, CaseFlag
from review.workflow.words import copy_text

_REFUSED = re.compile(r"\b(?:declin|refus)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Owed:
    """A passage that accuses somebody, or says that somebody did not answer."""

    quote: str
    passage: str
    request: Request | None
    flag: CaseFlag | None = None
    accusation: Accusation | None = None
    outcome: Act | None = None  # why whoever is accused need not be asked
    early: bool = False  # two people publish before the deadline, and the copy says that they were asked

    @property
    def allegation(self) -> bool:
        return self.accusation is not None or (self.flag is not None and self.flag.found_severity == "block")

    @property
    def settled(self) -> bool:
        """Logged and over; excused by an editor; or, where nobody is accused, decided by an editor."""
        if self.outcome is not None:
            return True
        if self.request is not None:
            return not self.request.waiting or self.early
        return not self.allegation and self.flag is not None and not self.flag.open

    @property
    def key(self) -> str:
        """What a form about it carries: a flag's number, or an accusation's."""
        return f"a{self.accusation.pk}" if self.accusation else str(self.flag.number if self.flag else "")

    @property
    def number(self) -> int | None:
        """Of the flag to go to, where one asks."""
        return self.accusation.flag if self.accusation else self.flag.number if self.flag else None

    @property
    def whom(self) -> str:
        return self.accusation.against if self.accusation else ""


def replies_owed(case: Case) -> tuple[Owed, ...]:
    """Accusations first, then where somebody is said not to have answered; each in the order of the text."""
    flags = [f for f in case.flags if case.stands(f, REPLY) and f.number not in case.judged]
    accused = [
        Owed(
            one.quote,
            one.passage,
            request := case.records.request(one.passage, one.against),
            accusation=one,
            outcome=one.outcome(copy_text(case), case.not_counting),
            early=case.records.agreed_early(request),
        )
        for one in case.accusations
    ]
    silent = [
        Owed(
            f.quote,
            f.passage,
            request := case.records.request(f.passage),
            f,
            early=case.records.agreed_early(request),
        )
        for f in flags
    ]
    return (*accused, *silent)


def unsure(case: Case) -> tuple[Accusation, ...]:
    """Of which it is asked whether they are accusations."""
    return tuple(one for one in case.records.accusations if one.status(case.not_counting) == "asked")


def refusals(case: Case) -> tuple[str, ...]:
    """The words in which somebody is said to have given no comment, in the copy or in the log."""
    copy = [flag.quote for flag in case.flags if case.stands(flag, REPLY) and _REFUSED.search(flag.quote)]
    logged = [f"{r.whom} declined to comment" for r in case.records.requests if r.outcome == "declined"]
    return tuple(dict.fromkeys([*copy, *logged]))
