"""Lines at the edges of an article: what stands over its first sentence and under its last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import Tag

from articles.analysis.masking import furniture_label
from articles.imports.account import runs

OVER = 6  # words of a line over the story that is no sentence
HEADING_OVER = 3  # words of such a heading: a longer one says something
UNDER = 80  # words of a note under the story
SLANTED_UNDER = 2  # such notes that nothing but their slanted letters tell: more are a part of the story
SLANTED = 0.9  # of a block's letters
_STOPS = '.!?”"’'
_QUOTE = re.compile(r"\s*[“\"‘'«„]")
_BY = re.compile(r"by:? \w", re.I)
_FROM = re.compile(
    r"(?:[Tt]his (?:article|story|piece|post) )?(?:was |is |has been )?"
    r"(?:[Ff]irst|[Oo]riginally|[Rr]e-?)\s?(?:published|appeared)\b"
    r"|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3} is an? [^.]{0,80}\b(?:reporter|correspondent|columnist"
    r"|journalist|editor|writer|producer|professor|lecturer|researcher|fellow|author)\b"
)


def over_the_story(blocks: Sequence[Tag], byline: str) -> Iterator[Tag]:
    """Section names, times, names of authors and the like, as far down as the first sentence."""
    opening = next((number for number, block in enumerate(blocks) if _opens(block)), 0)
    for block in blocks[:opening]:
        words = runs(block.get_text(" "))
        most = HEADING_OVER if block.name[0] == "h" else OVER
        if block.name in ("h1", "li", "table") or block.get("class") == ["standfirst"]:
            continue
        if len(words) <= most and not (_BY.match(block.get_text(" ").strip()) and not byline):
            yield block


def under_the_story(blocks: Sequence[Tag]) -> list[Tag]:
    """Who else wrote it, who the author is, where it came out first: from the last block upwards."""
    found: list[Tag] = []
    slanted: list[Tag] = []
    for block in reversed(blocks[1:]):
        text = " ".join(block.get_text(" ").split()).lstrip("–—- ")
        if len(runs(text)) > UNDER or block.find_parent("blockquote") is not None:
            break
        if furniture_label(text) == "byline" or _FROM.match(text):
            found.append(block)
        elif is_slanted(block) and block.name in ("p", "div"):
            slanted.append(block)
        else:
            break
    few = len(slanted) <= SLANTED_UNDER and not any(_QUOTE.match(one.get_text()) for one in slanted)
    return [*found, *slanted] if few else found


def is_sentence(text: str) -> bool:
    return len(runs(text)) >= 8 and text.strip()[-1:] in _STOPS


def is_slanted(block: Tag) -> bool:
    slanted = sum(len(part.get_text()) for part in block.find_all(["em", "i"]))
    return slanted >= SLANTED * max(1, len(block.get_text().strip()))


def _opens(block: Tag) -> bool:
    return (
        block.name in ("p", "div")
        and block.get("class") != ["standfirst"]
        and is_sentence(block.get_text(" "))
    )
