"""What an image's file says about itself, as frozen plain values that can be kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

ReadStatus = Literal["read", "broken", "too-large", "slow", "failed"]
SignatureStatus = Literal["none", "elsewhere", "invalid", "valid"]

# IPTC Digital Source Type: the term, and how a person says it
SOURCE_TYPES: dict[str, str] = {
    "digitalCapture": "A photograph",
    "computationalCapture": "A photograph put together in the camera, such as a phone’s night shot",
    "negativeFilm": "A scan of a negative",
    "positiveFilm": "A scan of a slide",
    "print": "A scan of a print or a document",
    "screenCapture": "A screenshot",
    "humanEdits": "A photograph retouched by a person, without generative tools",
    "algorithmicallyEnhanced": "A photograph sharpened or enlarged by software",
    "digitalCreation": "Drawn or designed by a person",
    "dataDrivenMedia": "A chart or map drawn from data",
    "composite": "A montage",
    "compositeCapture": "A montage of photographs",
    "compositeSynthetic": "A montage with generated parts",
    "compositeWithTrainedAlgorithmicMedia": "A picture edited with generative AI",
    "trainedAlgorithmicMedia": "Made by generative AI",
    "algorithmicMedia": "Made by software, not trained on pictures",
    "virtualRecording": "A recording of a virtual scene",
}
SYNTHETIC = frozenset(
    (
        "trainedAlgorithmicMedia",
        "compositeWithTrainedAlgorithmicMedia",
        "compositeSynthetic",
        "algorithmicMedia",
    )
)
# Read, since old files carry them, and never written
_RETIRED = {
    "minorHumanEdits": "humanEdits",
    "digitalArt": "digitalCreation",
    "softwareImage": "digitalCreation",
}
_TERMS = {term.casefold(): term for term in SOURCE_TYPES} | {
    old.casefold(): new for old, new in _RETIRED.items()
}


def term_of(value: str) -> str:
    """The term in a URI or QCode, however it is written; "" where it is none of the list."""
    tail = value.strip().rstrip("/").replace(":", "/").rsplit("/", 1)[-1]
    return _TERMS.get(tail.casefold(), "")


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What was read. Empty words mean that the file is silent; `status` says whether it could be read."""

    status: ReadStatus = "read"
    problem: str = ""  # why it could not be read, or not wholly, as a sentence
    source_type: str = ""  # a term of SOURCE_TYPES
    source_from: str = ""  # "IPTC" or "content credentials"
    ai_system: str = ""
    ai_version: str = ""
    settings_of: str = ""  # an image generator left its settings in the file
    credit: str = ""
    creator: str = ""
    copyright: str = ""
    signature: SignatureStatus = "none"
    signed_by: str = ""
    trusted: bool = False  # the certificate is on a list this desk trusts
    signed_problem: str = ""
    made_with: str = ""  # what the content credentials name as the tool

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> ImageFacts | None:
        """From what was kept; None where nothing was read yet."""
        known = {key.name for key in fields(cls)}
        return cls(**{k: v for k, v in record.items() if k in known}) if record else None

    def to_record(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def synthetic(self) -> bool:
        """The file itself says that a machine made it, or part of it."""
        return self.source_type in SYNTHETIC or bool(self.ai_system or self.settings_of)

    @property
    def source_words(self) -> str:
        return SOURCE_TYPES.get(self.source_type, "")

    @property
    def signature_words(self) -> str:
        """Not signed, signature invalid, or valid and by whom."""
        if self.status != "read":
            return "Not known"
        if self.signature == "valid":
            who = f"Valid, signed by {self.signed_by or 'somebody unnamed'}"
            return who if self.trusted else f"{who}; nobody here vouches for that certificate"
        if self.signature == "invalid":
            by = f" It names {self.signed_by}." if self.signed_by else ""
            return f"Signature invalid: {self.signed_problem or 'it does not fit the image'}.{by}"
        if self.signature == "elsewhere":
            return f"Not known: its credentials are kept at {self.signed_problem}; they are not fetched here"
        return "Not signed"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of a story: its file, the words that go with it, and what was read from it."""

    sha256: str
    name: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    stated: str = ""  # the source type a person of the desk gave
    facts: ImageFacts | None = None  # None: not read yet
