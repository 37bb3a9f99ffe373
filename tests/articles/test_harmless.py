"""Markdown leaves the house without anything in it that could run."""

from __future__ import annotations

import pytest

from articles.rendering.harmless import harmless


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScript:alert(1)",
        "&#106;avascript:alert",
        "javascript&colon;alert",
        "javascript\\:alert",
        "<java\tscript:alert>",
        "java&Tab;script:alert",
        "data:text/html;base64,PHN",
        "vbscript:x",
        "\n  javascript:alert",
    ],
)
def test_a_link_that_would_run_something_leads_nowhere(target: str) -> None:
    for link in (f"[a]({target})", f"![a]({target})", f"[a]\n\n[a]: {target}\n"):
        assert "alert" not in harmless(link).split("#")[0]
        assert "#" in harmless(link)
        assert "script:" not in harmless(link).lower().replace("\\", "").replace("\t", "")


@pytest.mark.parametrize(
    ("typed", "leaves"),
    [
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("<img src=x onerror=y>", "&lt;img src=x onerror=y>"),
        ("\\<script>", "\\&lt;script>"),
        ("<javascript:alert(1)>", "&lt;javascript:alert(1)>"),
        ("<!-- x -->", "&lt;!-- x -->"),
    ],
)
def test_a_tag_is_words(typed: str, leaves: str) -> None:
    assert harmless(typed) == leaves


@pytest.mark.parametrize(
    "text",
    [
        'A [report](https://example.org/a_(b)?x=1&y=2 "title") and [mail](mailto:a@example.org).',
        "[r]: https://example.org/data:x\n\n[^1]: Source: the minister's letter",
        "See <https://example.org> or <mailto:a@example.org>; 3 < 5, a <- b.",
        "> quoted\n\n- a list\n\n**Said:** [up](#top) [there](/stories/1)",
    ],
)
def test_what_does_no_harm_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
