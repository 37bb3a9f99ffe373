"""Images: what their files say about themselves, and what the desk asks about them. No Django."""

from __future__ import annotations

from .credits import credit_in, credit_kind
from .facts import SOURCE_TYPES, SYNTHETIC, ImageFacts, Picture, term_of
from .findings import image_findings, lines_of
from .rules import IMAGE_RULES, ImageRule

__all__ = [
    "IMAGE_RULES",
    "SOURCE_TYPES",
    "SYNTHETIC",
    "ImageFacts",
    "ImageRule",
    "Picture",
    "credit_in",
    "credit_kind",
    "image_findings",
    "lines_of",
    "term_of",
]
