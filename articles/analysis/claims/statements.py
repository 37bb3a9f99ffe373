"""Sentences that state nothing in our own voice: sub-heads, questions, scraps, headlines, quoted words."""

from __future__ import annotations

from ..document import Document, Paragraph
from ..findings import Span
from ..grammar import Token

_FEWEST = 4  # words
_HEADLINE = 14  # words; an opening paragraph is rarely so short, and then tells what happened
_HELPING = frozenset(("has", "have", "is", "are", "was", "were"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def states_nothing(document: Document, paragraph: Paragraph, span: Span, tokens: list[Token]) -> bool:
    text = span.of(document.masked)
    if paragraph.role not in ("body", "list") or text.rstrip("\"'”’) ").endswith("?"):
        return True
    quotation = document.quotation_at(span.start)
    if quotation and quotation.end >= span.end - 2:
        return True
    if len(text.split()) < _FEWEST or not any(c.islower() for c in text):
        return True
    if not tokens:
        return False
    # the tagger takes "graduated" for a participle where it is the verb
    told = any(t.tag in _FINITE or (t.tag == "VBN" and t.dep == "ROOT") for t in tokens)
    return not told or _headline(document, paragraph, text, tokens)


def _headline(document: Document, paragraph: Paragraph, text: str, tokens: list[Token]) -> bool:
    """The first line of a story, by itself, short and in the present: smugglers build tunnels."""
    told = any(t.dep in ("aux", "auxpass") and t.lower in _HELPING for t in tokens)  # headlines do without
    alone = not told and paragraph.first == 0 and paragraph.last == 1 and len(document.sentences) > 2
    return alone and len(text.split()) <= _HEADLINE and not any(t.tag == "VBD" for t in tokens)
