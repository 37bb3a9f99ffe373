"""Stock phrasing is a matter of density: never one phrase, never a short text, never somebody's quoted words."""

from __future__ import annotations

import pytest

from articles.analysis.document import read
from articles.analysis.rates import upper_bound
from articles.analysis.rules import RULE_BY_SLUG
from articles.analysis.rules.stock_phrasing import HUMAN_RATE
from articles.analysis.stock import LEAST_WORDS, stock_density, stock_in

from .helpers import analysed, flags, flags_of, passes

RULE = RULE_BY_SLUG["stock-phrasing"]
PLAIN = RULE.unflagged[0].removesuffix("The decision is pivotal for the town.")
STOCK = "The plan underscores the urgent need for safe quays, highlighting the resilience of a vibrant town."
AI_RULES = (
    "chat-residue", "citation-residue", "placeholder-text", "ai-search-link", "ai-disclaimer-found",
    "formatting-signs", "stock-phrasing", "unlike-archive",
)  # fmt: skip


def test_it_counts_phrases_in_a_hundred_words() -> None:
    found = stock_in(read(PLAIN + STOCK))
    assert found.words > LEAST_WORDS
    assert len(found.phrases) == 5
    assert found.density == pytest.approx(500 / found.words)


def test_it_never_speaks_of_one_phrase() -> None:
    assert stock_density(read(PLAIN + "The plan is pivotal.")) == (0.0, False)
    passes("stock-phrasing", PLAIN + "The plan is pivotal.")


def test_it_never_speaks_of_one_phrase_said_twice() -> None:
    passes("stock-phrasing", PLAIN + "The plan is pivotal. The crane is pivotal.")


def test_it_abstains_from_short_copy_and_says_so() -> None:
    passes("stock-phrasing", STOCK)
    assert analysed(STOCK).ai.abstained


def test_it_leaves_out_what_somebody_said() -> None:
    passes("stock-phrasing", PLAIN + f"“{STOCK}” Ines Maddox said.")


def test_quoted_words_do_not_make_copy_long_enough() -> None:
    passes("stock-phrasing", f"“{PLAIN}” Ines Maddox said. {STOCK}")


def test_it_leaves_copy_in_other_languages_alone() -> None:
    german = (
        "Der Hafen wird im Mai geschlossen, weil die Mauer nicht mehr sicher ist und die Stadt sie erneuert. "
    )
    passes("stock-phrasing", german * 12 + "Pivotal, vibrant, seamless.")


def test_its_card_shows_the_words_and_the_human_rate() -> None:
    card = flags("stock-phrasing", PLAIN + f"[[{STOCK}]]")[0]
    assert card.severity == "note"
    assert "“underscores”" in card.message
    assert HUMAN_RATE in card.message
    assert "of 860 news stories by people, none" in HUMAN_RATE.lower()
    assert "at most 0.3 %" in HUMAN_RATE


def test_its_passage_is_every_sentence_that_holds_a_phrase() -> None:
    text = PLAIN + STOCK + " The crane is pivotal."
    card = flags_of("stock-phrasing", text)[0]
    assert [span.of(text) for span in card.passage] == [STOCK, "The crane is pivotal."]


@pytest.mark.parametrize("slug", AI_RULES)
def test_every_ai_rule_says_what_it_cannot_know_and_offers_three_ways_out(slug: str) -> None:
    rule = RULE_BY_SLUG[slug]
    assert "indicator, not proof" in rule.why.lower()
    assert "*What it cannot know.*" in rule.page
    clears = rule.clears.lower()
    assert "declare" in clears
    assert "explain" in clears
    assert "clean" in clears


@pytest.mark.parametrize("slug", ["stock-phrasing", "unlike-archive"])
def test_rules_of_style_warn_of_whom_they_wrong_and_never_block(slug: str) -> None:
    rule = RULE_BY_SLUG[slug]
    assert rule.severity == "note"
    assert "second language" in rule.why
    assert "olished text is missed" in rule.why


@pytest.mark.parametrize(
    ("hits", "trials", "bound"),
    [(0, 600, 0.00498), (0, 200, 0.01487), (3, 500, 0.01543), (0, 0, 1.0), (4, 4, 1.0)],
)
def test_it_bounds_a_rate_as_clopper_and_pearson_do(hits: int, trials: int, bound: float) -> None:
    assert upper_bound(hits, trials) == pytest.approx(bound, abs=1e-5)
