"""Plain copy carries the formatting of a chat window: **bold**, ## headings, rules of dashes, labels.

*Why it matters.* Whoever types plain copy or a Word file has no use for these marks. They come along when
text is pasted from a chat tool, and they show on the page as they stand.

*What clears it.* Clean the marks out. If the text came from a tool, declare it; if not, explain.

*What it cannot know.* An indicator, not proof: some people write Markdown by hand. Text that was cleaned
is missed.

*Does not flag* copy that came as Markdown or HTML, one mark alone, marks in quotation marks, footnote
stars, or the -30- at the end of wire copy.

*Standard.* House style, and house policy on AI use.
"""

# ruff: noqa: E501  (patterns and what a card says read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Copy, Span
from ..registry import Hit, Reading, Rule
from ..wording import quoted

LEAST_MARKS = 2
_EMOJI = "[\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001faff]\ufe0f?"
_SIGNS: tuple[tuple[str, str], ...] = (
    ("bold marks", r"\*\*(?=\S)[^*\n]{1,200}(?<=\S)\*\*"),
    ("heading marks", r"^#{1,4} \S[^\n]{0,120}$"),
    ("rules of dashes", r"^(?:---|\*\*\*|___)[ \t]*$(?=\n\s*\S)"),
    ("labels", r"^(?:Title|Headline|Subtitle|Subheadline|Body|Lead|Introduction|Conclusion):(?= ?\S| ?$)"),
    ("emoji bullets", rf"^[ \t]*(?:[-*•] )?{_EMOJI}(?= \w)"),
)  # fmt: skip
_PLAIN = tuple((name, re.compile(pattern, re.M)) for name, pattern in _SIGNS)
_WORD_FILE = tuple(
    (name, re.compile(pattern, re.M))
    for name, pattern in (
        ("bold marks", r"\\\*\\\*(?=[^\s\\])[^*\n]{1,200}?\\\*\\\*"),
        ("heading marks", r"^\\#{1,4} \S[^\n]{0,120}$"),
        ("rules of dashes", r"^\\---[ \t]*$(?=\n\s*\S)"),
        *(_SIGNS[3:]),
    )
)


def _find(reading: Reading) -> Iterator[Hit]:
    found = [
        (span, name)
        for name, pattern in _patterns(reading.copy)
        for span in (Span(*match.span()) for match in pattern.finditer(reading.text))
        if reading.document.quotation_at(span.start) is None
    ]
    if len(found) < LEAST_MARKS:
        return
    found.sort()
    kinds = list(dict.fromkeys(name for _span, name in found))
    first = found[0][0]
    yield Hit(
        first,
        f"{quoted(reading.text, first, 40)}: {len(found)} marks in this copy ({', '.join(kinds)}) are the formatting of a chat window.",
        confidence=0.6,
        holds=tuple(span for span, _name in found),
    )


def _patterns(copy: Copy) -> tuple[tuple[str, re.Pattern[str]], ...]:
    if copy.origin == "word":
        return _WORD_FILE
    return _PLAIN if copy.format == "plain" and copy.origin in ("", "plain") else ()


RULE = Rule(
    slug="formatting-signs",
    name="Formatting of a chat window",
    question="Where was this pasted from?",
    severity="note",
    group="For your information",
    standard="House style; house policy on AI use: an indicator, not proof.",
    why="An indicator, not proof: such marks come along when text is pasted from a chat tool, and some people type them. Text that was cleaned or polished is missed.",
    clears="Clean the marks out; declare a tool if the text came from one, or explain where it came from.",
    find=_find,
    flagged=(
        "[[**Cost:**]] Nine million crowns.\n**Time:** A year.",
        "[[## The quay closes]]\n\nThe port will close in May.\n\n---\n\nIt opens in June.",
        "[[Headline:]] The quay closes\nTitle: Closed until June\nThe port will close in May.",
        "[[🚢]] Ferries leave from the south quay.\n🛑 The north quay is closed.",
    ),
    unflagged=(
        "The quay closes** in May.\n** Weather allowing.",
        "Headline: The quay closes\nThe port will close in May.",
        "The port will close in May.\n\n---\n\nIt opens in June.\n-30-",
        "“**Cost:** nine million. **Time:** a year,” the leaflet said.",
    ),
    sourcing=False,
    reads="typed",
    fields=frozenset(("text",)),
)
