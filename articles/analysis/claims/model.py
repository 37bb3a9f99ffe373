"""What is known of a sentence once it has been read for its sources."""

from __future__ import annotations

from dataclasses import dataclass

from ..findings import Span, Status


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, what it rests on, and, where a source is to be asked for: the words that need it and why.

    `unsourced` is the clause to ask about; None where there is nothing to ask. `figure` lies within it.
    A sentence that is attributed may still hold a clause nobody answers for.
    """

    sentence: int
    span: Span
    status: Status
    unsourced: Span | None = None
    figure: Span | None = None
    why: str = ""
    score: float = 0.0
