"""How each image of a story was made: as declared, as a person said, as its file says. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from articles.analysis.images import SOURCE_TYPES, SYNTHETIC, Picture, credit_in
from review.disclosure.grade import IPTC, Use

CREDENTIALS = "content credentials"
WHOLE = "trainedAlgorithmicMedia"


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


@dataclass(frozen=True, slots=True)
class Contradicted:
    """What two people say of an image against its own file."""

    term: str
    who: str  # both of them


def source_of(
    picture: Picture,
    uses: Sequence[Use],
    contradicted: Mapping[str, Contradicted] | None = None,
    *,
    seconded: bool = True,
) -> ImageSource:
    """What the file itself says goes before what a form says, unless two people contradicted the file
    (`contradicted`, by sha256), or a person owns up to more AI than the file does.

    Without `seconded` one person's word goes before the file: a small desk's policy.
    """
    said, file = _declared(picture, uses) or _stated(picture), file_source(picture)
    other = (contradicted or {}).get(picture.sha256)
    if other and file.term:
        file = ImageSource(other.term, f"Said by {other.who}, against its file.")
    if said is None:
        return file
    if not file.term or not seconded or _goes_before(said, file, picture, uses):
        return said
    if said.term == file.term:
        return file
    return replace(file, reason=f"{file.reason} A form says otherwise; two people have to agree to that.")


def file_source(picture: Picture) -> ImageSource:
    """What its content credentials or its IPTC fields say, or the generator they name."""
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


def _declared(picture: Picture, uses: Sequence[Use]) -> ImageSource | None:
    declared = [use for use in uses if use.image and use.image == picture.sha256]
    if not declared:
        return None
    whole = any(use.scope == "whole" for use in declared)
    term = WHOLE if whole else "compositeWithTrainedAlgorithmicMedia"
    return ImageSource(term, f"Declared: {declared[0].what}, with {declared[0].system}.")


def _stated(picture: Picture) -> ImageSource | None:
    return ImageSource(picture.stated, "Said under Images.") if picture.stated else None


def _goes_before(said: ImageSource, file: ImageSource, picture: Picture, uses: Sequence[Use]) -> bool:
    """A person says more AI than the file; of a declared use, at least as much."""
    least = 0 if _declared(picture, uses) else 1
    return _ai(said.term) - _ai(file.term) >= least


def _ai(term: str) -> int:
    """How much of an image a machine made, by its term."""
    return 2 if term == WHOLE else 1 if term in SYNTHETIC else 0


def credit_of(picture: Picture) -> str:
    """As it goes out: its own credit, else the one its caption gives."""
    return picture.credit or credit_in(picture.caption)
