"""Speech in quotation marks: gives every quotation to who says it, over sentences and paragraphs; colons and transcripts."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

from ..document import Document, Paragraph
from ..findings import Span
from ..grammar import Token
from ..lexicon.verbs import SAY
from ..quotations import Quotation
from ..sentences import SPEAKER_FOLLOWS
from .beside import from_colon, from_cue_beside
from .clauses import is_verb
from .model import Attributed

_SMALL = frozenset(("a", "an", "the", "of", "and", "in", "on", "for", "to", "with", "at", "by", "&"))


def adopt_quotations(
    document: Document, paragraph: Paragraph, tokens: list[Token], found: list[Attributed]
) -> None:
    """Widen contents to whole quotations, and give those nobody took to the speaker beside them."""
    taken: set[int] = set()
    for attributed in found:
        _out_of_marks(document, paragraph, attributed)
        _widen(document, paragraph, attributed, taken)
    for quotation in paragraph.quotations:
        if quotation.start not in taken and (
            not _is_title(document, quotation) or _spoken(document, tokens, quotation)
        ):
            _take(document, paragraph, tokens, quotation, found, taken)
    for attributed in found:
        if (
            attributed.source is None
            and attributed.quoted
            and attributed.cue_kind == "say"
            and not attributed.passive
        ):
            _speaker_between(document, tokens, attributed)
        attributed.content = _merged(_words_said(document, paragraph, attributed))


def _words_said(document: Document, paragraph: Paragraph, attributed: Attributed) -> list[Span]:
    """ "...," she said as the crowd cheered: after a whole quotation only other quotations go on with it."""
    cue, content = attributed.cue, attributed.content
    if cue is None or len(content) < 2 or attributed.cue_kind != "say":
        return content
    first = min(content)
    whole = any(q.start == first.start and q.end == first.end for q in paragraph.quotations)
    if not whole or cue.start < first.end or document.masked[first.end - 2] not in ",?!":
        return content
    return [
        piece
        for piece in content
        if not paragraph.start <= piece.start < paragraph.end
        or piece.of(document.masked).startswith("that ")
        or any(q.start < piece.end and piece.start < q.end for q in paragraph.quotations)
    ]


def _out_of_marks(document: Document, paragraph: Paragraph, attributed: Attributed) -> None:
    """The speaker begins behind the closing mark, which the parser may count among his words."""
    source = attributed.source
    for quotation in paragraph.quotations if source else ():
        if source and quotation.start < source.start == quotation.end - 1 and quotation.end < source.end:
            words = document.masked[quotation.end : source.end]
            attributed.source = Span(source.end - len(words.lstrip(" ,")), source.end)


def _words(document: Document, quotation: Quotation) -> list[str]:
    return document.masked[quotation.start : quotation.end].split()


def _is_title(document: Document, quotation: Quotation) -> bool:
    """ "Fox News Sunday", "The Long Crossing": a name in marks, not words that were said."""
    words = _words(document, quotation)
    if len(words) > 8 or document.masked[quotation.end - 2] in "?!" or quotation.end - quotation.start < 4:
        return False
    bare = [w.strip("\"“”‘’',.") for w in words]
    return (
        len(bare) > 1
        and all(w[:1].isupper() or w in _SMALL for w in bare)
        and any(w.islower() or len(w) > 3 for w in bare)
    )


def _spoken(document: Document, tokens: list[Token], quotation: Quotation) -> bool:
    """chanting "Open The Gates", or "Dear Friends," she said: capitals alone make no title of what is spoken."""
    before = [t for t in tokens if t.end <= quotation.start and t.text not in (",", ":")][-1:]
    if before and is_verb(before[0]) and before[0].lemma.lower() in SAY:
        return True
    after = document.masked[quotation.end : quotation.end + 80].lstrip()
    return document.masked[quotation.end - 2] == "," and bool(SPEAKER_FOLLOWS.match(after))


def _announced(document: Document, attributed: Attributed, span: Span, quotation: Quotation) -> bool:
    """He defended his record in a leaflet: "...," he said. Only the words in marks are what he said there."""
    cue = attributed.cue
    if cue is None or cue.start < span.end or quotation.end != span.end or quotation.start <= span.start:
        return False
    before = document.masked[span.start : quotation.start].rstrip()
    return before[-1:] in ":.!?—–" or before.endswith((" -", " --"))


def _widen(document: Document, paragraph: Paragraph, attributed: Attributed, taken: set[int]) -> None:
    """Content that holds part of a quotation holds all of it."""
    for i, span in enumerate(attributed.content):
        for quotation in paragraph.quotations:
            inside = Span(quotation.start, quotation.end)
            if not inside.overlaps(span):
                continue
            attributed.quoted = True
            taken.add(quotation.start)
            low, high = min(span.start, quotation.start), max(span.end, quotation.end)
            blocked = [s for s in (attributed.cue, attributed.source) if s and low <= s.start < high]
            if not blocked:
                span = Span(low, high)
            if _announced(document, attributed, span, quotation):
                span = inside
        attributed.content[i] = span


def _take(
    document: Document,
    paragraph: Paragraph,
    tokens: list[Token],
    quotation: Quotation,
    found: list[Attributed],
    taken: set[int],
) -> None:
    span = Span(quotation.start, quotation.end)
    first, last = document.sentence_at(span.start), document.sentence_at(span.end - 1)
    speakers = [
        a
        for a in found
        if a.cue_kind in ("say", "colon", "show") and first <= a.sentence <= last and a.source is not None
    ]
    made = None
    if not speakers:
        made = from_cue_beside(document, tokens, quotation, first, last) or from_colon(
            document, tokens, quotation
        )
    if made:
        found.append(made)
        taken.add(quotation.start)
        return
    if len(_words(document, quotation)) < 2 or (not speakers and not _begins_sentence(document, quotation)):
        return
    speakers = speakers or _just_spoke(found, first)
    if not speakers:
        return
    core = [a for a in speakers if a.quoted] or speakers
    owner = min(core, key=lambda a: _distance(a, span))
    if any(span.start < s.end and s.start < span.end for s in (owner.cue, owner.source) if s):
        return
    owner.content.append(span)
    owner.quoted = True
    taken.add(quotation.start)


def _just_spoke(found: list[Attributed], sentence: int) -> list[Attributed]:
    """The last one to speak before a sentence of this paragraph."""
    before = [
        a
        for a in found
        if (a.cue_kind in ("say", "colon", "show", "judge") and a.sentence == sentence - 1)
        or (a.quoted and a.sentence < sentence)
    ]
    aside = [a for a in before if _within_a_source(a, before)]
    before = [a for a in before if a not in aside]
    last = [a for a in before if a.sentence == sentence - 1]
    quoted = [a for a in last or before if a.quoted]
    return (quoted or [a for a in last if a.cue_kind == "say"] or last or before)[-1:]


def _within_a_source(attributed: Attributed, others: list[Attributed]) -> bool:
    """said Maddox, who backed the plan: the backing is told of the speaker."""
    cue = attributed.cue
    return cue is not None and any(
        a is not attributed and a.source and a.source.start <= cue.start and cue.end <= a.source.end
        for a in others
    )


def _speaker_between(document: Document, tokens: list[Token], attributed: Attributed) -> None:
    """ "...," Flynn, a general, said: where the grammar lost the speaker, the name between quotation and verb is it."""
    verb = attributed.cue_token
    if verb is None:
        return
    between = []
    for token in reversed(tokens[: verb.i]):
        if token.sent != verb.sent or document.quotation_at(token.start) is not None:
            break
        between.append(token)
    names = [t for t in reversed(between) if t.pos in ("PROPN", "PRON")]
    if not names or len(between) > 25:
        return
    last = names[0]
    while last.i + 1 < verb.i and tokens[last.i + 1].pos == "PROPN":
        last = tokens[last.i + 1]
    attributed.source, attributed.source_head = Span(names[0].start, last.end), last


def _distance(attributed: Attributed, span: Span) -> int:
    at = attributed.cue or attributed.content[0]
    return min(abs(at.start - span.end), abs(span.start - at.end))


def _begins_sentence(document: Document, quotation: Quotation) -> bool:
    before = document.masked[max(0, quotation.start - 3) : quotation.start].rstrip()
    return not before or before[-1] in '.!?:”"—,'


def _merged(spans: list[Span]) -> list[Span]:
    """In order, without overlap, and joined where only white space lies between."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end + 1:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out
