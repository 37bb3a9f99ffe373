"""A publication as ninjs 3.1 (IPTC, News in JSON), for the systems of agencies and newspapers."""

from __future__ import annotations

from typing import Any

from review.record.publishing.telling import Image, Telling

SCHEMA = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
ROLE = "https://schema.org/"  # of a trust indicator: the property that says the same there
STATUS = {"retraction": "canceled"}


def ninjs(telling: Telling) -> dict[str, Any]:
    """One text object with its images as associations; nothing of the draft `aiInfo`."""
    label, words = telling.label, telling.words
    found: dict[str, Any] = {
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "uri": telling.url,
        "type": "text",
        "representationType": "complete",
        "version": str(telling.number),
        "firstCreated": telling.published.machine,
        "versionCreated": (telling.changed or telling.published).machine,
        "pubStatus": STATUS.get(telling.nature, "usable"),
        "language": telling.language,
        "title": telling.headline,
        "slugline": telling.address,
        "by": telling.credit,
        "headlines": [
            _said("main", telling.headline),
            *(_said("alternative", words) for words in telling.alternative_headlines),
        ],
        "descriptions": [
            *([_said("summary", telling.standfirst)] if telling.standfirst else []),
            *([_said("disclosure", label)] if label else []),
        ],
        "bodies": [
            _said("main", telling.text.html, "text/html", counted=words),
            _said("main", words, counted=words),
        ],
        "people": [{"rel": "author", "name": name} for name in telling.authors],
        "infoSources": [{"rel": "publisher", "name": telling.publisher}],
        "digitalSourceType": source_type(telling.source_type),
        "edNote": " ".join(f"{note.lead} {note.note}" for note in telling.notes),
        "trustIndicators": _trust(telling),
        "associations": [_image(number, image) for number, image in enumerate(telling.images, start=1)],
    }
    return {name: value for name, value in found.items() if value}


def _said(role: str, value: str, content_type: str = "text/plain", counted: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {"role": role, "contentType": content_type, "value": value}
    return found | ({"charCount": len(counted), "wordCount": len(counted.split())} if counted else {})


def source_type(uri: str) -> dict[str, str]:
    """An IPTC Digital Source Type as ninjs has it; nothing where nobody said."""
    return {"name": uri.rpartition("/")[2], "uri": uri} if uri else {}


def _trust(telling: Telling) -> list[dict[str, str]]:
    if not telling.principles:
        return []
    return [{"role": f"{ROLE}publishingPrinciples", "title": "How we work", "href": telling.principles}]


def _image(number: int, image: Image) -> dict[str, Any]:
    rendition = {
        "name": "main",
        "href": image.url,
        "contentType": image.content_type,
        "width": image.width,
        "height": image.height,
        "sizeInBytes": len(image.data),
    }
    found: dict[str, Any] = {
        "name": f"picture{number}",
        "uri": image.url,
        "type": "picture",
        "by": image.credit,
        "descriptions": [
            _said(role, words) for role, words in (("caption", image.caption), ("alt", image.alt)) if words
        ],
        "digitalSourceType": source_type(image.source_type),
        "renditions": [{name: value for name, value in rendition.items() if value}],
    }
    return {name: value for name, value in found.items() if value}
