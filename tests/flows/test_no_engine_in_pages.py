"""No page runs the engine: its patterns read a person's text in workers alone, and pages read what is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import pytest

from articles.analysis import document, engine, masking, sentences
from articles.differences import compare
from review.disclosure.label import sentences_with
from review.record.changed import lost_facts
from tests.flows.test_grid import PEOPLE, ROWS, Row, World, added, here, undone  # noqa: F401 - `here` is a fixture

PAGES = [row for row in ROWS if row.method == "get" and "y" in row.who]
READERS: tuple[Callable[..., Any], ...] = (
    engine.analyse,
    engine.analyse_many,
    document.read,
    sentences.sentences_in,
)
# The renderer asks the masking what sort of line a line is. A revision's text is rendered once, when it comes
# in; these pages render what no revision keeps: the rules' own words, a story before it leaves, a sealed file.
RENDER = ("articles:handbook_rule", "review:publish", "review:dossier", "review:dossier_pdf")


class Ran(BaseException):
    """No handler of a page takes this for a failure of its own."""


def refuse(*_: Any, **__: Any) -> Any:
    raise Ran("A page ran the engine.")


@contextmanager
def shut(*more: Callable[..., Any]) -> Iterator[None]:
    """The engine cannot be entered, by whatever name a module knows it."""
    readers = (*READERS, *more)
    with ExitStack() as stack:
        for module in [
            module for name, module in sys.modules.items() if name.startswith(("articles", "review"))
        ]:
            for name, value in list(vars(module).items()):
                if any(value is reader for reader in readers):
                    stack.enter_context(patch.object(module, name, refuse))
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_no_page_runs_the_engine(here: World, row: Row) -> None:  # noqa: F811
    world = added(here, row)
    world.client.cookies = world.cookies[PEOPLE[row.who.find("y")]]
    with undone(), shut(*(() if row.name in RENDER else (masking.mask,))):
        assert world.client.get(world.address(row), row.body).status_code < 500


def test_a_corrected_text_is_compared_without_it() -> None:
    old, new = (
        "The hall holds 300. Nobody came, Ann Roe said.",
        "The hall holds 400. Nobody came, Bo Lund said.",
    )
    with shut(masking.mask):
        assert set(lost_facts(old, new)) == {"300", "Ann", "Roe"}
        assert compare(old, new).words_gone == 3
        assert sentences_with("It rose. AI helped here. It fell.", "AI helped here") == "AI helped here."


def test_it_would_notice_one() -> None:
    with shut(), pytest.raises(Ran):
        list(engine.analyse_many([]))
    with shut(), pytest.raises(Ran):
        document.sentences_in("A. B.", 0, 5)
