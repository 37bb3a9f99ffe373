"""Reads copy and asks every rule: `analyse` for one story, `analyse_many` for a stream of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from .accusations import Accused, accusations_in
from .attribution import Attributed, find
from .attribution.newsrooms import mentions_in, own_names
from .claims import claims_of
from .digest import engine_digest
from .document import Document, Paragraph
from .embargoes import embargoes_in
from .fields import (
    FIELDS,
    Level,
    Seen,
    accusation_as_stored,
    attribution_as_stored,
    copy_as,
    finding_as_stored,
    seen,
    sentence_as_stored,
)
from .findings import Accusation, AiSigns, Analysis, Attribution, Copy, Field, Finding, Sentence, Span
from .grammar import Chunk, Parser, Token, parser
from .hidden import RULE as HIDDEN
from .hidden import hidden_in
from .language import is_plainly_english, language_of, reads_english
from .lexicon.outlets import plain_name
from .normalise import sha256_of
from .plain import Plain
from .registry import Hit, Reading, Rule
from .rules import RULES
from .stock import stock_density
from .unread import unread_of
from .wording import called, key_of

__all__ = ["analyse", "analyse_many", "engine_digest"]

_ASKED_AS: dict[Field, Field] = {"headlines": "headline", "alert": "headline"}
LONGEST_CHUNK = 8_000  # characters; the parser takes the square of the number of sentences in time
_RESIDUE = frozenset(("chat-residue", "citation-residue", "placeholder-text"))


def analyse(copy: Copy) -> Analysis:
    """One story read and asked about. Offsets are code points into its fields."""
    return next(analyse_many((copy,)))


def analyse_many(copies: Iterable[Copy], batch: int = 32) -> Iterator[Analysis]:
    """Stories in the order given; `batch` of them share one pass of the parser."""
    stream = iter(copies)
    while group := list(islice(stream, batch)):
        yield from _analyse_group(group)


@dataclass(frozen=True, slots=True)
class _Story:
    """A copy on its way: what is known of it before the parser is asked."""

    copy: Copy  # as its reader reads it
    stored: Copy
    fields: dict[Field, Seen]
    language: str
    documents: dict[Field, Document]
    english: frozenset[Field]  # in which there are words that the sourcing rules can read

    def document(self, name: Field, level: Level) -> Document:
        if level == "prose" or (level == "typed" and self.fields[name].alike):
            return self.documents[name]
        return self.fields[name].document(level, english=name in self.english)


def findings_without_parser(copy: Copy, rules: Iterable[Rule]) -> list[Finding]:
    """What rules find that look at words alone; a rule that fails raises. For measuring many texts."""
    story = _story(copy)
    found: list[Finding] = []
    failed: list[tuple[str, str]] = []
    for name in story.fields:
        for rule in (rule for rule in rules if _applies(rule, name, copy, name in story.english)):
            view = story.fields[name].view(rule.reads)
            _ask(rule, _unparsed(story, name, rule.reads), view, found, failed)
    if failed:
        raise RuntimeError(f"{failed[0][0]}: {failed[0][1]}")
    return found


def _applies(rule: Rule, name: Field, copy: Copy, english: bool) -> bool:
    return (
        _ASKED_AS.get(name, name) in rule.fields
        and copy.kind not in rule.off_for
        and (english or not rule.sourcing)
    )


def _analyse_group(copies: list[Copy]) -> Iterator[Analysis]:
    stories = [_story(copy) for copy in copies]
    to_parse = [
        (document, paragraph)
        for story in stories
        for name, document in story.documents.items()
        for paragraph in document.paragraphs
        if name in story.english and paragraph.last > paragraph.first
    ]
    parsed = _parsed(to_parse)
    return (_analysis(story, parsed) for story in stories)


def _story(copy: Copy) -> _Story:
    fields = seen(copy)
    read = copy_as(copy, fields, "prose")
    language = copy.language or language_of(read.text or read.headline)
    documents: dict[Field, Document] = {}
    english: set[Field] = set()
    for name, field in fields.items():
        whole = language == "en" or (name == "text" and is_plainly_english(read.text))
        document = field.document("prose", english=True, mixed=not whole)
        if whole or any(paragraph.last > paragraph.first for paragraph in document.paragraphs):
            english.add(name)
        else:
            document = field.document("prose", english=False)
        documents[name] = document
    return _Story(read, copy, fields, language, documents, frozenset(english))


def _parsed(pairs: list[tuple[Document, Paragraph]]) -> dict[int, list[Token]]:
    """Tokens by paragraph identity, all in one pass."""
    chunks = [(id(p), chunk) for d, p in pairs for chunk in _chunks(d, p)]
    engine: Parser = parser()
    found: dict[int, list[Token]] = {}
    for (paragraph, _chunk), tokens in zip(chunks, engine.parse(c for _p, c in chunks), strict=True):
        before = found.setdefault(paragraph, [])
        for token in tokens if before else ():
            token.i += len(before)
        before += tokens
    return found


def _chunks(document: Document, paragraph: Paragraph) -> Iterator[Chunk]:
    """The paragraph as the parser gets it: in one piece, unless it is far longer than a paragraph is."""
    starts = [s.start for s in document.sentences[paragraph.first : paragraph.last]]
    first, low = 0, paragraph.start
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else paragraph.end
        if end - low > LONGEST_CHUNK and start > low:
            yield Chunk(document.masked, low, start, starts[first:index], paragraph.first + first)
            first, low = index, start
    yield Chunk(document.masked, low, paragraph.end, starts[first:], paragraph.first + first)


def _analysis(story: _Story, parsed: dict[int, list[Token]]) -> Analysis:
    flags: list[Finding] = []
    failed: list[tuple[str, str]] = []
    readings: dict[Field, Reading] = {}
    for name, document in story.documents.items():
        reading, sourced = _read_for_sources(
            story.copy, name, document, parsed, name in story.english, failed
        )
        readings[name] = reading
        at_hand = {"prose": reading}
        for rule in (rule for rule in RULES if _applies(rule, name, story.copy, sourced)):
            if rule.reads not in at_hand:
                at_hand[rule.reads] = _unparsed(story, name, rule.reads)
            _ask(rule, at_hand[rule.reads], story.fields[name].view(rule.reads), flags, failed)
    text = readings.get("text")
    accusations = tuple(_accusations(story, readings, failed))
    density, abstained = stock_density(text.document) if text and story.language == "en" else (0.0, True)
    return Analysis(
        sha256=sha256_of(story.stored.text),
        engine=engine_digest((*story.copy.outlets, "", *story.copy.own_names)),
        language=story.language,
        flags=tuple(sorted(flags, key=lambda f: (FIELDS.index(f.field), f.start, f.end))),
        attributions=_attributions(story, text),
        sentences=_sentences(story, text),
        ai=AiSigns(sum(flag.rule in _RESIDUE for flag in flags), density, abstained),
        failed=tuple(failed),
        reads_english=reads_english(story.copy.text or story.copy.headline),
        unread=tuple(
            part
            for name, document in story.documents.items()
            for part in unread_of(story.fields[name], name, document, name in story.english)
        ),
        accusations=accusations,
        embargoes=tuple(embargoes_in(flags)),
        hidden=tuple(
            place
            for flag in flags
            if flag.rule == HIDDEN
            for place in hidden_in(flag.field, getattr(story.stored, flag.field))
        ),
    )


def _attributions(story: _Story, text: Reading | None) -> tuple[Attribution, ...]:
    if text is None:
        return ()
    view = story.fields["text"].view("prose")
    found = (_public(story.copy.text, a) for a in text.attributions if not a.nested)
    return tuple(attribution_as_stored(a, view) for a in found)


def _accusations(
    story: _Story, readings: Mapping[Field, Reading], failed: list[tuple[str, str]]
) -> Iterator[Accusation]:
    text_first = (readings[name] for name in sorted(readings, key=lambda name: name != "text"))
    try:
        for reading, found in accusations_in(*text_first, each=True):
            view = story.fields[reading.field].view("prose")
            yield accusation_as_stored(_accusation(reading, found), view)
    except Exception as error:  # as in _ask: the rule about them could not be asked, and the page says so
        _fail(failed, ("reply-not-recorded",), error)


def _sentences(story: _Story, text: Reading | None) -> tuple[Sentence, ...]:
    if text is None:
        return ()
    view = story.fields["text"].view("prose")
    found = (Sentence(c.span.start, c.span.end, c.status) for c in text.claims)
    return tuple(sentence_as_stored(sentence, view) for sentence in found)


def _unparsed(story: _Story, name: Field, level: Level) -> Reading:
    """For rules that look at words as they stand; no source is worked out."""
    copy = copy_as(story.stored, story.fields, level)
    return Reading(copy, name, story.document(name, level), (), (), (), (), frozenset())


def _read_for_sources(
    copy: Copy,
    name: Field,
    document: Document,
    parsed: dict[int, list[Token]],
    english: bool,
    failed: list[tuple[str, str]],
) -> tuple[Reading, bool]:
    """The reading, and whether its sources are worked out: copy that trips it up meets the other rules."""
    try:
        return _reading(copy, name, document, parsed, english), english
    except Exception as error:  # as in _ask: the sourcing rules could not be asked, and the page says so
        _fail(failed, (rule.slug for rule in RULES if rule.sourcing), error)
        return _reading(copy, name, document, parsed, False), False


def _reading(
    copy: Copy, name: Field, document: Document, parsed: dict[int, list[Token]], english: bool
) -> Reading:
    pairs = [(p, parsed.get(id(p), [])) for p in document.paragraphs if p.last > p.first]
    own = own_names(document.apart(document.text), copy.outlet, *copy.own_names)
    known = frozenset(plain_name(name) for name in copy.outlets)
    newsrooms = tuple(mentions_in(document.apart(document.masked), own, known)) if english and pairs else ()
    found = find(document, pairs, newsrooms) if english else []
    return Reading(
        copy=copy,
        field=name,
        document=document,
        tokens=tuple(tokens for _p, tokens in pairs),
        attributions=tuple(found),
        claims=tuple(claims_of(document, found, pairs)) if english else (),
        outlets=newsrooms,
        own=own,
    )


def _ask(
    rule: Rule, reading: Reading, view: Plain, flags: list[Finding], failed: list[tuple[str, str]]
) -> None:
    """One rule; if it fails the others' findings stand and the failure is told in words."""
    try:
        hits = [hit for hit in rule.find(reading) if not _quoted(rule, reading, hit.span)]
        flags += [finding_as_stored(_finding(rule, reading, hit), view) for hit in hits]
    except Exception as error:  # whatever a rule trips over, the other rules' questions must still be asked
        _fail(failed, (rule.slug,), error)


def _fail(failed: list[tuple[str, str]], rules: Iterable[str], error: Exception) -> None:
    """These rules could not be asked; of several fields that tell the same it is said once."""
    told = f"{type(error).__name__}: {error}"
    failed += [(rule, told) for rule in rules if (rule, told) not in failed]


def _quoted(rule: Rule, reading: Reading, span: Span) -> bool:
    """Quoted words are somebody else's: nothing is asked of what lies or, for leftovers, begins there."""
    quotation = None if rule.in_quotations else reading.document.quotation_at(span.start)
    if quotation is None:
        return False
    return (
        span.end <= quotation.end if rule.sourcing else quotation.start < span.start
    )  # ‹day› is its own marks


def _finding(rule: Rule, reading: Reading, hit: Hit) -> Finding:
    return Finding(
        rule=rule.slug,
        severity=hit.severity or rule.severity,
        field=reading.field,
        start=hit.span.start,
        end=hit.span.end,
        quote=hit.span.of(reading.text),
        message=hit.message,
        clears=hit.clears or rule.clears,
        standard=rule.standard,
        confidence=round(hit.confidence, 2),
        passage=reading.document.sentences_over([hit.span, *hit.holds]) or (hit.span,),
        source_key=hit.source_key,
        suggestion=hit.suggestion,
    )


def _accusation(reading: Reading, accused: Accused) -> Accusation:
    said, anchor = accused.by, accused.by.anchor
    return Accusation(
        start=anchor.start,
        end=anchor.end,
        against=accused.name,
        passage=reading.document.sentences_over([anchor, *said.spans()]) or (anchor,),
        voiced_by=said.speaker or (said.source.of(reading.text) if said.source else None),
        answered=accused.answer,
        report="charge" if accused.charged else None,
        field=reading.field,
    )


def _public(text: str, attributed: Attributed) -> Attribution:
    return Attribution(
        source=attributed.source,
        cue=attributed.cue,
        content=tuple(attributed.content),
        kind=attributed.kind,
        via=attributed.via,
        speaker=attributed.speaker,
        reason_given=attributed.reason_given,
        key=key_of(text, attributed),
        called=called(text, attributed),
    )
