"""An unnamed source speaks, and the copy does not tell the reader why no name is given.

*Why it matters.* "A source said" asks for blind trust. A reader who knows that a clerk would lose her
job, or that talks are under way, can judge what the source has to lose and to gain.

*What clears it.* Say in the copy why the source is not named, close to the first mention, and describe
the source as closely as is safe.

*Does not flag* a source whose reason stands in the same or a neighbouring sentence, and asks once a
source, not at every mention.

*Standard.* AP: the story says why anonymity was given; simply quoting "a source" is not allowed. SPJ:
explain why.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..registry import Hit, Reading, Rule
from ..wording import key_of, who
from .anonymous_source import speaks_unnamed


def _find(reading: Reading) -> Iterator[Hit]:
    anonymous = [a for a in reading.attributions if speaks_unnamed(a)]
    settled = {key_of(reading.text, a) for a in anonymous if a.reason_given}
    for attributed in anonymous:
        key = key_of(reading.text, attributed)
        if key in settled:
            continue
        settled.add(key)
        yield Hit(
            attributed.anchor,
            f"{who(reading.text, attributed)} is quoted without a word on why no name is given.",
            confidence=0.85,
            holds=tuple(attributed.spans()),
            source_key=key,
        )


RULE = Rule(
    slug="anonymous-no-reason",
    question="Does the copy say why they are not named?",
    severity="ask",
    group="Say who stands behind it",
    standard="AP: the story says why anonymity was given. SPJ: explain why.",
    why="Readers forgive a missing name when they know the reason, and not otherwise.",
    clears="Add the reason after the first mention, for instance “who asked not to be named because the talks are private”.",
    find=_find,
    flagged=("The port will close in May, [[a senior official said]].",),
    unflagged=(
        "The port will close, a senior official said, speaking on condition of anonymity because the talks are private.",
        "Tam Brightwell said the port would close.",
    ),
    fields=frozenset(("text",)),
)
