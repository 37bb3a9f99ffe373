"""Every suggested wording is read by the engine before it is shown: what would block again is dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.analysis.engine import analyse_many
from articles.analysis.findings import Analysis, Copy, Finding, Span
from articles.analysis.hidden import RULE as HIDDEN

READ_AGAIN = 8  # suggestions that one reading may make us read; one that nobody read is not shown
SAME_WORDS = frozenset(("tracking-link", "ai-search-link", HIDDEN))  # its reader reads the same: nothing new
LONGEST = 20_000  # characters of a text that is read again whole; of a longer one, the paragraph
SLOT = re.compile(r"‹[^‹›\n]{1,60}›")
FILLED = "Monday"  # for a slot that only the reporter can fill


def suggestions_read(copy: Copy, analysis: Analysis) -> Analysis:
    """The same findings; a suggestion stays where the engine, reading it, asks nothing that blocks there."""
    offered = [
        flag
        for flag in analysis.flags
        if flag.suggestion and flag.field == "text" and flag.rule not in SAME_WORDS
    ]
    tried = [_applied(copy, flag) for flag in offered[:READ_AGAIN]]
    readings = analyse_many([copy for copy, _ in tried]) if tried else ()
    kept = {
        _place(flag)
        for flag, (_, span), reading in zip(offered, tried, readings, strict=False)
        if not _blocks(reading.flags, span)
    }
    dropped = {_place(flag) for flag in offered} - kept
    flags = tuple(replace(f, suggestion=None) if _place(f) in dropped else f for f in analysis.flags)
    return replace(analysis, flags=flags) if dropped else analysis


def _applied(copy: Copy, flag: Finding) -> tuple[Copy, Span]:
    """The copy with the suggested words in place, and where they stand in it."""
    words = SLOT.sub(FILLED, flag.suggestion or "")
    low, high = 0, len(copy.text)
    if high > LONGEST:
        low = copy.text.rfind("\n", 0, flag.start) + 1
        end = copy.text.find("\n", flag.end)
        high = end if end >= 0 else high
    text = copy.text[low : flag.start] + words + copy.text[flag.end : high]
    return replace(copy, text=text), Span(flag.start - low, flag.start - low + len(words))


def _blocks(flags: Sequence[Finding], span: Span) -> bool:
    return any(
        flag.severity == "block" and flag.field == "text" and span.overlaps(Span(flag.start, flag.end))
        for flag in flags
    )


def _place(flag: Finding) -> tuple[str, str, int, int]:
    return flag.rule, flag.field, flag.start, flag.end
