"""File or paste to text, once: it ends as a NewText, or as a Refused whose sentence says why not."""

from __future__ import annotations

from articles.imports.files import SUFFIXES, read_file, read_paste, too_large
from articles.imports.records import ImportedImage, NewText, Refused

__all__ = [
    "SUFFIXES",
    "ImportedImage",
    "NewText",
    "Refused",
    "read_file",
    "read_paste",
    "too_large",
]
