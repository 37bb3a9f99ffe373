"""Citation marks that only a chat tool writes have stayed in the copy.

*Why it matters.* They show that this passage was copied out of a chat tool's answer, and they mean
nothing to a reader.

*What clears it.* Follow the citation to its source, check it, cite the source itself, and remove the
mark. Declare the use.

*Does not flag* footnotes, editors' brackets or references of a journal.

*Standard.* House policy on AI use. Indicator, not proof, of anything beyond this passage.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..registry import Hit, Reading, Rule
from ..residue import CITATION
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    for match in CITATION.finditer(reading.text):
        span = Span(*match.span())
        words = (
            quoted(reading.text, span, 40)
            if span.of(reading.text).isprintable()
            else "This mark, invisible on most screens,"
        )
        yield Hit(
            span,
            f"{words} is a citation mark of a chat tool. It leads a reader nowhere.",
            confidence=0.99,
            holds=(span,),
        )


RULE = Rule(
    slug="citation-residue",
    question="Where does this mark lead?",
    severity="block",
    group="Make text and declaration agree",
    standard="House policy on AI use: nothing a tool leaves behind stays in copy; its use is declared.",
    why="This passage was copied out of a chat tool's answer. The mark means nothing to a reader.",
    clears="Find and check the source itself, cite it, and remove the mark. Declare what the tool was used for.",
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
)
