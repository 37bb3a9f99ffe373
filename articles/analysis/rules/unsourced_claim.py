"""The copy states in its own voice something specific that could be wrong, and says nothing about how we
know.

*Why it matters.* Whatever stands without a source stands on the newsroom. What went on in private, what
somebody wants, that something never happened, who did wrong: these are the statements readers and
lawyers ask about first. The clause that raises the question is marked; the rest of its sentence may be
sourced, or stand on the public record.

*What clears it.* Put the source in the same sentence, link the record, or give the editor the note or
document it rests on. If we saw it ourselves, say so.

*Does not flag* established facts and public events, what a law or an agreement lays down, what is
attributed in the same sentence, opinion, sub-heads, credits and disclaimers, or a fact that was attributed
earlier in the story, in whatever words. Nothing is asked twice. Off for opinion and analysis.

*Standard.* AP: attribute disputable facts not witnessed, gathered or confirmed by us. Reuters: source
every statement unless it is established fact, public domain or witnessed.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..registry import Hit, Reading, Rule
from ..wording import quoted

_ABOUT = {
    "what goes on out of sight": "tells what went on in private or in somebody's mind",
    "that something did not happen": "says that something did not happen or does not exist",
    "wrongdoing": "speaks of wrongdoing",
    "a trend": "states a trend",
    "a cause": "states a cause",
    "ties or arrangements": "states ties or arrangements",
    "what has been done": "states what has been done",
    "what someone thinks or means to do": "says what somebody thinks or means to do",
    "a count": "gives a count",
    "a purpose": "says what something was done for",
}


def _find(reading: Reading) -> Iterator[Hit]:
    for claim in reading.claims:
        if claim.unsourced is None or claim.figure is not None:
            continue
        about = _ABOUT.get(claim.why, "is specific")
        yield Hit(
            claim.unsourced,
            f"{quoted(reading.text, claim.unsourced)} {about}, in our own voice and without a source.",
            confidence=min(0.9, 0.4 + 0.2 * claim.score),
            holds=(claim.span,),
        )


RULE = Rule(
    slug="unsourced-claim",
    question="How do we know?",
    severity="ask",
    group="Show how we know",
    standard="AP: attribute disputable facts not witnessed, gathered or confirmed by us, in the same sentence.",
    why="What stands without a source stands on us, and it is the kind of statement that gets disputed.",
    clears="Put the source in the sentence, link the record, or give the editor the document it rests on. If we saw it, say so.",
    find=_find,
    flagged=(
        "[[Senior staff have privately talked about moving the ferry]].",
        "[[There have been no direct talks between the line and the port]].",
        "When the lease ran out in May, [[the line secretly offered the council a loan]].",
        "Tam Brightwell, [[who has secretly covered up two fires]], said the shed was safe.",
    ),
    unflagged=(
        "Tam Brightwell said there had been no talks.",
        "The council elected a new clerk on Monday.",
        "Tam Brightwell said Ines Maddox had bribed a pilot. Maddox bribed a pilot.",
        "No Talks Under Way",
    ),
    off_for=frozenset(("opinion", "analysis")),
    fields=frozenset(("text", "standfirst")),
)
