"""A revision's text as safe HTML, with the marks of its flags at the words they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from articles.models import Revision
from articles.rendering.elements import elements_of, inline_html, plain_tokens
from articles.rendering.kept import rendered
from articles.rendering.marked import marked
from articles.rendering.plain import plain_words
from articles.rendering.tokens import Element, Mark, Token
from articles.rendering.writing import Block, element_html, written

__all__ = ["Block", "Mark", "Written", "blocks", "headline_html", "inline", "plain_html", "written_out"]


def blocks(revision: Revision, marks: Sequence[Mark] = ()) -> list[Block]:
    """The standfirst (paragraph 0, if any) and the text, one Block an element; ids p0, p1, ...

    Flags of the headline hang on the first block. Every piece of a mark names its flags in `data-flags`; the
    first piece of flag 3 has id m3.
    """
    found = _numbered(rendered(revision), marks, "text", 1)
    if revision.standfirst:
        lead = Element(plain_tokens(revision.standfirst, 0, "p"), "standfirst")
        found = _numbered([lead], marks, "standfirst", 0) + found
    heads = tuple(m.number for m in sorted(marks, key=lambda m: m.start) if m.field == "headline")
    if heads and found:
        found[0] = replace(found[0], flags=heads + found[0].flags)
    return found + _beside(revision, marks)


def _beside(revision: Revision, marks: Sequence[Mark]) -> list[Block]:
    """Alternative headlines and the alert text, after the text; they are no paragraphs of it."""
    found: list[Block] = []
    for field, css, lines in (
        ("headlines", "beside other-headline", revision.alternative_headlines),
        ("alert", "beside alert-text", [revision.alert_text] if revision.alert_text else []),
    ):
        elements, start = [], 0
        for number, line in enumerate(lines):
            name = f"{field}{number + 1}"
            elements.append(Element(plain_tokens(line, start, "p"), css, name))
            start += len(line) + 1
        ours = [m for m in marks if m.field == field]
        found += [replace(block, paragraph=0) for block in written(elements, ours, field, 0)]
    return found


def headline_html(revision: Revision, marks: Sequence[Mark] = ()) -> SafeString:
    """The headline with its marks, without an element around it."""
    words = [Element([Token("text", text=revision.headline, at=0)])]
    return written(words, [m for m in marks if m.field == "headline"], "headline", 0)[0].html


def _numbered(elements: list[Element], marks: Sequence[Mark], field: str, first: int) -> list[Block]:
    for number, element in enumerate(elements, start=first):
        element.name = f"p{number}"
    return written(elements, [m for m in marks if m.field == field], field, first)


def plain_html(text: str, format: str) -> SafeString:
    """The text for readers: sanitised, without marks or offsets."""
    return _html(elements_of(text, format))


@dataclass(frozen=True, slots=True)
class Written:
    """One text as it leaves, rendered once: each says what the others say."""

    html: SafeString
    markdown: tuple[str, ...]  # CommonMark, a piece a top-level element
    plain: tuple[str, ...]  # words without marks, a piece a paragraph


def written_out(text: str, format: str) -> Written:
    """The text for readers in every way it is handed out."""
    elements = elements_of(text, format)
    return Written(_html(elements), tuple(marked(elements)), tuple(plain_words(elements)))


def _html(elements: Sequence[Element]) -> SafeString:
    parts = (element_html(element) for element in elements)
    return mark_safe("\n".join(parts))  # noqa: S308 - every part is escaped or sanitised


def inline(text: str) -> SafeString:
    """One line of Markdown: emphasis, code and links, no blocks."""
    return mark_safe(inline_html(text))  # noqa: S308 - sanitised there
