"""The library that opens a PDF. Pages are served without loading it."""

from __future__ import annotations

import io
import logging
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MAX_PAGES = 100
MAX_LETTERS = 1_000_000  # of all pages
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
        text = page.extract_text()
        letters += len(text)
        if letters > MAX_LETTERS:
            return "heavy"
        pages.append({"lines": text.split("\n"), **_beside(page)})
    return pages


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
