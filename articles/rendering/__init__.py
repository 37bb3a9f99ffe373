"""A revision's text as safe HTML, with the marks of its flags at the words they are about."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from articles.models import Revision
from articles.rendering.elements import elements_of, inline_html, plain_tokens
from articles.rendering.tokens import Element, Mark, Token
from articles.rendering.writing import Block, element_html, written

__all__ = ["Block", "Mark", "blocks", "field_html", "inline", "plain_html"]


def blocks(revision: Revision, marks: Sequence[Mark] = ()) -> list[Block]:
    """The standfirst, if any, and the text, one Block an element; flags of the headline hang on the first."""
    elements = elements_of(revision.text, revision.format)
    ours = [m for m in marks if m.field == "text"]
    found = written(elements, ours, "text")
    found = [Block(b.html, b.flags, index) for index, b in enumerate(found)]
    if revision.standfirst:
        lead = [Element(plain_tokens(revision.standfirst, 0, "p"), "standfirst")]
        above = [m for m in marks if m.field == "standfirst"]
        found = [Block(b.html, b.flags, -1) for b in written(lead, above, "standfirst")] + found
    heads = tuple(m.number for m in sorted(marks, key=lambda m: m.start) if m.field == "headline")
    if heads and found:
        found[0] = Block(found[0].html, heads + found[0].flags, found[0].paragraph)
    return found


def field_html(revision: Revision, name: str, marks: Sequence[Mark] = ()) -> SafeString:
    """The headline or standfirst with its marks, without an element around it."""
    tokens = [Token("text", text=getattr(revision, name), at=0)]
    ours = [m for m in marks if m.field == name]
    return written([Element(tokens)], ours, name)[0].html


def plain_html(text: str, format: str) -> SafeString:
    """The text for readers: sanitised, without marks or offsets."""
    parts = (element_html(element) for element in elements_of(text, format))
    return mark_safe("\n".join(parts))  # noqa: S308 - every part is escaped or sanitised


def inline(text: str) -> SafeString:
    """One line of Markdown: emphasis, code and links, no blocks."""
    return mark_safe(inline_html(text))  # noqa: S308 - sanitised there
