"""A publication as plain text for wires and for systems that read nothing else.

As agencies send it: what changed stands first, a paragraph is one line (whoever receives it sets the width),
an empty line parts paragraphs, “ends” closes the copy, and what is no copy follows below it.
"""

from __future__ import annotations

from collections.abc import Iterator

from review.record.publishing.telling import Image, Telling

END = "ends"


def wire(telling: Telling) -> str:
    """UTF-8, line ends as LF, no line wrapped."""
    parts = [*_copy(telling), END, *_below(telling)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _copy(telling: Telling) -> Iterator[str]:
    yield "\n".join(f"{note.lead} {' '.join(note.note.split())}" for note in telling.notes)
    yield telling.headline
    yield telling.standfirst
    yield telling.credit
    yield "\n".join(time.line for time in telling.times)
    yield telling.top_label
    yield from telling.text.plain
    yield telling.end_label


def _below(telling: Telling) -> Iterator[str]:
    for number, image in enumerate(telling.images, start=1):
        yield "\n".join(_image(number, image))
    about = {
        "Story": f"{telling.address}, publication {telling.number}",
        "Address": telling.url,
        "Authors": ", ".join(telling.authors),
        "Language": telling.language,
        "Label on AI use": telling.label,
        "How the text was made": telling.source_type,
        "How we work": telling.principles,
    }
    yield "\n".join(f"{name}: {value}" for name, value in about.items() if value)
    yield telling.colophon


def _image(number: int, image: Image) -> Iterator[str]:
    yield f"Picture {number}: {image.line or image.alt}"
    if image.alt and image.line:
        yield f"Shows: {image.alt}"
    if image.source_type:
        yield f"How it was made: {image.source_type}"
    yield f"File: {image.url}"
