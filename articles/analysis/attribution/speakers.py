"""Who "he", "the mayor" and "Brightwell" are: resolves short forms to the fullest name in the story."""

# ruff: noqa: E501  (word lists read better unbroken)

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..findings import Kind
from ..grammar import Token
from ..lexicon.people import INSTITUTIONS, ORGANISATION_WORDS, ORGANISATIONS, ROLES, TITLES
from ..lexicon.verbs import words
from .model import Attributed

HE = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
IT = frozenset(["it", "its", "itself"])
RELATIVE = frozenset(["who", "whom", "whose", "which", "that", "what"])


# Kind, speaker, outlet.
Entry = tuple[Kind, str | None, str | None]
_FEMALE = words(
    "she her hers herself mrs mrs. ms ms. miss woman mother wife daughter sister aunt niece grandmother widow queen "
    "spokeswoman chairwoman congresswoman councilwoman businesswoman actress lady girl"
)
_MALE = words(
    "he him his himself mr mr. man father husband son brother uncle nephew grandfather widower king spokesman chairman "
    "congressman councilman businessman actor boy"
)
_KIN = words(
    "mother father wife husband daughter son sister brother aunt uncle niece nephew cousin grandmother grandfather "
    "granddaughter grandson widow widower partner"
)


@dataclass(slots=True)
class Cast:
    """The people of a story so far: full names by last name and by role, and the last ones who spoke."""

    by_last: dict[str, str] = field(default_factory=dict)
    by_role: dict[str, str] = field(default_factory=dict)
    last: dict[str, Entry] = field(default_factory=dict)  # he / they / it
    people: list[Entry] = field(default_factory=list)  # who spoke, in order
    sex: Counter[str] = field(default_factory=Counter)  # by speaker: above 0 a woman, below 0 a man

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
        if len(parts) == 1 and _is_kin(parts[0].head) and parts[0].dep == "appos":
            self.by_last.setdefault(parts[0].lower, parts[0].text)  # his daughter Petra
        titles = [t for t in parts if t.lower in TITLES or t.lower in ROLES]
        name = [t for t in parts if t not in titles]
        if not _is_person(name) and (len(name) != 1 or not titles):
            return
        full = " ".join(t.text for t in name)
        known = self.by_last.get(name[-1].lower)
        if known is None or set(known.split()) < set(full.split()):  # of two with one last name, the first
            self.by_last[name[-1].lower] = known = full
        for title in titles:
            self.by_role[title.lower] = known if len(name) == 1 else full

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
    _learn_sex(cast, attributed)
    if head is not None and head.lower in HE | THEY | IT | RELATIVE:
        return
    plural = head is not None and head.tag in ("NNS", "NNPS")
    thing = attributed.kind == "mental" and head is not None and _is_institution(head)
    if thing:
        cast.last["it"] = cast.last["they"] = ("spokesperson", entry[1], entry[2])
    elif attributed.kind in ("named", "mental") and not plural:
        cast.last["he"] = entry
        cast.people.append(entry)
    elif plural or attributed.kind in ("collective", "anonymous"):
        cast.last["they"] = entry
        if not plural and attributed.kind == "anonymous":
            cast.last["he"] = entry
            cast.people.append(entry)
    if attributed.kind in ("spokesperson", "document", "outlet"):
        cast.last["it"] = entry
        if attributed.kind == "outlet":
            cast.last["outlet"] = entry
        if attributed.kind in ("spokesperson", "outlet"):
            cast.last["they"] = entry


def _learn_sex(cast: Cast, attributed: Attributed) -> None:
    """His daughter Petra, Mrs. Lind, "she" for the last to speak: what the copy itself shows."""
    head, name = attributed.source_head, attributed.speaker
    if head is None or name is None:
        return
    shown = {head.lower, *(k.lower for k in head.kids if k.dep in ("compound", "appos"))}
    weight = 1 if head.lower in HE else 3  # whom a pronoun means is a guess
    cast.sex[name] += weight * (bool(shown & _FEMALE) - bool(shown & _MALE))


def _is_institution(head: Token) -> bool:
    return head.lower in INSTITUTIONS or head.lower in ORGANISATIONS or head.lower in ORGANISATION_WORDS


def _is_kin(head: Token) -> bool:
    return head.lower in _KIN


def _last_of(cast: Cast, head: Token) -> Entry | None:
    """The last to speak whom the copy has not shown to be of the other sex."""
    sign = 1 if head.lower in _FEMALE else -1
    for entry in reversed(cast.people[-6:]):
        if sign * cast.sex[entry[1] or ""] >= 0:
            return entry
    return cast.last.get("he")


def antecedent(cast: Cast, head: Token) -> Entry | None:
    """Kind, speaker and outlet of who a pronoun stands for."""
    if head.lower in HE:
        return _last_of(cast, head)
    slot = "they" if head.lower in THEY else "it" if head.lower in IT else ""
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
