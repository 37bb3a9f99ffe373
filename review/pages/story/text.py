"""The text cut into blocks, each with the cards that stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString

from articles.models import Revision
from articles.rendering import Block, Mark, blocks, headline_html
from review.pages.story.cards import Card, mark_of, standing_words
from review.pages.story.style import style_of
from review.pages.story.ways import ways_for
from review.selectors.flags import FlagView

Placed = tuple[tuple[Block, tuple[Card, ...]], ...]
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
    blocks: Placed
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
    *,
    edits: bool = True,
) -> Text:
    """`edits`: the person may change text and images."""
    shown = [view for view in views if not asked.show or view.css == asked.show]
    marks = {view.number: mark for view in shown if (mark := mark_of(view, revision))}
    cards = _with_one_open(_cards(shown, marks.keys(), can, state, edits), asked)
    placed = _beside(revision, marks, cards)
    top = tuple(cards[n] for n in cards if n in marks and marks[n].field == "headline")
    images, behind, fixed = _unmarked([card for n, card in cards.items() if n not in marks], revision)
    return Text(
        headline=headline_html(revision, list(marks.values())),
        blocks=placed,
        top=top,
        behind=behind,
        images=images,
        fixed=fixed,
        style=style_of(top, placed, bool(asked.way)),
    )


def _unmarked(rest: Sequence[Card], revision: Revision) -> tuple[tuple[Card, ...], ...]:
    """(about images, behind the text, fixed) of the cards whose words are not in it."""
    images = tuple(card for card in rest if card.about_image_of(revision))
    behind = tuple(card for card in rest if card.view.status != "fixed" and card not in images)
    return images, behind, tuple(card for card in rest if card.view.status == "fixed")


def _beside(revision: Revision, marks: Mapping[int, Mark], cards: Mapping[int, Card]) -> Placed:
    """Each block with its cards, in the order of their words; those of the headline stand above it."""
    found = []
    for block in blocks(revision, list(marks.values())):
        here = [n for n in set(block.flags) if marks[n].field != "headline"]
        here.sort(key=lambda n: (marks[n].start, n))
        found.append((block, tuple(cards[n] for n in here)))
    return tuple(found)


def _with_one_open(cards: Mapping[int, Card], asked: Asked) -> dict[int, Card]:
    opened = _which_open(cards, asked)
    return {n: replace(card, open=n == opened) for n, card in cards.items()}


def _cards(
    views: Sequence[FlagView],
    marked: Iterable[int],
    can: Callable[[str], Any],
    state: str,
    edits: bool,
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
            edits=edits,
        )
    return found


def _which_open(cards: Mapping[int, Card], asked: Asked) -> int | None:
    """The flag that was asked for; else the first that blocks."""
    if asked.flag in cards:
        return asked.flag
    return next((n for n, card in cards.items() if card.css == "block" and card.marked), None)
