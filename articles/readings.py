"""The stored reading: what the engine found in a text beside its flags, with a version.

The only bridge between the engine's records and the row of a run. Offsets are code points into the stored
text of the revision that was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from articles.analysis.findings import (
    Accusation,
    AiSigns,
    Analysis,
    Attribution,
    Embargo,
    Hidden,
    Sentence,
    Span,
    Unread,
)

# 1, which 0.2.0 wrote, names no version; 2 does not say what was not read; 3 says it of the text alone, and
# tells of no accusation; 4 tells of no embargo and of no hidden characters
VERSION = 5
KNOWN = (1, 2, 3, 4, VERSION)
KEY_MAX = 200  # characters, as a sighting keeps them


class UnknownReading(ValueError):
    """A reading of a version that this code does not know; str() says which."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Who says what, which sentences ask for a source, and what chat tools left behind."""

    attributions: tuple[Attribution, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    ai: AiSigns = field(default_factory=AiSigns)
    unread: tuple[Unread, ...] | None = None  # None: a reading of a time that did not tell
    at_once: int = 0  # words of the longest piece that came with this text unbroken
    accusations: tuple[Accusation, ...] = ()  # none in a reading of a time that told of none
    embargoes: tuple[Embargo, ...] = ()  # likewise
    hidden: tuple[Hidden, ...] = ()  # likewise


def reading_of(analysis: Analysis, at_once: int = 0) -> Reading:
    return Reading(
        tuple(analysis.attributions),
        tuple(analysis.sentences),
        analysis.ai,
        analysis.unread,
        at_once,
        tuple(analysis.accusations),
        tuple(analysis.embargoes),
        tuple(analysis.hidden),
    )


def to_stored(reading: Reading) -> dict[str, Any]:
    """As JSON keeps it."""
    return {
        "version": VERSION,
        "attributions": [
            {
                "source": _pair(a.source),
                "cue": _pair(a.cue),
                "content": [_pair(span) for span in a.content],
                "kind": a.kind,
                "via": a.via,
                "speaker": a.speaker,
                "reason_given": a.reason_given,
                "key": a.key[:KEY_MAX],
                "called": a.called[:KEY_MAX],
            }
            for a in reading.attributions
        ],
        "sentences": [{"start": s.start, "end": s.end, "status": s.status} for s in reading.sentences],
        "ai": {
            "residue": reading.ai.residue,
            "stock_phrases_per_100_words": reading.ai.stock_phrases_per_100_words,
            "abstained": reading.ai.abstained,
        },
        "at_once": reading.at_once,
        "accusations": [
            {
                "start": a.start,
                "end": a.end,
                "against": a.against[:KEY_MAX],
                "passage": [_pair(span) for span in a.passage],
                "voiced_by": a.voiced_by and a.voiced_by[:KEY_MAX],
                "answered": _pair(a.answered),
                "report": a.report,
                **({} if a.field == "text" else {"in": a.field}),
            }
            for a in reading.accusations
        ],
        "embargoes": [asdict(line) for line in reading.embargoes],
        "hidden": [[one.field, one.start, one.end, one.words] for one in reading.hidden],
        **(
            {}
            if reading.unread is None
            else {"unread": [[u.start, u.end, u.why, u.field] for u in reading.unread]}
        ),
    }


def from_stored(stored: Mapping[str, Any]) -> Reading:
    """The reading of any version so far; an empty one of a row that holds none. Raises UnknownReading."""
    version = stored.get("version", 1)
    if version not in KNOWN:
        raise UnknownReading(
            f"A reading of version {version} is newer than version {VERSION}, the last one known here."
        )
    return Reading(
        tuple(_attribution(row) for row in stored.get("attributions", ())),
        tuple(Sentence(row["start"], row["end"], row["status"]) for row in stored.get("sentences", ())),
        AiSigns(**stored.get("ai", {})),
        _unread(stored.get("unread")),
        int(stored.get("at_once", 0)),
        tuple(_accusation(row) for row in stored.get("accusations", ())),
        tuple(Embargo(**row) for row in stored.get("embargoes", ())),
        tuple(Hidden(*row) for row in stored.get("hidden", ())),
    )


def _attribution(row: Mapping[str, Any]) -> Attribution:
    return Attribution(
        source=_span(row.get("source")),
        cue=_span(row.get("cue")),
        content=tuple(Span(*pair) for pair in row.get("content", ())),
        kind=row["kind"],
        via=row.get("via"),
        speaker=row.get("speaker"),
        reason_given=bool(row.get("reason_given")),
        key=row.get("key", ""),
        called=row.get("called", ""),
    )


def _accusation(row: Mapping[str, Any]) -> Accusation:
    return Accusation(
        start=row["start"],
        end=row["end"],
        against=row["against"],
        passage=tuple(Span(*pair) for pair in row["passage"]),
        voiced_by=row["voiced_by"],
        answered=_span(row["answered"]),
        report=row["report"],
        field=row.get("in", "text"),
    )


def _unread(rows: Any) -> tuple[Unread, ...] | None:
    return None if rows is None else tuple(Unread(*row) for row in rows)


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _span(pair: Any) -> Span | None:
    return Span(*pair) if pair else None
