"""Stock phrasing: density only, over many weak signs, and silent on short texts."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from dataclasses import dataclass

from .document import Document
from .findings import Span

LEAST_WORDS = 150
DENSE = 1.0  # phrases per 100 words
HUMAN_STORIES, HUMAN_DENSE = (
    860,
    0,
)  # news stories of eight newsrooms, 2015 to 2019, and how many were so dense
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICIPLE_TAIL = (
    r",\s+(?:highlighting|underscoring|reflecting|showcasing|emphasi[sz]ing|underlining|demonstrating|reinforcing|signal+ing|cementing|solidifying|fostering|ensuring|marking|paving|"
    r"illustrating|sparking|leaving|raising|offering|contributing to|shedding)\s+(?:the|a|an|its|their|his|her|both|how|concerns?|questions?|light|what)\b"
)
STOCK = re.compile(
    rf"{_PARTICIPLE_TAIL}"
    r"|\b(?:plays?|played|playing) an? (?:crucial|vital|pivotal|key|significant|important|critical) role\b|\b(?:serves?|served|serving|stands?|stood) as an? (?:\w+ )?(?:testament|reminder|beacon|symbol)\b"
    r"|\bmark(?:s|ed|ing) an? (?:significant|pivotal|major|new|important|crucial)\b|\bnot only\b[^.!?]{3,80}\bbut also\b|\bit(?:['’]s| is) not (?:just |merely |simply )?[^.,;!?]{3,40}[,;—–-]+ ?it(?:['’]s| is)\b"
    r"|\b(?:delv(?:e|es|ed|ing)|tapestr(?:y|ies)|testament to|underscor(?:e|es|ed|ing)|pivotal|intricate|intricac(?:y|ies)|meticulous(?:ly)?|multifaceted|vibrant|bustling|nestled|seamless(?:ly)?|"
    r"foster(?:s|ed|ing)?|leverag(?:e|es|ed|ing)|garner(?:s|ed|ing)?|showcas(?:e|es|ed|ing)|interplay|unwavering|stark reminder|resilien(?:ce|t)|ever-evolving|ever-changing|game-changer|"
    r"navigat(?:e|es|ing) the (?:complex\w*|challenges?|landscape)|in today['’]s (?:fast-paced|digital|world)|rich (?:history|heritage|culture)|holistic|transformative|groundbreaking|invaluable|commendable|"
    r"sense of (?:community|urgency|belonging|hope|unity)|remains? to be seen|only time will tell|a wide range of|complex(?:ities)? of|at the forefront of|landscape of|realm of|"
    r"sen(?:ds?|t|ding) shockwaves|(?:urgent|pressing) need for|(?:poignant|sobering|solemn|powerful) reminder|indelible mark|beacon of|prowess|(?:fans|enthusiasts|residents|critics|young and old|visitors|experts) alike|"
    r"(?:emphasi[sz]|highlight|underlin|stress)(?:es|ed|ing) the (?:importance|significance|urgency|critical|need for)|(?:has|have|had) sparked (?:an?|widespread|outrage|concerns?|debates?|discussions?|controversy))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Stock:
    """Stock phrases in a text's own words, in order, and how many own words there are."""

    words: int
    phrases: tuple[Span, ...]

    @property
    def abstained(self) -> bool:
        return self.words < LEAST_WORDS

    @property
    def density(self) -> float:
        """Phrases per 100 words. One alone counts for nothing."""
        return 100 * len(self.phrases) / self.words if len(self.phrases) > 1 else 0.0


def stock_in(document: Document) -> Stock:
    """What was found outside quotations."""
    words, phrases = 0, []
    for start, end in own_words(document):
        words += sum(1 for _ in WORD.finditer(document.masked, start, end))
        phrases += [Span(*match.span()) for match in STOCK.finditer(document.masked, start, end)]
    return Stock(words, tuple(phrases))


def stock_density(document: Document) -> tuple[float, bool]:
    """(stock phrases per 100 words outside quotations, abstained)."""
    found = stock_in(document)
    return (0.0, True) if found.abstained else (round(found.density, 2), False)


def own_words(document: Document) -> list[tuple[int, int]]:
    """The stretches of copy outside quotation marks."""
    stretches: list[tuple[int, int]] = []
    for paragraph in document.paragraphs:
        if paragraph.role not in ("body", "list"):
            continue
        position = paragraph.start
        for quotation in paragraph.quotations:
            stretches.append((position, quotation.start))
            position = max(position, quotation.end)
        stretches.append((position, paragraph.end))
    return stretches
