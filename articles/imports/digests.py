"""The two digests of a text: the substance that approvals compare, and the exact words that were stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence


def exact_digest(headline: str, standfirst: str, text: str) -> str:
    """sha256 of the three fields as they are."""
    return _digest([headline, standfirst, text])


def substance_digest(headline: str, standfirst: str, text: str, image_digests: Iterable[str] = ()) -> str:
    """sha256 with runs of white space as one space: equal for a re-flow, different for a changed word,
    link target (it stands in the Markdown) or image."""
    return _digest(
        [*(" ".join(part.split()) for part in (headline, standfirst, text)), sorted(image_digests)]
    )


def image_digest(sha256: str, alt: str, caption: str, credit: str, source_type: str = "") -> str:
    """An image, the words that go out with it, and how it was made where somebody said so."""
    words = [" ".join(part.split()) for part in (alt, caption, credit)]
    return _digest([sha256, *words, *([source_type] if source_type else [])])


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).hexdigest()
