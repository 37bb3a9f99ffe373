"""A revision's text as it was rendered when it came in: read back by its pages, which render nothing.

The row is sealed with a key that is not in the database: what was changed there is not shown, but rendered
anew from the text, as is what an older renderer kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.utils.crypto import constant_time_compare, salted_hmac

from articles.models import Rendering, Revision
from articles.rendering.elements import elements_of
from articles.rendering.tokens import Element, Token

RENDERER = 2  # counted up whenever the same text is rendered otherwise: tests/articles/test_kept.py
SALT = "articles.rendering"


def rendered(revision: Revision) -> list[Element]:
    """Its elements, as kept; without a row that fits, rendered now."""
    row = getattr(revision, "rendering", None)
    if row is not None and row.renderer == RENDERER and constant_time_compare(row.seal, _seal(row)):
        return _elements(row.elements)
    return elements_of(revision.running_text, revision.format)


def rendering_of(revision: Revision) -> Rendering:
    """The row to keep, not yet stored."""
    elements = _as_text(elements_of(revision.running_text, revision.format))
    row = Rendering(revision=revision, renderer=RENDERER, elements=elements)
    row.seal = _seal(row)
    return row


def _seal(row: Rendering) -> str:
    value = f"{row.revision_id} {row.renderer} {row.elements}"
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()


def _as_text(elements: Iterable[Element]) -> str:
    """Each element as [class, tokens], each token as its fields."""
    plain = [
        [element.css, [[t.kind, t.name, t.attributes, t.text, t.at] for t in element.tokens]]
        for element in elements
    ]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _elements(text: str) -> list[Element]:
    return [Element([Token(*fields) for fields in tokens], css) for css, tokens in json.loads(text)]
