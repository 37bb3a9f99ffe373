"""Speech over paragraphs: turns of a transcript, words announced by a colon or signed below, quotations that go on."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from itertools import pairwise

from ..document import TRANSCRIPT, Document, Paragraph
from ..findings import Span
from ..grammar import Token
from ..lexicon.verbs import INVERSION, SAY, SHOW
from .clauses import is_passive, is_unreal, is_verb, subject_of
from .model import Attributed
from .spans import cue_span, source_span

_COLON_HEAD = re.compile(
    r"(?P<name>(?:[A-Z][\w.'’-]*|of|the|and|&)(?: (?:[A-Z][\w.'’-]*|of|the|and|&)){0,5})(?P<colon>:)\s+(?=\S)"
)
_NOT_NAMES = re.compile(
    r"(?:the latest|breaking|update|exclusive|analysis|opinion|review|video|watch|look|live|fact check|q&a|background|note|summary|title|headline|key \w+|what|why|how|when|where|who)\b",
    re.I,
)
TURN = re.compile(r"(?P<name>(?:[A-Z][\w.'’-]+)(?: [A-Z][\w.'’-]+){0,3})(?P<colon>:) +(?=[\w“\"‘'\[(])")
# A post in a live blog: "@quaywatcher: The gate is shut", "Tam Brightwell (@tambright): ...".
_POSTED = re.compile(r"(?P<name>(?:[A-Z][\w.'’-]+ ){0,3}\(?@\w{2,30}\)?)(?P<colon>:)\s+(?=\S)")
TURNS_OF_A_TRANSCRIPT = 4
WORDS_OF_A_HEADLINE = 16


def is_transcript(document: Document) -> bool:
    """Do speakers take turns, a line each?"""
    turns = [m["name"] for p in document.paragraphs if (m := TURN.match(document.masked, p.start, p.end))]
    return len(turns) >= TURNS_OF_A_TRANSCRIPT and len(set(turns)) <= len(turns) // 2


def colon_speech(
    document: Document, paragraph: Paragraph, head: Token | None, transcript: bool
) -> Attributed | None:
    """WALLACE: words of a transcript; and "Pence: ..." in a headline."""
    whole = document.masked[paragraph.start : paragraph.end]
    line = whole.lstrip()  # the time it was posted at may have stood before it
    match = TRANSCRIPT.match(line) or _POSTED.match(line)
    if match is None and transcript:
        match = TURN.match(line)
    if match is None and (paragraph.role == "heading" or _headline(paragraph, line)):
        match = _COLON_HEAD.match(line)
    if match is None or _NOT_NAMES.match(match["name"]) or paragraph.first == paragraph.last:
        return None
    base = paragraph.start + len(whole) - len(line)
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


def _headline(paragraph: Paragraph, line: str) -> bool:
    """The first line of a story, if it is one sentence and short."""
    return paragraph.first == 0 and paragraph.last == 1 and len(line.split()) <= WORDS_OF_A_HEADLINE


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
    last = [a for a in speakers if a.cue_kind == "say" and a.sentence == paragraph.last - 1 and not a.passive]
    return quoted[-1] if quoted else last[0] if last else None


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
    r"\s*(?P<dash>[—–―]|--?)\s*(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|la)){0,4})(?:,[^.!?\n]{0,80})?\.?\s*"
)


def signed_words(document: Document, by_paragraph: list[tuple[Paragraph, list[Attributed]]]) -> None:
    """A letter or a testimonial: the words, and on the next line a dash and the name."""
    for (before, taken), (paragraph, found) in pairwise(by_paragraph):
        match = _SIGNED.fullmatch(document.masked, paragraph.start, paragraph.end)
        if (
            match is None
            or (" " not in match["name"] and not _whole_quotation(document, before))
            or before.role not in ("body", "list", "block-quote")
            or any(a.quoted and a.source for a in taken)
        ):
            continue
        start, end = document.sentences[before.first].start, document.sentences[before.last - 1].end
        taken.clear()
        found[:] = [
            Attributed(
                "colon",
                Span(match.start("name"), match.start("name") + len(match["name"].rstrip("."))),
                Span(*match.span("dash")),
                [Span(start, end)],
                paragraph.first,
                quoted=True,
            )
        ]
