"""Words stand in the copy that readers do not see, or that were set to be hidden.

*Why it matters.* A comment to a colleague, a script, a paragraph set as hidden: none of it is for readers, and
yet it is in the text that is signed. Another system may show it, and what was never meant for readers is read.

*What clears it.* Take the words out: one click does. If readers should have them, write them in the open; what a
colleague should know belongs in a question or a note beside the story.

*What it cannot know.* Why they are there.

In plain text such signs are printed as they were typed, so that readers would see what is not for them.

*Does not flag* code that a story shows as code, the addresses of links, or words struck out, which readers
see.

*Standard.* House style: what is signed is what is read.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

from ..findings import Span
from ..plain import Plain
from ..prose import prose
from ..registry import Hit, Reading, Rule
from ..wording import quoted

_OPENS = re.compile(r"<(script|style|template)\b[^<>]{0,500}>", re.I)
_HIDES = re.compile(
    r"<(?P<tag>[a-z][a-z0-9]{0,20})\b(?=[^<>]{0,500}\s(?:hidden(?=[\s=>/])|style=[\"'][^\"'<>]{0,300}?(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]))))[^<>]{0,500}>",
    re.I,
)
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)  # letter for letter, where lower() makes two of “İ”
_LETTER = re.compile(r"[^\W_]")


def _find(reading: Reading) -> Iterator[Hit]:
    text = reading.text
    if "<" not in text and "[" not in text:
        return
    typed = reading.copy.format == "plain"
    held = 0
    for span, why in sorted({*_comments(text), *_elements(text)}):
        if span.start >= held and _LETTER.search(span.of(text)) and not _in_code(reading, span.start):
            held = span.end
            yield Hit(
                span,
                f"{quoted(text, span, 60)} {'would be printed as it was typed' if typed else why}.",
                confidence=0.95,
                holds=(span,),
                suggestion="",
            )


def _comments(text: str) -> Iterator[tuple[Span, str]]:
    for span, why in prose(Plain(text, text), markdown=True).left_out:
        if why == "comment" and not text.startswith("%%", span.start):  # which is shown as it was typed
            yield span, "is a comment, which readers do not see"


def _elements(text: str) -> Iterator[tuple[Span, str]]:
    small = text.translate(_SMALL)
    for pattern, why in (
        (_OPENS, "is a script or a style, of which readers see nothing"),
        (_HIDES, "was set to be hidden, and this desk’s page would show it"),
    ):
        at, missing = 0, set[str]()
        while opened := pattern.search(text, at):
            closing = f"</{opened[1].translate(_SMALL)}>"
            end = -1 if closing in missing else small.find(closing, opened.end())
            if end < 0:
                missing.add(closing)
            at = opened.end() if end < 0 else end + len(closing)
            if end >= 0:
                yield Span(opened.start(), at), why


def _in_code(reading: Reading, at: int) -> bool:
    """Between fences, or between ticks in its line."""
    text, paragraph = reading.text, reading.document.paragraph_at(at)
    if paragraph is not None and paragraph.role == "code":
        return True
    return text.count("`", text.rfind("\n", 0, at) + 1, at) % 2 == 1


RULE = Rule(
    slug="hidden-text",
    name="Words that readers do not see",
    question="Who are these words for?",
    severity="ask",
    group="Make text and declaration agree",
    standard="House style: what is signed is what is read.",
    why="What is in the text but not on its page was never meant for readers, and other systems may show it.",
    clears="Take the words out, or write them where readers see them.",
    find=_find,
    flagged=(
        "The port closes in May.[[<!-- ask legal before this runs -->]] It opens in June.",
        "The port closes in May.\n\n[[[//]: # (ask legal before this runs)]]\n\nIt opens in June.",
        'The port closes in May.[[<span style="display:none">The source is the clerk.</span>]]',
        "[[<p hidden>The source is the clerk.</p>]]\n\nThe port closes in May.",
        "[[<script>track('quay')</script>]]\n\nThe port closes in May.",
    ),
    unflagged=(
        "The port closes in May.<!-- -->",
        "The port ~~closes~~ opens in May.",
        "The page says `<!-- closed -->` in its source.",
        "The port closes in May, [the notice][1] says.\n\n[1]: https://port.example/notice",
        "The <b>hidden</b> quay closes in May.",
    ),
    sourcing=False,
    reads="typed",
    in_quotations=True,
    fields=frozenset(("text",)),
)
