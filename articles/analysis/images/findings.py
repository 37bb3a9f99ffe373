"""What is asked about images, as findings like any other: one line an image, whose name is the quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..findings import Finding, Span
from .facts import Picture
from .rules import IMAGE_RULES, ImageHit, ImageRule


def lines_of(pictures: Iterable[Picture]) -> str:
    """The text that offsets of the field "image" point into: name, credit, source type, start of the digest.

    An answer holds while its image's line stays: another file, credit or source type asks again.
    """
    return "\n".join(_line(picture) for picture in pictures)


def image_findings(pictures: Sequence[Picture]) -> list[Finding]:
    """Every question of every image rule, images in their order."""
    found: list[Finding] = []
    start = 0
    for picture in pictures:
        line = _line(picture)
        found += _asked(picture, start, Span(start, start + len(line)))
        start += len(line) + 1
    return found


def _line(picture: Picture) -> str:
    parts = (_name(picture), picture.credit, picture.stated, picture.sha256[:16])
    return " | ".join(" ".join(part.split()) for part in parts)


def _name(picture: Picture) -> str:
    return " ".join(picture.name.split()) or "image"


def _asked(picture: Picture, start: int, line: Span) -> Iterator[Finding]:
    name = _name(picture)
    for rule in IMAGE_RULES:
        for hit in rule.find(picture):
            yield _finding(rule, hit, start, name, line)


def _finding(rule: ImageRule, hit: ImageHit, start: int, name: str, line: Span) -> Finding:
    return Finding(
        rule=rule.slug,
        severity=hit.severity or rule.severity,
        field="image",
        start=start,
        end=start + len(name),
        quote=name,
        message=hit.message,
        clears=hit.clears or rule.clears,
        standard=rule.standard,
        confidence=hit.confidence,
        passage=(line,),
    )
