"""The record that goes with a publication: who examined which text. Facts, not a telling to readers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from review.record.publishing.facts import Release


def record(release: Release) -> dict[str, Any]:
    """Evidence you may be asked for: who examined which text, when, under which policy. Public notes only."""
    return {
        "story": release.address,
        "publication": release.number,
        "nature": release.nature,
        "revision": release.revision,
        "published_at": release.published_at.isoformat(),
        "first_published_at": release.first_published_at.isoformat(),
        "headline": release.headline,
        "alternative_headlines": list(release.alternative_headlines),
        "alert_text": release.alert_text,
        "authors": list(release.authors),
        "responsible": release.responsible,
        "publisher": release.publisher,
        "contact": release.contact,
        "label": {"text": release.label, "place": release.place} if release.label else None,
        "digital_source_type": release.source_type,
        "corrections": [{**asdict(item), "at": item.at.isoformat()} for item in release.corrections],
        **release.record,
    }
