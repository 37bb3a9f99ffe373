"""Why a step is not open: the one answer for button, queue, page and service. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

from newsroom.times import moment
from review.wording import either
from review.workflow.case import Case, Signature
from review.workflow.gates import closed_for
from review.workflow.seconds import agreed
from review.workflow.states import PUT_ASIDE, State
from review.workflow.telling import ended_and_since
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
GONE = "Whoever asked may not ask any more: somebody else must ask."
LIVE = "This very text is live already: readers have it, and of AI, images and language are told the same."
RETRACTED = (
    "This very text was retracted. Change what was wrong first; where it was taken down by mistake, reopen"
    " it, and have it signed anew."
)


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


def signing(case: Case, person_id: int, role: str, could: Collection[str] = ()) -> No | None:
    """Why this person, who may sign in this role, cannot do so now: bar, queue, sign page and service ask it.

    Whatever waits for a second person is agreed to with a signature. `could`: see own_hand.
    """
    return refusal(agreed(case), "sign") or own_hand(case, person_id, role, could)


def own_hand(case: Case, person_id: int, role: str, could: Collection[str] = ()) -> No | None:
    """Why the hand of this very person is not wanted in this role: they gave it, in this role or in another.

    One person fills one role on one text. `could`: names of those who may fill this one.
    """
    fix = case.at("#sign-offs")
    if any(s.person_id == person_id and s.role == role for s in case.signed_here):
        return No("You have signed this very text already.", fix)
    other = case.other_role(person_id, role)
    if not other or not case.policy.duties.one_role_a_person:
        return None
    name = case.policy.role_words(role)
    who = f"{either(could)} may sign as {name}" if could else f"nobody else here holds the role {name} yet"
    signed = f"You signed this text as {case.policy.role_words(other)}"
    back = f"Withdraw that signature, and you may sign as {name}."
    return No(f"{signed}, and one person fills one role on one text: {who}. {back}", fix)


class Asked(Protocol):
    """What one person asks, and another agrees to."""

    @property
    def asked_by_id(self) -> int: ...

    @property
    def seconded_by_id(self) -> int | None: ...


def seconding(case: Case, one: Asked, person_id: int) -> No | None:
    """Why this person, who may agree, cannot be the second of two: page, queue and service ask it.

    Two people stand behind it who may, both, when the second one agrees.
    """
    if one.asked_by_id == person_id:
        return No("You asked for this yourself: a second person must agree.", case.at())
    if one.seconded_by_id:
        return No("Somebody agreed to this already.", case.at())
    if one.asked_by_id in case.not_counting:
        return No("Whoever asked is an author of the story now: somebody else must ask.", case.at())
    still = case.asks_still(one.asked_by_id, getattr(one, "role", ""))
    return None if still else No(GONE, case.at())


def answering(case: Case, person_id: int) -> No | None:
    """Why this person, who may agree to dismissals, has none to answer: page and service ask it."""
    fix = case.at("dismissals/")
    if case.state == State.SPIKED:
        return No(PUT_ASIDE, case.at())
    if not case.waiting:
        return No("No dismissal waits for a second person.", fix)
    if all(flag.dismissal and flag.dismissal.by_id == person_id for flag in case.waiting):
        return No("You dismissed all that waits here: a second person must agree.", fix)
    return None


def became_of(case: Case, signature: Signature) -> str:
    """What became of a signature that fills no role now, as a sentence."""
    if why := case.why_ended(signature):
        return ended_and_since(case, signature, why)
    if case.held(signature):
        return f"{case.changes_asked_by} asked for changes since."
    filled = next((role for role in case.required_roles if _fills(case, role, signature.person_id)), "")
    if not filled:
        return "It holds for this text."
    return f"It counts as {case.policy.role_words(filled)}: one person fills one role on one text."


def _fills(case: Case, role: str, person_id: int) -> bool:
    found = case.standing(role)
    return found is not None and found.person_id == person_id


def publishing(case: Case) -> No | None:
    """What beside the gates keeps the approved text from readers."""
    fix = case.at("publish/")
    if case.embargo:
        return No(f"Under embargo until {moment(case.embargo)}.", case.at("details/"))
    for row in case.past:
        if row.nature == "retraction":
            continue
        if row.status not in ("live", "retracted") or not case.went_out(row):
            continue
        if row.status == "live":
            return No(LIVE, fix)
        if not _signed_since_taken_down(case):
            return No(RETRACTED, fix)
    return None


def _signed_since_taken_down(case: Case) -> bool:
    """Every role signed this text after it was retracted: taken down by mistake, it is earned anew."""
    down = max((row.at for row in case.past if row.nature == "retraction" and row.at), default=None)
    signed = [case.standing(role) for role in case.required_roles]
    return down is not None and all(one is not None and one.signed_at > down for one in signed)


def retracting(case: Case) -> No | None:
    return None if case.live else No("Nothing of this story is live.", case.at())


def spiking(case: Case) -> No | None:
    if case.live is None:
        return None
    return No("This story is live: retract it, then spike it.", case.at("retract/"))


def needs_responsible(case: Case) -> bool:
    """Nobody who may is responsible; another fault of that gate is not put right by taking it over."""
    may = case.responsible_active and case.asks_still(case.responsible_id)
    return not case.responsible or not may or case.responsible_id in case.authors


OWN: dict[str, Ask] = {"publish": publishing, "retract": retracting, "spike": spiking}
