"""Which sentences rest on somebody, which need a source, and which words of them do."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

from dataclasses import dataclass

from .attribution import Attributed
from .document import Document, Paragraph
from .findings import Span, Status
from .lexicon import claims as lexicon
from .lexicon.people import REASON_WORDS

NEEDED = 1.0
_ANSWERING = frozenset(("say", "show", "according", "colon", "noun", "judge", "adverb"))


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, what it rests on, and for one that needs a source: the words that do and why."""

    sentence: int
    span: Span
    status: Status
    unsourced: Span | None = None
    figure: Span | None = None
    why: str = ""
    score: float = 0.0


def answers(attributed: Attributed) -> bool:
    """Does this attribution tell the reader who says so? A thought ascribed, or talk that merely took place, does not."""
    if attributed.kind in ("generic", "mental") or attributed.unreal:
        return False
    if attributed.quoted:
        return True
    if met(attributed):
        return False
    return attributed.cue_kind in _ANSWERING or attributed.kind in ("collective", "hidden")


def met(attributed: Attributed) -> bool:
    """Talk that took place among people: an event, and nobody has told the reader of it."""
    verb = attributed.cue_token
    return verb is not None and not attributed.quoted and verb.lemma.lower() in lexicon.MEETING_VERBS


def claims_of(document: Document, attributions: list[Attributed]) -> list[Claim]:
    """One Claim a sentence, in order."""
    resting = _resting(document, attributions)
    inner = {a.sentence for a in attributions if a.kind == "mental"}
    talks = {a.sentence for a in attributions if a.kind == "anonymous" and met(a)}
    repeated = _Repeated()
    claims: list[Claim] = []
    for paragraph in document.paragraphs:
        for index in range(paragraph.first, paragraph.last):
            claim = _claim(document, paragraph, index, index in resting, index in inner, index in talks)
            if claim.status == "needs-source" and repeated.seen(claim.span.of(document.masked)):
                claim = Claim(index, claim.span, "attributed")
            elif claim.status == "attributed":
                repeated.add(claim.span.of(document.masked))
            claims.append(claim)
    return claims


def _resting(document: Document, attributions: list[Attributed]) -> set[int]:
    """Sentences that hold the content or cue of an attribution that answers."""
    resting = {document.sentence_at(link.span.start) for link in document.links}  # the record is linked
    for attributed in attributions:
        if not answers(attributed):
            continue
        for span in (attributed.cue, *attributed.content):
            if span:
                first, last = (
                    document.sentence_at(span.start),
                    document.sentence_at(max(span.start, span.end - 1)),
                )
                resting.update(range(max(0, first), last + 1))
    return resting


class _Repeated:
    """Facts attributed earlier: the same figure with the same names is not asked about twice."""

    def __init__(self) -> None:
        self._facts: set[tuple[str, str]] = set()

    def add(self, sentence: str) -> None:
        self._facts |= _facts(sentence)

    def seen(self, sentence: str) -> bool:
        facts = _facts(sentence)
        return bool(facts) and facts <= self._facts


def _facts(sentence: str) -> set[tuple[str, str]]:
    figures = {m[0].lower() for m in lexicon.FIGURE.finditer(sentence)}
    words = {w.strip(".,;:'\"’“”()").lower() for w in sentence.split() if w[:1].isupper()}
    return {(figure, word) for figure in figures for word in words if len(word) > 3}


def _claim(
    document: Document, paragraph: Paragraph, index: int, resting: bool, inner: bool, talks: bool
) -> Claim:
    span = document.sentences[index]
    if resting:
        return Claim(index, span, "attributed")
    text = span.of(document.masked)
    if _no_statement(document, paragraph, span, text):
        return Claim(index, span, "other")
    score, why = _need(text, inner, talks)
    figure = lexicon.FIGURE.search(text)
    told_why = any(words in text.lower() for words in REASON_WORDS)  # about our dealings with a source
    if score >= NEEDED and not told_why:
        words = Span(span.start, span.end - (text[-1:] in ".!"))
        at = Span(span.start + figure.start(), span.start + figure.end()) if figure else None
        return Claim(index, span, "needs-source", words, at, why, score)
    opinion = bool(lexicon.OPINION.search(text) or lexicon.FIRST_PERSON.search(text))
    return Claim(index, span, "opinion" if opinion else "public-record", score=score)


def _no_statement(document: Document, paragraph: Paragraph, span: Span, text: str) -> bool:
    """Sub-heads, questions, scraps, quoted words and lines of a table state nothing in our own voice."""
    if paragraph.role not in ("body", "list") or text.rstrip("\"'”’) ").endswith("?"):
        return True
    quotation = document.quotation_at(span.start)
    if quotation and quotation.end >= span.end - 2:
        return True
    return len(text.split()) < 4 or not any(c.islower() for c in text)


def _need(text: str, inner: bool, talks: bool) -> tuple[float, str]:
    """How much a statement asks for a source, and its strongest reason."""
    figure, never = lexicon.FIGURE.search(text), lexicon.NEVER.search(text)
    trends, wrongs = len(lexicon.TREND.findall(text)), len(lexicon.WRONGDOING.findall(text))
    reasons = [
        (1.3, "a figure", figure),
        (0.6, "a count", lexicon.PLAIN_NUMBER.search(text)),
        (1.7 if talks else 1.0, "what goes on out of sight", talks or lexicon.PRIVATE.search(text)),
        (0.9, "that something did not happen", never),
        (1.4 if wrongs > 1 else 1.0, "wrongdoing", wrongs),
        (1.0 if trends > 1 else 0.6, "a trend", trends),
        (0.4, "a cause", lexicon.CAUSE.search(text)),
        (0.5, "ties or arrangements", lexicon.TIES.search(text)),
        (0.4, "what has been done", lexicon.PERFECT.search(text)),
        (0.7, "what someone thinks or means to do", inner),
    ]
    held = [(weight, why) for weight, why, found in reasons if found]
    public = 0.0 if never else 0.5 * bool(lexicon.PUBLIC.search(text))
    public += 0.3 * bool(lexicon.DATED.search(text)) + (
        0.0 if figure else 0.3 * bool(lexicon.FUTURE.search(text))
    )
    opinion = 0.6 * bool(lexicon.OPINION.search(text)) + 1.0 * bool(lexicon.FIRST_PERSON.search(text))
    opinion += 0.5 * bool(lexicon.CONVERSATIONAL.match(text))
    return sum(weight for weight, _why in held) - public - opinion, max(held)[1] if held else ""
