"""Who says a quotation that the grammar joined to nobody: by verb, words or colon beside it."""

from __future__ import annotations

from ..document import Document
from ..findings import Span
from ..grammar import Token
from ..lexicon.verbs import SAY, SHOW
from ..quotations import Quotation
from .clauses import is_passive, is_unreal, is_verb, subject_of
from .model import Attributed
from .spans import cue_span, source_span


def from_cue_beside(
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
        return _the_paper_reads([t for t in tokens if t.sent == last], quotation)
    verb = min(verbs, key=lambda v: _gap(v, quotation))
    subject = subject_of(verb)
    if subject is None or document.quotation_at(subject.start) is quotation:
        return _from_words_between(tokens, quotation, verb)
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


def _the_paper_reads(sentence: list[Token], quotation: Quotation) -> Attributed | None:
    """ "...," the notice read: the parser takes such a verb for a noun."""
    after = [t for t in sentence if t.start >= quotation.end][:6]
    verb = next((t for t in after if t.lower in ("read", "reads", "state", "states")), None)
    if verb is None or verb is after[0] or any(t.pos == "PUNCT" for t in after[: after.index(verb)]):
        return None
    head = after[after.index(verb) - 1]
    if head.pos not in ("NOUN", "PROPN", "PRON"):
        return None
    source, span = Span(after[0].start, head.end), Span(quotation.start, quotation.end)
    return Attributed("say", source, Span(verb.start, verb.end), [span], verb.sent, head, verb, quoted=True)


def _from_words_between(tokens: list[Token], quotation: Quotation, verb: Token) -> Attributed | None:
    """ "...," plant manager Odo Fenn told reporters: what stands between marks and verb."""
    between = [t for t in tokens[: verb.i] if t.start >= quotation.end]
    if not 0 < len(between) <= 8 or between[-1].pos != "PROPN" or verb.lemma.lower() not in SAY:
        return None
    if any(t.pos == "PUNCT" for t in between):
        return None
    source, span = Span(between[0].start, between[-1].end), Span(quotation.start, quotation.end)
    cue = cue_span(tokens, verb)
    return Attributed("say", source, cue, [span], verb.sent, between[-1], verb, quoted=True)


def from_colon(document: Document, tokens: list[Token], quotation: Quotation) -> Attributed | None:
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
    thing = verb.child("dobj")
    put_it = verb.lemma == "put" and thing is not None and thing.lower in ("it", "that")
    if put_it or verb.lemma.lower() in SAY or verb.lemma.lower() in SHOW:
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
