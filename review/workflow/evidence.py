"""Which blocking questions of AI and images one person's word of evidence can answer. Pure."""

from __future__ import annotations

from articles.analysis.images import IMAGE_RULES
from articles.analysis.rules import RULES
from review.disclosure.ai_rules import IMAGES
from review.workflow.case import Case

AGREE = "Make text and declaration agree"
ABOUT_AI = frozenset(rule.slug for rule in (*RULES, *IMAGE_RULES) if rule.group == AGREE)
# Of those, what a declared use answers; anything else is cut, or dismissed
DECLARABLE = IMAGES | frozenset(("ai-disclaimer-found", "ai-search-link"))


def leftover(rule: str, severity: str) -> bool:
    """A blocking question about words that nothing can evidence: they do not belong in the copy."""
    return severity == "block" and rule in ABOUT_AI - DECLARABLE


def not_evidenced(case: Case, rule: str, severity: str, image: str = "") -> str:
    """Why a question cannot be marked as evidenced, and what helps; "" where it can.

    `image`: the sha256 of the one it is about. A declared use of AI is the evidence, and of an image what two
    people said against its file.
    """
    if severity != "block" or rule not in ABOUT_AI:
        return ""
    second = case.policy.duties.weighty_dismissals_seconded
    dismiss = "dismiss the flag: a second person agrees to that" if second else "dismiss the flag"
    if leftover(rule, severity):
        return f"No evidence makes these words right. Take them out, or {dismiss}."
    if rule in IMAGES:
        if image in case.contradicted or any(use.image == image for use in case.uses):
            return ""
        return (
            "No use of AI is declared for this image, and nothing else is evidence against its own file."
            f" Declare it under AI use, replace the image, or {dismiss}."
        )
    return "" if case.uses else f"No use of AI is declared. Declare it, take the words out, or {dismiss}."
