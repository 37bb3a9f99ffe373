"""Sources set apart from what they say: "Two dead in fire, mayor says"; "The mayor will quit — sources"."""

# ruff: noqa: E501  (patterns read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Document, Paragraph
from ..findings import Span
from ..grammar import Token
from ..lexicon.nouns import DOCUMENTS
from ..lexicon.people import CROWDS, INFORMANTS, INSTITUTIONS, ROLES, SPOKES
from .clauses import is_verb
from .model import Attributed
from .turns import WORDS_OF_A_HEADLINE

_SAID_LAST = re.compile(
    r"(?P<content>\S.{8,}),\s+(?P<source>[^,:;“”\"‘\s][^,:;“”\"‘]{2,59}?)\s+"
    r"(?P<cue>says?|said|warns?|claims?|reports?|finds?|shows?|suggests?|told|hears?|heard)\s*$"
)
_NAMED_LAST = re.compile(r"(?P<content>\S.{8,}):\s+(?P<source>(?:[\w’'-]+ ){0,2}(?P<head>[a-z]+))\s*$")
_TELLERS = INSTITUTIONS | INFORMANTS | CROWDS | ROLES | SPOKES | DOCUMENTS


def said_last(document: Document, paragraph: Paragraph, tokens: list[Token]) -> Attributed | None:
    """A headline's last words, where they say who says it."""
    line = document.masked[paragraph.start : paragraph.end]
    if paragraph.role != "heading" and (paragraph.first or paragraph.last != 1):
        return None
    if not tokens or len(line.split()) > WORDS_OF_A_HEADLINE:
        return None
    match = _SAID_LAST.match(line.lstrip()) or _NAMED_LAST.match(line.lstrip())
    if match is None or ("cue" not in match.groupdict() and match["head"] not in _TELLERS):
        return None
    base = paragraph.start + len(line) - len(line.lstrip())
    spans = {name: Span(base + match.start(name), base + match.end(name)) for name in match.groupdict()}
    head = next((t for t in tokens if t.end == spans["source"].end), None)
    cue = spans.get("cue")
    verb = next((t for t in tokens if cue and t.start == cue.start), None)
    if head is None or head.pos not in ("NOUN", "PROPN"):
        return None
    return Attributed("say", spans["source"], cue, [spans["content"]], head.sent, head, verb)


_UNNAMED = (
    r"(?i:(?:(?:an?|two|three|four|several|multiple) )?(?:(?:well-placed|informed|unnamed|anonymous|senior|separate) )?"
    r"(?:(?:government|police|security|intelligence|military|diplomatic|judicial|legal|court|party|union|industry|company|club) )?"
    r"(?:sources?|insiders?))"
)
_UNNAMED_FIRST = re.compile(rf"(?:(?:Via|From) )?(?P<source>{_UNNAMED})(?P<cue>:)\s")
_UNNAMED_LAST = re.compile(rf"(?P<cue>[—–-]{{1,2}}) (?P<source>{_UNNAMED})[.!]?")
_LONGEST_TAIL = 60  # characters of a source that stands behind a dash


def unnamed_apart(document: Document, tokens: list[Token]) -> Iterator[Attributed]:
    """Sources: the board knew. The mayor will quit — sources. A list of where figures are from tells nothing."""
    by_sentence: dict[int, list[Token]] = {}
    for token in tokens:
        by_sentence.setdefault(token.sent, []).append(token)
    for sent, words in by_sentence.items():
        apart = _set_apart(document, sent)
        if apart is None:
            continue
        source, cue, content = apart
        tells = any(is_verb(t) and content.start <= t.start < content.end for t in words)
        head = next((t for t in words if t.end == source.end), None)
        if tells and head is not None:
            yield Attributed("say", source, cue, [content], sent, head)


def _set_apart(document: Document, sent: int) -> tuple[Span, Span, Span] | None:
    """Source, cue and content of a sentence whose source stands before a colon or behind a dash."""
    text, sentence = document.masked, document.sentences[sent]
    low, high = sentence.start, sentence.start + len(sentence.of(text).rstrip(" .!"))
    if match := _UNNAMED_FIRST.match(text, low, high):
        return Span(*match.span("source")), Span(*match.span("cue")), Span(match.end(), high)
    dash = max(
        text.rfind(f" {mark} ", max(low, high - _LONGEST_TAIL), high) for mark in ("—", "–", "-", "--")
    )
    match = _UNNAMED_LAST.fullmatch(text, dash + 1, high) if dash > low else None
    return (Span(*match.span("source")), Span(*match.span("cue")), Span(low, dash)) if match else None
