"""The ways to answer a flag, and which of them are open to a person. Decides, does not fetch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from review.models import FlagDecision, FlagReply
from review.selectors.flags import FlagView
from review.workflow.evidence import leftover
from review.workflow.states import State

Outcome, Intent = FlagDecision.Outcome, FlagReply.Intent


@dataclass(frozen=True, slots=True)
class Way:
    """One way to answer: its slug in the address, the button that opens the form, the one that sends it."""

    slug: str
    label: str
    send: str
    permission: str
    intent: str = ""
    outcome: str = ""


# fmt: off
WAYS: tuple[Way, ...] = (
    Way("evidenced", "Evidenced",      "Mark as evidenced", "decide", outcome=Outcome.EVIDENCED),
    Way("dismiss",   "Dismiss",        "Dismiss",           "decide", outcome=Outcome.DISMISSED),
    Way("reopen",    "Reopen",         "Open it again",     "decide", outcome=Outcome.REOPENED),
    Way("reply",     "Reply",          "Send the reply",    "reply",  intent=Intent.REPLY),
    Way("contest",   "Contest",        "Contest it",        "reply",  intent=Intent.CONTEST),
    Way("dismissal", "Ask to dismiss", "Ask to dismiss",    "reply",  intent=Intent.DISMISSAL),
)
# fmt: on
WAY = {way.slug: way for way in WAYS}


def ways_for(view: FlagView, can: Callable[[str], Any], state: str) -> tuple[tuple[Way, ...], str]:
    """The ways this person may answer, and the sentence that says why not another one."""
    if view.status == "fixed" or state == State.SPIKED:
        return (), ""
    decide, reply = can("decide"), can("reply")
    answered = view.status not in ("open", "replied")
    slugs: list[str] = []
    if decide:
        evidence = [] if leftover(view.rule, view.severity) else ["evidenced"]
        slugs += ["reopen"] if answered else [*evidence, "dismiss"]
    if reply:
        slugs += ["reply"] if answered or decide else ["reply", "contest", "dismissal"]
    return tuple(WAY[slug] for slug in slugs), "" if decide else "An editor, standards or legal decides."
