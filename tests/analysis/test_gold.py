"""The engine's figures on our own labelled stories: none may drop below what it has reached."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tests.benchmarks.accuracy import Score, report, score

from .gold import stories

FLOORS = {  # measured, less one point
    "sentences": 95.5,
    "attributions": 92.5,
    "needs_source": 90.5,
    "anonymous-source": 92.0,
    "second-hand-report": 70.0,
    "vague-attribution": 90.5,
}
SHARES = {"source": 95.8, "kind": 94.2}


@lru_cache(maxsize=1)
def figures() -> Score:
    return score(stories())


def test_it_holds_at_least_sixty_stories() -> None:
    assert len(stories()) >= 60


def test_it_holds_at_least_twenty_stories_of_several_paragraphs() -> None:
    assert sum("\n\n" in s["text"] for s in stories()) >= 20


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_it_reads_no_worse_than_before(name: str, floor: float) -> None:
    tally = figures().rules.get(name) or getattr(figures(), name)
    assert tally.f1 >= floor, report(figures())


def test_it_names_the_right_source() -> None:
    assert figures().share("source") >= SHARES["source"], report(figures())


def test_it_names_the_right_sort_of_source() -> None:
    assert figures().share("kind") >= SHARES["kind"], report(figures())
