"""The neutral words in which a story may be taken down, before anybody says more. Pure."""

from __future__ import annotations

WITHHELD = "A story was taken down"
NEUTRAL: dict[str, str] = {
    "looking": "We have taken this story down while we look into it.",
    "standards": "This story did not meet our standards, and we have taken it down.",
    "unavailable": "This story is not available any more.",
}
