"""A number, a share, a ranking or a study's result stands in the copy without a source.

*Why it matters.* Numbers carry more weight than words and are wrong more often. A reader should be able
to find the table.

*What clears it.* Name and link the source of the figure, with its date. Or leave the figure out.

*Does not flag* figures that are attributed in their sentence, dates, ages and scores, or a figure whose
source was given earlier in the story. Off for opinion and analysis.

*Standard.* Reuters: source every statement unless it is established fact, public domain or witnessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import Hit, Reading, Rule
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    for claim in reading.claims:
        if claim.status != "needs-source" or claim.unsourced is None or claim.figure is None:
            continue
        yield Hit(
            claim.unsourced,
            f"Where does {quoted(reading.text, claim.figure)} come from? The copy does not say.",
            confidence=min(0.9, 0.45 + 0.2 * claim.score),
            holds=(claim.unsourced,),
        )


RULE = Rule(
    slug="unsourced-figure",
    question="Where does this figure come from?",
    severity="ask",
    group="Show how we know",
    standard="Reuters: source every statement unless it is established fact, public domain or witnessed.",
    why="Numbers carry more weight than words, and are wrong more often.",
    clears="Name and link where the figure comes from, with its date. Or leave it out.",
    find=_find,
    flagged=("[[Container traffic through the port rose 31 per cent in two years]].",),
    unflagged=(
        "Container traffic rose 31 per cent, according to the port's bulletin.",
        "The council met on 4 November 2026.",
    ),
    off_for=frozenset(("opinion", "analysis")),
    fields=frozenset(("text", "standfirst")),
)
