"""The style block of one page: which card stands at which passage, and how tall their column will be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from articles.rendering import Block
from review.pages.story.cards import Card

# What a browser with a script measures and this page can only guess, in rem and characters; rather too tall
LINE, GAP, ACROSS = 1.9, 1.0, 50  # a line of the text, what parts paragraphs, characters in a line
CLOSED, OPEN, CARD_LINE, CARD_ACROSS = 3.75, 14.0, 1.25, 42  # a closed card; an open one and its lines
FORM = 26.0

Placed = Sequence[tuple[Block, Sequence[Card]]]


def style_of(top: Sequence[Card], placed: Placed, form: bool) -> SafeString:
    """For browsers that anchor; whole numbers in a fixed form, nothing of the story."""
    lines = ["#m0{anchor-name:--m0}", *_anchors([(card, True) for card in top] + _beside(placed))]
    height = round(_height(top, placed, FORM if form else 0.0))
    lines.append(f"@media (min-width:992px){{.story{{min-height:{height}rem}}}}")
    return mark_safe("\n".join(lines))  # noqa: S308 - numbers only


def _beside(placed: Placed) -> list[tuple[Card, bool]]:
    return [(card, False) for _, cards in placed for card in cards]


def _anchors(cards: Sequence[tuple[Card, bool]]) -> Iterator[str]:
    """Each card at its passage, or on top, and below the card before it; an open one tints its passage."""
    before = ""
    for card, on_top in cards:
        n, at = card.number, 0 if on_top else card.number
        own = "" if on_top else f"#m{n}{{anchor-name:--m{n}}} "
        after = f";--after:--f{before}" if before else ""
        tint = f'.p-review:has(#f{n}[open]) .m[data-flags~="{n}"]{{background:var(--wash)}}'
        yield f"{own}#f{n}{{anchor-name:--f{n};--at:--m{at}{after}}} {tint}"
        before = str(n)


def _height(top: Sequence[Card], placed: Placed, form: float) -> float:
    """Where the last card ends: each begins at its passage, or where the one before it ends."""
    end = sum(_tall(card, form) for card in top)
    line = 0.0
    for block, cards in placed:
        for card in cards:
            end = max(end, line) + _tall(card, form)
        line += (len(strip_tags(block.html)) // ACROSS + 1) * LINE + GAP
    return end + CLOSED


def _tall(card: Card, form: float) -> float:
    if not card.open:
        return CLOSED
    said = [*card.replies, *card.decisions]
    words = [card.found, card.why, card.clears, card.standard, *(one.text + one.reason for one in said)]
    return OPEN + form + sum((len(text) // CARD_ACROSS + 1) * CARD_LINE for text in words)
