"""How cards quote copy and call sources: short, exact, in curly marks."""

from __future__ import annotations

from .attribution import Attributed
from .findings import Span

LONGEST = 70
_SKIPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "two",
        "three",
        "four",
        "five",
        "six",
        "several",
        "some",
        "many",
        "multiple",
        "other",
        "senior",
        "former",
        "current",
        "unnamed",
    ]
)


def quoted(text: str, span: Span, longest: int = LONGEST) -> str:
    """The words of a span in curly marks, white space folded, cut at a word where they are long."""
    words = " ".join(span.of(text).split()).strip("\"'“”‘’ ,")
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return f"“{words}”"


def who(text: str, attributed: Attributed) -> str:
    """The source as the copy calls it, or "Somebody" where it calls it nothing."""
    return quoted(text, attributed.source) if attributed.source else "Somebody"


def key_of(text: str, attributed: Attributed) -> str:
    """One key for all mentions of one source: "anonymous:sources@CNN", "named:Kim Jong Un"."""
    if attributed.speaker:
        name = attributed.speaker
    elif attributed.source_head is not None:
        name = attributed.source_head.lower
    elif attributed.source:
        name = attributed.source.of(text).split()[-1].lower()
    else:
        name = attributed.cue.of(text).lower() if attributed.cue else ""
    via = f"@{attributed.via}" if attributed.via else ""
    return f"{attributed.kind}:{name}{via}"


def plural(text: str, attributed: Attributed) -> bool:
    head = attributed.source_head
    if head is not None:
        return head.tag in ("NNS", "NNPS") or head.lower in ("they", "people")
    return bool(attributed.source and attributed.source.of(text).rstrip().endswith("s"))
