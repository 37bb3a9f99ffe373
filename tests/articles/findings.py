"""Stand-ins for the engine, so that a test says itself what was found: “Then [[experts say]] so.”"""

from __future__ import annotations

from collections.abc import Callable

from articles.analysis.findings import Analysis, Copy, Field, Finding

RULE = "vague-attribution"


def unmarked(marked: str) -> str:
    return marked.replace("[[", "").replace("]]", "")


def findings(
    marked: str, rule: str = RULE, field: Field = "text", source_key: str = ""
) -> tuple[Finding, ...]:
    """One finding for each [[marked]] stretch, offsets into the text without the marks."""
    found, position = [], 0
    for index, piece in enumerate(marked.split("[[")):
        if index:
            words, _, piece = piece.partition("]]")
            end = position + len(words)
            found.append(
                Finding(rule, "ask", field, position, end, words, f"“{words}”: who?", "Name it.", "AP", 0.9,
                        source_key=source_key)
            )  # fmt: skip
            position = end
        position += len(piece)
    return tuple(found)


def engine(
    *found: Finding, failed: tuple[tuple[str, str], ...] = (), language: str = "en"
) -> Callable[[Copy], Analysis]:
    """An engine that finds just these."""
    return lambda copy: Analysis("0" * 64, "e" * 64, language, found, (), (), failed=failed)
