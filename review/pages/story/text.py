"""The text cut into blocks, each with the cards that stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString

from articles.models import Revision
from articles.rendering import Block, blocks, headline_html
from review.pages.story.cards import Card, mark_of, standing_words
from review.pages.story.style import style_of
from review.pages.story.ways import ways_for
from review.selectors.flags import FlagView

LEGEND = (("block", "Block"), ("ask", "Ask"), ("note", "Note"), ("done", "Answered"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the page: an open flag, a form, a filter, a source."""

    flag: int | None = None
    way: str = ""
    show: str = ""
    source: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        flag, show = query.get("flag", ""), query.get("show", "")
        return cls(
            flag=int(flag) if flag.isdecimal() and len(flag) < 9 else None,
            way=query.get("way", ""),
            show=show if show in dict(LEGEND) else "",
            source=query.get("source", ""),
        )


@dataclass(frozen=True, slots=True)
class Text:
    """The text cut into blocks, each with the cards that stand beside it."""

    headline: SafeString
    blocks: tuple[tuple[Block, tuple[Card, ...]], ...]
    top: tuple[Card, ...]
    behind: tuple[Card, ...]
    images: tuple[Card, ...]  # about images, which stand below the text
    fixed: tuple[Card, ...]
    style: SafeString

    def cards(self) -> Iterator[Card]:
        yield from self.top
        for _, cards in self.blocks:
            yield from cards
        yield from (*self.images, *self.behind, *self.fixed)


def text_of(
    revision: Revision,
    views: Sequence[FlagView],
    asked: Asked,
    can: Callable[[str], Any],
    state: str,
) -> Text:
    shown = [view for view in views if not asked.show or view.css == asked.show]
    marks = {view.number: mark for view in shown if (mark := mark_of(view, revision))}
    cards = _cards(shown, marks.keys(), can, state)
    opened = _which_open(cards, asked)
    cards = {n: replace(card, open=n == opened) for n, card in cards.items()}
    found = blocks(revision, list(marks.values()))
    heads = {n for n, mark in marks.items() if mark.field == "headline"}
    beside = [sorted(set(b.flags) - heads, key=lambda n: (marks[n].start, n)) for b in found]
    placed = tuple((b, tuple(cards[n] for n in some)) for b, some in zip(found, beside, strict=True))
    top = tuple(cards[n] for n in cards if n in heads)
    rest = [card for n, card in cards.items() if n not in marks]
    images = tuple(card for card in rest if card.about_image_of(revision))
    return Text(
        headline=headline_html(revision, list(marks.values())),
        blocks=placed,
        top=top,
        behind=tuple(card for card in rest if card.view.status != "fixed" and card not in images),
        images=images,
        fixed=tuple(card for card in rest if card.view.status == "fixed"),
        style=style_of(top, placed, bool(asked.way)),
    )


def _cards(
    views: Sequence[FlagView],
    marked: Iterable[int],
    can: Callable[[str], Any],
    state: str,
) -> dict[int, Card]:
    numbers, found = set(marked), {}
    for view in views:
        ways, no = ways_for(view, can, state)
        found[view.number] = Card(
            view=view,
            marked=view.number in numbers,
            standing=standing_words(view),
            ways=ways,
            deciding=bool(can("decide")) and bool(ways) and not view.answered,
            no_way=no if ways else "",
        )
    return found


def _which_open(cards: Mapping[int, Card], asked: Asked) -> int | None:
    """The flag that was asked for; else the first that blocks."""
    if asked.flag in cards:
        return asked.flag
    return next((n for n, card in cards.items() if card.css == "block" and card.marked), None)
