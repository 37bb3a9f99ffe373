"""Words a chat tool said to whoever asked it have stayed in the copy.

*Why it matters.* "Certainly! Here's a polished version" is not ours. It shows that this text passed
through a chat tool, and that nobody read it closely since. It does not show who wrote the rest.

*What clears it.* Remove the words, and declare what the tool was used for.

*Does not flag* such words in quotation marks: a story about chat tools may quote them.

*Standard.* House policy on AI use. Indicator, not proof, of anything beyond these words.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..registry import Hit, Reading, Rule
from ..residue import CLOSING, OPENING, SELF_REFERENCE
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    found = [Span(*m.span()) for m in SELF_REFERENCE.finditer(reading.text)]
    paragraphs = [p for p in reading.document.paragraphs if p.role != "code"]
    for paragraph in paragraphs:
        for pattern in (OPENING, CLOSING):
            if match := pattern.match(reading.text, *_line(reading, paragraph.start, paragraph.end)):
                found.append(Span(*match.span()))
    if paragraphs and (match := CLOSING.search(reading.text, *_last_line(reading))):
        found.append(Span(*match.span()))
    taken: list[Span] = []
    for span in sorted(found):
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield Hit(
                span,
                f"{quoted(reading.text, span)} is what a chat tool says to its user. It has no place in the copy.",
                confidence=0.97,
                holds=(span,),
            )


def _line(reading: Reading, start: int, end: int) -> tuple[int, int]:
    while start < end and reading.text[start] in " \t#>*_-":
        start += 1
    return start, end


def _last_line(reading: Reading) -> tuple[int, int]:
    last = reading.document.paragraphs[-1]
    return last.start, last.end


RULE = Rule(
    slug="chat-residue",
    question="Did a chat tool say this?",
    severity="block",
    group="Make text and declaration agree",
    standard="House policy on AI use: nothing a tool says to its user stays in copy; its use is declared.",
    why="It shows that this text went through a chat tool and was not read closely since. It says nothing about who wrote the rest.",
    clears="Remove the words, and declare what the tool was used for.",
    find=_find,
    flagged=(
        "[[Certainly! Here's a polished version of your article:]]\nThe port will close in May.",
        "[[As an AI language model, I cannot verify this]].",
        "The port will close in May.\n[[I hope this helps! Let me know if you'd like a shorter version.]]",
        "The figures are [[as of my last knowledge update in 2023]].",
    ),
    unflagged=(
        "The leaflet ended with “I hope this helps!”, which nobody had noticed.",
        "“As an AI language model, I cannot,” the screen read, Brightwell said.",
        "“Would you like me to stay?” she asked.",
    ),
    sourcing=False,
)
