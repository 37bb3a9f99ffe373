"""Policies to begin with where a market, or a kind of story, has its own customs: off until chosen. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from review.disclosure.fields import Flat
from review.disclosure.toml import written

_WRITES = ["translation", "drafting", "rewriting", "headline", "summary"]


@dataclass(frozen=True, slots=True)
class Template:
    """What a house in this market may want to change; `about` says whose custom it follows.

    `kind`: the one kind of story that it is for.
    """

    slug: str
    name: str
    about: str
    body: Flat
    kind: str = ""

    def text(self) -> str:
        """As a file to read, change and import."""
        return written(self.body, f"{self.name}. {self.about}")


TEMPLATES: tuple[Template, ...] = (
    Template(
        "european-union",
        "European Union",
        "A line near the headline where AI wrote words that readers see; people examine the substance and a "
        "named person answers for it. Evidence you may be asked for stays in the record of each story.",
        {
            "place": "top",
            "disclose_stages": [*_WRITES, "image", "other"],
            "signers.editor": ["always"],
            "signers.standards": ["anonymous-source", "ai-above-assisted"],
            "severities.generated-image": "block",
        },
    ),
    Template(
        "germany",
        "Germany",
        "After the press council (2024): the newsroom answers for a text however it was made and labels "
        "none; images that AI made are marked as such.",
        {
            "place": "end",
            "disclose_stages": ["image"],
            "wording": "Symbolic picture: AI tools helped with {uses}. {checker} checked the result.",
            "severities.generated-image": "block",
        },
    ),
    Template(
        "switzerland",
        "Switzerland",
        "After the press council (2024): what AI made is labelled, its sources are known and named.",
        {
            "place": "top",
            "disclose_stages": [*_WRITES, "data", "image", "other"],
            "signers.standards": ["anonymous-source", "ai-above-assisted"],
            "severities.unsourced-claim": "block",
            "severities.generated-image": "block",
        },
    ),
    Template(
        "sweden",
        "Sweden",
        "After the publishers’ recommendation: readers are told only where AI had a significant effect, in "
        "words and without a mark of its own.",
        {"place": "end", "disclose_stages": ["drafting"]},
    ),
    Template(
        "new-york",
        "New York",
        "For notices at the top where generative AI substantially composed a text, with a person’s review "
        "before publication.",
        {
            "place": "top",
            "disclose_stages": ["drafting", "rewriting", "summary"],
            "wording": "Composed in substantial part with generative AI: {uses}. {checker} reviewed it "
            "before publication.",
            "signers.standards": ["anonymous-source", "ai-above-assisted"],
        },
    ),
    Template(
        "agency-copy",
        "Agency copy",
        "For agency copy that runs unchanged: an editor signs that it is the agency’s text and fit to run; "
        "standards is not asked for the agency’s unnamed sources. A changed word closes the sign-offs.",
        {
            "signers.editor": ["always"],
            "signers.standards": ["ai-above-assisted"],
            "severities.anonymous-source": "note",
            "checks.editor": [
                ["as-it-came", "Every word is the agency’s, and the byline credits it"],
                ["fit", "I read it: nothing in it is withdrawn, corrected or under embargo at the agency"],
                ["context", "Nothing is left out that would change how this reads"],
            ],
        },
        "agency",
    ),
)
TEMPLATE = {template.slug: template for template in TEMPLATES}
