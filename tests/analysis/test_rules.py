"""Every rule proves itself on its own examples, has a page, and asks a question."""

from __future__ import annotations

import pytest

from articles.analysis.images import IMAGE_RULES
from articles.analysis.registry import Rule
from articles.analysis.rules import RULE_BY_SLUG, RULES

from .helpers import flags, passes

FLAGGED = [(rule.slug, example) for rule in RULES if not rule.calibrated for example in rule.flagged]
UNFLAGGED = [(rule.slug, example) for rule in RULES for example in rule.unflagged]
BY_SLUG = [pytest.param(rule, id=rule.slug) for rule in RULES]


@pytest.mark.parametrize(("slug", "example"), FLAGGED)
def test_it_flags_what_its_page_says_it_flags(slug: str, example: str) -> None:
    assert flags(slug, example)


@pytest.mark.parametrize(("slug", "example"), UNFLAGGED)
def test_it_leaves_alone_what_its_page_says_it_leaves(slug: str, example: str) -> None:
    passes(slug, example)


@pytest.mark.parametrize("rule", BY_SLUG)
def test_it_has_examples_of_both_kinds(rule: Rule) -> None:
    assert rule.flagged
    assert rule.unflagged
    assert all("[[" in example for example in rule.flagged)


@pytest.mark.parametrize("rule", BY_SLUG)
def test_it_has_a_handbook_page(rule: Rule) -> None:
    for part in ("*Why it matters.*", "*What clears it.*", "*Does not flag*", "*Standard.*"):
        assert part in rule.page


@pytest.mark.parametrize("rule", BY_SLUG)
def test_its_card_is_a_question(rule: Rule) -> None:
    assert rule.question.endswith("?")
    assert rule.clears.endswith(".")
    assert rule.why.endswith(".")


def test_it_has_one_rule_a_slug() -> None:
    assert len(RULE_BY_SLUG) == len(RULES) + len(IMAGE_RULES)
