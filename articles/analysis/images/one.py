"""Everything one image's file says about itself: read in a process of its own, see reading.py."""

from __future__ import annotations

from .embedded import read_fields
from .facts import ImageFacts
from .provenance import with_provenance


def read_image(content_type: str, data: bytes) -> ImageFacts:
    """Everything the file says. Never raises."""
    facts = read_fields(data)
    return facts if facts.status != "read" else with_provenance(facts, content_type, data)
