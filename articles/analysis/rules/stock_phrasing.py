"""The copy is dense with stock phrases: "underscores the need", ", highlighting the", "a testament to".

*Why it matters.* Such phrases say little, and many of them together are rare in edited news. Chat tools
write them often. So do press releases, and people who were taught them.

*What clears it.* Say what happened instead, and clean the phrases out. If a tool drafted or polished the
copy, declare it; if not, explain, and the explanation stays beside the flag.

*What it cannot know.* An indicator, not proof: who wrote this. Text that was polished is missed, and
people who write in a second language are flagged too often. It is never shown as a share of AI, and
nobody's stories are counted together.

*Does not flag* one phrase alone, words in quotation marks, or copy of fewer than 150 words of its own.

*Standard.* House style, and house policy on AI use.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..document import Document
from ..findings import Span
from ..rates import upper_bound
from ..registry import Hit, Reading, Rule
from ..stock import DENSE, HUMAN_DENSE, HUMAN_STORIES, Stock, stock_in
from ..wording import quoted

_SHOWN = 4
HUMAN_RATE = f"Of {HUMAN_STORIES} news stories by people, {HUMAN_DENSE or 'none'} had one in 100 words or more (at most {100 * upper_bound(HUMAN_DENSE, HUMAN_STORIES):.1f} % of such stories)."


def _find(reading: Reading) -> Iterator[Hit]:
    found = stock_in(reading.document)
    different = {phrase.of(reading.text).lower().strip(" ,") for phrase in found.phrases}
    if found.abstained or found.density < DENSE or len(different) < 2:
        return
    holding = reading.document.sentences_over(list(found.phrases))
    densest = max(holding, key=lambda sentence: sum(sentence.overlaps(phrase) for phrase in found.phrases))
    yield Hit(
        densest,
        f"{len(found.phrases)} stock phrases in {found.words} words, {found.density:.1f} in 100: {_shown(reading.document, found)}. {HUMAN_RATE}",
        confidence=0.5,
        holds=holding,
    )


def _shown(document: Document, found: Stock) -> str:
    once: dict[str, Span] = {}
    for phrase in found.phrases:
        once.setdefault(phrase.of(document.text).lower(), phrase)
    words = [quoted(document.text, span, 40) for span in once.values()]
    return ", ".join(words[:_SHOWN]) + (" and others" if len(words) > _SHOWN else "")


_PLAIN = (
    "The harbour board will rebuild the north quay of Kelsmouth next year, and ferries will use the south quay "
    "until the work is done. The board decided so on Monday after two hours of talk. The old wall is from 1932, "
    "and divers saw cracks in it in March. Nine million crowns are set aside for stone, steel and a crane. "
    "The ferry to Solan will leave an hour later than now, at eight in the morning, and the last one will come "
    "back at six. Fish will be landed at the yard of the old rope works, where a ramp is being built. "
    "Three shops on the quay will close for the summer, and the board will pay their rent until October. "
    "The crane comes by sea from Solan and will stand beside the customs house, where the street is widest. "
    "Stone will be cut at the quarry above the town and brought down at night, when the road is empty. "
    "The clerk will show the drawings in the library, on the first floor, from Tuesday until the end of the month. "
)
RULE = Rule(
    slug="stock-phrasing",
    name="Stock phrasing",
    question="Could this be said more plainly?",
    severity="note",
    group="For your information",
    standard="House style; house policy on AI use: an indicator, not proof.",
    why="An indicator, not proof: chat tools write so, and some people do. Polished text is missed, and people who write in a second language are flagged too often.",
    clears="Say what happened, and clean the phrases out; declare a tool if one was used, or explain that none was.",
    find=_find,
    flagged=(
        _PLAIN
        + "[[The decision underscores the urgent need for safe quays, highlighting the resilience of the town.]]",
    ),
    unflagged=(
        _PLAIN + "The decision is pivotal for the town.",
        "The decision underscores the urgent need for safe quays, highlighting the resilience of a vibrant town.",
        _PLAIN
        + "“It underscores the urgent need for safe quays, a testament to our resilience, highlighting the pivotal role of a vibrant town,” Ines Maddox said.",
    ),
    fields=frozenset(("text",)),
)
