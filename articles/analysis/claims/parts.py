"""A sentence in its parts: the main clause, and the clauses and phrases that are set off from it."""

from __future__ import annotations

from dataclasses import dataclass

from ..attribution.clauses import is_verb
from ..attribution.spans import span_of, under
from ..findings import Span
from ..grammar import Token

_MARKS = frozenset((",", ";", "(", ")", "-", "--", "—", "–", "―", ":"))
_LEAST = 3  # words; anything shorter set off by commas is an aside and no part of its own


@dataclass(slots=True)
class Part:
    """Words that state one thing. `main`: the sentence's own clause; `span`: from first to last word."""

    span: Span
    main: bool
    words: list[Token]
    head: Token | None

    def holds(self, offset: int) -> bool:
        return any(word.start <= offset < word.end for word in self.words)


def parts_of(tokens: list[Token], sentence: list[Token]) -> list[Part]:
    """The parts of one sentence, the main clause first. `tokens` are the paragraph's, `sentence` its own."""
    roots = [t for t in sentence if t.head is t or t.head.sent != t.sent]
    groups: dict[int, list[Token]] = {}
    heads: list[Token] = []
    owner: dict[int, int] = {}
    stack = [(root, -1) for root in roots]
    while stack:
        token, above = stack.pop()
        if above < 0 or (token not in roots and _is_part(tokens, sentence, token)):
            if above < 0 and heads:
                above = 0
            else:
                above = len(heads)
                heads.append(token)
        owner[token.i] = above
        stack.extend((kid, above) for kid in token.kids if kid.sent == token.sent)
    for token in sentence:
        groups.setdefault(owner.get(token.i, 0), []).append(token)
    return [
        part for index in sorted(groups) if (part := _part(tokens, groups[index], heads[index], index == 0))
    ]


def _part(tokens: list[Token], words: list[Token], head: Token, main: bool) -> Part | None:
    words = [w for w in words if w.pos not in ("PUNCT", "SPACE")]
    while words and words[0].dep in ("cc", "preconj"):
        words = words[1:]
    while words and words[-1].dep in ("cc", "mark", "prep") and words[-1] is not head:
        words = words[:-1]
    if not words:
        return None
    span = span_of(tokens, words[0].i, words[-1].i)
    return Part(span, main, words, head) if span else None


def _is_part(tokens: list[Token], sentence: list[Token], token: Token) -> bool:
    """Does this token carry a clause or phrase that can be taken away and leaves a sentence?"""
    dep = token.dep
    if dep == "conj":
        return (
            is_verb(token) and is_verb(token.head) and token.child("nsubj", "nsubjpass", "expl") is not None
        )
    if dep in ("parataxis", "ccomp"):
        return dep == "parataxis" or _before_semicolon(tokens, token)
    if dep not in ("relcl", "advcl", "acl", "prep"):
        return False
    low, high = under(token)
    if high - low + 1 < _LEAST + (dep == "prep"):
        return False
    return _set_off(tokens, sentence, low, high)


def _before_semicolon(tokens: list[Token], token: Token) -> bool:
    _low, high = under(token)
    return high + 1 < len(tokens) and tokens[high + 1].text == ";"


def _set_off(tokens: list[Token], sentence: list[Token], low: int, high: int) -> bool:
    """Between marks: at the front with a comma after it, or after a comma, dash or bracket."""
    first, last = sentence[0].i, sentence[-1].i
    if low > first and tokens[low - 1].text in _MARKS:
        return True
    fronted = all(tokens[i].dep in ("cc", "punct", "advmod") for i in range(first, low))
    return fronted and high < last and tokens[high + 1].text in _MARKS
