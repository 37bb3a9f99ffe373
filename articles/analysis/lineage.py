"""Which finding is which flag of the last revision: sentences are compared first, then their words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

from .findings import Span
from .sentences import sentences_in

CONTEXT = 32  # characters before and after a quote (W3C TextQuoteSelector)
MAX_EDITS = 0.2  # share of a quote's characters that may differ when it is found again
SAME = 0.45  # a pair scoring less is two different questions
_LINE = re.compile(r"[^\n]+")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where one question stands: a stretch of one field, in code points, and the words there."""

    rule: str
    field: str
    start: int
    end: int
    quote: str


def fold(text: str) -> str:
    """Text for comparing: NFC, straight quote marks, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def passage_digest(text: str, passage: Sequence[Span]) -> str:
    """What a decision holds on to: sha256 of the folded passage. White space and quote marks do not count."""
    folded = "\n".join(fold(span.of(text)) for span in passage)
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


def passage_of(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The whole sentences that hold [start, end)."""
    sentences = Sentences(text)
    return tuple(sentences.spans[sentences.at(start) : sentences.at(max(start, end - 1)) + 1])


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands just before and just after a quote."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


class Sentences:
    """A text cut into sentences, headings and captions included, with the folded words of each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = list(_cut(text)) or [Span(0, len(text))]
        self.folded = [fold(span.of(text)) for span in self.spans]
        self.words = [folded.split() for folded in self.folded]
        self._starts = [span.start for span in self.spans]

    def at(self, offset: int) -> int:
        """Index of the sentence at `offset`, or of the last before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def folded_at(self, index: int) -> str:
        return self.folded[index] if 0 <= index < len(self.folded) else ""


def _cut(text: str) -> Iterator[Span]:
    for line in _LINE.finditer(text):
        if line[0].strip():
            yield from sentences_in(text, line.start(), line.end()) or [Span(line.start(), line.end())]


class Alignment:
    """How the sentences of two versions of a field correspond."""

    def __init__(self, old: Sentences, new: Sentences) -> None:
        self.old, self.new = old, new
        self.kept: dict[int, int] = {}  # old sentence -> the very same sentence in the new text
        self._old_block: dict[int, int] = {}
        self._new_block: dict[int, int] = {}
        self._align()

    def _align(self) -> None:
        numbers: dict[str, int] = {}
        sides = [[numbers.setdefault(f, len(numbers)) for f in side.folded] for side in (self.old, self.new)]
        block = 0
        for step in Indel.opcodes(*sides):
            if step.tag == "equal":
                block += 1
                span = range(step.src_end - step.src_start)
                self.kept.update((step.src_start + i, step.dest_start + i) for i in span)
                continue
            self._old_block.update(dict.fromkeys(range(step.src_start, step.src_end), block))
            self._new_block.update(dict.fromkeys(range(step.dest_start, step.dest_end), block))

    def same_place(self, old: int, new: int) -> bool:
        """Is the new sentence the old one, or what was written in its stead?"""
        if old in self.kept:
            return self.kept[old] == new
        return new in self._new_block and self._old_block[old] == self._new_block[new]

    def expected(self, old: int) -> int:
        """Roughly where the old sentence would stand in the new text."""
        before = next((self.kept[i] for i in range(old, -1, -1) if i in self.kept), -1)
        return min(before + (0 if old in self.kept else 1), len(self.new.spans) - 1)


def pair(
    old: Sequence[Place], new: Sequence[Place], old_texts: Mapping[str, str], new_texts: Mapping[str, str]
) -> dict[int, int]:
    """Index in `new` to index in `old`, one to one, for the findings that are the same question.

    The texts are given by field. Rule and field must agree; quote, sentence and neighbours weigh; position
    only breaks ties.
    """
    groups: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, places in enumerate((old, new)):
        for index, place in enumerate(places):
            groups[place.rule, place.field][side].append(index)
    alignments: dict[str, Alignment] = {}
    found: dict[int, int] = {}
    for (_rule, field), (olds, news) in groups.items():
        if olds and news:
            if field not in alignments:
                alignments[field] = Alignment(
                    Sentences(old_texts.get(field, "")), Sentences(new_texts.get(field, ""))
                )
            found |= _pair_group(old, new, olds, news, alignments[field])
    return found


def _pair_group(
    old: Sequence[Place], new: Sequence[Place], olds: list[int], news: list[int], alignment: Alignment
) -> dict[int, int]:
    found = _unmoved(old, new, olds, news, alignment)
    taken = set(found.values())
    olds = [i for i in olds if i not in taken]
    news = [j for j in news if j not in found]
    scored = []
    for i in olds:
        for j in news:
            if (score := _score(old[i], new[j], alignment)) >= SAME:
                scored.append((-round(score, 2), _distance(old[i], new[j], alignment), i, j))
    for _likest, _nearest, i, j in sorted(scored):
        if i not in taken and j not in found:
            taken.add(i)
            found[j] = i
    return found


def _unmoved(
    old: Sequence[Place], new: Sequence[Place], olds: list[int], news: list[int], alignment: Alignment
) -> dict[int, int]:
    """Same words, in the same place of a sentence that was kept: certain, and found without comparing."""
    where: dict[tuple[int, int, str], int] = {}
    for i in olds:
        sentence = alignment.old.at(old[i].start)
        if sentence in alignment.kept:
            offset = _folded_offset(alignment.old, sentence, old[i].start)
            where.setdefault((alignment.kept[sentence], offset, fold(old[i].quote)), i)
    found: dict[int, int] = {}
    for j in news:
        sentence = alignment.new.at(new[j].start)
        offset = _folded_offset(alignment.new, sentence, new[j].start)
        if (i := where.pop((sentence, offset, fold(new[j].quote)), None)) is not None:
            found[j] = i
    return found


def _folded_offset(sentences: Sentences, index: int, offset: int) -> int:
    return len(fold(sentences.text[sentences.spans[index].start : offset]))


def _score(old: Place, new: Place, alignment: Alignment) -> float:
    """0 to 1: how surely are these the same question?"""
    i, j = alignment.old.at(old.start), alignment.new.at(new.start)
    quote = _likeness(old.quote, new.quote)
    here = alignment.same_place(i, j)
    if not here and quote < 0.9:
        return 0.0
    sentence = (
        1.0
        if alignment.old.folded[i] == alignment.new.folded[j]
        else Indel.normalized_similarity(alignment.old.words[i], alignment.new.words[j])
    )
    if not here and sentence < 0.8:
        return 0.0
    neighbours = _neighbours(alignment, i, j)
    return 0.5 * quote + 0.35 * sentence + 0.15 * neighbours


def _neighbours(alignment: Alignment, i: int, j: int) -> float:
    """Do the sentences before and after agree?"""
    pairs = ((i - 1, j - 1), (i + 1, j + 1))
    return sum(alignment.old.folded_at(a) == alignment.new.folded_at(b) for a, b in pairs) / 2


def _likeness(one: str, other: str) -> float:
    """1 for the same words; about 0 for two unrelated English phrases, which share half their letters."""
    one, other = fold(one).casefold(), fold(other).casefold()
    return 1.0 if one == other else max(0.0, (Indel.normalized_similarity(one, other) - 0.4) / 0.6)


def _distance(old: Place, new: Place, alignment: Alignment) -> float:
    """How far the finding stands from where the old one would be: the tie-break."""
    i, j = alignment.old.at(old.start), alignment.new.at(new.start)
    within = abs((old.start - alignment.old.spans[i].start) - (new.start - alignment.new.spans[j].start))
    return abs(alignment.expected(i) - j) + within / 10_000


def find_again(place: Place, old_text: str, new_text: str) -> Span | None:
    """Where the words a person marked stand now: exactly and among the same words, else with at most a fifth
    of their letters changed, else nowhere."""
    if old_text == new_text:
        return Span(place.start, place.end)
    alignment = Alignment(Sentences(old_text), Sentences(new_text))
    return _exactly(place, old_text, alignment) or _nearly(place, alignment)


def _exactly(place: Place, old_text: str, alignment: Alignment) -> Span | None:
    new, sentence = alignment.new, alignment.old.at(place.start)
    before, expected = context(old_text, place.start, place.end), alignment.expected(sentence)
    candidates = []
    at = new.text.find(place.quote)
    while at != -1 and len(candidates) < 500:
        span = Span(at, at + len(place.quote))
        likeness = _context_likeness(before, context(new.text, span.start, span.end))
        here, distance = alignment.same_place(sentence, new.at(at)), abs(expected - new.at(at))
        candidates.append((here, round(likeness, 2), -distance, -at, span))
        at = new.text.find(place.quote, at + 1)
    if not candidates:
        return None
    here, likeness, *_rest, span = max(candidates)
    unmistakable = len(candidates) == 1 and len(place.quote.split()) >= 4
    return span if here or likeness >= 0.5 or unmistakable else None


def _nearly(place: Place, alignment: Alignment) -> Span | None:
    """Only in what stands in the old sentences' stead, so that a like phrase elsewhere is not taken."""
    first = alignment.old.at(place.start)
    near = [j for j in range(len(alignment.new.spans)) if alignment.same_place(first, j)]
    if not near or len(place.quote) < 5:
        return None
    low, high = alignment.new.spans[near[0]].start, alignment.new.spans[near[-1]].end
    window = alignment.new.text[low:high]
    match = fuzz.partial_ratio_alignment(place.quote, window, score_cutoff=60)
    if match is None:
        return None
    best = min(
        (
            _to_words(window, match.dest_start + shift, match.dest_end + widen)
            for shift in (-2, 0, 2)
            for widen in (-4, 0, 4)
        ),
        key=lambda span: Levenshtein.distance(place.quote, span.of(window)),
    )
    if Levenshtein.distance(place.quote, best.of(window)) > MAX_EDITS * len(place.quote):
        return None
    return Span(low + best.start, low + best.end)


def _to_words(text: str, start: int, end: int) -> Span:
    """The span widened to whole words, inside the text."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, max(start, end))


def _context_likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    return sum(Indel.normalized_similarity(fold(a), fold(b)) for a, b in zip(one, other, strict=True)) / 2
