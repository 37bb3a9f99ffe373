"""Speech in quotation marks: gives every quotation to who says it, over sentences and paragraphs; colons and transcripts."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from itertools import pairwise

from ..document import TRANSCRIPT, Document, Paragraph
from ..findings import Span
from ..grammar import Token
from ..lexicon.verbs import INVERSION, SAY, SHOW
from ..quotations import Quotation
from .model import Attributed
from .spans import cue_span, source_span
from .verbs import is_passive, is_unreal, is_verb, subject_of

_COLON_HEAD = re.compile(
    r"(?P<name>(?:[A-Z][\w.'’-]*|of|the|and|&)(?: (?:[A-Z][\w.'’-]*|of|the|and|&)){0,5})(?P<colon>:)\s+(?=\S)"
)
_SMALL = frozenset(("a", "an", "the", "of", "and", "in", "on", "for", "to", "with", "at", "by", "&"))
_NOT_NAMES = re.compile(
    r"(?:the latest|breaking|update|exclusive|analysis|opinion|review|video|watch|live|report|poll|fact check|q&a|background|note|summary|title|headline|key \w+|what|why|how|when|where|who)\b",
    re.I,
)


def adopt_quotations(
    document: Document, paragraph: Paragraph, tokens: list[Token], found: list[Attributed]
) -> None:
    """Widen contents to whole quotations, and give those nobody took to the speaker beside them."""
    taken: set[int] = set()
    for attributed in found:
        _widen(paragraph, attributed, taken)
    for quotation in paragraph.quotations:
        if quotation.start not in taken and not _is_title(document, quotation):
            _take(document, paragraph, tokens, quotation, found, taken)
    for attributed in found:
        if (
            attributed.source is None
            and attributed.quoted
            and attributed.cue_kind == "say"
            and not attributed.passive
        ):
            _speaker_between(document, tokens, attributed)
        attributed.content = _merged(attributed.content)


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


def _widen(paragraph: Paragraph, attributed: Attributed, taken: set[int]) -> None:
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
        made = _from_cue_beside(document, tokens, quotation, first, last) or _from_colon(
            document, tokens, quotation
        )
    if made:
        found.append(made)
        taken.add(quotation.start)
        return
    if len(_words(document, quotation)) < 2 or (not speakers and not _begins_sentence(document, quotation)):
        return
    if not speakers:
        speakers = [
            a
            for a in found
            if (a.cue_kind in ("say", "colon", "show", "judge") and a.sentence == first - 1)
            or (a.quoted and a.sentence < first)
        ]
        speakers = speakers[-1:]
    if not speakers:
        return
    core = [a for a in speakers if a.quoted] or speakers
    owner = min(core, key=lambda a: _distance(a, span))
    if any(span.start < s.end and s.start < span.end for s in (owner.cue, owner.source) if s):
        return
    owner.content.append(span)
    owner.quoted = True
    taken.add(quotation.start)


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


def _from_cue_beside(
    document: Document, tokens: list[Token], quotation: Quotation, first: int, last: int
) -> Attributed | None:
    """A verb outside the marks, next to the quotation, where the grammar did not join the two."""
    verbs = [
        t
        for t in tokens
        if first <= t.sent <= last
        and is_verb(t)
        and document.quotation_at(t.start) is None
        and _speaks(document, t, quotation)
    ]
    if not verbs:
        return None
    verb = min(verbs, key=lambda v: _gap(v, quotation))
    subject = subject_of(verb)
    if subject is None or document.quotation_at(subject.start) is quotation:
        return None
    source = source_span(tokens, subject)
    span = Span(quotation.start, quotation.end)
    if source and source.overlaps(span):
        source = Span(subject.start, subject.end)
    return Attributed(
        "say",
        source,
        cue_span(tokens, verb),
        [span],
        verb.sent,
        subject,
        verb,
        unreal=is_unreal(verb),
        quoted=True,
    )


def _from_colon(document: Document, tokens: list[Token], quotation: Quotation) -> Attributed | None:
    """Here is Farran in December: "..." - a name, a colon and the words."""
    before = document.masked[max(0, quotation.start - 3) : quotation.start].rstrip()
    if not before.endswith(":"):
        return None
    sentence = document.sentence_at(quotation.start - 2)
    names = [
        t
        for t in tokens
        if t.sent == sentence
        and t.end < quotation.start
        and t.pos == "PROPN"
        and t.dep in ("nsubj", "attr", "pobj", "dobj", "ROOT", "poss", "appos")
        and document.quotation_at(t.start) is None
    ]
    if not names:
        return None
    head = next((t for t in names if t.dep in ("nsubj", "attr", "ROOT")), names[-1])
    colon = quotation.start - 3 + document.masked[quotation.start - 3 : quotation.start].index(":")
    source = source_span(tokens, head) if head.dep != "ROOT" else Span(head.start, head.end)
    span = Span(quotation.start, quotation.end)
    if source is None or source.overlaps(span):
        source = Span(head.start, head.end)
    return Attributed("say", source, Span(colon, colon + 1), [span], sentence, head, None, quoted=True)


def _speaks(document: Document, verb: Token, quotation: Quotation) -> bool:
    """A verb of saying near the marks, or any verb whose clause touches them: "...," he barked."""
    subject = subject_of(verb)
    if subject is None or is_passive(verb) or verb.lemma in ("be", "have"):
        return False
    if verb.lemma.lower() in SAY or verb.lemma.lower() in SHOW:
        return _gap(verb, quotation) <= 80
    if verb.start >= quotation.end:
        closing = document.masked[max(0, quotation.end - 2) : quotation.end]
        near = min(verb.start, subject.start) - quotation.end <= 2
        return near and any(mark in closing for mark in ",?!")
    between = document.masked[verb.end : quotation.start].strip()
    return subject.i < verb.i and (
        between in (",", ":") or (between.startswith(("back", "out")) and between.endswith((",", ":")))
    )


def _gap(verb: Token, quotation: Quotation) -> int:
    return min(abs(verb.start - quotation.end), abs(quotation.start - verb.end))


def _merged(spans: list[Span]) -> list[Span]:
    """In order, without overlap, and joined where only white space lies between."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end + 1:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


TURN = re.compile(r"(?P<name>(?:[A-Z][\w.'’-]+)(?: [A-Z][\w.'’-]+){0,3})(?P<colon>:) +(?=[\w“\"‘'\[(])")
TURNS_OF_A_TRANSCRIPT = 4


def is_transcript(document: Document) -> bool:
    """Do speakers take turns, a line each?"""
    turns = [m["name"] for p in document.paragraphs if (m := TURN.match(document.masked, p.start, p.end))]
    return len(turns) >= TURNS_OF_A_TRANSCRIPT and len(set(turns)) <= len(turns) // 2


def colon_speech(
    document: Document, paragraph: Paragraph, head: Token | None, transcript: bool
) -> Attributed | None:
    """WALLACE: words of a transcript; and "Pence: ..." in a headline."""
    line = document.masked[paragraph.start : paragraph.end]
    match = TRANSCRIPT.match(line)
    if match is None and transcript:
        match = TURN.match(line)
    if match is None and paragraph.role == "heading":
        match = _COLON_HEAD.match(line)
        if match and _NOT_NAMES.match(match["name"]):
            match = None
    if match is None or paragraph.first == paragraph.last:
        return None
    base = paragraph.start
    content = Span(base + match.end(), base + len(line.rstrip(' "”')))
    if content.end <= content.start:
        return None
    return Attributed(
        "colon",
        Span(base + match.start("name"), base + match.end("name")),
        Span(base + match.start("colon"), base + match.end("colon")),
        [content],
        paragraph.first,
        source_head=head,
        quoted=True,
    )


def carry_over(document: Document, by_paragraph: list[tuple[Paragraph, list[Attributed]]]) -> None:
    """A paragraph that is all quotation goes on with the speaker before it, or waits for the one after it."""
    speaker: Attributed | None = None
    announced = False
    waiting: list[Span] = []
    for paragraph, found in by_paragraph:
        whole = _whole_quotation(document, paragraph)
        if announced and speaker is not None and _set_as_quotation(document, paragraph, found):
            start, end = document.sentences[paragraph.first].start, document.sentences[paragraph.last - 1].end
            whole = Span(start, end)
            found.clear()
        quoted = [a for a in found if a.quoted and a.source]
        if whole and not quoted:
            if speaker is not None:
                speaker.content.append(whole)
                speaker.quoted = True
            elif paragraph.quotations and not paragraph.quotations[-1].closed:
                waiting.append(whole)
            announced = False
        elif paragraph.role != "heading":
            if waiting and quoted and paragraph.quotations and paragraph.quotations[0].continues:
                quoted[0].content[:0] = waiting
            waiting = []
            speaker = _carrier(document, paragraph, found)
            announced = document.masked[paragraph.start : paragraph.end].rstrip().endswith(":")


def _set_as_quotation(document: Document, paragraph: Paragraph, found: list[Attributed]) -> bool:
    """A block quotation without marks: nothing is quoted in it, and it speaks for itself or in the first person."""
    if paragraph.quotations or paragraph.role != "body":
        return False
    reported = any(a.cue_token is not None and a.cue_token.lemma.lower() in INVERSION for a in found)
    return not reported or bool(_FIRST_PERSON.search(document.masked, paragraph.start, paragraph.end))


_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us)\b")


def _whole_quotation(document: Document, paragraph: Paragraph) -> Span | None:
    if not paragraph.quotations or paragraph.role == "heading":
        return None
    covered = sum(q.end - q.start for q in paragraph.quotations)
    length = len(document.masked[paragraph.start : paragraph.end].strip())
    first, last = paragraph.quotations[0], paragraph.quotations[-1]
    if first.start > paragraph.start + 3 or covered < 0.9 * length:
        return None
    return Span(first.start, last.end)


def _carrier(document: Document, paragraph: Paragraph, found: list[Attributed]) -> Attributed | None:
    """Who may go on speaking in the next paragraph."""
    if not found or paragraph.role not in ("body", "list"):
        return None
    speakers = [a for a in found if a.cue_kind in ("say", "colon", "show", "noun", "judge") and a.source]
    announced = document.masked[paragraph.start : paragraph.end].rstrip().endswith(":")
    if announced and speakers:
        return speakers[-1]
    quoted = [a for a in speakers if a.quoted]
    return quoted[-1] if quoted else None


def announced_speech(
    document: Document, paragraph: Paragraph, tokens: list[Token], found: list[Attributed]
) -> None:
    """Breitbart replied: (and the words stand in the next paragraph)."""
    if not document.masked[paragraph.start : paragraph.end].rstrip().endswith(":"):
        return
    last = paragraph.last - 1
    if any(a.sentence == last and a.cue_kind == "say" and a.source for a in found):
        return
    verbs = [
        t
        for t in tokens
        if t.sent == last and is_verb(t) and (t.lemma.lower() in SAY or t.lemma.lower() in SHOW)
    ]
    verbs = [
        v
        for v in verbs
        if subject_of(v) is not None and not is_passive(v) and document.quotation_at(v.start) is None
    ]
    if verbs and (subject := subject_of(verbs[-1])) is not None:
        source = source_span(tokens, subject)
        cue = cue_span(tokens, verbs[-1])
        found.append(
            Attributed(
                "say", source, cue, [], verbs[-1].sent, subject, verbs[-1], unreal=is_unreal(verbs[-1])
            )
        )
    elif texts := [t for t in tokens if t.sent == last and t.lower in _TEXTS]:
        found.append(Attributed("say", Span(texts[0].start, texts[0].end), None, [], last, texts[0]))


_TEXTS = frozenset(
    ("transcript", "remarks", "statement", "letter", "excerpt", "excerpts", "text", "post", "email", "tweet")
)


_SIGNED = re.compile(
    r"\s*(?P<dash>[—–―]|--?)\s*(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|la)){1,4})(?:,[^.!?\n]{0,80})?\s*"
)


def signed_words(document: Document, by_paragraph: list[tuple[Paragraph, list[Attributed]]]) -> None:
    """A letter or a testimonial: the words, and on the next line a dash and the name."""
    for (before, taken), (paragraph, found) in pairwise(by_paragraph):
        match = _SIGNED.fullmatch(document.masked, paragraph.start, paragraph.end)
        if (
            match is None
            or before.role not in ("body", "list", "block-quote")
            or any(a.quoted and a.source for a in taken)
        ):
            continue
        start, end = document.sentences[before.first].start, document.sentences[before.last - 1].end
        taken.clear()
        found[:] = [
            Attributed(
                "colon",
                Span(*match.span("name")),
                Span(*match.span("dash")),
                [Span(start, end)],
                paragraph.first,
                quoted=True,
            )
        ]
