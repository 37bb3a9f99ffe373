"""A link that is not the page's own address: it follows the reader, or leads somewhere else first.

*Why it matters.* Published, a link belongs to its readers. One with a tracking parameter tells whoever runs the
page, or an advertiser, through which letter, post or search it was found, often by whom. One that leads through
another service (a search engine's redirect, a shortener) shows neither where it goes nor stays: the service
counts who follows, and may change or end.

*What clears it.* Link the page itself. Where the link holds the page's own address, or only carries too much,
one click puts the clean one in its place; where only the service knows it, open the link and write the address
that you see. Or say why this link is wanted as it is.

*What it cannot know.* Where a short link leads: nothing is fetched. A page may need one of its parameters; open
the clean link once.

*Does not flag* parameters that name a page, a search or a place in it, a service's own pages, or the mark of a
chat tool, which has a question of its own.

*Standard.* House policy on links. An export changes nothing: what is signed is what leaves.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..links import addresses, detour
from ..registry import Hit, Reading, Rule
from ..residue import found_in
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    if "://" not in reading.text:
        return
    markdown = reading.copy.format == "markdown"
    asked = [found.span for found in found_in(reading.document, "ai-search-link", markdown=markdown)]
    for span in addresses(reading.text):
        found = detour(span.of(reading.text))
        if found and not any(one.start < span.end and span.start < one.end for one in asked):
            yield Hit(
                span,
                f"{quoted(reading.text, span, 60)} is not the page’s own address: {found.reason}",
                confidence=0.95,
                holds=(span,),
                suggestion=found.address,
            )


RULE = Rule(
    slug="tracking-link",
    name="Link that follows or leads elsewhere",
    question="What is the page’s own address?",
    severity="ask",
    group="Show how we know",
    standard="House policy on links: readers are led to the page itself.",
    why="A tracking parameter, a redirect or a short link tells somebody else who follows it, and hides or outlives where it leads.",
    clears="Link the page itself, or say why this link is wanted as it is.",
    find=_find,
    flagged=(
        "The table is at [[https://port.example/table?utm_source=newsletter&utm_medium=email]] since May.",
        "The notice ([[https://port.example/notice?id=7&fbclid=IwAR0]]) is new.",
        "The plan is at [[https://www.google.com/url?q=https%3A%2F%2Fport.example%2Fplan&sa=D]] now.",
        "The notice is at [[https://t.co/Ab12Cd]].",
        "The clerk wrote on [[https://lnkd.in/eXample]] that it closes.",
    ),
    unflagged=(
        "The table is at https://port.example/table?year=2026&page=2#summary since May.",
        "Search https://www.google.com/search?q=ferry for it.",
        "The table is at https://port.example/table?utm_source=chatgpt.com since May.",
        "It is at https://bit.example/ly, she said.",
    ),
    sourcing=False,
    reads="typed",
    in_quotations=True,
)
