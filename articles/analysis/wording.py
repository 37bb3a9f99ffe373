"""How cards quote copy and call sources: short, exact, in curly marks."""

from __future__ import annotations

from .attribution import Attributed
from .attribution.speakers import RELATIVE, relative_head
from .findings import Span
from .grammar import Token

LONGEST = 70


_BEFORE = ("det", "amod", "compound", "nummod", "poss")


def quoted(text: str, span: Span, longest: int = LONGEST) -> str:
    """The words of a span in curly marks, white space folded, cut at a word where they are long."""
    words = " ".join(span.of(text).split()).strip("\"'“”‘’ ,")
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return f"“{words}”"


def who(text: str, attributed: Attributed) -> str:
    """The source as the copy calls it, or "Somebody" where it calls it nothing."""
    if words := called(text, attributed):
        return f"“{words}”"
    return quoted(text, attributed.source) if attributed.source else "Somebody"


def called(text: str, attributed: Attributed) -> str:
    """What "who" stands for in "the man who called": "the man"; '' where the source is no such pronoun."""
    head = attributed.source_head
    if attributed.meant is not None and attributed.kind == "anonymous":
        noun = attributed.meant
        first = min((k for k in noun.kids if k.dep in _BEFORE), key=lambda t: t.start, default=noun)
        return " ".join(text[min(first.start, noun.start) : noun.end].split())
    if head is None or head.lower not in RELATIVE or (noun := relative_head(head)) is None:
        return ""
    before = [token for token in noun.subtree() if token.end <= head.start]
    if not before:
        return ""
    words = text[min(t.start for t in before) : max(t.end for t in before)]
    return " ".join(words.split()).rstrip(" ,—–-(")


def key_of(text: str, attributed: Attributed) -> str:
    """One key for all mentions of one source: "anonymous:sources@CNN", "named:Kim Jong Un"."""
    head = _noun(attributed)
    if attributed.speaker:
        name = attributed.speaker
    elif head is not None:
        name = head.lower
    elif attributed.source:
        name = attributed.source.of(text).split()[-1].lower()
    else:
        name = attributed.cue.of(text).lower() if attributed.cue else ""
    via = f"@{attributed.via}" if attributed.via else ""
    return f"{attributed.kind}:{name}{via}"


def plural(text: str, attributed: Attributed) -> bool:
    head = _noun(attributed)
    if head is not None:
        return head.tag in ("NNS", "NNPS") or head.lower in ("they", "people")
    return bool(attributed.source and attributed.source.of(text).rstrip().endswith("s"))


def _noun(attributed: Attributed) -> Token | None:
    """The source's head word, or what a relative pronoun stands for."""
    head = attributed.source_head
    if attributed.meant is not None and attributed.kind == "anonymous":
        return attributed.meant
    return (relative_head(head) or head) if head is not None else None
