"""Headlines that name their source last, after words that are no sentence: "Two dead in fire, mayor says"."""

from __future__ import annotations

import re

from ..document import Document, Paragraph
from ..findings import Span
from ..grammar import Token
from ..lexicon.nouns import DOCUMENTS
from ..lexicon.people import CROWDS, INFORMANTS, INSTITUTIONS, ROLES, SPOKES
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
