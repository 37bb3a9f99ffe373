"""One Claim a sentence: its status, and where a source is missing, the clause that wants it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..attribution import Attributed
from ..document import Document, Paragraph
from ..findings import Span, Status
from ..grammar import Token
from ..lexicon.people import REASON_WORDS
from .counts import Counts
from .model import Claim
from .need import (
    COUNTABLE,
    FIGURE,
    FOR_FIGURES,
    NOT,
    OPINION,
    OWN_VOICE,
    PUBLIC,
    TERMS,
    WRONG,
    Sign,
    put_forward,
    signs_in,
)
from .parts import Part, parts_of
from .repeats import Facts
from .resting import Told, told
from .statements import states_nothing

NEEDED = 1.0
BESIDE = 1.3  # what a clause beside attributed words must reach to be asked about
_HALF = 0.5


def claims_of(
    document: Document,
    attributions: list[Attributed],
    parsed: Sequence[tuple[Paragraph, list[Token]]] = (),
) -> list[Claim]:
    """One Claim a sentence, in order. `parsed`: tokens a paragraph; without, sentences are taken whole."""
    reader = _Reader(document, attributions)
    tokens = {id(paragraph): words for paragraph, words in parsed}
    return [
        claim
        for paragraph in document.paragraphs
        for claim in reader.paragraph(paragraph, tokens.get(id(paragraph), []))
    ]


@dataclass(slots=True)
class _Seen:
    """A sentence under way."""

    index: int
    span: Span
    text: str
    tokens: list[Token]
    told: Told | None


class _Reader:
    """Reads a story from its first sentence to its last, and remembers what was told and what was asked."""

    def __init__(self, document: Document, attributions: list[Attributed]) -> None:
        self.document = document
        self.told = told(document, attributions)
        self.linked = {document.sentence_at(link.span.start) for link in document.links}
        self.by_sentence: dict[int, list[Attributed]] = defaultdict(list)
        for attributed in attributions:
            self.by_sentence[attributed.sentence].append(attributed)
        self.facts = Facts()  # answered for by somebody
        self.asked = Facts()  # asked about already
        self.counts = Counts()

    def paragraph(self, paragraph: Paragraph, tokens: list[Token]) -> Iterable[Claim]:
        words: dict[int, list[Token]] = defaultdict(list)
        for token in tokens:
            words[token.sent].append(token)
        for index in range(paragraph.first, paragraph.last):
            span = self.document.sentences[index]
            seen = _Seen(index, span, span.of(self.document.masked), words[index], self.told.get(index))
            self.counts.read(index, seen.tokens)
            yield self.claim(paragraph, tokens, seen)

    def claim(self, paragraph: Paragraph, tokens: list[Token], seen: _Seen) -> Claim:
        if seen.index in self.linked or (seen.told and not seen.tokens):
            return self.rests(seen)
        if not seen.told and states_nothing(self.document, paragraph, seen.span, seen.tokens):
            return Claim(seen.index, seen.span, "other")
        parts = parts_of(tokens, seen.tokens) if seen.tokens else []
        if not parts:
            parts = [Part(_trimmed(seen.span, seen.text), True, [], None)]
        free = [part for part in parts if not _answered(part, seen.told)]
        if seen.told and (not free or not free[0].main):
            claim = self.beside(seen, free)
            self.facts.add(seen.text, seen.tokens)
            return claim
        return self.judged(seen, free)

    def rests(self, seen: _Seen) -> Claim:
        self.facts.add(seen.text, seen.tokens)
        return Claim(seen.index, seen.span, "attributed")

    def beside(self, seen: _Seen, free: list[Part]) -> Claim:
        """A clause nobody answers for, beside words that somebody does: asked about only where it must be."""
        for part in free:
            signs = self.signs(seen, [part])
            score = sum(sign.weight for sign in signs)
            clear = score >= BESIDE and not any(sign.weight < 0 for sign in signs)
            if clear and not _about_our_dealings(seen.text):
                return self.asks(seen, [part], signs, score, "attributed")
        return Claim(seen.index, seen.span, "attributed")

    def judged(self, seen: _Seen, free: list[Part]) -> Claim:
        signs = self.signs(seen, free)
        score = sum(sign.weight for sign in signs)
        if score < NEEDED or _about_our_dealings(seen.text):
            return Claim(seen.index, seen.span, _own_voice(signs), score=score)
        return self.asks(seen, free, signs, score, "needs-source")

    def asks(self, seen: _Seen, free: list[Part], signs: list[Sign], score: float, status: Status) -> Claim:
        """The claim with the words to ask about; with none where it was told or asked before."""
        asking = [sign for sign in signs if sign.weight > 0]
        why = max(asking, key=lambda sign: sign.weight).why
        known = self.facts.knows(seen.text, seen.tokens)
        if known or (why in COUNTABLE and self.counts.answer(seen.index, seen.text)):
            return Claim(seen.index, seen.span, "attributed", score=score)
        if self.asked.knows(seen.text, seen.tokens):
            return Claim(seen.index, seen.span, status, why=why, score=score)
        self.asked.add(seen.text, seen.tokens)
        words = _unsourced(free, asking)
        figures = (s.at for s in asking if s.why == FIGURE and words.start <= s.at.start < words.end)
        return Claim(seen.index, seen.span, status, words, next(figures, None), why, score)

    def signs(self, seen: _Seen, parts: list[Part]) -> list[Sign]:
        near = [a for a in self.by_sentence[seen.index] if a.cue is None or _in(parts, a.cue.start)]
        found = signs_in(seen.text, seen.span.start, seen.tokens, near)
        return weighed([sign for sign in found if self.own(seen, sign.at)], seen.tokens, parts)

    def own(self, seen: _Seen, at: Span) -> bool:
        """Our own words, and not somebody's that are quoted or told within the sentence."""
        if self.document.quotation_at(at.start) is not None:
            return False
        return seen.told is None or not any(span.start <= at.start < span.end for span in seen.told.words)


def weighed(signs: list[Sign], tokens: list[Token], parts: list[Part]) -> list[Sign]:
    """The signs that count in these parts: each reason once, and only what answers where something asks."""
    denied = any(sign.why == NOT and sign.weight >= 1 for sign in signs)
    counted, ruled = (any(sign.why == why for sign in signs) for why in (FIGURE, TERMS))
    held = [(sign, part) for sign in signs if (part := _part_of(parts, sign.at.start)) is not None]
    asking = {id(part) for sign, part in held if sign.weight > 0}
    kept = []
    for sign, part in held:
        if ruled and sign.why == WRONG:
            continue  # a law speaks of wrongs and accuses nobody
        if sign.weight < 0:
            elsewhere = id(part) not in asking and sign.why not in (OPINION, OWN_VOICE)
            if elsewhere or (denied and sign.why == PUBLIC) or (sign.why in FOR_FIGURES and not counted):
                continue
            if counted and sign.why == "dated":
                continue  # a date makes no figure public
        weight = sign.weight - (0.6 if sign.why == FIGURE and put_forward(tokens, sign.at) else 0.0)
        if weight > 0 and _fronted(part, parts):
            weight /= 2
        kept.append(Sign(sign.why, weight, sign.at))
    return _once(kept)


def _about_our_dealings(text: str) -> bool:
    """Why a source is not named is ours to know."""
    return any(words in text.lower() for words in REASON_WORDS)


def _part_of(parts: list[Part], offset: int) -> Part | None:
    return next((part for part in parts if _in([part], offset)), None)


def _fronted(part: Part, parts: list[Part]) -> bool:
    """While A, B: what is put first is taken as known."""
    return not part.main and parts[0].main and part.span.end <= parts[0].span.start


def _once(signs: list[Sign]) -> list[Sign]:
    """Of the signs that answer, and of those with one reason, the strongest counts."""
    best: dict[str, Sign] = {}
    for sign in signs:
        if sign.why not in best or abs(sign.weight) > abs(best[sign.why].weight):
            best[sign.why] = sign
    return list(best.values())


def _own_voice(signs: list[Sign]) -> Status:
    return "opinion" if any(s.why in (OPINION, OWN_VOICE) for s in signs) else "public-record"


def _in(parts: list[Part], offset: int) -> bool:
    return any(
        part.span.start <= offset < part.span.end and (not part.words or part.holds(offset)) for part in parts
    )


def _answered(part: Part, told: Told | None) -> bool:
    """Is its verb one of telling, or does somebody answer for most of its words? Who tells is not counted."""
    if told is None:
        return False
    if not part.words:
        return True
    if part.head is not None and _within(part.head, told.cues):
        return True
    words = [w for w in part.words if not _within(w, told.sources) or _within(w, told.words)]
    inside = sum(_within(w, told.words) or _within(w, told.cues) for w in words)
    return inside > _HALF * len(words)


def _within(word: Token, spans: list[Span]) -> bool:
    return any(span.start <= word.start < span.end for span in spans)


def _unsourced(parts: list[Part], asking: list[Sign]) -> Span:
    """From the first to the last part that asks strongly; without one, the part that asks most."""
    weights = [
        sum(
            s.weight
            for s in asking
            if part.span.start <= s.at.start < part.span.end and (not part.words or part.holds(s.at.start))
        )
        for part in parts
    ]
    most = max(weights)
    kept = [part for part, weight in zip(parts, weights, strict=True) if weight >= min(0.9, most)]
    return Span(min(p.span.start for p in kept), max(p.span.end for p in kept))


def _trimmed(span: Span, text: str) -> Span:
    return Span(span.start, span.start + len(text.rstrip(' .!”"')))
