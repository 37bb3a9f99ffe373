"""Without a parser the common forms are still found by their words."""

from __future__ import annotations

import pytest

from articles.analysis.engine import analyse
from articles.analysis.findings import Copy
from articles.analysis.grammar import parser_version


@pytest.fixture(autouse=True)
def _phrases_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSROOM_PARSER", "phrases")


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("“The quay is weak,” Tam Brightwell said.", "Tam Brightwell", "named"),
        ("“The quay is weak,” said Tam Brightwell.", "Tam Brightwell", "named"),
        ("Tam Brightwell said that the quay was weak.", "Tam Brightwell", "named"),
        ("The quay is weak, according to critics.", "critics", "collective"),
        ("Two sources told Reuters that the lease had lapsed.", "Two sources", "anonymous"),
        ("It is widely believed that the quay is weak.", None, "hidden"),
        ("The quay is reportedly weak and old.", None, "hidden"),
    ],
)
def test_it_finds_the_common_forms(text: str, source: str | None, kind: str) -> None:
    [found] = analyse(Copy(text=text)).attributions
    assert (found.source.of(text) if found.source else None) == source
    assert found.kind == kind


def test_it_still_asks_who_the_sources_are() -> None:
    analysis = analyse(Copy(text="Two sources told Reuters that the lease had lapsed."))
    assert "anonymous-source" in {flag.rule for flag in analysis.flags}


def test_its_version_says_so() -> None:
    assert parser_version() == "phrases"
