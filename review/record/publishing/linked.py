"""A publication as JSON-LD, schema.org NewsArticle: for search engines, and inside the HTML page."""

from __future__ import annotations

from typing import Any

from review.record.publishing.telling import Image, Telling

STATUS = {"update": "Updated", "retraction": "Retracted"}


def linked(telling: Telling) -> dict[str, Any]:
    """The IPTC term stands as a URI, since schema.org's enumeration lags behind."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": telling.url,
        "identifier": f"{telling.address}/{telling.number}",
        "url": telling.url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": telling.url},
        "headline": telling.headline,
        "alternativeHeadline": list(telling.alternative_headlines),
        "description": telling.standfirst,
        "inLanguage": telling.language,
        "author": [{"@type": "Person", "name": name} for name in telling.authors],
        "editor": {"@type": "Person", "name": telling.responsible} if telling.responsible else None,
        "publisher": _publisher(telling),
        "datePublished": telling.published.machine,
        "dateModified": (telling.changed or telling.published).machine,
        "version": telling.number,
        "creativeWorkStatus": STATUS.get(telling.nature),
        "digitalSourceType": telling.source_type,
        "creditText": _credit(telling),
        "publishingPrinciples": telling.principles,
        "articleBody": telling.words,
        "image": [_image(image) for image in telling.images],
        "correction": [
            {"@type": "CorrectionComment", "text": note.note, "datePublished": note.at.machine}
            for note in telling.notes
        ],
    }
    return {name: value for name, value in found.items() if value or name == "author"}


def _credit(telling: Telling) -> str:
    """Who is to be named when it is used, and what AI did to it: one text, as it is told to readers."""
    credit, label = telling.credit, telling.label
    if not credit or not label:
        return credit or label
    return f"{credit} {label}" if credit.endswith((".", "!", "?")) else f"{credit}. {label}"


def _image(image: Image) -> dict[str, Any]:
    found = {
        "@type": "ImageObject",
        "url": image.url,
        "contentUrl": image.url,
        "encodingFormat": image.content_type,
        "width": image.width,
        "height": image.height,
        "caption": image.caption or image.alt,
        "description": image.alt,
        "creditText": image.credit,
        "digitalSourceType": image.source_type,
    }
    return {name: value for name, value in found.items() if value}


def _publisher(telling: Telling) -> dict[str, Any]:
    point = {"@type": "ContactPoint", "contactType": "editorial responsibility"}
    if telling.responsible:
        point["name"] = telling.responsible
    point["email" if "@" in telling.contact else "url"] = telling.contact
    found = {"@type": "NewsMediaOrganization", "name": telling.publisher, "contactPoint": point}
    return found | ({"publishingPrinciples": telling.principles} if telling.principles else {})
