"""A story as the engine sees it: paragraphs, sentences, quotations and links, all offsets into the stored text."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter

from .findings import Span
from .language import is_english, is_other, unquoted
from .masking import Block, Link, Role, mask
from .quotations import Quotation, quotations_in
from .sentences import sentences_in

_READ = ("body", "list", "heading", "block-quote")
_TOLD = re.compile(r"\b(?:said|says|told|according to)\b", re.I)
_SPOKEN = re.compile(r"\b(?:I|[Ww]e|me|us|[Mm]y|[Oo]urs?|mine)\b|[“”\"„«»]")
TRANSCRIPT = re.compile(
    r"[\"“]?(?P<name>(?:[A-Z][A-Z.'’-]+(?: [A-Z(][A-Z.,'’()-]*){0,5}|Q(?:uestion)?|A(?:nswer)?|MR\.? [A-Z]+|MS\.? [A-Z]+))"
    r"(?: \([^)]{1,40}\))?(?P<colon>:)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the story with what was found in it; `first`/`last` index the document's sentences."""

    start: int
    end: int
    role: Role
    label: str
    quotations: tuple[Quotation, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Document:
    """The stored text, the same text with markup blanked, and its structure."""

    text: str
    masked: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    links: tuple[Link, ...]
    _starts: list[int] = field(repr=False, default_factory=list)
    _quote_starts: list[int] = field(repr=False, default_factory=list)
    _paragraph_starts: list[int] = field(repr=False, default_factory=list)

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds `offset`, or of the last one before it; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def paragraph_at(self, offset: int) -> Paragraph | None:
        index = bisect_right(self._paragraph_starts, offset) - 1
        return self.paragraphs[index] if index >= 0 else None

    def paragraph_number(self, offset: int) -> int:
        """Which paragraph holds `offset`, counted from 0; -1 before the first."""
        return bisect_right(self._paragraph_starts, offset) - 1

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation whose marks enclose `offset`."""
        index = bisect_right(self._quote_starts, offset) - 1
        if index >= 0 and self.quotations[index].start <= offset < self.quotations[index].end:
            return self.quotations[index]
        return None

    def apart(self, text: str) -> str:
        """`text`, of the document's offsets, with a line end before each sentence: no name runs on into it."""
        letters = list(text)
        for sentence in self.sentences:
            before = sentence.start - 1
            if before >= 0 and letters[before].isspace():
                letters[before] = "\n"
        return "".join(letters)

    def sentences_over(self, spans: list[Span]) -> tuple[Span, ...]:
        """The whole sentences that hold the spans, in order."""
        wanted: set[int] = set()
        for span in spans:
            low, high = self.sentence_at(span.start), self.sentence_at(max(span.start, span.end - 1))
            wanted.update(range(max(low, 0), high + 1))
        return tuple(self.sentences[i] for i in sorted(wanted))


def read(
    text: str,
    *,
    markdown: bool = False,
    english: bool = False,
    mixed: bool = False,
    links: tuple[Link, ...] = (),
) -> Document:
    """Build the Document of a normalised text; in an English one, paragraphs in another language are read only
    where they are plainly English, as all of a `mixed` one. `links` are those that were resolved before."""
    masked = mask(text, markdown)
    paragraphs: list[Paragraph] = []
    sentences: list[Span] = []
    carried = introduced = False
    for block in _told_apart(masked.text, masked.blocks, mixed) if english else masked.blocks:
        if block.role != "block-quote":
            introduced = masked.text[block.start : block.end].rstrip().endswith(":")
        elif not introduced and _tells(masked.text[block.start : block.end]):
            block = replace(block, role="body")
        paragraph = _paragraph(masked.text, block, len(sentences), carried)
        spans = _sentences(masked.text, block)
        sentences += spans
        paragraphs.append(
            Paragraph(
                paragraph.start,
                paragraph.end,
                block.role,
                block.label,
                paragraph.quotations,
                paragraph.first,
                len(sentences),
            )
        )
        carried = bool(paragraph.quotations) and not paragraph.quotations[-1].closed
    quotations = tuple(q for p in paragraphs for q in p.quotations)
    return Document(
        text,
        masked.text,
        tuple(paragraphs),
        tuple(sentences),
        quotations,
        tuple(sorted((*masked.links, *links), key=lambda link: link.span)),
        [s.start for s in sentences],
        [q.start for q in quotations],
        [p.start for p in paragraphs],
    )


def _told_apart(text: str, blocks: Iterable[Block], mixed: bool) -> Iterator[Block]:
    """The blocks of a text: of one that is in another language the sentences are read that are plainly English."""
    for block in blocks:
        words = text[block.start : block.end]
        if block.role not in _READ or (is_english(words) if mixed else not is_other(words)):
            yield block
            continue
        ours = unquoted(words)
        sentences = sentences_in(text, block.start, block.end) or [Span(block.start, block.end)]
        ours_at = (Span(s.start - block.start, s.end - block.start) for s in sentences)
        read_as = [is_english(s.of(text), at.of(ours)) for s, at in zip(sentences, ours_at, strict=True)]
        if not any(read_as):
            yield replace(block, role="foreign")
            continue
        for english, part in groupby(zip(read_as, sentences, strict=True), key=itemgetter(0)):
            spans = [span for _english, span in part]
            role = block.role if english else "foreign"
            yield replace(block, start=spans[0].start, end=spans[-1].end, role=role)


def _sentences(text: str, block: Block) -> list[Span]:
    if block.role in ("furniture", "code", "table", "foreign"):
        return []
    return sentences_in(text, block.start, block.end)


def _paragraph(text: str, block: Block, first: int, carried: bool) -> Paragraph:
    found: list[Quotation] = []
    if block.role in ("body", "list", "heading"):
        found = _spoken_from_the_colon(text, block, quotations_in(text, block.start, block.end, carried))
    elif block.role == "block-quote" and text[block.start : block.end].strip():
        found = _in_block_quote(text, block)
    return Paragraph(block.start, block.end, block.role, block.label, tuple(found), first, first)


def _tells(words: str) -> bool:
    """Set off like a quotation, and told like copy: it says who says so, and nobody speaks of themselves."""
    return bool(_TOLD.search(words)) and not _SPOKEN.search(words)


def _in_block_quote(text: str, block: Block) -> list[Quotation]:
    """All of it is quoted, but for a line that has its own marks and says whose words they are."""
    words = text[block.start : block.end]
    marked = quotations_in(text, block.start, block.end)
    length = sum(quotation.end - quotation.start for quotation in marked)
    if marked and 0.5 * len(words.strip()) <= length < len(words.strip()) - 5:
        return marked
    return [Quotation(block.end - len(words.lstrip()), block.start + len(words.rstrip()))]


def _spoken_from_the_colon(text: str, block: Block, found: list[Quotation]) -> list[Quotation]:
    """In "WALLACE: Welcome the speaker's name is no part of what is quoted."""
    turn = TRANSCRIPT.match(text, block.start, block.end)
    if turn is None or not found or found[0].start > block.start:
        return found
    first = found[0]
    return (
        [Quotation(turn.end(), first.end, first.closed, first.continues), *found[1:]]
        if turn.end() < first.end
        else found
    )
