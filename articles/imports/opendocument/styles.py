"""The styles of an OpenDocument file: what letters and paragraphs look like, with what they inherit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from articles.imports.names import name_in, value
from articles.imports.paragraphs import TEXT, Form, form_of

_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "http://www.w3.org/1998/Math/MathML": "math",
}
DEEPEST = 20  # styles that inherit from one another


def name(element: Element) -> str:
    """`text:p`; the bare local name where its name space is none of ours."""
    return name_in(_SPACES, element)


@dataclass(frozen=True, slots=True)
class Style:
    parent: str = ""
    shown: str = ""  # what people call it
    looks: dict[str, str] = field(default_factory=dict)


class Styles:
    """By family and name; a style has what it says itself, else what its parents say."""

    def __init__(self, found: dict[tuple[str, str], Style], numbered: frozenset[str]) -> None:
        self._found, self.numbered = found, numbered

    def _line(self, family: str, named: str) -> Iterator[Style]:
        for _ in range(DEEPEST):
            style = self._found.get((family, named))
            if style is None:
                return
            yield style
            named = style.parent

    def look(self, family: str, named: str, what: str) -> str:
        return next((s.looks[what] for s in self._line(family, named) if what in s.looks), "")

    def form(self, named: str) -> Form:
        """What the names of a paragraph's style and of its parents say."""
        line = self._line("paragraph", named)
        names = (shown for style in line for shown in (style.shown, style.parent))
        return next((form for form in map(form_of, names) if form != TEXT), form_of(named))


def styles_of(*roots: Element | None) -> Styles:
    found: dict[tuple[str, str], Style] = {}
    numbered = set[str]()
    for root in roots:
        for element in root.iter() if root is not None else ():
            if name(element) == "style:style":
                found[value(element, "family"), value(element, "name")] = _style(element)
            elif name(element) == "text:list-style" and _is_numbered(element):
                numbered.add(value(element, "name"))
    return Styles(found, frozenset(numbered))


def _style(element: Element) -> Style:
    looks = {
        key.rpartition("}")[2]: said
        for inner in element
        if name(inner) in ("style:text-properties", "style:paragraph-properties")
        for key, said in inner.attrib.items()
    }
    shown = value(element, "display-name") or value(element, "name")
    return Style(value(element, "parent-style-name"), shown, looks)


def _is_numbered(element: Element) -> bool:
    first = next(iter(element), None)
    return (
        first is not None
        and name(first) == "text:list-level-style-number"
        and bool(value(first, "num-format"))
    )
