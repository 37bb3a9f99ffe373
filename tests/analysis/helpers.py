"""Offsets are shown, not counted: `[[...]]` marks the words a rule must flag."""

from __future__ import annotations

from functools import lru_cache

from articles.analysis.document import Document, read
from articles.analysis.engine import analyse
from articles.analysis.findings import Analysis, Copy, Finding
from articles.analysis.rules import RULE_BY_SLUG

OPEN, CLOSE = "[[", "]]"


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans they held. "[[[x]]]" marks "[x]"."""
    text, spans = "", []
    rest = marked
    while OPEN in rest:
        before, rest = rest.split(OPEN, 1)
        end = rest.index(CLOSE)
        while rest[end + 2 : end + 3] == "]":
            end += 1
        text += before
        spans.append((len(text), len(text) + end))
        text += rest[:end]
        rest = rest[end + 2 :]
    return text + rest, spans


@lru_cache(maxsize=512)
def analysed(text: str, **given: str) -> Analysis:
    analysis = analyse(Copy(text=text, **given))
    assert not analysis.failed
    return analysis


def flags_of(slug: str, text: str, **given: str) -> list[Finding]:
    return [flag for flag in analysed(text, **given).flags if flag.rule == slug]


def flags(slug: str, marked: str, **given: str) -> list[Finding]:
    """Assert that the rule flags the marked words and nothing else, and return what it found."""
    assert slug in RULE_BY_SLUG
    text, spans = unmarked(marked)
    found = flags_of(slug, text, **given)
    shown = [text[f.start : f.end] for f in found]
    assert sorted((f.start, f.end) for f in found) == sorted(spans), f"{slug} flagged {shown}"
    return found


def passes(slug: str, text: str, **given: str) -> None:
    """Assert that the rule asks nothing of this copy."""
    found = [text[f.start : f.end] for f in flags_of(slug, text, **given)]
    assert not found, f"{slug} flagged {found}"


def attributions(text: str) -> list[tuple[str | None, str | None, list[str], str]]:
    """(source, cue, contents, kind) of every attribution, in words."""
    return [
        (
            a.source.of(text) if a.source else None,
            a.cue.of(text) if a.cue else None,
            [span.of(text) for span in a.content],
            a.kind,
        )
        for a in analysed(text).attributions
    ]


def quotations(text: str) -> list[str]:
    document: Document = read(text)
    return [text[q.start : q.end] for q in document.quotations]


__all__ = ["analysed", "attributions", "flags", "flags_of", "passes", "quotations", "unmarked"]
