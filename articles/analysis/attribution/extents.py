"""Where what was said ends: what the parser hung too high is taken in, and what the copy goes on to tell is left out."""

# ruff: noqa: E501  (examples read better unbroken)

from __future__ import annotations

from ..grammar import Token
from ..lexicon.verbs import JUDGE, SAY, SHOW, THINK, words
from .spans import under

_CUES = SAY | THINK | JUDGE | SHOW
_COORDINATING = frozenset(("and", "but", "or", "nor", "yet"))
_SUBORDINATING = frozenset(("that", "whether", "how", "why", "what"))
_RELATIVES = words("which who whom whose where")
_MARKS = frozenset(('"', "''"))
_DASHES = frozenset(("-", "--", "–", "—"))


def end_of(tokens: list[Token], verb: Token, low: int, high: int, clause: bool) -> int:
    """The last token of content tokens[low..high] that stands behind its verb; `clause`: it is a sentence, no object."""
    high = _whole_word(tokens, high)
    high = _joined_clauses(tokens, verb, high)
    if clause:
        high = _reason(tokens, verb, high)
    return _before_the_copy_goes_on(tokens, low, high, clause)


def _whole_word(tokens: list[Token], high: int) -> int:
    """the re-emergence of a rival: a hyphen does not end a word, nor what hangs on it."""
    while (
        high + 2 < len(tokens)
        and tokens[high + 1].text in _DASHES
        and tokens[high + 1].start == tokens[high].end
        and tokens[high + 2].start == tokens[high + 1].end
    ):
        high = max(high + 2, under(tokens[high + 2])[1])
    return high


def _joined_clauses(tokens: list[Token], verb: Token, high: int) -> int:
    """said that the port had closed, and that it would stay so: "and that" goes on with what was said."""
    at = high + 1
    while at < len(tokens) and tokens[at].text == ",":
        at += 1
    if at + 1 >= len(tokens) or tokens[at].sent != verb.sent or tokens[at].lower not in _COORDINATING:
        return high
    if tokens[at + 1].lower not in _SUBORDINATING:
        return high
    top = tokens[at + 1]
    while top.head is not top and top.head.i > at:
        top = top.head
    return max(high, under(top)[1]) if top.i > at else high


def _reason(tokens: list[Token], verb: Token, high: int) -> int:
    """said the wall would hold if it was mended: the condition hangs on what was said."""
    after = tokens[high + 1] if high + 1 < len(tokens) else None
    if after is None or after.sent != verb.sent or after.lower not in ("if", "because", "unless", "than"):
        return high
    return max(high, under(after.head)[1]) if after.head.i > high and after.head.head is verb else high


def _before_the_copy_goes_on(tokens: list[Token], low: int, high: int, clause: bool) -> int:
    """..., saying it was late; ..., and others said it was not: what starts another saying is the copy's again."""
    opened = False
    for at in range(low, high):
        if tokens[at].text in _MARKS:
            if opened and tokens[at - 1].text == "," and (not clause or at - low > (high - low) // 2):
                return high if _goes_on_quoting(tokens, at, high) else at
            opened = not opened
        if at < low + 2 or (tokens[at].text != "," and tokens[at].text not in _DASHES):
            continue
        after = tokens[at + 1]
        if _another_saying(tokens, at, high) or (not clause and _aside(after, low, at, high)):
            return at - 1
    return high


def _goes_on_quoting(tokens: list[Token], closing: int, high: int) -> bool:
    return any(t.text in _MARKS for t in tokens[closing + 1 : min(high, closing + 4)])


def _another_saying(tokens: list[Token], comma: int, high: int) -> bool:
    after = tokens[comma + 1]
    if after.tag == "VBG" and after.dep in ("advcl", "acl"):
        return after.lemma.lower() in _CUES
    if after.lower not in ("and", "but", "while") or comma + 2 > high:
        return False
    for token in tokens[comma + 2 : high + 1]:
        if token.dep in ("conj", "advcl") and token.head.i < comma:
            subject = token.child("nsubj")
            told = token.lemma.lower() in SAY and token.child("ccomp") is not None
            return told and subject is not None and subject.pos != "PRON"
    return False


def _aside(after: Token, low: int, comma: int, high: int) -> bool:
    """..., which closed in May: told of a thing that was named, not part of what was said about it."""
    if after.lower not in _RELATIVES:
        return False
    top = after
    while top.dep != "relcl" and top.head is not top and top.head.i > comma:
        top = top.head
    return top.dep == "relcl" and low <= top.head.i < comma and under(top)[1] >= high - 1
