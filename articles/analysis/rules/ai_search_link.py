"""A link carries the tracking mark of a chat tool: it was found there.

*Why it matters.* It shows that the reporter searched with a chat tool, no more. The page it leads to
may be sound; it should have been read, not only summarised.

*What clears it.* Open the page, check that it says what the copy says, and link it without the mark.
Declare the research.

*Does not flag* links without such a mark.

*Standard.* House policy on AI use.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..registry import Hit, Reading, Rule
from ..residue import AI_LINK
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    for match in AI_LINK.finditer(reading.text):
        span = Span(*match.span())
        yield Hit(
            span,
            f"{quoted(reading.text, span, 60)} carries the mark of a chat tool: the page was found through one.",
            confidence=0.97,
            holds=(span,),
        )


RULE = Rule(
    slug="ai-search-link",
    question="Have we read the page itself?",
    severity="ask",
    group="Make text and declaration agree",
    standard="House policy on AI use: research with a tool is declared.",
    why="It shows that the page was found with a chat tool, no more.",
    clears="Check the page, link it without the tracking mark, and declare the research.",
    find=_find,
    flagged=("The table is at [[https://port.example/table?utm_source=chatgpt.com]] since May.",),
    unflagged=("The table is at https://port.example/table?utm_source=newsletter since May.",),
    sourcing=False,
)
