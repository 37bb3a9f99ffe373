"""An account of words: what a reader of the source sees against what was taken in, told by place and kind."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SET_APART = "\u202f"  # a narrow space that breaks no line: a note's mark never joins a figure
_LEVEL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "0123456789" * 2)
_RUN = re.compile(r"[⁰¹²³⁴-⁹]+|[₀-₉]+|[^\W_⁰¹²³⁴-⁹₀-₉]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_UNIT = re.compile(r"(?<![^\W_])(?:10|[mckdµ]?m|ft|in|mi|yd|cm|s)\Z")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|e|er|re|ème|o|a|º|ª)\Z", re.I)
HELD = "\ue000"  # stands where an escaped character stood
_HELD = re.compile(HELD)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TARGET = re.compile(r"(?<=\])\([^()\n]*\)")
_MARKS = re.compile(r"\*+|~~+|`+")
_NUMBER_MARK = re.compile(r"^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?=[ \t]))+", re.M)
LEAVES = ("td", "th", "caption")  # parts of a table that its reader reads apart
QUOTED_WORDS = 12  # of one passage, in a sentence
TOLD_PASSAGES = 5  # of one kind, by their words or places
WHOLE_MAX = 20_000  # characters of all notes that are told whole


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of thing that is not plain copy, and what became of it."""

    slug: str
    one: str
    many: str
    fate: str
    quoted: bool = False  # may its words be told? Never those of comments, deletions and hidden text
    whole: bool = False  # are all of them told, since nowhere else are they kept?


INSERTION = Kind("insertion", "tracked insertion", "tracked insertions", "taken in")
DELETION = Kind("deletion", "tracked deletion", "tracked deletions", "left out")
COMMENT = Kind("comment", "comment", "comments", "left out")
NOTE = Kind("note", "note", "notes", "kept here, apart from the copy", quoted=True, whole=True)
HIDDEN = Kind("hidden", "hidden passage", "hidden passages", "left out")
UNSEEN = Kind("unseen", "layer of words nobody sees", "layers of words nobody sees", "left out")
STRUCK = Kind("struck", "struck passage", "struck passages", "left out")
NUMBERED = Kind(
    "numbered",
    "numbered list",
    "numbered lists",
    "taken in with other numbers than the file shows; compare them",
)
INNER_TABLE = Kind(
    "inner-table", "table inside a table", "tables inside tables", "taken in as plain words", quoted=True
)
BOX = Kind("box", "text box", "text boxes", "set after its paragraph", quoted=True)
EQUATION = Kind("equation", "equation", "equations", "taken in as plain letters", quoted=True)
FIELD = Kind("field", "field that is worked out", "fields that are worked out", "left out", quoted=True)
UNFILLED = Kind("unfilled", "field to be filled in", "fields to be filled in", "left out", quoted=True)
EMBEDDED = Kind(
    "embedded", "text of another file", "texts of other files", "left out; open the file and add what belongs"
)
READING = Kind("reading", "reading aid", "reading aids", "left out", quoted=True)
HEADER = Kind("header", "page header", "page headers", "left out", quoted=True)
FOOTER = Kind("footer", "page footer", "page footers", "left out", quoted=True)
DRAWING = Kind("drawing", "drawing with words", "drawings with words", "left out", quoted=True)
CHART = Kind("chart", "chart or object", "charts or objects", "left out")
CAPTION = Kind("caption", "caption of a picture", "captions of pictures", "left out", quoted=True)
ASIDE = Kind("aside", "box beside the text", "boxes beside the text", "left out", quoted=True)
QUOTED = Kind("quoted", "earlier message quoted in it", "earlier messages quoted in it", "left out")
SIGNATURE = Kind("signature", "signature", "signatures", "left out")
SOURCE_NOTE = Kind("editor", "note in the source", "notes in the source", "left out")
PICTURE = Kind("picture", "picture", "pictures", "left out", quoted=True)
UNREADABLE = Kind("unreadable", "sign that could not be read", "signs that could not be read", "left out")
FURNITURE = Kind(
    "furniture", "part of the page around the story", "parts of the page around the story", "left out"
)
EDGE = Kind(
    "edge", "line over or under the story", "lines over or under the story", "kept here, apart from the copy",
    quoted=True, whole=True,
)  # fmt: skip
KINDS = (
    INSERTION, DELETION, COMMENT, NOTE, HIDDEN, UNSEEN, STRUCK, NUMBERED, INNER_TABLE, BOX, EQUATION,
    FIELD, UNFILLED, EMBEDDED, READING, HEADER, FOOTER, DRAWING, CHART, CAPTION, EDGE, ASIDE, QUOTED,
    SIGNATURE, SOURCE_NOTE, PICTURE, UNREADABLE, FURNITURE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aside:
    """One thing that is not plain copy. `words` are kept only where its kind may be quoted."""

    kind: Kind
    place: str = ""  # "paragraph 3"
    words: str = ""
    count: int = 0  # of its words


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as the reader of the source sees it; its runs are never joined to another's."""

    place: str
    text: str


@dataclass(slots=True)
class Reading:
    """Everything a source shows its reader, and what stands in it besides."""

    passages: list[Passage]
    asides: list[Aside]
    margins: set[str] = field(default_factory=set)  # words of page headers and footers that are told

    def tell(self, kind: Kind, place: str = "", text: str = "") -> None:
        """Words of a kind that may not be quoted are counted and forgotten."""
        count = len(runs(text))
        self.asides.append(Aside(kind, place, " ".join(text.split()) if kind.quoted else "", count))

    def tell_margin(self, kind: Kind, words: str) -> None:
        """A page header or footer: the same words are told once, bare page numbers not at all."""
        if words not in self.margins and any(run.isalpha() for run in runs(words)):
            self.margins.add(words)
            self.tell(kind, text=words)


def runs(text: str) -> list[str]:
    """Every run of letters or digits, composed; a raised or lowered figure is a run of its own."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return [run.translate(_LEVEL) for run in _RUN.findall(text)]


def raised(before: str, text: str) -> str:
    """A superscript after `before`: power and ordinal stay, a note's mark is set apart, letters get a ^."""
    inner = text.strip()
    if not inner or not any(character.isalnum() for character in inner):
        return text
    if not inner.isascii() or not inner.isdigit():
        joined = _ORDINAL.match(inner) and before[-1:].isdigit()
        return text if joined or inner[0] in "[(*" or not before[-1:].isalnum() else f"^{inner}"
    apart = before[-1:].isalnum() and before[-1:] not in _RAISED and not _UNIT.search(before[-4:])
    return (_SET_APART if apart else "") + inner.translate(RAISED) + text[len(text.rstrip()) :]


def lowered(before: str, text: str) -> str:
    """A subscript after `before`; figures that follow a figure stay apart by their form."""
    inner = text.strip()
    if inner.isascii() and inner.isdigit():
        return inner.translate(LOWERED)
    return f"_{inner}" if inner[:1].isalnum() and before[-1:].isalnum() else text


def shown(text: str, *, markdown: bool) -> str:
    """The words a reader of the stored text sees: no marks, no targets of links, no numbers of lists."""
    if not markdown:
        return text
    kept: list[str] = []
    text = _ESCAPED.sub(lambda found: kept.append(found[1]) or HELD, text)
    text = _MARKS.sub("", _TARGET.sub(" ", _NUMBER_MARK.sub("", text)))
    held = iter(kept)
    return html.unescape(_HELD.sub(lambda _: next(held), text))


def sentences(reading: Reading, taken: Iterable[str]) -> list[str]:
    """The whole account: what is not plain copy by kind and place, then the words that differ."""
    return [*_by_kind(reading.asides), *differing(reading.passages, taken)]


def _by_kind(asides: Sequence[Aside]) -> Iterator[str]:
    for kind in KINDS:
        found = [aside for aside in asides if aside.kind is kind]
        if found:
            number = f"{len(found):,} {kind.one if len(found) == 1 else kind.many}"
            said = _whole(found) if kind.whole else _where(found) + _said(found)
            yield f"{number} {kind.fate}{said}."


def _where(asides: Sequence[Aside]) -> str:
    places = list(dict.fromkeys(aside.place for aside in asides if aside.place))
    more = f" and {len(places) - TOLD_PASSAGES:,} more" if len(places) > TOLD_PASSAGES else ""
    return f" ({', '.join(places[:TOLD_PASSAGES])}{more})" if places else ""


def _said(asides: Sequence[Aside]) -> str:
    quoted = [aside for aside in asides if aside.kind.quoted and aside.words]
    said = "; ".join(f"{_words(aside.count)}, {_quote(aside.words)}" for aside in quoted[:TOLD_PASSAGES])
    return f": {said}" if said else ""


def _whole(asides: Sequence[Aside]) -> str:
    """Each by its number, its place and all its words, as far as WHOLE_MAX characters go."""
    said, left = [], WHOLE_MAX
    for number, aside in enumerate(asides, start=1):
        at = f" ({aside.place})" if aside.place else ""
        said.append(f"{number}{at}: “{aside.words}”")
        left -= len(said[-1])
        if left < 0 and number < len(asides):
            said.append(f"{len(asides) - number:,} more are in the file alone")
            break
    return f". {'; '.join(said)}"


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count:,} words"


def _quote(text: str) -> str:
    words = text.split()
    return f"“{' '.join(words[:QUOTED_WORDS])}{'…' if len(words) > QUOTED_WORDS else ''}”"


def differing(passages: Sequence[Passage], taken: Iterable[str]) -> list[str]:
    """A sentence on each stretch of words that did not come in; one that came in joined says so."""
    came = [run for text in taken for run in runs(text)]
    source = [(run, passage.place) for passage in passages for run in runs(passage.text)]
    lost = _lost([run for run, _ in source], came)
    if not lost:
        return []
    joined = Counter(came) - Counter(run for run, _ in source)
    said = [_lost_sentence(stretch, source, joined) for stretch in _stretches(lost, source)]
    more = len(said) - TOLD_PASSAGES
    return said[:TOLD_PASSAGES] + ([f"So did words in {more:,} more places."] if more > 0 else [])


def _lost(source: Sequence[str], came: Sequence[str]) -> list[int]:
    """Which runs are missing: so many of a word as came in too rarely, first where neighbours went."""
    missing = Counter(source) - Counter(came)
    if not missing:
        return []
    pairs = set(pairwise(came))
    lost: list[int] = []
    for strict in (True, False):
        for place, run in enumerate(source):
            if missing[run] and (not strict or _alone(source, place, pairs)):
                missing[run] -= 1
                lost.append(place)
        missing = +missing
    return sorted(set(lost))


def _alone(source: Sequence[str], place: int, pairs: set[tuple[str, str]]) -> bool:
    before = place == 0 or (source[place - 1], source[place]) not in pairs
    after = place + 1 == len(source) or (source[place], source[place + 1]) not in pairs
    return before or after


def _stretches(lost: Sequence[int], source: Sequence[tuple[str, str]]) -> Iterator[list[int]]:
    """Neighbours of one place together."""
    stretch: list[int] = []
    for place in lost:
        if stretch and (place != stretch[-1] + 1 or source[place][1] != source[stretch[-1]][1]):
            yield stretch
            stretch = []
        stretch.append(place)
    if stretch:
        yield stretch


def _lost_sentence(stretch: Sequence[int], source: Sequence[tuple[str, str]], joined: Counter[str]) -> str:
    words = [source[place][0] for place in stretch]
    where, quote = source[stretch[0]][1], _quote(" ".join(words))
    if "".join(words) in joined:
        return f"In {where} {quote} came in as one word, “{''.join(words)}”. Put it right."
    return f"{_words(len(words)).capitalize()} of {where} did not come in: {quote}. Add what belongs there."
