"""The library that opens a PDF. Pages are served without loading it."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from articles.imports.account import raised
from articles.imports.pdf.seeing import END, RAISED, Box, Eye

MAX_PAGES = 100
MAX_LETTERS = 1_000_000  # of all pages
MOST_RAISED = 6  # characters of a note's mark or a power
_RAISED = re.compile(rf"{RAISED}([^{RAISED}{END}]*){END}")
_FIGURES = frozenset("0123456789,-–− ")
_NO_COMMENT = frozenset({"/Link", "/Widget", "/Popup"})


def pages_of(data: bytes) -> list[dict[str, Any]] | str:
    """What stands on each page, or the word for why it is not read."""
    logging.disable(logging.CRITICAL)
    try:
        return _opened(data)
    except RecursionError:
        return "heavy"
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        return "broken"


def _opened(data: bytes) -> list[dict[str, Any]] | str:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return "locked"
    if len(reader.pages) > MAX_PAGES:
        return "long"
    pages, letters = [], 0
    for page in reader.pages:
        seen, unseen, scanned = _words_of(page)
        letters += len(seen) + len(unseen)
        if letters > MAX_LETTERS:
            return "heavy"
        found = {"lines": seen.split("\n"), "unseen": unseen, "scanned": scanned}
        pages.append({**found, **_beside(page)})
    return pages


def _words_of(page: Any) -> tuple[str, str, bool]:
    """What a reader of the page sees, what else it says, and whether the first was read off a scan, whose
    words are in the second layer alone."""
    eye = Eye(page, _box_of(page))
    whole = _text(page, eye)
    if not eye.unseen:
        return whole, "", False
    shut = Eye(page, eye.box, shut=True)
    seen = _text(page, shut)
    if not seen.strip() and eye.scanned and eye.only_without_ink:
        return whole, "", True
    return seen, " ".join((Counter(whole.split()) - Counter(seen.split())).elements()), False


def _text(page: Any, eye: Eye) -> str:
    """What a note's mark or a power is, is written as the raised figure that it is."""
    text = page.extract_text(visitor_operand_before=eye.before, visitor_operand_after=eye.after)
    return _RAISED.sub(_set_apart, text.replace(END + RAISED, ""))


def _set_apart(found: re.Match[str]) -> str:
    words = found[1]
    if len(words) > MOST_RAISED or not _FIGURES.issuperset(words) or words.isspace():
        return words
    before = found.string[max(0, found.start() - 4) : found.start()]
    return raised(before, words) if before.rpartition("\n")[2].strip() else words


def _box_of(page: Any) -> Box:
    """What is shown of the page: [left, bottom, right, top] in its own units."""
    box = page.cropbox
    xs, ys = sorted((float(box.left), float(box.right))), sorted((float(box.bottom), float(box.top)))
    return xs[0], ys[0], xs[1], ys[1]


def _beside(page: Any) -> dict[str, Any]:
    """How many comments hang on the page, and what was filled into its form."""
    comments, filled = 0, []
    for reference in page.get("/Annots") or ():
        annotation = reference.get_object()
        kind, value = annotation.get("/Subtype"), annotation.get("/V")
        comments += kind not in _NO_COMMENT
        if kind == "/Widget" and isinstance(value, str) and not value.startswith("/"):
            filled.append(str(value))
    return {"comments": comments, "filled": filled}
