"""Who is credited under an image, and whether that is a stock library or whoever had an interest in it."""

from __future__ import annotations

import re
from typing import Literal

CreditKind = Literal["", "stock", "handout"]
_CREDIT = re.compile(
    r"\b(?:(?:photo(?:graph)?(?:er)?s?|pictures?|pics?|images?|illustrations?|graphics?|visuals?)"
    r"(?:\s+(?:credit|source))?|credit)\s*(?:by\b|courtesy(?:\s+of)?\b|via\b|:)\s*(?::\s*)?"
    r"(?P<who>[^.;()\n]{2,120}(?:\.(?:com|org|net|co)\b[^.;()\n]{0,40})?)",
    re.I,
)
_SLASHED = re.compile(r"\((?P<who>[^()]{1,60}/[^()]{1,60})\)\s*\.?$")
_STOCK = re.compile(
    r"\b(?:unsplash|shutterstock|istock(?:photo)?|pexels|pixabay|adobe stock|alamy|depositphotos|dreamstime|"
    r"freepik|123rf|stock ?photo|stock image|canva|flickr|wikimedia|bigstock|stocksy|creative commons)\b",
    re.I,
)
_HANDOUT = re.compile(
    r"\b(?:courtesy|hand-?out|supplied|provided by|press (?:photo|image|office|release)|promotional|"
    r"company photo|social media)\b",
    re.I,
)


def credit_in(caption: str) -> str:
    """Whom a caption or a line credits: “Photo: Jane Roe”, “Photo courtesy: X on Y”, “(Jane Roe/Wire)”."""
    match = _CREDIT.search(caption) or _SLASHED.search(caption)
    return match["who"].strip(" *_")[:300] if match else ""


def credit_kind(*words: str) -> CreditKind:
    """Of credit and caption together: a library of pictures, or somebody the story may be about."""
    said = " ".join(words)
    if _STOCK.search(said):
        return "stock"
    return "handout" if _HANDOUT.search(said) else ""
