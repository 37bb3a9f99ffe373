"""Rows by what they belong to, in the order they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Model

K = TypeVar("K")
V = TypeVar("V")
M = TypeVar("M", bound=Model)


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Of (owner, row); an owner that has none is asked for without an error and has an empty list."""
    found: dict[K, list[V]] = defaultdict(list)
    for owner, row in pairs:
        found[owner].append(row)
    return found


def in_order(rows: Iterable[M], key: Callable[[M], Any], *, reverse: bool = False) -> list[M]:
    """Sorted here: of a query that is ordered Django hashes each column it selects, longer than it runs."""
    return sorted(rows, key=key, reverse=reverse)


def newest_first(rows: Iterable[M]) -> list[M]:
    return in_order(rows, lambda one: one.pk, reverse=True)
