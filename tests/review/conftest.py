"""A whole newsroom for every test of the review."""

from __future__ import annotations

import pytest

from tests.people import People, newsroom


@pytest.fixture
def people(db: None) -> People:
    return newsroom()
