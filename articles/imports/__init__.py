"""File or paste to text, once: it ends as a NewText, or as a Refused whose sentence says why not."""

from __future__ import annotations

from articles.imports.files import SUFFIXES, too_large
from articles.imports.records import ImportedImage, NewText, Refused
from articles.imports.room import Busy, read_file, read_formatted, read_image, read_paste, warm

__all__ = [
    "SUFFIXES",
    "Busy",
    "ImportedImage",
    "NewText",
    "Refused",
    "read_file",
    "read_formatted",
    "read_image",
    "read_paste",
    "too_large",
    "warm",
]
