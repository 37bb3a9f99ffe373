"""Why a step is not open: the one answer for button, queue, page and service. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from review.workflow.case import Case, Past
from review.workflow.gates import closed_for
from review.workflow.transitions import NotNow, transition


@dataclass(frozen=True, slots=True)
class No:
    """The sentence, and where it is put right; `gate`: the code of the closed gate, where it is one."""

    sentence: str
    fix: str = ""
    gate: str = ""

    @property
    def beside(self) -> str:
        """Beside a button, below the bar that names the gates."""
        return self.sentence.partition(": ")[2] if self.gate else self.sentence


Ask = Callable[[Case], No | None]


def refusal(case: Case, name: str, allowed: Any = True) -> No | None:
    """Why the move `name` is not open now; None when it is. `allowed`: what the table of permissions said."""
    if not allowed:
        return No(getattr(allowed, "reason", ""))
    asked = (of_state(case, name), OWN[name](case) if name in OWN else None)
    return next((no for no in asked if no), None) or of_gates(case, name)


def of_state(case: Case, name: str) -> No | None:
    """The move is not for a story that stands where this one stands."""
    try:
        transition(name, case.state)
    except NotNow as no:
        return No(str(no), case.at())
    return None


def of_gates(case: Case, name: str) -> No | None:
    """The first closed gate of the move."""
    closed = closed_for(case, name)
    return No(f"{closed.name}: {closed.sentence}", closed.fix, closed.code) if closed else None


def publishing(case: Case) -> No | None:
    """What beside the gates keeps the approved text from readers."""
    fix = case.at("publish/")
    if case.embargo:
        until = timezone.localtime(case.embargo)
        zone = timezone.get_current_timezone_name()
        return No(f"Under embargo until {until:%-d %B %Y, %H:%M} ({zone}).", case.at("details/"))
    for row in case.past:
        if row.nature == "retraction":
            continue
        if row.status == "retracted" and row.text_digest == case.text_digest:
            return No("This very text was retracted. Change it first.", fix)
        if row.digest == case.approved_digest and row.status == "live" and not label_changed(case, row):
            return No("This very text is live already: readers have it.", fix)
    return None


def retracting(case: Case) -> No | None:
    return None if case.live else No("Nothing of this story is live.", case.at())


def spiking(case: Case) -> No | None:
    if case.live is None:
        return None
    return No("This story is live: retract it, then spike it.", case.at("retract/"))


def label_changed(case: Case, live: Past) -> bool:
    """Readers would be told something else about AI than the live version tells them."""
    told = case.told if case.uses else None
    label = (told.wording, told.place) if told and told.labelled else None
    return live.told != (label, case.grade.source_type)


def needs_responsible(case: Case) -> bool:
    """Nobody who may is responsible; another fault of that gate is not put right by taking it over."""
    return not case.responsible or not case.responsible_active or case.responsible_id in case.authors


OWN: dict[str, Ask] = {"publish": publishing, "retract": retracting, "spike": spiking}
