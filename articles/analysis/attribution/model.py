"""The working record of an attribution: its spans, and the tokens they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..findings import Kind, Span
from ..grammar import Token

# What sort of cue hands the content over.
Cue = Literal[
    "say", "think", "show", "judge", "plan", "seem", "noun", "adjective", "according", "adverb", "colon"
]


@dataclass(slots=True)
class Attributed:
    """One attribution while it is being worked out; it ends as a findings.Attribution."""

    cue_kind: Cue
    source: Span | None
    cue: Span | None
    content: list[Span]
    sentence: int
    source_head: Token | None = None
    cue_token: Token | None = None
    passive: bool = False
    unreal: bool = False  # negated, refused, conditional, asked: nobody said it
    quoted: bool = False  # at least part of the content stands in quotation marks
    kind: Kind = "named"
    via: str | None = None
    speaker: str | None = None
    reason_given: bool = False
    about_name: bool = False  # tells only why, or that, no name is given
    interviewed: bool = False  # said in an interview or on a show elsewhere, not in passing
    meant: Token | None = None  # of "she": the unnamed woman the copy spoke of before
    nested: bool = False  # inside what somebody else is said to have said: told by them, not by the copy
    names: list[Span] = field(default_factory=list)  # where the outlet in `via` is named

    @property
    def anchor(self) -> Span:
        """Where to point: the source with its cue if they touch, else whichever there is."""
        if self.source and self.cue:
            low, high = min(self.source.start, self.cue.start), max(self.source.end, self.cue.end)
            if high - low <= (self.source.end - self.source.start) + (self.cue.end - self.cue.start) + 3:
                return Span(low, high)
            return self.source
        return self.source or self.cue or self.content[0]

    @property
    def at(self) -> int:
        """Where it stands in story order: at its cue, else where its content begins."""
        return (self.cue or self.content[0]).start

    def spans(self) -> list[Span]:
        return [span for span in (self.source, self.cue, *self.content) if span]
