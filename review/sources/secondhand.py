"""Another newsroom's report: credited, linked, confirmed by us or said not to be. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from review.sources.attestation import ANONYMOUS
from review.sources.checked import ABOUT, Checked, anchor_of, outlet_of
from review.sources.saying import stands_in
from review.workflow.case import Case, CaseFlag
from review.workflow.words import copy_text


@dataclass(frozen=True, slots=True)
class Report:
    """One newsroom's report in the text: every place that rests on it is one question."""

    outlet: str
    flags: tuple[CaseFlag, ...]  # in the order of the text
    passages: frozenset[str]
    unnamed: bool  # somebody without a name told them
    checked: Checked | None
    credited: bool  # the copy names the newsroom
    said: bool  # the words that we could not confirm it still stand

    @property
    def fresh(self) -> tuple[CaseFlag, ...]:
        """Places that came, or changed, since it was answered."""
        known = self.checked.passages if self.checked else frozenset()
        return tuple(flag for flag in self.flags if flag.passage not in known)

    @property
    def missing(self) -> str:
        """What it still lacks, as a sentence; empty when it is whole."""
        if not self.credited:
            return f"The copy does not name {self.outlet}."
        if self.checked is None:
            return "Where is their report, and did we confirm it?"
        if self.fresh:
            return "It says more, or something else, than was answered for."
        if not self.said:
            return f"The words “{self.checked.words}” stand in the copy no more."
        return ""

    @property
    def whole(self) -> bool:
        return not self.missing

    @property
    def seen(self) -> str:
        """What a form about it carries: the same while the same passages rest on it."""
        return hashlib.sha256("\n".join(sorted(self.passages)).encode()).hexdigest()[:32]

    @property
    def anchor(self) -> str:
        return anchor_of(self.outlet)


def reports(case: Case) -> tuple[Report, ...]:
    """In the order of the text. What an editor dismissed as misread or gone is none; nor is
    what a newer engine took for one after the approval."""
    flags = [flag for flag in case.flags if flag.rule in ABOUT and outlet_of(flag.source_key)]
    read = [flag for flag in flags if case.stands(flag, flag.rule)]
    outlets = dict.fromkeys(outlet_of(flag.source_key) for flag in read)
    return tuple(_report(case, outlet, read) for outlet in outlets)


def report_of(case: Case, outlet: str) -> Report | None:
    return next((report for report in reports(case) if report.outlet == outlet), None)


def _report(case: Case, outlet: str, flags: list[CaseFlag]) -> Report:
    mine = tuple(flag for flag in flags if outlet_of(flag.source_key) == outlet)
    checked = case.records.second_hand(outlet)
    return Report(
        outlet=outlet,
        flags=mine,
        passages=frozenset(flag.passage for flag in mine),
        unnamed=any(f.rule == ANONYMOUS or f.found_severity == "block" for f in mine),
        checked=checked,
        credited=stands_in(outlet, f"{case.headline}\n{copy_text(case)}"),
        said=checked is None or not checked.words or stands_in(checked.words, copy_text(case)),
    )
