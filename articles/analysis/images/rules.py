"""The two rules about images: a file that says it is generated, and an image without a credit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..findings import Severity
from ..registry import Group
from .credits import credit_in, credit_kind
from .facts import SOURCE_TYPES, SYNTHETIC, ImageFacts, Picture


@dataclass(frozen=True, slots=True)
class ImageHit:
    """What a rule asks about one image."""

    message: str
    clears: str = ""  # '': the rule's own
    severity: Severity | None = None  # None: the rule's own
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Example:
    """An image in words, for the handbook, and as the rule sees it, for the test."""

    words: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class ImageRule:
    """A question the desk asks of an image. A slug is forever."""

    slug: str
    name: str
    question: str
    severity: Severity
    group: Group
    standard: str
    why: str
    clears: str
    page: str  # Markdown, for the handbook
    find: Callable[[Picture], Iterator[ImageHit]]
    asked_of: tuple[Example, ...]
    not_asked_of: tuple[Example, ...]

    @property
    def flagged(self) -> tuple[str, ...]:
        return tuple(example.words for example in self.asked_of)

    @property
    def unflagged(self) -> tuple[str, ...]:
        return tuple(example.words for example in self.not_asked_of)


def _generated(picture: Picture) -> Iterator[ImageHit]:
    facts = picture.facts
    if facts is None or not facts.synthetic:
        return
    yield ImageHit(f"{_says(picture.name, facts)}{_caveat(facts)}", confidence=0.97)


def _says(name: str, facts: ImageFacts) -> str:
    version = f" {facts.ai_version}" if facts.ai_version else ""
    tool = f", with {facts.ai_system}{version}" if facts.ai_system else ""
    if facts.source_type in SYNTHETIC:
        words = SOURCE_TYPES[facts.source_type]
        return f"The {_field(facts)} of “{name}” say: {words[0].lower()}{words[1:]}{tool}."
    if facts.ai_system:
        return f"The file “{name}” names an AI system: {facts.ai_system}{version}."
    return f"The file “{name}” carries the settings of an image generator ({facts.settings_of})."


def _field(facts: ImageFacts) -> str:
    return "IPTC fields" if facts.source_from == "IPTC" else facts.source_from


def _caveat(facts: ImageFacts) -> str:
    if facts.signature == "invalid":
        return " Its content credentials are not valid, so this may have been written by anybody."
    return ""


def _uncredited(picture: Picture) -> Iterator[ImageHit]:
    facts, who = picture.facts, picture.credit or credit_in(picture.caption)
    kind = credit_kind(picture.credit, picture.caption)
    if not who:
        held = (facts.credit or facts.creator) if facts else ""
        proposed = f" The file names {held}: is that the credit?" if held else ""
        yield ImageHit(f"“{picture.name}” has no credit.{proposed}", confidence=1.0)
    elif kind == "stock":
        yield ImageHit(
            f"“{picture.name}” is from a picture library: {who}. It does not show what the story tells of.",
            "Nothing is asked. The caption may say that it is a library picture.",
            severity="note",
        )
    elif kind == "handout":
        yield ImageHit(
            f"“{picture.name}” was handed to us: {who}. Whoever gave it chose what it shows.",
            "Nothing is asked. The caption may say who gave it, if the story is about them.",
            severity="note",
        )


_QUAY = Picture("0" * 64, "quay.jpg", credit="Mara Teal")

GENERATED_IMAGE = ImageRule(
    slug="generated-image",
    name="Generated image",
    question="Was this image made by a machine?",
    severity="block",
    group="Make text and declaration agree",
    standard="IPTC Digital Source Type; C2PA; house policy on AI disclosure.",
    why="Readers take a picture for something that was there. An image that a machine made, or changed, is"
    " declared and labelled as one, whatever the text says.",
    clears="Declare the use for this image under AI use, or replace the image. Where the file is wrong, an"
    " editor dismisses the flag and says how we know.",
    page="""The image’s own file says that a machine made it, or part of it.

*Why it matters.* Readers take a picture for something that was there. Images are labelled on their own: that
people edited the text does not cover them.

*What clears it.* Declare the use for this image under AI use, or replace the image. Where the file is
wrong, an editor dismisses the flag and says how we know.

*What it cannot know.* It reads what the file says: IPTC and XMP fields, content credentials (C2PA), the
settings an image generator leaves. All of them can be taken out or written by anybody, so a silent file
proves nothing.

*Does not flag* photographs sharpened by software, scans, charts drawn from data, or a file that says nothing.

*Standard.* IPTC Digital Source Type; C2PA; house policy on AI disclosure.""",
    find=_generated,
    asked_of=(
        Example(
            "A drawing whose IPTC field says [[trainedAlgorithmicMedia]]",
            Picture(
                "0" * 64, "d.png", facts=ImageFacts(source_type="trainedAlgorithmicMedia", source_from="IPTC")
            ),
        ),
        Example(
            "A photograph whose content credentials tell of [[an edit with generative AI]]",
            Picture(
                "0" * 64,
                "p.jpg",
                facts=ImageFacts(
                    source_type="compositeWithTrainedAlgorithmicMedia",
                    source_from="content credentials",
                    signature="valid",
                ),
            ),
        ),
        Example(
            "A picture in which an image generator left [[its prompt and settings]]",
            Picture("0" * 64, "s.png", facts=ImageFacts(settings_of="parameters")),
        ),
    ),
    not_asked_of=(
        Example(
            "A photograph whose IPTC field says digitalCapture",
            Picture("0" * 64, "q.jpg", facts=ImageFacts(source_type="digitalCapture", source_from="IPTC")),
        ),
        Example(
            "A photograph enlarged by software (algorithmicallyEnhanced)",
            Picture(
                "0" * 64, "e.jpg", facts=ImageFacts(source_type="algorithmicallyEnhanced", source_from="IPTC")
            ),
        ),
        Example("A picture whose file says nothing about how it was made", _QUAY),
    ),
)

IMAGE_CREDIT = ImageRule(
    slug="image-credit",
    name="Image credit",
    question="Whose image is it?",
    severity="ask",
    group="Say who stands behind it",
    standard="House style: every image is credited; IPTC Photo Metadata, Credit Line.",
    why="A credit says who saw it, who owns it, and who had an interest in how it looks.",
    clears="Give the credit under Images, as it goes out.",
    page="""An image has no credit. Of a picture library, or of whoever the story is about, it is noted.

*Why it matters.* A credit says who saw it, who owns it, and who had an interest in how it looks.

*What clears it.* Give the credit under Images, as it goes out: “Jane Roe / Wire”, “Photo courtesy: X on
Y”. Where the file itself names somebody, the card proposes it.

*What it cannot know.* Whether the credit is right, and whether the newsroom may use the image.

*Does not flag* an image whose caption carries its credit.

*Standard.* House style: every image is credited; IPTC Photo Metadata, Credit Line.""",
    find=_uncredited,
    asked_of=(
        Example("[[quay.jpg]], with no credit and no caption", Picture("0" * 64, "quay.jpg")),
        Example(
            "[[hall.jpg]], credited “Photo courtesy: Jo Vale on Unsplash”, is noted as a library picture",
            Picture("0" * 64, "hall.jpg", credit="Photo courtesy: Jo Vale on Unsplash"),
        ),
    ),
    not_asked_of=(
        Example("quay.jpg, credited to Mara Teal", _QUAY),
        Example(
            "quay.jpg, with the caption “The quay in May. Photo: Mara Teal”",
            Picture("0" * 64, "quay.jpg", caption="The quay in May. Photo: Mara Teal"),
        ),
    ),
)

IMAGE_RULES: tuple[ImageRule, ...] = (GENERATED_IMAGE, IMAGE_CREDIT)
