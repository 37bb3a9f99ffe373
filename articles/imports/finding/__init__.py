"""Asks a process of its own, within limits, which lines of a web page are its article."""

from __future__ import annotations

from articles.analysis.apart import Limits, run

LIMITS = Limits(seconds=10.0, clock=30.0, memory=1024**3)  # of one page, less than a whole file may take
LIBRARY = "articles.imports.finding.library:lines_of"


def article_lines(html: str) -> tuple[list[str], str]:
    """The article's lines as the library sees them, and its words found in another way; none where it finds
    none, fails or takes too long."""
    try:
        lines, again = run(LIBRARY, html, limits=LIMITS)
        return [line for line in lines if line.strip()], again
    except Exception:  # NotDone, or one of the library's own, on a page that nobody foresaw
        return [], ""
