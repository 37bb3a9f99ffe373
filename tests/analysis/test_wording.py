"""How cards and the ledger call a source: by its own words, never by a pronoun that points at them."""

from __future__ import annotations

import pytest

from .helpers import analysed, flags_of


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("The man who called it a quack left the hall.", "The man"),
        ("The board, which said the quay was safe, met on Monday.", "The board"),
        ("Ines Maddox is the woman who told us the wall would fall.", "the woman"),
        (
            "Two officials who said they saw the letter were dismissed.",
            "Two officials",
        ),
        ("The report that found the wall was weak was lost.", "The report"),
        ("Tam Brightwell said the quay was weak.", ""),
    ],
)
def test_it_tells_whom_a_relative_pronoun_stands_for(text: str, called: str) -> None:
    assert analysed(text).attributions[0].called == called


def test_it_never_asks_who_who_is() -> None:
    [found] = flags_of("anonymous-source", "Officials who said they saw the letter were dismissed.")
    assert found.message.startswith("“Officials” are not named.")
    assert found.source_key == "anonymous:officials"
