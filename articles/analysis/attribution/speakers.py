"""Who "he", "the mayor" and "Brightwell" are: resolves short forms to the fullest name in the story."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..findings import Kind
from ..grammar import Token
from ..lexicon.people import ORGANISATION_WORDS, ORGANISATIONS, ROLES, TITLES
from .model import Attributed

HE = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
IT = frozenset(["it", "its", "itself"])
RELATIVE = frozenset(["who", "whom", "whose", "which", "that", "what"])


@dataclass(slots=True)
class Cast:
    """The people of a story so far: full names by last name and by role, and the last ones who spoke."""

    by_last: dict[str, str] = field(default_factory=dict)
    by_role: dict[str, str] = field(default_factory=dict)
    last_person: str | None = None
    last: dict[str, tuple[Kind, str | None, str | None]] = field(default_factory=dict)  # he / they / it

    def learn(self, tokens: list[Token]) -> None:
        """Collect the names of a paragraph."""
        for i, token in enumerate(tokens):
            if token.pos == "PROPN" and (i + 1 == len(tokens) or tokens[i + 1].pos != "PROPN"):
                self._learn_name(tokens, i)

    def _learn_name(self, tokens: list[Token], last: int) -> None:
        first = last
        while first and tokens[first - 1].pos == "PROPN" and tokens[first - 1].sent == tokens[last].sent:
            first -= 1
        parts = [t for t in tokens[first : last + 1] if t.text[:1].isalnum()]
        titles = [t for t in parts if t.lower in TITLES or t.lower in ROLES]
        name = [t for t in parts if t not in titles]
        if not _is_person(name) and (len(name) != 1 or not titles):
            return
        full = " ".join(t.text for t in name)
        known = self.by_last.get(name[-1].lower)
        if known is None or (len(full) > len(known) and name[-1].lower not in known.lower().split()[:-1]):
            self.by_last[name[-1].lower] = full
        for title in titles:
            self.by_role[title.lower] = self.by_last[name[-1].lower]

    def name_of(self, head: Token) -> str | None:
        """The fullest name for the noun phrase of this head, or None when it is nobody by name."""
        parts = [
            k
            for k in head.kids
            if k.dep in ("compound", "flat", "nmod") and k.pos == "PROPN" and k.i < head.i
        ]
        parts = [t for p in parts for t in sorted(p.subtree(), key=lambda t: t.i)] + [head]
        ordered = sorted(parts, key=lambda t: t.i)
        name = [t.text for t in ordered if t is head or (t.lower not in TITLES and t.text[:1].isalnum())]
        if head.pos == "PROPN":
            full = self.by_last.get(head.lower)
            return full if full and (len(name) == 1 or name[0] in full) else " ".join(name)
        return self.by_role.get(head.lower)


def remember(cast: Cast, attributed: Attributed) -> None:
    """Note who has just spoken, for the pronouns that follow."""
    entry = (attributed.kind, attributed.speaker, attributed.via if attributed.kind == "outlet" else None)
    head = attributed.source_head
    if head is not None and head.lower in HE | THEY | IT | RELATIVE:
        return
    plural = head is not None and head.tag in ("NNS", "NNPS")
    if attributed.kind in ("named", "mental") and not plural:
        cast.last["he"] = entry
    elif plural or attributed.kind in ("collective", "anonymous"):
        cast.last["they"] = entry
        if not plural and attributed.kind == "anonymous":
            cast.last["he"] = entry
    if attributed.kind in ("spokesperson", "document", "outlet"):
        cast.last["it"] = entry
        if attributed.kind == "outlet":
            cast.last["outlet"] = entry
        if attributed.kind in ("spokesperson", "outlet"):
            cast.last["they"] = entry


def antecedent(cast: Cast, head: Token) -> tuple[Kind, str | None, str | None] | None:
    """Kind, speaker and outlet of who a pronoun stands for."""
    slot = "he" if head.lower in HE else "they" if head.lower in THEY else "it" if head.lower in IT else ""
    return cast.last.get(slot)


def relative_head(head: Token) -> Token | None:
    """The noun a relative pronoun stands for: "officials who said"."""
    if head.lower not in RELATIVE:
        return None
    verb = head.head
    for _ in range(6):
        if verb.dep in ("relcl", "acl"):
            return _person_above(verb.head) if head.lower in ("who", "whom") else verb.head
        if verb.head is verb:
            return None
        verb = verb.head
    return None


def _is_person(name: list[Token]) -> bool:
    """Two to four words, none of which belongs to an organisation."""
    return 2 <= len(name) <= 4 and not any(
        t.lower in ORGANISATION_WORDS or t.lower in ORGANISATIONS for t in name
    )


def _person_above(noun: Token) -> Token:
    """ "Democrats on Capitol Hill, who": the relative clause may hang on the place instead of the people."""
    above = noun.head.head if noun.dep == "pobj" and noun.head is not noun else noun
    if noun.pos == "PROPN" and above.tag in ("NNS", "NNPS"):
        return above
    return noun
