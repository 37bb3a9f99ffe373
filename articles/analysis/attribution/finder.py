"""Collects the attributions of every paragraph, each once, in story order."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Document, Paragraph
from ..grammar import Token
from .adverbial import find_adverbial_cues
from .model import Attributed
from .newsrooms import Mention
from .nominal import find_nominal_cues
from .phrases import find_by_phrases
from .settling import settle
from .speech import adopt_quotations
from .stirring import find_stirred
from .tails import said_last, unnamed_apart
from .turns import announced_speech, carry_over, colon_speech, is_transcript, signed_words
from .verbs import find_verb_cues


def find(
    document: Document,
    parsed: list[tuple[Paragraph, list[Token]]],
    newsrooms: Sequence[Mention] = (),
) -> list[Attributed]:
    """All attributions of a story, in order. `parsed`: tokens a paragraph; none means phrases alone.

    `newsrooms`: where the text names other newsrooms, in order.
    """
    turns = is_transcript(document)
    by_paragraph = [(p, _in_paragraph(document, p, tokens, turns)) for p, tokens in parsed]
    signed_words(document, by_paragraph)
    carry_over(document, by_paragraph)
    found = [attributed for _paragraph, group in by_paragraph for attributed in group]
    found = _without_doubles(found)
    _mark_nested(found)
    settle(document, found, parsed, list(newsrooms))
    return found


def _in_paragraph(
    document: Document, paragraph: Paragraph, tokens: list[Token], turns: bool
) -> list[Attributed]:
    if spoken := colon_speech(document, paragraph, tokens[0] if tokens else None, turns):
        return [spoken]
    if not tokens:
        return find_by_phrases(document, paragraph)
    found = [
        attributed
        for finder in (find_verb_cues, find_nominal_cues, find_adverbial_cues, find_stirred)
        for attributed in finder(tokens)
        if attributed.cue is None or document.quotation_at(attributed.cue.start) is None
    ]
    found = _told_once(found)
    adopt_quotations(document, paragraph, tokens, found)
    announced_speech(document, paragraph, tokens, found)
    _add_unnamed_apart(document, tokens, found)
    last = said_last(document, paragraph, tokens)
    if (
        last is not None
        and last.source
        and not any(s.overlaps(last.source) for a in found for s in a.spans())
    ):
        found.append(last)
    return found


def _add_unnamed_apart(document: Document, tokens: list[Token], found: list[Attributed]) -> None:
    taken = {(a.sentence, a.source.end) for a in found if a.source}
    for apart in unnamed_apart(document, tokens):
        if apart.source and (apart.sentence, apart.source.end) not in taken:
            found.append(apart)


def _told_once(found: list[Attributed]) -> list[Attributed]:
    """offered a defence of the toll: verb and noun are one cue, and what the noun takes is the content."""
    nouns = {a.cue.start for a in found if a.cue_kind in ("noun", "think") and a.cue}
    wider = {a.cue.start for a in found if a.cue_kind == "judge" and a.cue} & nouns
    return [a for a in found if not (a.cue_kind == "judge" and a.cue and a.cue.start in wider)]


def _without_doubles(found: list[Attributed]) -> list[Attributed]:
    """In story order; of two with the same cue, or the same content and source, the first stays."""
    seen: set[object] = set()
    kept: list[Attributed] = []
    found = [attributed for attributed in found if attributed.content]
    for attributed in sorted(found, key=lambda a: min(s.start for s in a.spans())):
        marks = {("cue", attributed.cue), ("content", attributed.source, tuple(attributed.content))} - {
            ("cue", None)
        }
        if not marks & seen and attributed.content:
            seen |= marks
            kept.append(attributed)
    return kept


def _mark_nested(found: list[Attributed]) -> None:
    """A cue within another's content is that other's telling, not the copy's."""
    reach: list[tuple[int, int, Attributed]] = sorted(
        ((span.start, span.end, a) for a in found for span in a.content if a.cue_kind != "seem"),
        key=lambda item: item[0],
    )
    open_spans: list[tuple[int, int, Attributed]] = []
    at = 0
    for attributed in sorted(found, key=lambda a: a.at):
        cue = attributed.cue or attributed.content[0]
        while at < len(reach) and reach[at][0] <= cue.start:
            open_spans.append(reach[at])
            at += 1
        open_spans = [item for item in open_spans if item[1] > cue.start]
        attributed.nested = any(
            other is not attributed and end >= cue.end and not other.nested for _s, end, other in open_spans
        )
