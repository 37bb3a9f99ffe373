"""A gap somebody meant to fill is still in the copy.

*Why it matters.* "[Insert name]" in print is an embarrassment; filled by guesswork it is an error.

*What clears it.* Fill the gap with what is known, or cut the sentence. If a tool drafted it, declare that.

*What it cannot know.* An indicator, not proof, that a tool wrote the sentence: people leave gaps too.

It knows gaps in brackets, dates with X for a number, and the places this desk's own suggested wordings
leave open, as in "reported on ‹day›".

*Does not flag* an editor's bracket inside somebody's quoted words, Markdown links, or "[sic]"; nor words
that single angle marks quote, as newspapers in other languages do.

*Standard.* House style.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..registry import Hit, Reading, Rule
from ..residue import found_in
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    for found in found_in(reading.document, "placeholder-text", markdown=reading.copy.format == "markdown"):
        yield Hit(
            found.span,
            f"{quoted(reading.text, found.span)} is a gap that was never filled.",
            confidence=0.97,
            holds=(found.span,),
        )


RULE = Rule(
    slug="placeholder-text",
    name="Gap left to fill",
    question="What belongs here?",
    severity="block",
    group="Make text and declaration agree",
    standard="House style: copy is complete when it is filed.",
    why="Somebody, or a tool, left this to be filled in. Of a tool it is an indicator, not proof: which of the two it cannot know.",
    clears="Fill the gap with what is known, or clean the sentence out; declare the use if a tool drafted it, or explain.",
    find=_find,
    flagged=(
        "The clerk, [[[Insert name]]], said the seats were booked.",
        "The berth closes on [[2026-XX-XX]].",
        "[[[Your Name]]] reported from Kelsmouth.",
        "Harbour News reported on [[‹day›]], citing a person it did not name, that the berth closes.",
    ),
    unflagged=(
        "“We want [your] votes,” Brightwell said.",
        "“They came [sic] late,” he said.",
        "The clerk [Ines Maddox] said so.",
        "Das Blatt schrieb: «Er nannte das ‹eine gute Sache›.»",
    ),
    sourcing=False,
    reads="typed",
)
