"""Which parts of a text no question about its words was asked of, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .document import Document, Paragraph
from .fields import Seen
from .findings import Field, Span, Unread, Why

_WHY: dict[str, Why] = {"foreign": "language", "code": "code", "table": "table", "furniture": "furniture"}
WORDS: dict[Why, str] = {
    "language": "in another language",
    "code": "set as code",
    "table": "a table",
    "furniture": "a credit, a note or a promotion",
    "comment": "a comment that readers do not see",
    "struck": "struck out",
    "long": "a word too long to be one",
}


def unread_of(field: Seen, name: Field, document: Document, english: bool) -> tuple[Unread, ...]:
    """In order, offsets into the stored field; neighbours of one kind are one part."""
    view = field.view("prose")
    found = [Unread(span.start, span.end, why, name) for span, why in field.left_out]
    for paragraph, why in _paragraphs(document, english):
        span = view.back(Span(paragraph.start, paragraph.end))
        found.append(Unread(span.start, span.end, why, name))
    return tuple(_merged(sorted(found), field.stored))


def _paragraphs(document: Document, english: bool) -> Iterator[tuple[Paragraph, Why]]:
    for paragraph in document.paragraphs:
        if why := _WHY.get(paragraph.role):
            yield paragraph, why
        elif not english:
            yield paragraph, "language"


def _merged(parts: list[Unread], text: str) -> Iterator[Unread]:
    held: Unread | None = None
    for part in parts:
        if held is None:
            held = part
        elif held.why == part.why and not text[held.end : part.start].strip():
            held = replace(held, end=max(held.end, part.end))
        else:
            yield held
            held = part
    if held is not None:
        yield held
