"""What ends a signature, and which ticks a renewal asks for anew. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Why a signature ended, as the sentence beside it goes on after "Ed Marlow signed revision 3."
ENDINGS: dict[str, str] = {
    "text": "What it was given for has changed since.",
    "changes-requested": "Changes were requested since.",
    "reopened": "The approval was taken back since.",
    "declaration": "AI use was declared anew since.",
    "image": "How an image was made was contradicted since.",
    "shown": "What readers are told of an image, or of the language, is something else since.",
    "author": "The signer is an author of the story now.",
    "left": "The signer has left the newsroom.",
    "role": "The signer does not hold the role any more.",
    "policy": "The policy asks for more, or tells readers something else, since.",
    "carrier": "Whoever carried it over does not stand for this text any more.",
    "withdrawn": "The signer took it back.",
}

# The same once it is recorded, where the signer may be, or hold, again what they were not then
ENDED: dict[str, str] = {
    "author": "The signer became an author of the story on {day}.",
    "left": "The signer left the newsroom on {day}.",
    "role": "The signer no longer held the role on {day}.",
    "carrier": "Whoever carried it over no longer stood for this text on {day}.",
}

# Of a signature that is older than what is kept of them by name, see beside
DETAILS = "The story’s kind, authors or language, or what readers are told, changed since."


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a text since it was signed: in the words, in what hangs on it, in what was declared."""

    words: bool = False  # any word of headline, standfirst or text
    quotes: bool = False  # words inside quotation marks
    names: bool = False  # a capitalised word, a figure or the byline
    images: bool = False  # an image, or the words that go with it
    declaration: bool = False  # what grade, label or extent rests on
    other: bool = False  # something else it was bound to: format, links, kind

    @property
    def nothing(self) -> bool:
        return self == Change()


# Which ticks a change asks for anew. A check that is not named here is of the house's own making:
# any change asks for it.
TOUCHES: dict[str, frozenset[str]] = {
    "facts": frozenset({"words"}),
    "quotes": frozenset({"quotes"}),
    "names": frozenset({"names"}),
    "sources": frozenset({"words"}),
    "context": frozenset({"words", "images"}),
    "anonymity": frozenset({"words"}),
    "ai": frozenset({"declaration", "images"}),
    "fairness": frozenset({"words", "images"}),
    "defamation": frozenset({"words", "images"}),
    "reply": frozenset({"words"}),
    "rights": frozenset({"words", "images"}),
}


def touched(change: Change, checks: Iterable[str] = ()) -> frozenset[str]:
    """Of these checks (or of those named above), the ones that a renewed signature ticks anew."""
    if change.nothing:
        return frozenset()
    made = {name for name in TOUCHED_BY if getattr(change, name)}
    return frozenset(c for c in (*TOUCHES, *checks) if c not in TOUCHES or TOUCHES[c] & made)


TOUCHED_BY = ("words", "quotes", "names", "images", "declaration", "other")
