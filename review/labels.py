"""A label on AI use inside copy: where it stands, the text with it, the text without it. Pure."""

from __future__ import annotations

import re

from articles.analysis.sentences import sentences_in
from articles.analysis.suggestions import with_suggestion

_EDGES = " \t*_>#\"'“”‘’"


def folded(text: str) -> str:
    """White space, quote marks and emphasis put aside, for comparing a label with copy."""
    plain = re.sub(r"[*_]+", "", text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"'))
    return re.sub(r"\s+", " ", plain).strip().strip(_EDGES).casefold()


def label_in_copy(text: str, wording: str) -> str:
    """Where the very label stands in the copy: "top", "end", "inside", or "" where it does not."""
    words = folded(wording)
    paragraphs = [folded(line) for line in text.split("\n") if folded(line)]
    if not words or not any(words in paragraph for paragraph in paragraphs):
        return ""
    if words in paragraphs[0]:
        return "top"
    return "end" if words in paragraphs[-1] else "inside"


def with_label(text: str, wording: str, place: str) -> str:
    """The text as it leaves: the label at its place, once."""
    if not wording or label_in_copy(text, wording):
        return text
    return f"{wording}\n\n{text}" if place == "top" else f"{text.rstrip()}\n\n{wording}\n"


def without_words(text: str, words: str) -> str | None:
    """The text without the sentences these words stand in; None where there are none, or nothing is left."""
    found = _sentences_at(text, words)
    if found is None:
        return None
    rest = with_suggestion(text, *found, "")
    return rest if any(character.isalnum() for character in rest) else None


def sentences_with(text: str, words: str) -> str:
    """The whole sentences these words stand in; "" where they do not."""
    found = _sentences_at(text, words)
    return text[slice(*found)] if found else ""


def _sentences_at(text: str, words: str) -> tuple[int, int] | None:
    """[start, end) of those sentences, with the emphasis around them; within one line where they are."""
    place = _place_of(text, words)
    if place is None:
        return None
    start, end = place
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    spans = [s for s in sentences_in(text, first, last) if s.start < end and start < s.end]
    if spans:
        start, end = min(start, spans[0].start), max(end, spans[-1].end)
    if not folded(text[first:start]):
        start = first
    if not folded(text[end:last]):
        end = last
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _place_of(text: str, words: str) -> tuple[int, int] | None:
    """Where they stand, whatever white space, quote marks and emphasis are between."""
    if not words.strip():
        return None
    exact = text.find(words)
    if exact >= 0:
        return exact, exact + len(words)
    gap = r"[\s*_]*"
    marks = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}
    parts = ["".join(marks.get(c, re.escape(c)) for c in word) for word in words.split()]
    match = re.search(gap.join(parts), text, re.I) if len(parts) < 200 else None
    return match.span() if match else None
