"""The copy as its readers see it: what a label, or words that are to stand in it, are looked for in. Pure."""

from __future__ import annotations

from articles.rendering.layout import seen, seen_text
from review.workflow.case import Case


def own_paragraphs(case: Case) -> tuple[str, ...]:
    """Paragraph by paragraph, but for what is set off as a quotation."""
    return seen(case.text, case.format, quoted=False)


def copy_text(case: Case) -> str:
    """All of it, a paragraph a line."""
    return seen_text(case.text, case.format)
