"""What a rule is: its question, its standard, how it finds, and the examples that prove it."""

from __future__ import annotations

import inspect
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from .attribution import Attributed
from .attribution.newsrooms import Mention
from .claims import Claim
from .document import Document
from .findings import Copy, Field, Severity, Span
from .grammar import Token

Group = Literal[
    "Say who stands behind it",
    "Show how we know",
    "Give them their say",
    "Make text and declaration agree",
    "For your information",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """One field of a story, read: what every rule looks at and none works out again."""

    copy: Copy
    field: Field
    document: Document
    tokens: tuple[list[Token], ...]
    attributions: tuple[Attributed, ...]
    claims: tuple[Claim, ...]
    outlets: tuple[Mention, ...]
    own: frozenset[str]

    @property
    def text(self) -> str:
        return self.document.text

    def token_at(self, offset: int) -> Token | None:
        """The word that holds `offset`; None between words, and where nothing was parsed."""
        for tokens in self.tokens:
            if tokens and tokens[0].start <= offset < tokens[-1].end:
                last = tokens[bisect_right(tokens, offset, key=attrgetter("start")) - 1]
                return last if offset < last.end else None
        return None


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found; the engine turns it into a Finding. Offsets into the reading's text."""

    span: Span
    message: str
    clears: str = ""  # '' : the rule's own
    severity: Severity | None = None  # None: the rule's own
    confidence: float = 0.8
    holds: tuple[Span, ...] = ()  # source, cue and content: their whole sentences are the passage
    source_key: str = ""
    suggestion: str | None = None  # what may stand in place of the span; "" takes it out


@dataclass(frozen=True, slots=True)
class Rule:
    """A question the desk asks of copy. A slug is forever."""

    slug: str
    question: str
    severity: Severity
    group: Group
    standard: str
    why: str
    clears: str
    find: Callable[[Reading], Iterable[Hit]]
    flagged: tuple[str, ...]  # examples, the words it marks in [[...]]
    unflagged: tuple[str, ...]
    sourcing: bool = True  # not applicable to copy that is not English
    off_for: frozenset[str] = frozenset()  # kinds of story it does not ask of
    fields: frozenset[Field] = frozenset(("headline", "standfirst", "text"))
    calibrated: bool = False  # silent until a desk's own archive was measured
    reads: Literal["prose", "typed", "stored"] = "prose"  # markup resolved; as typed; every last character
    in_quotations: bool = False  # may its findings lie inside somebody's quoted words?
    name: str = ""  # "Second-hand report"; where it is not given, the slug in words
    _page: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not self.name:
            words = self.slug.replace("-", " ").capitalize()
            object.__setattr__(self, "name", words.replace("Ai ", "AI "))

    @property
    def page(self) -> str:
        """The handbook page: the docstring of the rule's module."""
        return self._page or inspect.cleandoc(sys.modules[self.find.__module__].__doc__ or "")
