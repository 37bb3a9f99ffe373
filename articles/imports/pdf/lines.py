"""From the lines on the pages of a PDF to paragraphs: margins off, cut words and lines joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.imports import account
from articles.imports.account import Reading, runs

EDGE = 3  # lines at the top and bottom of a page that may be its header or footer
REPEATED = 0.6  # of the pages, and on two at least
FULL = 0.8  # of the longest lines: a shorter one ends its paragraph
ENDS = 0.95  # the same of a line that ends a sentence
SHORT = 12  # lines: fewer do not show how long a full one is
MEASURE = 60  # characters of a full line, where nothing shows it
NAMED = 5  # cut words in a note
_CUT = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-‐]$")
_GOES_ON = re.compile(r"[^\W\d_]+")
_STOPS = (".", "!", "?", ".”", ".’", '."', "?”", "!”")
_FIGURES = re.compile(r"(?<!\d)[0-9]{1,4}(?!\d)")


@dataclass(slots=True)
class Page:
    """The lines of a page, empty ones among them."""

    number: int
    lines: list[str]

    @property
    def place(self) -> str:
        return f"page {self.number}"


@dataclass(slots=True)
class Text:
    """Paragraphs, with the words that were cut at the end of a line."""

    blocks: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)  # the whole word stands elsewhere, so the hyphen goes
    doubtful: list[str] = field(default_factory=list)  # the hyphen stays
    halves: list[str] = field(default_factory=list)  # of joined words, as they stand on the page


def without_margins(pages: Sequence[Page], reading: Reading) -> None:
    """Lines that stand at the edge of most pages, but for the number of the page, are told once and go."""
    for page in pages:
        while page.lines and not page.lines[0]:
            page.lines.pop(0)
        while page.lines and not page.lines[-1]:
            page.lines.pop()
    for at_top, kind in ((True, account.HEADER), (False, account.FOOTER)):
        told = set[str]()
        for _ in range(EDGE):
            faces = Counter(face for page in pages for face in _faces(page, at_top))
            most = max(2, REPEATED * len(pages))
            for page in pages:
                found = [face for face in _faces(page, at_top) if faces[face] >= most]
                if found:
                    line = page.lines.pop(0 if at_top else -1)
                    if told.isdisjoint(found):
                        reading.tell(kind, page.place, line)
                    told.update(found)


def _faces(page: Page, at_top: bool) -> set[str]:
    """The outermost line as it is, and with one figure told from the number of the page."""
    line = next(iter(page.lines if at_top else page.lines[::-1]), "")
    figures = list(_FIGURES.finditer(line))
    faces = {line} - {""}
    for found in figures[:1] + figures[-1:]:
        faces.add(f"{line[: found.start()]}#{int(found[0]) - page.number}{line[found.end() :]}")
    return faces


def paragraphs(pages: Sequence[Page]) -> Text:
    """A line that fills its measure goes on in the next, on the next page too."""
    lines = [line for page in pages for line in page.lines]
    longest = sorted(map(len, lines))[-max(1, len(lines) // 10)] if lines else 0
    longest = max(longest, MEASURE) if len(lines) < SHORT else longest
    known = {run.lower() for line in lines for run in runs(line)}
    text, open_ = Text(), list[str]()
    for line in lines:
        if not line:
            _close(open_, text)
            continue
        _add(open_, line, known, text)
        if len(line) < (ENDS if line.endswith(_STOPS) else FULL) * longest:
            _close(open_, text)
    _close(open_, text)
    return text


def _close(open_: list[str], text: Text) -> None:
    if open_:
        text.blocks.append(" ".join(open_))
        open_.clear()


def _add(open_: list[str], line: str, known: set[str], text: Text) -> None:
    cut = _CUT.search(open_[-1]) if open_ else None
    rest = _GOES_ON.match(line) if cut else None
    if not cut or not rest or not rest[0][0].islower():
        open_.append(line)
        return
    whole = f"{cut[1]}{rest[0]}"
    if whole.lower() in known:
        text.joined.append(whole)
        text.halves += [cut[1], rest[0]]
        open_[-1] = open_[-1][:-1] + line
    else:
        text.doubtful.append(f"{cut[1]}-{rest[0]}")
        open_[-1] += line


def cut_words(text: Text) -> list[str]:
    """A sentence on the words that were joined, and one on those left with their hyphen."""
    said = (
        (text.joined, "cut at the end of a line were joined"),
        (text.doubtful, "cut at the end of a line kept the hyphen; look whether it belongs there"),
    )
    return [
        f"{len(words)} {'word' if len(words) == 1 else 'words'} {what}: {', '.join(words[:NAMED])}"
        f"{' …' if len(words) > NAMED else ''}."
        for words, what in said
        if words
    ]
