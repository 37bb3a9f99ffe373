"""Rows by what they belong to, in the order they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Of (owner, row); an owner that has none is asked for without an error and has an empty list."""
    found: dict[K, list[V]] = defaultdict(list)
    for owner, row in pairs:
        found[owner].append(row)
    return found
