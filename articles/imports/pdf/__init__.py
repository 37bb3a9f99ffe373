"""The text of a PDF, with a warning: a PDF places letters on pages and knows neither lines nor paragraphs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from articles.analysis.apart import Limits, NotDone, run
from articles.imports import account
from articles.imports.account import Passage, Reading
from articles.imports.guess import parts_of, with_account
from articles.imports.pdf.lines import Page, cut_words, paragraphs, without_margins
from articles.imports.records import NewText, Refused

BEGINS = b"%PDF"
LIMITS = Limits(seconds=12.0, clock=20.0, memory=1024**3)  # of one PDF, less than any file may take
LIBRARY = "articles.imports.pdf.library:pages_of"
WARNING = (
    "The words were read out of a PDF, which knows no paragraphs, columns or tables: "
    "compare every line with it, the figures first."
)
SCANNED = (
    "Page {where} is a picture of words: what came in was read off it by a program and lies unseen in the "
    "file. Compare each word with the picture."
)
_INSTEAD = "Bring the .docx or .txt it was made from, or paste the text."
_REFUSED = {
    "locked": f"This PDF is protected by a password. {_INSTEAD}",
    "broken": f"This PDF is broken and could not be read. {_INSTEAD}",
    "heavy": f"This PDF takes far more to read than a story. {_INSTEAD}",
    "long": f"This PDF has more than 100 pages; no story has. {_INSTEAD}",
    "unseen": f"No word of this PDF is seen by its reader: all are drawn without ink. {_INSTEAD}",
    "wordless": f"This PDF holds pictures of pages and no words. {_INSTEAD}",
}


def read_pdf(name: str, data: bytes) -> NewText:
    """The words on the pages of a PDF; raises Refused."""
    if not data.lstrip()[:1024].startswith(BEGINS):
        raise Refused("This is not a PDF, whatever its name says. If it is text, rename it to end in .txt.")
    found = _opened(data)
    pages = [Page(number, _lines(page)) for number, page in enumerate(found, start=1)]
    if not any(any(page.lines) for page in pages):
        raise Refused(_REFUSED["unseen" if any(page["unseen"] for page in found) else "wordless"])
    reading = Reading([], [])
    for page, told in zip(pages, found, strict=True):
        for _ in range(told["comments"]):
            reading.tell(account.COMMENT, page.place)
        for words in told["filled"]:
            reading.tell(account.ASIDE, page.place, words)
        if told["unseen"]:
            reading.tell(account.UNSEEN, page.place, told["unseen"])
    without_margins(pages, reading)
    text = paragraphs(pages)
    reading.passages += [Passage(page.place, " ".join(page.lines)) for page in pages]
    parts = parts_of("\n\n".join(text.blocks), markdown=False, name=name)
    scans = [page.number for page, told in zip(pages, found, strict=True) if told["scanned"]]
    notes = (WARNING, *_scanned(scans), *_empty(pages), *cut_words(text))
    copy = with_account(parts.new_text(markdown=False), reading, beside=text.halves)
    return replace(copy, notes=(*notes, *copy.notes))


def _lines(page: dict[str, Any]) -> list[str]:
    return [" ".join(line.split()) for line in page["lines"]]


def _scanned(numbers: list[int]) -> list[str]:
    """On pages that are a picture, with the words that a program read in it lying unseen above."""
    if not numbers:
        return []
    where = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
    return [SCANNED.format(where=where)]


def _empty(pages: list[Page]) -> list[str]:
    bare = [str(page.number) for page in pages if not any(page.lines)]
    return [f"No words were found on page {', '.join(bare[:10])}: a picture of words?"] if bare else []


def _opened(data: bytes) -> list[dict[str, Any]]:
    """What a process of its own, within limits, finds on each page."""
    try:
        found = run(LIBRARY, data, limits=LIMITS)
    except NotDone as error:
        raise Refused(_REFUSED["heavy"]) from error
    if isinstance(found, str):
        raise Refused(_REFUSED[found])
    return list(found)
