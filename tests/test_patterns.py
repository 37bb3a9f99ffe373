"""No regular expression costs more than the length of what it reads, whatever that is made of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.patterns import CPU, MADE, ROOT, makers


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a child process found that has nothing else to do."""
    data = tmp_path_factory.mktemp("data")
    done = subprocess.run(
        [sys.executable, "-m", "tests.patterns"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "NEWSROOM_DATA": str(data)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_it_takes_twice_as_long_for_twice_the_characters(measured: dict[str, Any]) -> None:
    costly = [
        f"{name} of {pattern!r}: {before!r} + {unit!r} * n + {after!r} takes {short:.3f} s, then {long:.3f} s"
        for name, pattern, before, unit, after, short, long in measured["costly"]
    ]
    assert not costly, "\n".join(costly)
    assert measured["seconds"] < CPU


def test_it_feeds_every_pattern_wherever_it_is_kept(measured: dict[str, Any]) -> None:
    kept = {
        "articles.analysis.bounds._WORD",  # in a module
        "articles.analysis.masking._FURNITURE",  # in a tuple of tuples
        "articles.analysis.measures.RATES",  # in a record
        "articles.imports.page._XML",  # of bytes
        "review.disclosure.label.spread",  # made of what somebody typed
    }
    assert kept <= set(measured["names"])
    assert len(measured["names"]) > 400


def test_it_tells_a_costly_pattern_from_one_that_is_not(measured: dict[str, Any]) -> None:
    assert (measured["missed"], measured["wronged"]) == ([], [])


def test_a_pattern_is_made_where_it_is_found() -> None:
    """Compiled in a module; a function that makes one of words is named in MADE, with words to try it on."""
    assert makers() == {one.function for one in MADE}
