"""From grammar to offsets: what stands under a word, trimmed as a reader would mark it."""

from __future__ import annotations

from collections.abc import Iterable

from ..findings import Span
from ..grammar import Token

_EDGE = frozenset(",.;:—–-…?!)")
_LEFT_EDGE = frozenset(",.;:—–-…?!)(")


def under(token: Token, skip: Iterable[Token] = ()) -> tuple[int, int]:
    """Lowest and highest index of the tokens under `token`, not entering what is skipped."""
    low = high = token.i
    closed = set(map(id, skip))
    stack = [token]
    while stack:
        each = stack.pop()
        if each.i < low:
            low = each.i
        elif each.i > high:
            high = each.i
        stack.extend(kid for kid in each.kids if id(kid) not in closed)
    return low, high


def span_of(tokens: list[Token], low: int, high: int) -> Span | None:
    """The offsets of tokens[low..high] without commas, stops and dashes at its ends."""
    while low <= high and (tokens[low].text in _LEFT_EDGE or not tokens[low].text.strip()):
        low += 1
    while high >= low and (tokens[high].text in _EDGE or not tokens[high].text.strip()):
        high -= 1
    return Span(tokens[low].start, tokens[high].end) if low <= high else None


def pieces(tokens: list[Token], low: int, high: int, hole: tuple[int, int] | None) -> list[Span]:
    """tokens[low..high] as one span, or two around a hole."""
    if hole is None or hole[1] < low or hole[0] > high:
        parts = [(low, high)]
    else:
        parts = [(low, hole[0] - 1), (hole[1] + 1, high)]
    return [span for a, b in parts if (span := span_of(tokens, a, b))]


def source_span(tokens: list[Token], head: Token) -> Span | None:
    """The noun phrase of a source: with its appositions and relative clauses."""
    skip = [
        kid for kid in head.kids if kid.dep in ("parataxis", "punct", "cc", "advcl") and kid.i > head.i + 40
    ]
    low, high = under(head, skip)
    return span_of(tokens, low, high)


def cue_span(tokens: list[Token], verb: Token) -> Span:
    """A verb with its auxiliaries, negation and particle, as far as they stand together."""
    parts = {verb.i} | {
        k.i
        for k in verb.kids
        if k.dep in ("aux", "auxpass", "neg", "prt", "advmod") and abs(k.i - verb.i) <= 3
    }
    low = high = verb.i
    while low - 1 in parts:
        low -= 1
    while high + 1 in parts and tokens[high + 1].dep in ("prt", "neg"):
        high += 1
    while tokens[low].dep == "advmod" and low < verb.i:
        low += 1
    return Span(tokens[low].start, tokens[high].end)
