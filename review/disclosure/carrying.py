"""What a policy may let one signer carry the others' signatures over: nothing, unless it says so. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CORRECTION, ADDITION = "correction", "addition"
ADDING_KINDS = ("live", "brief")  # of stories that are updated by a passage


@dataclass(frozen=True, slots=True)
class Carrying:
    """One kind of change: its name, what the policy allows, and what a publication under it says."""

    slug: str
    name: str
    allows: str
    says: str
    off: str


CARRYING: tuple[Carrying, ...] = (
    Carrying(
        CORRECTION,
        "Carried over: small corrections",
        "One signer may carry the others’ signatures over where only an alt text, a credit or a misspelling"
        " changed, and no name, figure or negation",
        "Signatures may have been carried over where only an alt text, a credit or a misspelling changed.",
        "Off. Every signer says of a corrected text that the signature still stands",
    ),
    Carrying(
        ADDITION,
        "Carried over: added passages",
        "One signer may sign an update of a live or a brief by the added passage, and carry the others’"
        " signatures over",
        "An update may have been signed by one person, by the added passage.",
        "Off. Every signer signs an update of a live or a brief too",
    ),
)
BY_SLUG = {one.slug: one for one in CARRYING}


def allowed(slugs: Iterable[str]) -> tuple[Carrying, ...]:
    """What is on, in the order of the list."""
    on = set(slugs)
    return tuple(one for one in CARRYING if one.slug in on)
