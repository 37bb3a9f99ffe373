"""The rules in the order a desk would ask them; one file a rule, its docstring is its handbook page."""

from __future__ import annotations

from ..images.rules import IMAGE_RULES, ImageRule
from ..registry import Rule
from . import (
    ai_disclaimer_found,
    ai_search_link,
    anonymous_no_reason,
    anonymous_opinion,
    anonymous_source,
    chat_residue,
    citation_residue,
    copy_furniture,
    cross_promotion,
    dangling_teaser,
    denied_and_quoted,
    formatting_signs,
    hidden_characters,
    hidden_text,
    placeholder_text,
    reply_not_recorded,
    second_hand_report,
    single_source_story,
    stock_phrasing,
    tracking_link,
    unattributed_quote,
    unlike_archive,
    unsourced_claim,
    unsourced_figure,
    vague_attribution,
)

RULES: tuple[Rule, ...] = (
    second_hand_report.RULE,
    anonymous_source.RULE,
    anonymous_no_reason.RULE,
    anonymous_opinion.RULE,
    vague_attribution.RULE,
    unattributed_quote.RULE,
    unsourced_claim.RULE,
    unsourced_figure.RULE,
    single_source_story.RULE,
    reply_not_recorded.RULE,
    denied_and_quoted.RULE,
    ai_disclaimer_found.RULE,
    chat_residue.RULE,
    citation_residue.RULE,
    placeholder_text.RULE,
    ai_search_link.RULE,
    formatting_signs.RULE,
    hidden_characters.RULE,
    hidden_text.RULE,
    tracking_link.RULE,
    copy_furniture.RULE,
    stock_phrasing.RULE,
    unlike_archive.RULE,
    cross_promotion.RULE,
    dangling_teaser.RULE,
)
# what a flag may be about: text rules, and those that look at images
RULE_BY_SLUG: dict[str, Rule | ImageRule] = {rule.slug: rule for rule in (*RULES, *IMAGE_RULES)}
BY_SLUG = RULE_BY_SLUG
