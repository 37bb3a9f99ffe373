"""A line in the copy promotes another story.

*Why it matters.* It is no part of what was reported, and its headline is not checked with this story.

*What clears it.* Nothing is asked. If the page places such lines itself, take it out of the copy.

*Does not flag* links inside sentences, or references the story itself makes.

*Standard.* House style.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..masking import TEASER
from ..registry import Hit, Reading, Rule
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    for paragraph in reading.document.paragraphs:
        if paragraph.label != "teaser":
            continue
        line = Span(paragraph.start, paragraph.end)
        words = line.of(reading.text)
        label = TEASER.match(words.strip("*_# "))
        if label and not words.strip("*_# ")[label.end() :].strip(" *_"):
            continue
        start = line.start + len(words) - len(words.lstrip(" *_#"))
        span = Span(start, start + label.end()) if label else Span(start, start + len(words.strip(" *_#")))
        yield Hit(
            span,
            f"{quoted(reading.text, line)} promotes another story inside this one.",
            confidence=0.9,
            holds=(span,),
        )


RULE = Rule(
    slug="cross-promotion",
    name="Cross-promotion",
    question="Does this line belong in the copy?",
    severity="note",
    group="For your information",
    standard="House style: promotion is placed by the page, not in the copy.",
    why="Its headline is not part of what was reported here and is not checked with it.",
    clears="Nothing is asked. Take the line out if the page places such lines itself.",
    find=_find,
    flagged=("The berth closes in May.\n[[See also:]] Five crossings the county has lost",),
    unflagged=(
        "See also the map in the registry, which shows the berth as public land.",
        "The berth closes in May.",
    ),
    fields=frozenset(("text",)),
    sourcing=False,
)
