"""A link carries the tracking mark of a chat tool: it was found there.

*Why it matters.* It shows that the reporter searched with a chat tool, no more. The page it leads to
may be sound; it should have been read, not only summarised.

*What clears it.* Open the page, check that it says what the copy says, and link it without the mark
(one click takes the mark off). Declare the research, or explain.

*What it cannot know.* An indicator, not proof, of how the page was found; nothing else.

*Does not flag* links without such a mark, or the mark alone where a story writes about it.

*Standard.* House policy on AI use.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..links import without_tracking
from ..registry import Hit, Reading, Rule
from ..residue import found_in
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    for found in found_in(reading.document, "ai-search-link", markdown=reading.copy.format == "markdown"):
        yield Hit(
            found.span,
            f"{quoted(reading.text, found.span, 60)} carries the mark of {found.sign.of}: the page was found through it.",
            confidence=0.97,
            holds=(found.span,),
            suggestion=without_tracking(found.span.of(reading.text)),
        )


RULE = Rule(
    slug="ai-search-link",
    name="Link found with a chat tool",
    question="Have we read the page itself?",
    severity="ask",
    group="Make text and declaration agree",
    standard="House policy on AI use: research with a tool is declared.",
    why="An indicator, not proof: the page was found with a chat tool, no more. Whether it was read it cannot know.",
    clears="Check the page, clean the tracking mark off the link, and declare the research, or explain.",
    find=_find,
    flagged=("The table is at [[https://port.example/table?utm_source=chatgpt.com]] since May.",),
    unflagged=("The table is at https://port.example/table?utm_source=newsletter since May.",),
    sourcing=False,
    reads="typed",
)
