"""What may stand in place of flagged words: told by rule and words, put in without loose spaces."""

from __future__ import annotations

import re

from .links import without_tracking

_OPENED = re.compile(r"\(\s*$")
_CLOSED = re.compile(r"\s*\)")
_NO_SPACE_BEFORE = ".,;:!?)]}”’"


def suggestion_of(rule: str, quote: str) -> str | None:
    """The words a rule would put in place of `quote`; "" takes them out, None: a person must find them."""
    if rule == "citation-residue":
        return ""
    return without_tracking(quote) if rule == "ai-search-link" else None


def with_suggestion(text: str, start: int, end: int, replacement: str) -> str:
    """The text with [start, end) replaced; what goes takes its empty brackets, line or space along."""
    if replacement:
        return text[:start] + replacement + text[end:]
    before, after = text[:start], text[end:]
    while (mark := _OPENED.search(before)) and _CLOSED.match(after):
        before, after = before[: mark.start()], after[after.index(")") + 1 :]
    starts_line, ends_line = not before or before.endswith("\n"), not after or after.startswith("\n")
    if starts_line:
        after = after[1:] if ends_line and after else after.lstrip(" ")
    elif before.endswith(" ") and (ends_line or after[0] in " " + _NO_SPACE_BEFORE):
        before = before.rstrip(" ")
    return before + after
