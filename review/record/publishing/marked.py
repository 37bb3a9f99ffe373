"""A publication as one Markdown file: what the HTML page says, and what its head says as YAML before it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from articles.rendering.marked import escaped, link, marked_line
from review.record.publishing.telling import Image, Telling


def markdown(telling: Telling) -> str:
    """CommonMark after a YAML front matter whose values are JSON too."""
    return "\n\n".join([_front_matter(telling), *filter(None, _parts(telling))]) + "\n"


def _parts(telling: Telling) -> Iterator[str]:
    principles = telling.principles
    yield f"# {escaped(telling.headline)}"
    yield f"**{escaped(telling.standfirst)}**" if telling.standfirst else ""
    yield marked_line(telling.credit)
    yield marked_line(". ".join(time.line for time in telling.times))
    yield marked_line(telling.top_label)
    if telling.lead:
        yield from _image(telling.lead)
    yield from telling.text.markdown
    for image in telling.images[1:]:
        yield from _image(image)
    yield marked_line(telling.end_label)
    for note in telling.notes:
        yield f"**{escaped(note.lead)}** {escaped(' '.join(note.note.split()))}"
    yield marked_line(telling.colophon)
    yield link("How we work", principles) if principles else ""


def _image(image: Image) -> Iterator[str]:
    yield f"!{link(escaped(image.alt), image.url)}"
    yield marked_line(image.line)


def _source(image: Image) -> dict[str, str]:
    made = {"digital_source_type": image.source_type} if image.source_type else {}
    return {"url": image.url, **made}


def _front_matter(telling: Telling) -> str:
    found = {
        "url": telling.url,
        "language": telling.language,
        "authors": list(telling.authors),
        "published": telling.published.machine,
        "changed": telling.changed.machine if telling.changed else "",
        "publisher": telling.publisher,
        "ai_disclosure": telling.ai_disclosure,
        "ai_label": telling.label,
        "digital_source_type": telling.source_type,
        "images": [_source(image) for image in telling.images],
        "alternative_headlines": list(telling.alternative_headlines),
        "alert_text": telling.alert_text,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in found.items() if value]
    return "\n".join(["---", *lines, "---"])
