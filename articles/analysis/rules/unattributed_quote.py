"""Words stand in quotation marks, and nobody in reach says them.

*Why it matters.* Quotation marks promise that somebody said exactly this. A reader must be told who.

*What clears it.* Name the speaker in the same or a neighbouring sentence, or take the marks off.

*Does not flag* titles of works, single words and terms in marks ("scare quotes"), or quotations that go
on from a speaker named just before.

*Standard.* AP: attribute what was not witnessed, gathered or confirmed by us, in the same sentence.
"""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Document
from ..findings import Span
from ..quotations import Quotation
from ..registry import Hit, Reading, Rule
from ..wording import quoted

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_TITLE_BEFORE = re.compile(
    r"(?:\b(?:titled|entitled|called|named|book|film|movie|song|album|show|series|play|podcast|episode|essay|headlined|headline|painting|game|poem|dubbed|known as|so-called|read(?:s|ing)?|word|phrase|term|slogan|label(?:led|ed)?)\b[^.]{0,20})$",
    re.I,
)
LEAST_WORDS = 5


def _find(reading: Reading) -> Iterator[Hit]:
    covered = sorted(span for a in reading.attributions for span in a.spans())
    spoken = {
        a.sentence
        for a in reading.attributions
        if a.source and a.cue_kind in ("say", "show", "according", "colon", "judge")
    }
    for quotation in reading.document.quotations:
        span = Span(quotation.start, quotation.end)
        if _is_speech(reading.document, quotation) and not _near(reading.document, span, covered, spoken):
            yield Hit(
                span,
                f"{quoted(reading.text, span)} stands in quotation marks, and no speaker is in reach.",
                confidence=0.75,
                holds=(span,),
            )


def _is_speech(document: Document, quotation: Quotation) -> bool:
    """A stretch of speech, not a title, a term or a scare quote."""
    text = document.masked[quotation.start : quotation.end]
    words = _WORD.findall(text)
    if len(words) < LEAST_WORDS or _TITLE_BEFORE.search(
        document.masked[max(0, quotation.start - 40) : quotation.start]
    ):
        return False
    long_words = [w for w in words if len(w) > 3]
    titled = long_words and sum(w[0].isupper() for w in long_words) >= 0.7 * len(long_words)
    paragraph = document.paragraph_at(quotation.start)
    return not titled and paragraph is not None and paragraph.role in ("body", "list", "block-quote")


def _near(document: Document, span: Span, covered: list[Span], spoken: set[int]) -> bool:
    """Is it in some attribution's content, or is there a speaker in its own sentences?"""
    if any(each.overlaps(span) for each in covered):
        return True
    first, last = document.sentence_at(span.start), document.sentence_at(span.end - 1)
    return any(index in spoken for index in range(first, last + 1))


RULE = Rule(
    slug="unattributed-quote",
    question="Who said this?",
    severity="ask",
    group="Say who stands behind it",
    standard="AP: attribute what was not witnessed, gathered or confirmed by us, in the same sentence.",
    why="Quotation marks promise that somebody said exactly this.",
    clears="Name the speaker beside the quotation, or take the marks off.",
    find=_find,
    flagged=(
        "The hall was full by noon.\n[[“We have waited nine years for this and we will wait no longer.”]]\nThe doors opened at one.",
    ),
    unflagged=(
        "“We have waited nine years for this,” Tam Brightwell said.",
        "She read “The Long Crossing of the Northern Light” twice.",
        "The so-called “quiet quay” is loud.",
    ),
    fields=frozenset(("text",)),
    in_quotations=True,
)
