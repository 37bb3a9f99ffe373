"""The digests that approvals compare, each scheme as it was first written: a scheme is never changed.

A digest is computed once, when what it is of is written, and stored with the number of its scheme. Code
that renders otherwise later computes none of them again; another scheme comes with a migration that stores
what the old texts are in it beside what they were (`mapped_digests`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.rendering.layout import folded, laid_and_shown


@dataclass(frozen=True, slots=True)
class ImageWords:
    """An image of a revision with everything that goes out with it."""

    sha256: str
    name: str
    alt: str
    caption: str
    credit: str
    source_type: str = ""


def exact_digest(headline: str, standfirst: str, text: str) -> str:
    """sha256 of the three fields as they are."""
    return _digest([headline, standfirst, text])


def text_digest_1(headline: str, standfirst: str, text: str, image_digests: Iterable[str] = ()) -> str:
    """0.2.0's: sha256 with runs of white space as one space, and the images in any order."""
    return _digest(
        [*(" ".join(part.split()) for part in (headline, standfirst, text)), sorted(image_digests)]
    )


def image_digest_1(sha256: str, alt: str, caption: str, credit: str, source_type: str = "") -> str:
    """0.2.0's: an image, the words that go out with it, and how it was made where somebody said so."""
    words = [" ".join(part.split()) for part in (alt, caption, credit)]
    return _digest([sha256, *words, *([source_type] if source_type else [])])


def text_digest_2(
    *, headline: str, standfirst: str, byline: str, text: str, format: str,
    alternative_headlines: Sequence[str] = (), alert_text: str = "", images: Sequence[ImageWords] = (),
) -> str:  # fmt: skip
    """Everything of a revision that readers or machines get: its words as they are rendered, with link
    targets; what Markdown hides from readers and still hands on; each image, in order, with its words."""
    as_laid, shown = laid_and_shown(text, format)
    return _digest(
        [
            "revision",
            2,
            [folded(words) for words in (headline, standfirst, byline, alert_text)],
            [folded(line) for line in alternative_headlines],
            [format, as_laid, shown],
            [
                [image.sha256, *map(folded, (image.name, image.alt, image.caption, image.credit)),
                 image.source_type]
                for image in images
            ],
        ]
    )  # fmt: skip


def details_digest_2(kind: str, authors: Mapping[int, str], language: str) -> str:
    """The story's kind, whom it credits (by id and name), and its language as a person set it."""
    return _digest(["details", 2, kind, sorted(authors.items()), language])


def label_digest_2(wording: str, place: str) -> str:
    """What readers are told about AI and where; "" where nothing is."""
    return _digest(["label", 2, wording, place]) if wording else ""


def composed_digest_2(text: str, details: str, label: str) -> str:
    """The whole substance a signature names, of the digests of its parts; "" where one is not known."""
    return _digest([2, text, details, label]) if text and details else ""


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).hexdigest()
