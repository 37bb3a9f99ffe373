"""Reads copy and asks every rule: `analyse` for one story, `analyse_many` for a stream of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from .attribution import Attributed, find
from .attribution.newsrooms import mentions_in, own_names
from .claims import claims_of
from .digest import engine_digest
from .document import Document, Paragraph, read
from .findings import AiSigns, Analysis, Attribution, Copy, Field, Finding, Sentence, Span
from .grammar import Chunk, Parser, Token, parser
from .language import language_of, reads_english
from .lexicon.outlets import plain_name
from .normalise import sha256_of
from .plain import as_stored, finding_as_stored, to_read
from .registry import Hit, Reading, Rule
from .rules import RULES
from .stock import stock_density
from .wording import called, key_of

__all__ = ["analyse", "analyse_many", "engine_digest"]

FIELDS: tuple[Field, ...] = ("headline", "standfirst", "text", "headlines", "alert")
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


def findings_without_parser(copy: Copy, rules: Iterable[Rule]) -> list[Finding]:
    """What rules find that look at words alone; a rule that fails raises. For measuring many texts."""
    copy, views = to_read(copy)
    english = _language(copy) == "en"
    found: list[Finding] = []
    failed: list[tuple[str, str]] = []
    for name in (name for name in FIELDS if getattr(copy, name)):
        reading = Reading(copy, name, _document(copy, name, english), (), (), (), (), frozenset())
        for rule in rules:
            if _applies(rule, name, copy, english):
                _ask(rule, reading, found, failed)
    if failed:
        raise RuntimeError(f"{failed[0][0]}: {failed[0][1]}")
    return [finding_as_stored(finding, views[finding.field]) for finding in found]


def _applies(rule: Rule, name: Field, copy: Copy, english: bool) -> bool:
    return (
        _ASKED_AS.get(name, name) in rule.fields
        and copy.kind not in rule.off_for
        and (english or not rule.sourcing)
    )


def _analyse_group(stored: list[Copy]) -> Iterator[Analysis]:
    copies, views = zip(*(to_read(copy) for copy in stored), strict=True)
    languages = [_language(copy) for copy in copies]
    documents = [
        {name: _document(copy, name, language == "en") for name in FIELDS if getattr(copy, name)}
        for copy, language in zip(copies, languages, strict=True)
    ]
    to_parse = [
        (document, paragraph)
        for fields, language in zip(documents, languages, strict=True)
        for document in fields.values()
        for paragraph in document.paragraphs
        if language == "en" and paragraph.last > paragraph.first
    ]
    parsed = _parsed(to_parse)
    for copy, view, language, fields in zip(copies, views, languages, documents, strict=True):
        analysis = _analysis(copy, language, fields, parsed)
        yield replace(as_stored(analysis, view), sha256=sha256_of(view["text"].stored))


def _language(copy: Copy) -> str:
    """As a person said it is, else as the words are."""
    return copy.language or language_of(copy.text or copy.headline)


def _document(copy: Copy, name: Field, english: bool) -> Document:
    markdown = copy.format == "markdown" and name == "text"
    return read(getattr(copy, name), markdown=markdown, english=english)


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


def _analysis(
    copy: Copy, language: str, fields: dict[Field, Document], parsed: dict[int, list[Token]]
) -> Analysis:
    flags: list[Finding] = []
    failed: list[tuple[str, str]] = []
    text_reading: Reading | None = None
    for name, document in fields.items():
        reading, sourced = _read_for_sources(copy, name, document, parsed, language == "en", failed)
        text_reading = reading if name == "text" else text_reading
        for rule in RULES:
            if _applies(rule, name, copy, sourced):
                _ask(rule, reading, flags, failed)
    residue = sum(flag.rule in _RESIDUE for flag in flags)
    density, abstained = (
        stock_density(text_reading.document) if text_reading and language == "en" else (0.0, True)
    )
    return Analysis(
        sha256="",  # of the stored text: see who calls
        engine=engine_digest((*copy.outlets, "", *copy.own_names)),
        language=language,
        flags=tuple(sorted(flags, key=lambda f: (FIELDS.index(f.field), f.start, f.end))),
        attributions=tuple(_public(copy.text, a) for a in text_reading.attributions if not a.nested)
        if text_reading
        else (),
        sentences=tuple(Sentence(c.span.start, c.span.end, c.status) for c in text_reading.claims)
        if text_reading
        else (),
        ai=AiSigns(residue, density, abstained),
        failed=tuple(failed),
        reads_english=reads_english(copy.text or copy.headline),
    )


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
        told = f"{type(error).__name__}: {error}"
        failed += [(rule.slug, told) for rule in RULES if rule.sourcing and (rule.slug, told) not in failed]
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


def _ask(rule: Rule, reading: Reading, flags: list[Finding], failed: list[tuple[str, str]]) -> None:
    """One rule; if it fails the others' findings stand and the failure is told in words."""
    try:
        hits = [hit for hit in rule.find(reading) if not _quoted(rule, reading, hit.span)]
        flags += [_finding(rule, reading, hit) for hit in hits]
    except Exception as error:  # whatever a rule trips over, the other rules' questions must still be asked
        if (rule.slug, str(error)) not in failed:
            failed.append((rule.slug, f"{type(error).__name__}: {error}"))


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
