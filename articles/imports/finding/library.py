"""The library that finds an article. Pages are served without loading it."""

from __future__ import annotations

import logging

from bs4 import BeautifulSoup
from trafilatura import bare_extraction, load_html
from trafilatura.readability_lxml import Document


def lines_of(html: str) -> tuple[list[str], str]:
    """The article's lines, and its words as another way of looking finds them; none where there is none."""
    logging.disable(logging.CRITICAL)
    found = bare_extraction(html, include_comments=False)
    return str(getattr(found, "text", "") or "").split("\n"), _by_density(html)


def _by_density(html: str) -> str:
    """Where most words stand in paragraphs, as the reading view of a browser goes by; what may fail, may."""
    try:
        summary = Document(load_html(html)).summary()
    except Exception:  # a second opinion only
        return ""
    return BeautifulSoup(summary, "html.parser").get_text(" ")
