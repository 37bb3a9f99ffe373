"""A number, a share, a ranking or a study's result stands in the copy without a source.

*Why it matters.* Numbers carry more weight than words and are wrong more often. A reader should be able
to find the table. The clause that holds the figure is marked.

*What clears it.* Name and link the source of the figure, with its date. Or leave the figure out.

*Does not flag* figures that are attributed in their sentence, figures of a poll or a paper that was just
named, dates, ages and scores, market prices, votes, the terms of a law or a plan, or a figure whose source
was given earlier in the story, in whatever words. Nothing is asked twice. Off for opinion and analysis.

*Standard.* Reuters: source every statement unless it is established fact, public domain or witnessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import Hit, Reading, Rule
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    for claim in reading.claims:
        if claim.unsourced is None or claim.figure is None:
            continue
        yield Hit(
            claim.unsourced,
            f"Where does {quoted(reading.text, claim.figure)} come from? The copy does not say.",
            confidence=min(0.9, 0.45 + 0.2 * claim.score),
            holds=(claim.span,),
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
    flagged=(
        "[[Container traffic through the port rose 31 per cent in two years]].",
        "The ferry sailed on Monday, [[carrying more than 4,000 tonnes of salt]].",
        "Solan Line, [[which has paid the council about $2 million]], said it would stay.",
    ),
    unflagged=(
        "Container traffic rose 31 per cent, according to the port's bulletin.",
        "The council met on 4 November 2026.",
        "The Harbour survey asked 900 islanders. About 40 per cent wanted a bridge.",
        "Traffic rose 31%, Tam Brightwell said. The 31 percent rise in traffic came with the new quay.",
        "The law allows fines of up to $5,000.",
    ),
    off_for=frozenset(("opinion", "analysis")),
    fields=frozenset(("text", "standfirst")),
)
