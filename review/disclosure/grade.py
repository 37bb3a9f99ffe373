"""How much of a copy AI wrote: the stages of work, a declared use, and its grade in IPTC terms. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

from review.wording import joined

Level = Literal["human", "assisted", "ai-drafted", "ai-generated"]
LEVELS: dict[str, str] = {
    "human": "Human",
    "assisted": "AI-assisted",
    "ai-drafted": "AI-drafted parts",
    "ai-generated": "AI-generated",
}
# IPTC Digital Source Type of the text, after the house's mapping in the handbook. Where people wrote every
# word it is their creation, whatever helped them; humanEdits is for edits of media that were there before.
SOURCE_TYPE: dict[str, str] = {
    "human": "digitalCreation",
    "assisted": "digitalCreation",
    "ai-drafted": "compositeWithTrainedAlgorithmicMedia",
    "ai-generated": "trainedAlgorithmicMedia",
}
# What a digest of what readers are told says of each grade, apart from the others: as 0.3.0 wrote it, so that
# no live story is told otherwise by another term for the same
TOLD_AS: dict[str, str] = {**SOURCE_TYPE, "assisted": "humanEdits"}
# The same in words
MADE: dict[str, str] = {
    "human": "Written by people",
    "assisted": "Written by people, helped by AI",
    "ai-drafted": "Written by people and by AI",
    "ai-generated": "Written by AI",
}
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
AI_WRITES = frozenset(IPTC + SOURCE_TYPE[level] for level in ("ai-drafted", "ai-generated"))


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the work: how the label says it, and whether AI at that stage writes what readers read."""

    slug: str
    phrase: str  # after "AI tools helped with"
    writes: bool


STAGES: tuple[Stage, ...] = (
    Stage("research", "research", False),
    Stage("transcription", "transcription", False),
    Stage("translation", "translation", True),
    Stage("drafting", "drafting", True),
    Stage("rewriting", "rewriting", True),
    Stage("headline", "the headline", True),
    Stage("summary", "the summary", True),
    Stage("data", "working through data", False),
    Stage("image", "images", False),
    Stage("other", "other work on this story", False),
)
STAGE = {stage.slug: stage for stage in STAGES}


@dataclass(frozen=True, slots=True)
class Use:
    """One declared use of AI, as plain values."""

    stage: str
    system: str
    what: str
    checked_by: str
    scope: str = "parts"
    system_version: str = ""
    checked_how: str = ""
    passages: str = ""  # the words it is about, a line each; "" for no words in particular
    image: str = ""  # sha256 of the image it is about
    checker: str = field(default="", compare=False)  # of checked_by: the people of the house, "" for none


def uses_digest(uses: Iterable[Use]) -> str:
    """The same for the same uses in any order; a new use, or another check of one, changes it."""
    entries = sorted(json.dumps(_entry(use), sort_keys=True, ensure_ascii=False) for use in uses)
    return hashlib.sha256("\n".join(entries).encode()).hexdigest()


def rests_on(uses: Iterable[Use]) -> str:
    """What grade, label, system and extent rest on: the same for a repeated statement and a corrected tool
    version, another for anything that readers or signers would be told differently."""
    entries = sorted(canonical_use(use) for use in uses)
    return hashlib.sha256("\n".join(entries).encode()).hexdigest()


def as_signed(uses: Iterable[Use]) -> tuple[str, ...]:
    """All that a signature is about: what they rest on, what was done and how it was checked. White space, a
    corrected tool version and the order change nothing. Compared, and never stored."""
    told = ((use.what, use.checked_how, canonical_use(use)) for use in uses)
    return tuple(sorted(json.dumps([" ".join(words.split()) for words in one]) for one in told))


def canonical_use(use: Use) -> str:
    """Stage, scope, system, words and image it is about, and who answers for its output."""
    words = " ".join(use.passages.split())
    parts = [use.stage, use.scope, " ".join(use.system.split()).casefold(), words, use.image]
    return json.dumps([*parts, " ".join(use.checked_by.split())], ensure_ascii=False)


def _entry(use: Use) -> dict[str, str]:
    """What it is about is left out where nothing is named: older declarations did not know it. Who of the
    house was meant follows from what was typed."""
    said = {key: value for key, value in asdict(use).items() if key != "checker"}
    return {key: value for key, value in said.items() if value or key not in ("passages", "image")}


@dataclass(frozen=True, slots=True)
class Grade:
    """How much of the copy AI wrote, and the sentence that says why."""

    level: Level
    reason: str

    @property
    def name(self) -> str:
        return LEVELS[self.level]

    @property
    def source_type(self) -> str:
        """The IPTC Digital Source Type of the text, as a URI."""
        return IPTC + SOURCE_TYPE[self.level]

    @property
    def told_as(self) -> str:
        """The grade itself, as digests of what readers are told have it: see TOLD_AS."""
        return IPTC + TOLD_AS[self.level]


def grade(uses: Sequence[Use]) -> Grade:
    """From the declared uses alone: the highest that any of them reaches."""
    if not uses:
        return Grade("human", "No AI was used.")
    writing = [use for use in uses if STAGE[use.stage].writes]
    if any(use.stage == "drafting" and use.scope == "whole" for use in writing):
        return Grade("ai-generated", "AI drafted the whole text.")
    if writing:
        phrases = joined(list(dict.fromkeys(STAGE[use.stage].phrase for use in writing)))
        return Grade("ai-drafted", f"AI wrote words that readers see: {phrases}.")
    phrases = joined(list(dict.fromkeys(STAGE[use.stage].phrase for use in uses)))
    return Grade("assisted", f"AI helped with {phrases}; people wrote every word.")
