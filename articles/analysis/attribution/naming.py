"""Names that come a sentence late: "A top adviser says it will pass. Ines Maddox told reporters so." """

from __future__ import annotations

from ..grammar import Token
from ..lexicon.people import ROLES, TITLES
from ..lexicon.verbs import words
from .cast import Cast, Seen
from .model import Attributed
from .speakers import relative_head

# Words under which the copy keeps people apart from their names, not roles by which it introduces them.
_KEPT_BACK = words("source official person insider somebody someone one man woman")
_FAR = 3  # sentences


def name_the_introduced(cast: Cast, found: list[Attributed]) -> None:
    """Whoever is first called by an office and then by a name is named, not anonymous."""
    fresh = _first_named(cast)
    for attributed in found:
        if attributed.kind != "anonymous" or attributed.reason_given:
            continue
        head = _office(attributed)
        if head is not None and (name := _name_after(cast, fresh, head)):
            attributed.kind, attributed.speaker = "named", name


def _office(attributed: Attributed) -> Token | None:
    head = attributed.source_head
    noun = (relative_head(head) or head) if head is not None else None
    if noun is None or noun.tag != "NN" or noun.lower in _KEPT_BACK:
        return None
    indefinite = any(k.dep == "det" and k.lower in ("a", "an", "one") for k in noun.kids)
    return noun if indefinite else None


def _first_named(cast: Cast) -> list[Seen]:
    """Each person where the copy first speaks of them by name, in story order."""
    first: dict[str, Seen] = {}
    for seen in cast.seen:
        if seen.token.pos == "PROPN":
            first.setdefault(seen.token.lower, seen)
    return [seen for seen in first.values() if seen.rank < 2]


def _name_after(cast: Cast, fresh: list[Seen], head: Token) -> str | None:
    for seen in fresh:
        distance = seen.token.sent - head.sent
        if seen.start <= head.start or distance > _FAR:
            continue
        if _shares_office(seen.token, head) or (distance == 1 and _is_bare(seen.token)):
            return cast.name_of(seen.token)
    return None


def _shares_office(name: Token, office: Token) -> bool:
    """Paul Lind, the adviser; Ines Maddox, who leads the council of advisers."""
    word = office.lower.rstrip("s")
    return any(t.lower.rstrip("s") == word for t in name.subtree() if t is not name)


def _is_bare(name: Token) -> bool:
    """A first and a last name and not a word on who that is: the copy has told us just before."""
    beside = [k for k in name.kids if k.pos != "PUNCT"]
    given = [k for k in beside if k.dep == "compound" and k.pos == "PROPN" and k.lower not in TITLES | ROLES]
    return len(given) == 1 and len(beside) == 1
