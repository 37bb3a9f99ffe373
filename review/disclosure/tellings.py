"""Digests of what is told beside the words of a publication, so that one is compared with the next. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from articles.analysis.images import Picture
from review.disclosure.grade import Use, rests_on
from review.disclosure.images import ImageSource, credit_of


def shown(language: str, images: Iterable[tuple[Picture, ImageSource]]) -> str:
    """Of what leaves and stands in no text: the language, how images were made, and their credits."""
    return _digest([language, [[one.sha256, made.uri, credit_of(one)] for one, made in images]])


def tellings(label: Sequence[str], source_type: str, seen: str, uses: Iterable[Use]) -> tuple[str, str]:
    """Of what readers are told (the label, how the text was made, what is shown) and which uses of AI are on
    record; and the same without the uses, as older publications keep it."""
    parts = [list(label), source_type, seen]
    return _digest([*parts, rests_on(uses)]), _digest(parts)


def _digest(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
