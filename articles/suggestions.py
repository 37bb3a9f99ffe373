"""The wording a flag suggests, as an edit: the text it makes, and what a page shows of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from articles.analysis.findings import Hidden
from articles.analysis.hidden import RULE as HIDDEN
from articles.analysis.hidden import cleaned
from articles.copies import as_copy
from articles.imports import NewText
from articles.models import Sighting

REMOVED_LISTED = 200  # places that the note of a cleaned text names
POINTS_LISTED = 16  # code points of one of them
SLOT = re.compile(r"‹([^‹›\n]{1,60})›")  # what only the reporter knows: “on ‹day›”
_WORDS = re.compile(r"\s+|[^\s]+")
_CLOSING = frozenset(".,;:!?)]}”’")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stay, go or come, or a slot to fill."""

    kind: Literal["same", "gone", "new", "slot"]
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may stand in place of a sighting's words. `seen` is the row a person looked at."""

    seen: int
    quote: str
    text: str

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(SLOT.findall(self.text))

    @property
    def whole(self) -> bool:
        """One click will do: no word is missing that only the reporter knows."""
        return not self.slots

    @property
    def parts(self) -> tuple[Part, ...]:
        """The words in reading order, those both have in common shown once."""
        old, new = _WORDS.findall(self.quote), _WORDS.findall(self.text)
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        return tuple(
            part
            for part in (
                Part("same", "".join(old[:head])),
                Part("gone", "".join(old[head : len(old) - tail])),
                *_slotted("".join(new[head : len(new) - tail])),
                Part("same", "".join(old[len(old) - tail :])),
            )
            if part.text
        )


def suggestion_of(sighting: Sighting) -> Suggestion | None:
    """What the check suggests there, or None; a suggestion that changes nothing is none."""
    if sighting.suggestion is None or sighting.suggestion == sighting.quote:
        return None
    return Suggestion(sighting.pk, sighting.quote, sighting.suggestion)


def applied(sighting: Sighting, number: int) -> NewText:
    """The text of the sighting's revision with the suggested words in place, or without what is hidden in its
    field; `number` is the flag's. The notes of a cleaned text keep what was taken out, and where it stood."""
    copy, before = as_copy(sighting.revision), f"Made from revision {sighting.revision.number}"
    name = {"alert": "alert_text", "headlines": "alternative_headlines"}.get(sighting.field, sighting.field)
    value = getattr(copy, name)
    text = value if isinstance(value, str) else "\n".join(value)
    if hidden := hidden_at(sighting):
        removed = "; ".join(_removed(text, hidden))
        text = cleaned(text, hidden)
        notes = (
            f"{before} by cleaning what flag {number} asks about.",
            f"Taken out of the {name.replace('_', ' ')}: {removed}.",
        )
    else:
        text = _replaced(text, sighting)
        notes = (f"{before} with the wording that flag {number} suggests.",)
    return replace(copy, **{name: text if isinstance(value, str) else tuple(text.split("\n"))}, notes=notes)


def hidden_at(sighting: Sighting) -> tuple[Hidden, ...]:
    """What the question about hidden characters is about: one edit takes all of it out of its field."""
    if sighting.flag.rule != HIDDEN or sighting.run is None:
        return ()
    return tuple(one for one in sighting.run.reading.hidden if one.field == sighting.field)


def _removed(text: str, hidden: Sequence[Hidden]) -> Iterator[str]:
    """Each kind by its code points, with its places: the first character of a field is at 1."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for place in hidden[:REMOVED_LISTED]:
        first, last = place.start + 1, place.end
        spot = str(first) if first == last else f"{first} to {last}"
        kinds.setdefault((_points(text[place.start : place.end]), place.words), []).append(spot)
    for (points, words), spots in kinds.items():
        yield f"{points}{f' (now “{words}”)' if words else ''} at {', '.join(spots)}"
    if len(hidden) > REMOVED_LISTED:
        yield f"and {len(hidden) - REMOVED_LISTED:,} more places of that revision"


def _points(letters: str) -> str:
    if len(letters) <= POINTS_LISTED:
        return " ".join(f"U+{ord(letter):04X}" for letter in letters)
    low, high = min(letters), max(letters)
    return f"{len(letters):,} characters from U+{ord(low):04X} to U+{ord(high):04X}"


def _replaced(text: str, sighting: Sighting) -> str:
    start, end, words = sighting.start, sighting.end, sighting.suggestion or ""
    if not words:
        start, end = _with_gap(text, start, end)
    return text[:start] + words + text[end:]


def _with_gap(text: str, start: int, end: int) -> tuple[int, int]:
    """What is taken out takes its line along where it filled one, else the space before it."""
    begins = start == 0 or text[start - 1] == "\n"
    ends = end == len(text) or text[end] == "\n"
    if begins and ends:
        return (start, end + 1) if end < len(text) else (max(0, start - 1), end)
    if begins and text[end : end + 1] == " ":
        return start, end + 1
    after = text[end : end + 1]
    if start and text[start - 1] == " " and (ends or after.isspace() or after in _CLOSING):
        return start - 1, end
    return start, end


def _common(one: list[str], other: list[str]) -> int:
    """How many pieces both begin with; white space alone is not shared."""
    shared = list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return len(shared) if any(not piece.isspace() for piece, _ in shared) else 0


def _slotted(text: str) -> Iterator[Part]:
    for index, piece in enumerate(SLOT.split(text)):
        yield Part("slot" if index % 2 else "new", piece)
