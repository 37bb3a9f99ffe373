"""Citation marks that only a chat tool writes have stayed in the copy.

*Why it matters.* They show that this passage was copied out of a chat tool's answer, and they mean
nothing to a reader.

*What clears it.* Follow the citation to its source, check it, cite the source itself, and remove the
mark (one click takes it out). Declare the use, or explain how the mark came here.

*What it cannot know.* An indicator, not proof: who wrote the passage, or whether the source was read.

*Does not flag* footnotes, editors' brackets, references of a journal, or marks that are quoted or
named in a story about such tools.

*Standard.* House policy on AI use. A reader can follow every reference.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..registry import Hit, Reading, Rule
from ..residue import found_in
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    for found in found_in(reading.document, "citation-residue", markdown=reading.copy.format == "markdown"):
        yield Hit(
            found.span,
            f"{_words(reading.text, found.span)} is a citation mark of {found.sign.of}. It leads a reader nowhere.",
            confidence=0.99,
            holds=(found.span,),
            suggestion="",
        )


def _words(text: str, span: Span) -> str:
    return quoted(text, span, 40) if span.of(text).isprintable() else "This mark, invisible on most screens,"


RULE = Rule(
    slug="citation-residue",
    name="Citation mark of a chat tool",
    question="Where does this mark lead?",
    severity="block",
    group="Make text and declaration agree",
    standard="House policy on AI use: nothing a tool leaves behind stays in copy; its use is declared.",
    why="An indicator, not proof: this passage was copied out of a chat tool's answer. Whether anybody read the source it cannot know.",
    clears="Find and check the source itself, cite it, and clean the mark out. Declare what the tool was used for, or explain.",
    find=_find,
    flagged=(
        "The quay was built in 1932 [[:contentReference[oaicite:2]{index=2}]].",
        "The quay was built in 1932 [[【4†source】]].",
        "The quay was built in 1932 [[citeturn0search3]].",
        "Traffic rose [[[cite: 1, 2]]] last year.",
    ),
    unflagged=(
        "The quay was built in 1932 [1].",
        "“They [the council] turned left,” he said.",
        "It was their turn0 in the game.",
    ),
    sourcing=False,
    reads="typed",
)
