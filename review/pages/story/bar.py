"""The gate bar: every gate with its place, and the first closed one as a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from review.workflow.case import Case
from review.workflow.gates import GATE, Result, closed_for, first_closed
from review.workflow.states import State
from review.workflow.telling import standing_of
from review.workflow.transitions import comes_back
from review.workflow.ways import refusal

ICON = {"pass": "pass", "fail": "fail", "pending": "pending", "waived": "waived", "n/a": "waived"}
HOME = {
    "G0": "#story",
    "G1": "#checks",
    "G2": "#legend",
    "G3": "#ai-use",
    "G4": "#ai-use",
    "G9": "#legend",
    "G10": "#images",
}
EDITING = ("images/", "edit/", "details/")  # pages below the story's, for whoever may change it
AI = ("G3", "G4", "G11")  # three gates, one topic and one sign
CLOSED = ("fail", "pending")
WORST = ("fail", "pending", "waived", "pass", "n/a")
COUNT = re.compile(r"^\d+ of \d+\. ")  # stands beside the sign-offs already
FIX = {
    "G1": "Go to the checks",
    "G3": "Declare",
    "G4": "Go to AI use",
    "G5": "Attest the sources",
    "G6": "Log the replies",
    "G7": "Go to the sign-offs",
    "G8": "Go to responsibility",
    "G9": "Go to the question",
    "G10": "Go to the images",
    "G11": "Go to the sign-offs",
}


@dataclass(frozen=True, slots=True)
class GateView:
    """One sign of the bar: a gate, or all gates of one topic."""

    name: str
    status: str
    css: str
    icon: str
    sentence: str
    href: str
    count: int = 0  # of open questions, where it counts any


@dataclass(frozen=True, slots=True)
class Why:
    """The first closed gate as a sentence, with the link to where it is put right."""

    sentence: str
    rest: str = ""
    href: str = ""
    link: str = ""
    waive: str = ""


def gate_views(case: Case, results: Sequence[Result], *, edits: bool = True) -> tuple[GateView, ...]:
    """A sign a topic, in the order of the gates; that of AI stands where its first gate does."""
    of_ai = [result for result in results if result.code in AI]
    told = [result for result in results if result.code not in AI[1:]]
    return tuple(
        _view(case, _topic(of_ai), edits) if result.code in AI else _view(case, result, edits)
        for result in told
    )


def _topic(results: Sequence[Result]) -> Result:
    """All gates of AI as one, which stands as the worst of them; those that are closed speak, or all."""
    worst = min(results, key=lambda result: WORST.index(result.status))
    spoken = [result for result in results if result.blocking] or results
    return replace(worst, name="AI", sentence=" ".join(result.sentence for result in spoken))


def _view(case: Case, result: Result, edits: bool) -> GateView:
    home = HOME.get(result.code, "#sign-offs")
    css = "na" if result.status == "n/a" else result.status
    status = "not applicable" if result.status == "n/a" else result.status
    href = _local(case, result.fix, edits) or home
    return GateView(result.name, status, css, ICON[result.status], result.sentence, href, result.open)


def rest_of(results: Sequence[GateView]) -> str:
    """Where there is no room for every name: “6 passed, 1 waived, 2 not applicable”."""
    standing = {"not applicable": "n/a"}
    return standing_of(standing.get(one.status, one.status) for one in results if one.css not in CLOSED)


def _local(case: Case, fix: str, edits: bool) -> str:
    """A place on this page keeps only its anchor: nothing is loaded again. Nothing leads whoever may not
    change text and images (`edits`) to a page that is shut to them."""
    if not edits and fix.startswith(tuple(case.at(page) for page in EDITING)):
        return ""
    return fix.removeprefix(case.at()) if fix.startswith((case.at("#"), case.at("?"))) else fix


def why_closed(case: Case, gates: Sequence[Result], can: Callable[[str], Any], *, edits: bool = True) -> Why:
    if case.state == State.SPIKED:
        return Why("Put aside.", comes_back(case.before_spike))
    if case.state == State.IN_REVIEW and closed_for(case, "approve") is None:
        return Why("Nobody has approved this text yet.", "Every gate that an approval needs is open.")
    spoken = [gate for gate in gates if gate.code != "G0" or gate.status == "fail"]
    shut = first_closed(spoken) or first_closed(gates)
    if shut is None:
        return _all_open(case, gates, edits)
    beside = _beside(case, shut, gates)
    sentence, _, rest = COUNT.sub("", shut.sentence).partition(". ")
    whole = sentence if sentence.endswith((".", "?")) else f"{sentence}."
    href = _local(case, shut.fix, edits) or HOME.get(shut.code, "#sign-offs")
    waive = ""
    if GATE[shut.code].overridable and shut.status == "fail" and can("override"):
        waive = reverse("review:override", args=[case.slug, shut.code])
    return Why(whole, f"{rest.strip()} {beside}".strip(), href, _link_words(shut, href), waive)


def _beside(case: Case, shut: Result, gates: Sequence[Result]) -> str:
    """While a declared use waits to be taken back, what is said of readers’ label is said beside it."""
    if shut.code != "G3" or case.declared is None:
        return ""
    told = next((gate for gate in gates if gate.code == "G4" and gate.blocking), None)
    return f"{told.name}: {told.sentence}" if told else ""


def _all_open(case: Case, gates: Sequence[Result], edits: bool) -> Why:
    """No gate is closed: how each stands, and what else keeps the text from readers."""
    no = refusal(case, "publish")
    told = f"{standing_of(gate.status for gate in gates).capitalize()}."
    if no is None:
        return Why("No gate is closed.", told)
    href = _local(case, no.fix, edits)
    return Why(no.sentence, told, href, "Go there" if href else "")


def _link_words(shut: Result, href: str) -> str:
    if shut.code in ("G2", "G9") and "#f" in href:
        return f"Go to flag {href.rpartition('#f')[2]}"
    if shut.code == "G3" and href.endswith("#taken-back"):
        return "Read why, and answer"
    if shut.code == "G2" and href.endswith("dismissals/"):
        return "Go to the dismissals"
    return FIX.get(shut.code, "Go there")
