"""Elements and attributes of XML by the names that people use for them."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element


def names_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


def name_in(spaces: Mapping[str, str], element: Element) -> str:
    """`w:p`, by the prefix of its name space; the bare local name where its space is none of these."""
    space, _, local = element.tag.rpartition("}")
    prefix = spaces.get(space[1:], "")
    return f"{prefix}:{local}" if prefix else local


def value(element: Element, local: str) -> str:
    """An attribute by its local name."""
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == local), "")
