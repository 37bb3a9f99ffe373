"""The process that opens a PDF: its bytes come in, what stands on its pages goes out as JSON."""

from __future__ import annotations

import io
import json
import logging
import resource
import sys
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MEMORY = 1024**3  # bytes of address space
CPU = 12  # seconds
MAX_PAGES = 100
MAX_LETTERS = 1_000_000  # of all pages
_NO_COMMENT = frozenset({"/Link", "/Widget", "/Popup"})


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    logging.disable(logging.CRITICAL)
    try:
        found = _opened(sys.stdin.buffer.read())
    except (MemoryError, RecursionError):
        found = {"error": "heavy"}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        found = {"error": "broken"}
    json.dump(found, sys.stdout)


def _opened(data: bytes) -> dict[str, Any]:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "locked"}
    if len(reader.pages) > MAX_PAGES:
        return {"error": "long"}
    pages, letters = [], 0
    for page in reader.pages:
        text = page.extract_text()
        letters += len(text)
        if letters > MAX_LETTERS:
            return {"error": "heavy"}
        pages.append({"lines": text.split("\n"), **_beside(page)})
    return {"pages": pages}


def _beside(page: Any) -> dict[str, Any]:
    """How many comments hang on the page, and what was filled into its form."""
    comments, filled = 0, []
    for reference in page.get("/Annots") or ():
        annotation = reference.get_object()
        kind, value = annotation.get("/Subtype"), annotation.get("/V")
        comments += kind not in _NO_COMMENT
        if kind == "/Widget" and isinstance(value, str) and not value.startswith("/"):
            filled.append(value)
    return {"comments": comments, "filled": filled}


if __name__ == "__main__":
    main()
