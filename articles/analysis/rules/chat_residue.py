"""Words a chat tool said to whoever asked it have stayed in the copy.

*Why it matters.* "Certainly! Here's a polished version" is not ours. It shows that this text passed
through a chat tool, and that nobody read it closely since. It does not show who wrote the rest.

*What clears it.* Clean the words out, and declare what the tool was used for, or explain how they came here.

*What it cannot know.* An indicator, not proof: who wrote the rest. A text that was polished with more
care leaves nothing behind and is missed.

*Does not flag* such words in quotation marks, block quotes or code, or given to a bot by name: a story
about chat tools may quote them.

*Standard.* House policy on AI use. What a tool says to its user is no copy.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..registry import Hit, Reading, Rule
from ..residue import found_in
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    for found in found_in(reading.document, "chat-residue", markdown=reading.copy.format == "markdown"):
        yield Hit(
            found.span,
            f"{quoted(reading.text, found.span)} is what a chat tool says to its user. It has no place in the copy.",
            confidence=0.97,
            holds=(found.span,),
        )


RULE = Rule(
    slug="chat-residue",
    name="Words of a chat tool",
    question="Did a chat tool say this?",
    severity="block",
    group="Make text and declaration agree",
    standard="House policy on AI use: nothing a tool says to its user stays in copy; its use is declared.",
    why="An indicator, not proof: these words went through a chat tool and were not read closely since. Who wrote the rest it cannot know.",
    clears="Clean the words out, and declare what the tool was used for, or explain how they came here.",
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
    reads="typed",
)
