"""A label announces more, and nothing comes after it.

*Why it matters.* "Read next:" with nothing behind it is a leftover of a template, and readers see it.

*What clears it.* Take the label out, or put in what it announces.

*Does not flag* a label with a title behind it, or with a list or link on the next line.

*Standard.* House style.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Paragraph
from ..findings import Span
from ..masking import TEASER
from ..registry import Hit, Reading, Rule
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    paragraphs = reading.document.paragraphs
    for i, paragraph in enumerate(paragraphs):
        if paragraph.label != "teaser" or not _bare(reading, paragraph):
            continue
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        if following is not None and _announced(reading, following):
            continue
        words = reading.text[paragraph.start : paragraph.end]
        start = paragraph.start + len(words) - len(words.lstrip(" *_#"))
        span = Span(start, start + len(words.strip(" *_#")))
        yield Hit(
            span,
            f"{quoted(reading.text, span)} announces something, and nothing follows.",
            confidence=0.9,
            holds=(span,),
        )


def _bare(reading: Reading, paragraph: Paragraph) -> bool:
    words = reading.text[paragraph.start : paragraph.end].strip(" *_#")
    label = TEASER.match(words)
    return bool(label) and not words[label.end() :].strip(" *_")


def _announced(reading: Reading, following: Paragraph) -> bool:
    """A list item, a title or a link on the next line is what the label announces."""
    if any(following.start <= link.span.start < following.end for link in reading.document.links):
        return True
    return following.role in ("list", "heading")


RULE = Rule(
    slug="dangling-teaser",
    question="What was to come here?",
    severity="note",
    group="For your information",
    standard="House style: no leftovers of templates in copy.",
    why="A leftover of a template, and readers see it.",
    clears="Take the label out, or put in what it announces.",
    find=_find,
    flagged=("The berth closes in May.\n[[Read next:]]",),
    unflagged=(
        "The berth closes in May.\nRead next: Five crossings",
        "Read next:\n- Five crossings the county has lost",
    ),
    fields=frozenset(("text",)),
    sourcing=False,
)
