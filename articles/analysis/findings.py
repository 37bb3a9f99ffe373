"""What the engine hands out: frozen records whose offsets are code points into the text that was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["block", "ask", "note"]
# "image": one line an image, see images/findings.py
# "headlines": alternative ones, a line each; "alert": what a push message says
Field = Literal["headline", "standfirst", "text", "headlines", "alert", "image"]
Kind = Literal[
    "named", "spokesperson", "document", "outlet", "anonymous", "collective", "hidden", "mental", "generic"
]
Why = Literal["language", "code", "table", "furniture", "comment", "struck", "long"]
Status = Literal["attributed", "needs-source", "public-record", "opinion", "other"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of text, [start, end), in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Band:
    """What the archive's stories of one length showed: where the score is drawn, and how often wrongly."""

    least: int  # words
    most: int  # words; 0: no upper end
    texts: int
    threshold: float
    false_alarms: int  # among `texts`, each judged by a model that had not seen it
    upper: float  # upper 95 % bound of the false-alarm rate, 0 to 1


@dataclass(frozen=True, slots=True)
class Calibration:
    """How one desk's own copy is usually written. It holds measures of texts, and nobody's name."""

    scope: str  # a desk, or "house"
    texts: int  # that taught what is usual
    judged: int  # those of them of a length that is judged: `false_alarms` and `upper` are of these
    names: tuple[str, ...]  # of the measures, in order
    typical: tuple[float, ...]  # of each measure's square root
    spread: tuple[float, ...]
    weights: tuple[float, ...]  # of each measure's distance from the usual
    bands: tuple[Band, ...]
    false_alarms: int
    upper: float
    measure: str  # digest of what measures; another one makes the calibration void
    engine: str
    made: str  # ISO 8601 date


@dataclass(frozen=True, slots=True)
class Copy:
    """What is to be read. `text` is normalised already; `outlet` is the newsroom's own name."""

    text: str
    headline: str = ""
    standfirst: str = ""
    format: Literal["plain", "markdown"] = "plain"
    kind: str = "news"
    outlet: str = ""
    origin: Literal["", "plain", "word", "markdown", "page"] = ""  # how it came in; '' follows from format
    archive: Calibration | None = None  # what this desk's own copy looks like, where that was measured
    outlets: tuple[str, ...] = ()  # newsrooms to know beside the engine's own list
    headlines: str = ""  # alternative ones, a line each
    alert: str = ""  # what a push message or mail alert says
    language: str = ""  # ISO 639-1, where a person said so; '' is worked out
    wrapped: bool | None = None  # its line ends are those of its width; None: as it looks
    own_names: tuple[str, ...] = ()  # what else this newsroom is called; never second-hand


@dataclass(frozen=True, slots=True)
class Finding:
    """One question about one stretch of one field."""

    rule: str
    severity: Severity
    field: Field
    start: int
    end: int
    quote: str  # the very words, field[start:end]
    message: str  # what was found, naming the words
    clears: str  # what would answer it
    standard: str  # who asks, e.g. "AP: credit the other outlet for facts not gathered or confirmed by us."
    confidence: float  # 0 to 1
    passage: tuple[Span, ...] = ()  # the whole sentences that hold source, cue and content; same field
    source_key: str = ""  # one for all mentions of one source in one story: they can be answered together
    suggestion: str | None = None  # what may stand in place of [start, end); "" takes it out


@dataclass(frozen=True, slots=True)
class Attribution:
    """One place where the copy hands a statement, belief or plan to someone."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: Kind
    via: str | None = None  # the outlet through which it reached us
    speaker: str | None = None  # resolved: "Kim Jong Un" for "he"
    reason_given: bool = False
    key: str = ""  # as the findings about this source carry it; not printed
    called: str = ""  # what a source "who" stands for: "the man"; not printed


@dataclass(frozen=True, slots=True)
class Accusation:
    """Words of the text that accuse somebody: a fact, whatever is asked of them, answered there or not."""

    start: int
    end: int
    against: str  # the name that is accused
    passage: tuple[Span, ...]  # the whole sentences that hold who says so and what is said
    voiced_by: str | None = None  # resolved as far as it can be; None: our own voice
    answered: Span | None = None  # the sentence in which whoever is accused, or speaks for them, answers
    report: Literal["charge"] | None = None
    field: Field = "text"  # what the offsets point into

    @property
    def sure(self) -> bool:
        """Of a charge that is brought in public a person says whether it accuses."""
        return self.report is None


@dataclass(frozen=True, slots=True)
class Embargo:
    """A line of the text that is an embargo, and what it names of a time."""

    start: int
    end: int
    day: str = ""  # ISO 8601; "--06-12" where no year is named; "" where only a weekday is
    weekday: int = 0  # ISO 8601: 1 is Monday; 0: none is named
    hour: str = ""  # "18:00"; "": none is named
    zone: str = ""  # "+01:00", "Europe/London"; "": the house's own
    unclear: str = ""  # the sentence that says why no time can be read


@dataclass(frozen=True, slots=True)
class Hidden:
    """Characters of a field that nobody sees, or that look like others, side by side."""

    field: Field
    start: int
    end: int
    words: str  # what is read there: "" where nothing is


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    status: Status


@dataclass(frozen=True, slots=True)
class AiSigns:
    """Counts of what chat tools leave behind. Never a probability."""

    residue: int = 0
    stock_phrases_per_100_words: float = 0.0
    abstained: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Unread:
    """A part of a field that no question about its words was asked of, and why."""

    start: int
    end: int
    why: Why
    field: Field = "text"  # readings of a time before say it of the text alone


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything one reading found. Attributions and sentences are offsets into `text`."""

    sha256: str  # of the normalised text, UTF-8
    engine: str  # digest of rules, parser, model and outlet list
    language: str  # ISO 639-1; as a person said, or as the words are
    flags: tuple[Finding, ...]
    attributions: tuple[Attribution, ...]
    sentences: tuple[Sentence, ...]
    ai: AiSigns = field(default_factory=AiSigns)
    failed: tuple[tuple[str, str], ...] = ()  # (rule, error in words): the others' findings stand
    reads_english: bool = False  # plainly, whatever a person said
    unread: tuple[Unread, ...] = ()
    accusations: tuple[Accusation, ...] = ()  # of each name the first: of the text, then of other fields
    embargoes: tuple[Embargo, ...] = ()  # lines of the text
    hidden: tuple[Hidden, ...] = ()  # what the question about them is about, field by field
