"""Which rules are about AI, and what a card of theirs says that it cannot know. Pure."""

from __future__ import annotations

IMAGES = frozenset(("generated-image",))
AI_RULES = IMAGES | frozenset(
    (
        "ai-disclaimer-found",
        "chat-residue",
        "citation-residue",
        "placeholder-text",
        "ai-search-link",
        "formatting-signs",
        "stock-phrasing",
        "unlike-archive",
    )
)
# Of those whose reason does not say it
CANNOT_KNOW: dict[str, str] = {
    "ai-disclaimer-found": "It reads what the copy says of itself, not what was done: a use that nobody"
    " mentions is missed.",
    "generated-image": "Indicator, not proof: it reads what the file says, which anybody can take out or"
    " write. A file that says nothing proves nothing.",
}
OTHERS = (
    "Indicator, not proof: polished text is missed, and people who write in a second language are flagged"
    " too often."
)


def cannot_know(rule: str, why: str) -> str:
    """What a card of this rule adds to its reason; "" where the reason says it, or it is not about AI."""
    if rule not in AI_RULES or "not proof" in why:
        return ""
    return CANNOT_KNOW.get(rule, OTHERS)
