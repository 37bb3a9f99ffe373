"""The newsroom, and an ear for what the services announce."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from newsroom.accounts.signals import people_changed
from tests.people import People, newsroom


@pytest.fixture
def people(db: None) -> People:
    return newsroom()


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    """Every announcement, in order."""
    said: list[dict[str, Any]] = []

    def hear(sender: type, signal: Any, **news: Any) -> None:
        said.append(news)

    people_changed.connect(hear, weak=False)
    yield said
    people_changed.disconnect(hear)
