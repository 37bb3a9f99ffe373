"""Stock phrasing: density only, over many weak signs, and silent on short texts."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re

from .document import Document

LEAST_WORDS = 150
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
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
    r"sense of (?:community|urgency|belonging|hope|unity)|remains? to be seen|only time will tell|a wide range of|complex(?:ities)? of|at the forefront of|landscape of|realm of)\b",
    re.I,
)


def stock_density(document: Document) -> tuple[float, bool]:
    """(stock phrases per 100 words outside quotations, abstained). One hit alone counts for nothing."""
    words = hits = 0
    for start, end in _own_words(document):
        words += sum(1 for _ in _WORD.finditer(document.masked, start, end))
        hits += sum(1 for _ in STOCK.finditer(document.masked, start, end))
    if words < LEAST_WORDS:
        return 0.0, True
    return (round(100 * hits / words, 2) if hits > 1 else 0.0), False


def _own_words(document: Document) -> list[tuple[int, int]]:
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
