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
from .model import Claim
from .need import FIGURE, NOT, Sign, put_forward, signs_in, told_of_a_count
from .parts import Part, parts_of
from .repeats import Facts
from .resting import Told, told

NEEDED = 1.0
BESIDE = 1.6  # what a clause beside attributed words must reach to be asked about
_HALF = 0.5


def claims_of(
    document: Document,
    attributions: list[Attributed],
    parsed: Sequence[tuple[Paragraph, list[Token]]] = (),
) -> list[Claim]:
    """One Claim a sentence, in order. `parsed`: tokens a paragraph; without them sentences are taken whole."""
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
    def __init__(self, document: Document, attributions: list[Attributed]) -> None:
        self.document = document
        self.told = told(document, attributions)
        self.linked = {document.sentence_at(link.span.start) for link in document.links}
        self.by_sentence: dict[int, list[Attributed]] = defaultdict(list)
        for attributed in attributions:
            self.by_sentence[attributed.sentence].append(attributed)
        self.facts = Facts()  # answered for by somebody
        self.asked = Facts()  # asked about already
        self.running = False  # figures run on from a document that was named for the ones before

    def paragraph(self, paragraph: Paragraph, tokens: list[Token]) -> Iterable[Claim]:
        words: dict[int, list[Token]] = defaultdict(list)
        for token in tokens:
            words[token.sent].append(token)
        for index in range(paragraph.first, paragraph.last):
            span = self.document.sentences[index]
            seen = _Seen(index, span, span.of(self.document.masked), words[index], self.told.get(index))
            yield self.claim(paragraph, tokens, seen)

    def claim(self, paragraph: Paragraph, tokens: list[Token], seen: _Seen) -> Claim:
        covered = seen.told
        if seen.index in self.linked or (covered and not seen.tokens):
            return self.rests(seen)
        if not covered and _no_statement(self.document, paragraph, seen.span, seen.text, seen.tokens):
            return Claim(seen.index, seen.span, "other")
        parts = parts_of(tokens, seen.tokens) if seen.tokens else []
        if not parts:
            parts = [Part(_trimmed(seen.span, seen.text), True, [], None)]
        free = [part for part in parts if not _answered(part, covered)]
        if covered and (not free or not free[0].main):
            rests = self.rests(seen)
            return self.beside(seen, free, rests) if free else rests
        return self.judged(seen, free)

    def rests(self, seen: _Seen) -> Claim:
        self.facts.add(seen.text, seen.tokens)
        documented = any(a.kind == "document" for a in self.by_sentence[seen.index])
        self.running = documented and not any(a.kind == "named" for a in self.by_sentence[seen.index])
        return Claim(seen.index, seen.span, "attributed")

    def beside(self, seen: _Seen, free: list[Part], claim: Claim) -> Claim:
        """A clause that stands beside attributed words, and that nobody answers for."""
        return claim

    def judged(self, seen: _Seen, free: list[Part]) -> Claim:
        near = [a for a in self.by_sentence[seen.index] if a.cue is None or _in(free, a.cue.start)]
        signs = _weighed(signs_in(seen.text, seen.span.start, seen.tokens, near), seen, free)
        score = sum(sign.weight for sign in signs)
        asking = [sign for sign in signs if sign.weight > 0]
        self.runs_on(seen, asking)
        told_why = any(words in seen.text.lower() for words in REASON_WORDS)  # our dealings with a source
        if score < NEEDED or not asking or told_why:
            return Claim(seen.index, seen.span, _own_voice(signs), score=score)
        why = max(asking, key=lambda sign: sign.weight).why
        if self.facts.knows(seen.text, seen.tokens) or (self.running and why == FIGURE):
            return Claim(seen.index, seen.span, "attributed", score=score)
        words = _unsourced(free, asking)
        figure = next(
            (s.at for s in signs if s.why == FIGURE and words.start <= s.at.start < words.end), None
        )
        if self.asked.knows(seen.text, seen.tokens):
            return Claim(seen.index, seen.span, "needs-source", why=why, score=score)
        self.asked.add(seen.text, seen.tokens)
        return Claim(seen.index, seen.span, "needs-source", words, figure, why, score)

    def runs_on(self, seen: _Seen, asking: list[Sign]) -> None:
        """Figures told of a poll or a report are its own, and so are those that follow until something else does."""
        if told_of_a_count(seen.tokens):
            self.running = True
        elif not any(sign.why in (FIGURE, "a count", "a trend") for sign in asking):
            self.running = self.running and any(t.tag in ("JJR", "RBR") for t in seen.tokens)


def _weighed(signs: list[Sign], seen: _Seen, free: list[Part]) -> list[Sign]:
    """The signs that lie in words nobody answers for, each reason once; in a fronted clause they count half."""
    kept = []
    denied = any(sign.why == NOT and sign.weight >= 1 for sign in signs)
    for sign in signs:
        if denied and sign.why == "public":
            continue  # what did not happen was not seen by anybody
        part = next((part for part in free if _in([part], sign.at.start)), None)
        if part is None:
            continue
        weight = sign.weight
        if sign.why == FIGURE and put_forward(seen.tokens, sign.at):
            weight -= 0.6
        if weight > 0 and not part.main and part.span.start <= seen.span.start + 4:
            weight /= 2
        kept.append(Sign(sign.why, weight, sign.at))
    return _once(kept)


def _once(signs: list[Sign]) -> list[Sign]:
    """Of the signs that answer, and of those with one reason, the strongest counts."""
    best: dict[str, Sign] = {}
    for sign in signs:
        if sign.why not in best or abs(sign.weight) > abs(best[sign.why].weight):
            best[sign.why] = sign
    return list(best.values())


def _own_voice(signs: list[Sign]) -> Status:
    return "opinion" if any(s.why in ("opinion", "own voice") for s in signs) else "public-record"


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
    if part.main and part.head is not None and _within(part.head, told.cues):
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


def _no_statement(
    document: Document, paragraph: Paragraph, span: Span, text: str, seen_tokens: list[Token]
) -> bool:
    """Sub-heads, questions, scraps, quoted words and lines of a table state nothing in our own voice."""
    if paragraph.role not in ("body", "list") or text.rstrip("\"'”’) ").endswith("?"):
        return True
    quotation = document.quotation_at(span.start)
    if quotation and quotation.end >= span.end - 2:
        return True
    if seen_tokens and not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in seen_tokens):
        return True  # a headline or a caption: nothing is said of anything
    return len(text.split()) < 4 or not any(c.islower() for c in text)
