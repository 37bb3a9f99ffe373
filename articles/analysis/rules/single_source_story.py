"""Everything the story attributes comes from one source.

*Why it matters.* One voice, however good, is one view. Most corrections come from stories nobody else
was asked about.

*What clears it.* Ask somebody else: the other side, a record, someone who was there. Or have an editor
note why one source is enough, as for a speech, a court ruling or an interview.

*Does not flag* stories with fewer than four attributed sentences, interviews in questions and answers,
briefs, or stories in which a second source says anything at all.

*Standard.* AP: more than one source is routinely sought.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..attribution import Attributed
from ..claims import answers
from ..registry import Hit, Reading, Rule
from ..wording import key_of, quoted

FEWEST = 4


def _find(reading: Reading) -> Iterator[Hit]:
    resting = [
        a for a in reading.attributions if answers(a) and a.kind != "hidden" and (a.source or a.speaker)
    ]
    if any(a.cue_kind == "colon" for a in resting):
        return
    keys = Counter(_who(reading, a) for a in resting)
    if len(keys) == 1 and len({a.sentence for a in resting}) >= FEWEST:
        first = resting[0]
        name = first.speaker or (first.source.of(reading.text) if first.source else "one source")
        yield Hit(
            first.anchor,
            f"All {len(resting)} statements that have a source rest on {name}; first on {quoted(reading.text, first.anchor)}.",
            confidence=0.7,
            holds=tuple(first.spans()),
            source_key=key_of(reading.text, first),
        )


def _who(reading: Reading, attributed: Attributed) -> str:
    return (attributed.speaker or key_of(reading.text, attributed)).lower()


RULE = Rule(
    slug="single-source-story",
    name="Single-source story",
    question="Who else have we asked?",
    severity="ask",
    group="Give them their say",
    standard="AP: more than one source is routinely sought.",
    why="One voice, however good, is one view.",
    clears="Add a second source or the other side. Or note why one is enough, as for a speech or a ruling.",
    find=_find,
    flagged=(
        "[[Tam Brightwell said]] the ferry is late.\nBrightwell said the quay is weak.\n"
        "“We need a new one,” Brightwell said.\nBrightwell added that the town had been told.",
    ),
    unflagged=(
        "Tam Brightwell said the ferry is late.\nInes Maddox said it is not.\nBrightwell said it was.\n"
        "Brightwell said so twice.",
        "Tam Brightwell said the ferry is late.",
    ),
    off_for=frozenset(("opinion", "brief", "live")),
    fields=frozenset(("text",)),
)
