"""The library that finds an article. Pages are served without loading it."""

from __future__ import annotations

import logging

from trafilatura import bare_extraction


def lines_of(html: str) -> list[str]:
    """The article's lines; none where there is none."""
    logging.disable(logging.CRITICAL)
    found = bare_extraction(html, include_comments=False)
    return str(getattr(found, "text", "") or "").split("\n")
