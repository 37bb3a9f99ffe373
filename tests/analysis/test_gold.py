"""The engine's figures on our own labelled stories: none may drop below what it has reached."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tests.benchmarks.accuracy import Score, report, score

from .gold import stories

FLOORS = {
    "sentences": 97.0,
    "attributions": 94.0,
    "needs_source": 95.0,
    "anonymous-source": 92.0,
    "second-hand-report": 88.0,
    "vague-attribution": 90.0,
}


@lru_cache(maxsize=1)
def figures() -> Score:
    return score(stories())


def test_it_holds_at_least_forty_stories() -> None:
    assert len(stories()) >= 40


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_it_reads_no_worse_than_before(name: str, floor: float) -> None:
    tally = figures().rules.get(name) or getattr(figures(), name)
    assert tally.f1 >= floor, report(figures())


def test_it_names_the_right_source() -> None:
    assert figures().share("source") >= 97, report(figures())


def test_it_names_the_right_sort_of_source() -> None:
    assert figures().share("kind") >= 96, report(figures())
