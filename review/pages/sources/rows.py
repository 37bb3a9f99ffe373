"""Accusations and reports of other newsrooms as their pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.models import Article
from review.pages.sources.claim_forms import COPY, US, SecondHandForm
from review.selectors.claims import answers_found
from review.services.accusations import WORDS_MAX
from review.sources.accusations import (
    ANSWERED,
    GONE,
    KINDS,
    NO,
    OUTCOMES,
    WITHDRAWN,
    YES,
    Accusation,
)
from review.sources.saying import last_name, says
from review.sources.secondhand import Report, reports
from review.wording import joined
from review.workflow.case import Case, CaseFlag
from review.workflow.permissions import may
from review.workflow.states import State
from review.workflow.words import copy_text

LABELS = {"asked": "Is it one?", NO: "None", WITHDRAWN: "Withdrawn"}


@dataclass(frozen=True, slots=True)
class Said:
    at: datetime
    by: str
    said: str
    words: str
    passage: str


@dataclass(frozen=True, slots=True)
class AccusationRow:
    """One accusation with what was said of it, and what this person may say."""

    one: Accusation
    status: str
    label: str
    css: str
    waits: str
    choices: tuple[tuple[str, str], ...]
    answer: str = ""  # what may be put on record as theirs: the checks found it in the copy

    @property
    def acts(self) -> list[Said]:
        return [Said(a.at, a.by, _lower(KINDS[a.kind]), a.words, a.passage) for a in self.one.acts]


def accusation_rows(user: Any, article: Article, case: Case) -> list[AccusationRow]:
    decides = bool(may(user, "decide", article)) and case.state != State.SPIKED
    answers = answers_found(article) if decides else {}
    return [_accusation(user, case, one, decides, answers) for one in case.records.accusations]


def _accusation(
    user: Any, case: Case, one: Accusation, decides: bool, answers: Mapping[tuple[str, str], str]
) -> AccusationRow:
    status, outcome = one.status(case.not_counting), one.outcome(copy_text(case), case.not_counting)
    request = case.records.request(one.passage, one.against)
    settled = status != YES or outcome is not None or (request is not None and case.records.settles(request))
    label = LABELS.get(status) or ("Decided" if outcome else "Asked" if request else "Nobody asked")
    css = "ask" if status == "asked" else "done" if settled else "block"
    choices = _choices(user, case, one, status, decides)
    open_ = not settled and ANSWERED in dict(choices)
    answer = (
        _suggested(answers.get((last_name(one.against), one.quote), ""), copy_text(case)) if open_ else ""
    )
    return AccusationRow(one, status, label, css, _waits(case, one, status), choices, answer)


def _waits(case: Case, one: Accusation, status: str) -> str:
    """What else is to be known of it: when it was found, whether its words are gone, who doubts it."""
    said = []
    if case.too_late(one):
        said.append("A newer check found it after the approval, which stands.")
    if one.moved and one.marked_by_id and case.checks == "done":
        said.append("Its words stand in the text no more: an editor who is no author says so.")
    if status == YES and (doubters := one.doubters(case.not_counting)):
        said.append(f"{joined(doubters)} said that it is none: a second person must say so too.")
    return " ".join(said)


def _suggested(sentence: str, text: str) -> str:
    """As many of its words as the record takes, where they stand in the text so."""
    words = " ".join(sentence.split())
    if len(words) > WORDS_MAX:
        words = words[: WORDS_MAX + 1].rpartition(" ")[0]
    return words if says(words, text) else ""


def _choices(
    user: Any, case: Case, one: Accusation, status: str, decides: bool
) -> tuple[tuple[str, str], ...]:
    slugs: list[str] = []
    if decides:
        slugs = [YES, NO] if status == "asked" else [*OUTCOMES, NO] if status == YES else [YES]
    if decides and one.moved and status == YES:
        slugs.append(GONE)
    if one.marked_by_id == user.pk and status == YES and one.withdrawable(case.not_counting):
        slugs.append(WITHDRAWN)
    return tuple((slug, KINDS[slug]) for slug in slugs)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Another newsroom's report, with the form that answers it once."""

    report: Report
    form: SecondHandForm | None
    open: bool

    @property
    def places(self) -> list[CaseFlag]:
        """One a passage: several rules ask about the same words."""
        return list({flag.passage: flag for flag in reversed(self.report.flags)}.values())[::-1]


def report_rows(
    user: Any, article: Article, case: Case, bound: SecondHandForm | None = None
) -> list[ReportRow]:
    writes = bool(may(user, "attest", article)) and case.state != State.SPIKED
    return [_report(one, writes, bound) for one in reports(case)]


def _report(report: Report, writes: bool, bound: SecondHandForm | None) -> ReportRow:
    if bound is not None and bound.data.get("outlet") == report.outlet:
        bound.data = {**bound.data.dict(), "seen": report.seen}
        return ReportRow(report, bound, True)
    if not writes:
        return ReportRow(report, None, False)
    return ReportRow(report, second_hand_form(report), not report.whole)


def second_hand_form(report: Report, data: Mapping[str, Any] | None = None) -> SecondHandForm:
    initial: dict[str, Any] = {"outlet": report.outlet, "seen": report.seen}
    if found := report.checked:
        initial |= {"link": found.link, "words": found.words, "text": found.how}
        initial["confirmed"] = COPY if found.words else US
    return SecondHandForm(data, initial=initial, auto_id=f"{report.anchor}-%s")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
