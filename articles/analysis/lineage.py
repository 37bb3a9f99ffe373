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
MANY, NEAREST = 40_000, 40  # pairs above which only the nearest on either side are compared
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
        self._blocks: list[tuple[int, int, int, int]] = []  # old start, old end, new start, new end
        self._align()
        letters: dict[str, str] = {}  # one character a word, so that sentences compare as strings do
        self.old_words, self.new_words = (
            [
                "".join(letters.setdefault(word, _letter(len(letters))) for word in words)
                for words in side.words
            ]
            for side in (old, new)
        )

    def _align(self) -> None:
        numbers: dict[str, int] = {}
        sides = [[numbers.setdefault(f, len(numbers)) for f in side.folded] for side in (self.old, self.new)]
        i = j = 0
        for step in Indel.opcodes(*sides):
            if step.tag == "equal":
                self._block(i, step.src_start, j, step.dest_start)
                length = step.src_end - step.src_start
                self.kept.update((step.src_start + n, step.dest_start + n) for n in range(length))
                i, j = step.src_end, step.dest_end
        self._block(i, len(sides[0]), j, len(sides[1]))

    def _block(self, i: int, i_end: int, j: int, j_end: int) -> None:
        """Between two kept sentences, [j, j_end) was written in the stead of [i, i_end)."""
        self._old_block.update(dict.fromkeys(range(i, i_end), len(self._blocks)))
        self._new_block.update(dict.fromkeys(range(j, j_end), len(self._blocks)))
        self._blocks.append((i, i_end, j, j_end))

    def same_place(self, old: int, new: int) -> bool:
        """Is the new sentence the old one, or among what was written in its stead?"""
        if old in self.kept:
            return self.kept[old] == new
        return self._old_block[old] == self._new_block.get(new)

    def stead(self, old: int) -> range:
        """The new sentences that are in the old one's place."""
        if old in self.kept:
            return range(self.kept[old], self.kept[old] + 1)
        _i, _i_end, j, j_end = self._blocks[self._old_block[old]]
        return range(j, j_end)

    def expected(self, old: int) -> int:
        """Roughly where the old sentence would stand in the new text."""
        if old in self.kept:
            return self.kept[old]
        i, i_end, j, j_end = self._blocks[self._old_block[old]]
        return min(j + (old - i) * (j_end - j) // (i_end - i), len(self.new.spans) - 1)


def _letter(number: int) -> str:
    return chr(0x100 + number % 0xD000)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in its sentence: what the comparing needs, worked out once."""

    index: int  # in the list that was given
    sentence: int
    offset: int  # from the sentence's start, folded
    quote: str


def _spots(places: Sequence[Place], indexes: Sequence[int], sentences: Sentences) -> list[_Spot]:
    spots = []
    for index in indexes:
        place = places[index]
        sentence = sentences.at(place.start)
        before = sentences.text[sentences.spans[sentence].start : place.start]
        spots.append(_Spot(index, sentence, len(fold(before)), fold(place.quote).casefold()))
    return sorted(spots, key=lambda spot: (spot.sentence, spot.offset))


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
                sides = Sentences(old_texts.get(field, "")), Sentences(new_texts.get(field, ""))
                alignments[field] = Alignment(*sides)
            alignment = alignments[field]
            spots = _spots(old, olds, alignment.old), _spots(new, news, alignment.new)
            found |= _pair_group(*spots, alignment)
    return found


def _pair_group(olds: list[_Spot], news: list[_Spot], alignment: Alignment) -> dict[int, int]:
    found = _unmoved(olds, news, alignment)
    taken = set(found.values())
    olds = [spot for spot in olds if spot.index not in taken]
    news = [spot for spot in news if spot.index not in found]
    scored = []
    for one in olds:
        for other in _candidates(one, news, len(olds), alignment):
            if (score := _score(one, other, alignment)) >= SAME:
                distance = _distance(one, other, alignment)
                scored.append((-round(score, 2), distance, one.index, other.index))
    for _likest, _nearest, i, j in sorted(scored):
        if i not in taken and j not in found:
            taken.add(i)
            found[j] = i
    return found


def _unmoved(olds: list[_Spot], news: list[_Spot], alignment: Alignment) -> dict[int, int]:
    """Same words, in the same place of a sentence that was kept: certain, and found without comparing."""
    where = {
        (alignment.kept[spot.sentence], spot.offset, spot.quote): spot.index
        for spot in reversed(olds)
        if spot.sentence in alignment.kept
    }
    found: dict[int, int] = {}
    for spot in news:
        if (i := where.pop((spot.sentence, spot.offset, spot.quote), None)) is not None:
            found[spot.index] = i
    return found


def _candidates(one: _Spot, news: list[_Spot], olds: int, alignment: Alignment) -> list[_Spot]:
    """All of them; only the nearest where a long text was rewritten throughout."""
    if olds * len(news) <= MANY:
        return news
    at = bisect_right(news, alignment.expected(one.sentence), key=lambda spot: spot.sentence)
    return news[max(0, at - NEAREST) : at + NEAREST]


def _score(one: _Spot, other: _Spot, alignment: Alignment) -> float:
    """0 to 1: how surely are these the same question?"""
    i, j = one.sentence, other.sentence
    quote = _likeness(one.quote, other.quote)
    here = alignment.same_place(i, j)
    if (not here and quote < 0.9) or 0.5 * quote + 0.5 < SAME:
        return 0.0
    sentence = Indel.normalized_similarity(alignment.old_words[i], alignment.new_words[j])
    if not here and sentence < 0.8:
        return 0.0
    return 0.5 * quote + 0.35 * sentence + 0.15 * _neighbours(alignment, i, j)


def _neighbours(alignment: Alignment, i: int, j: int) -> float:
    """Do the sentences before and after agree?"""
    pairs = ((i - 1, j - 1), (i + 1, j + 1))
    return sum(alignment.old.folded_at(a) == alignment.new.folded_at(b) for a, b in pairs) / 2


def _likeness(one: str, other: str) -> float:
    """1 for the same words; about 0 for two unrelated English phrases, which share half their letters."""
    return 1.0 if one == other else max(0.0, (Indel.normalized_similarity(one, other) - 0.4) / 0.6)


def _distance(one: _Spot, other: _Spot, alignment: Alignment) -> float:
    """How far the finding stands from where the old one would be: the tie-break."""
    return abs(alignment.expected(one.sentence) - other.sentence) + abs(one.offset - other.offset) / 10_000


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
    first, last = alignment.old.at(place.start), alignment.old.at(place.end - 1)
    near = [*alignment.stead(first), *alignment.stead(last)]
    if not near or len(place.quote) < 5:
        return None
    low, high = alignment.new.spans[min(near)].start, alignment.new.spans[max(near)].end
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
