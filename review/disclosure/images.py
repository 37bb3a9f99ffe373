"""How each image of a story was made: as declared, as a person said, as its file says. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.analysis.images import SOURCE_TYPES, Picture, credit_in
from review.disclosure.grade import IPTC, Use

CREDENTIALS = "content credentials"


@dataclass(frozen=True, slots=True)
class ImageSource:
    """An IPTC Digital Source Type, and the sentence that says where it was taken from."""

    term: str  # "": nobody said, and the file is silent
    reason: str

    @property
    def uri(self) -> str:
        return IPTC + self.term if self.term else ""

    @property
    def words(self) -> str:
        return SOURCE_TYPES.get(self.term, "Not known")


def source_of(picture: Picture, uses: Sequence[Use]) -> ImageSource:
    """What was declared goes before what a person of the desk said, and that before the file."""
    declared = [use for use in uses if use.image and use.image == picture.sha256]
    if declared:
        whole = any(use.scope == "whole" for use in declared)
        term = "trainedAlgorithmicMedia" if whole else "compositeWithTrainedAlgorithmicMedia"
        return ImageSource(term, f"Declared: {declared[0].what}, with {declared[0].system}.")
    if picture.stated:
        return ImageSource(picture.stated, "Said under Images.")
    facts = picture.facts
    broken = facts and facts.source_from == CREDENTIALS and facts.signature == "invalid"
    if facts and broken and not facts.synthetic:
        return ImageSource("", "Its content credentials are not valid, so their word does not count.")
    if facts and facts.source_type:
        return ImageSource(facts.source_type, f"Its file says so ({facts.source_from}).")
    if facts and facts.synthetic:
        named = facts.ai_system or "an image generator"
        return ImageSource("trainedAlgorithmicMedia", f"Its file names {named}.")
    return ImageSource("", "Its file is silent, and nobody said how it was made.")


def credit_of(picture: Picture) -> str:
    """As it goes out: its own credit, else the one its caption gives."""
    return picture.credit or credit_in(picture.caption)
