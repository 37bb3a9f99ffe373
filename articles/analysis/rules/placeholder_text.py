"""A gap somebody meant to fill is still in the copy.

*Why it matters.* "[Insert name]" in print is an embarrassment; filled by guesswork it is an error.

*What clears it.* Fill the gap with what is known, or cut the sentence.

*Does not flag* an editor's bracket inside somebody's quoted words, Markdown links, or "[sic]".

*Standard.* House style.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..registry import Hit, Reading, Rule
from ..residue import PLACEHOLDER, is_placeholder
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    for match in PLACEHOLDER.finditer(reading.text):
        if is_placeholder(match[0]):
            span = Span(*match.span())
            yield Hit(
                span,
                f"{quoted(reading.text, span)} is a gap that was never filled.",
                confidence=0.97,
                holds=(span,),
            )


RULE = Rule(
    slug="placeholder-text",
    question="What belongs here?",
    severity="block",
    group="Make text and declaration agree",
    standard="House style: copy is complete when it is filed.",
    why="Somebody, or a tool, left this to be filled in.",
    clears="Fill the gap with what is known, or cut the sentence.",
    find=_find,
    flagged=(
        "The clerk, [[[Insert name]]], said the seats were booked.",
        "The berth closes on [[2026-XX-XX]].",
        "[[[Your Name]]] reported from Kelsmouth.",
    ),
    unflagged=(
        "“We want [your] votes,” Brightwell said.",
        "“They came [sic] late,” he said.",
        "The clerk [Ines Maddox] said so.",
    ),
    sourcing=False,
)
