"""The people of a story: their full names by last name and by role, and where the copy speaks of whom."""

# ruff: noqa: E501  (word lists read better unbroken)

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..findings import Kind
from ..grammar import Token
from ..lexicon.given_names import MEN, WOMEN
from ..lexicon.nouns import DOCUMENTS
from ..lexicon.people import (
    COUNTRIES,
    CROWDS,
    INSTITUTIONS,
    MASSES,
    ROLES,
    SPOKES,
    TITLES,
)
from ..lexicon.persons import KIN, person_like
from ..lexicon.verbs import words
from .name_words import (
    LETTERS,
    after_title,
    is_firm,
    is_persons_name,
    name_word,
    partner_of,
    rank_of,
    roles_beside,
)

# Kind, speaker, outlet.
Entry = tuple[Kind, str | None, str | None]
_QUANTITIES = words("none one some any many most several few others another each half dozen")
_SAME_OFFICE = {"judge": "justice", "justice": "judge", "boss": "chief", "congressman": "representative"}
_GIVEN = 4  # how much a first name tells of who is "he" and who is "she"
_POLLING = words("poll polls survey surveys polling surveyed")
_PER_CENT = words("percent % percentage")
_STUDIES = words("study studies report paper research analysis survey")
_OFFICES = {
    "pres": "president",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "prof": "professor",
    "capt": "captain",
    "sgt": "sergeant",
    "lt": "lieutenant",
}


@dataclass(slots=True)
class Seen:
    """Somebody the copy speaks of in its own words: whom a pronoun may stand for."""

    token: Token
    rank: int  # 0: subject of its sentence, or spoke in it; 1: subject of a clause; 2: elsewhere
    plural: bool
    entry: Entry | None = None  # as settled when they spoke
    sex: int = 0  # of somebody without a name, once the copy has shown it: 1 a woman, -1 a man

    @property
    def start(self) -> int:
        return self.token.start


@dataclass(slots=True)
class Cast:
    """The people of a story so far: full names by last name and by role, and the last ones who spoke."""

    by_last: dict[str, str] = field(default_factory=dict)
    by_first: dict[str, set[str]] = field(default_factory=dict)  # full names by first name
    by_role: dict[str, list[str]] = field(default_factory=dict)  # in story order
    last: dict[str, Entry] = field(default_factory=dict)  # they / it / outlet: who spoke last
    organisations: set[str] = field(default_factory=set)  # last words of names the copy says are no person's
    seen: list[Seen] = field(default_factory=list)  # in story order
    polled: set[int] = field(default_factory=set)  # sentences that tell of a poll
    shares: set[int] = field(default_factory=set)  # of per cent
    studied: set[int] = field(default_factory=set)  # of a study
    things: list[Token] = field(default_factory=list)  # no persons, but what sentences are about
    guest: str | None = None  # who answers the questions of an interview
    sex: Counter[str] = field(default_factory=Counter)  # by speaker: above 0 a woman, below 0 a man

    def learn(self, tokens: list[Token], headline: bool = False) -> None:
        """Collect the names of a paragraph; in a headline's capitals any word looks like part of one."""
        for i, token in enumerate(tokens):
            if token.pos == "PROPN" and (i + 1 == len(tokens) or tokens[i + 1].pos != "PROPN"):
                self._learn_name(tokens, i, headline)

    def see(self, tokens: list[Token], quoted: Callable[[int], bool]) -> None:
        """Note whom a paragraph speaks of, outside quotation marks; paragraphs in story order."""
        first = len(self.seen)
        for token in tokens:
            if token.lower in _POLLING:
                self.polled.add(token.sent)
            elif token.lower in _PER_CENT:
                self.shares.add(token.sent)
            elif token.lower in _STUDIES:
                self.studied.add(token.sent)
            rank = rank_of(token)
            if rank == 0 and self._is_thing(token) and not quoted(token.start):
                self.things.append(token)
            plural = token.tag in ("NNS", "NNPS", "CD") or any(
                k.dep == "conj" and k.tag in ("NNP", "NN") for k in token.kids
            )
            if self._may_be_meant(token, rank, plural) and not quoted(token.start):
                self.seen.append(Seen(token, rank, plural))
        self._learn_sex(tokens, self.seen[first:])

    def _learn_sex(self, tokens: list[Token], seen: list[Seen]) -> None:
        """Ines Maddox opened the door. She smiled: where a sentence is about one person, the next one's "she" is."""
        by_sentence: dict[int, list[Seen]] = {}
        for one in seen:
            by_sentence.setdefault(one.token.sent, []).append(one)
        for token in tokens:
            sign = (token.lower == "she") - (token.lower == "he")
            if not sign or rank_of(token) or (token.i and tokens[token.i - 1].sent == token.sent):
                continue
            before = by_sentence.get(token.sent - 1, [])
            names = {self.name_of(s.token) for s in before}
            if len(names) == 1 and before[0].rank == 0 and (name := names.pop()) is not None:
                self.sex[name] += sign

    def invite(self, start: int) -> None:
        """Whom the copy named last before the first question is the one who answers."""
        at = 0 if self.guest else bisect_left(self.seen, start, key=lambda s: s.start)
        for seen in reversed(self.seen[max(0, at - 20) : at]):
            if seen.token.pos == "PROPN" and not seen.plural:
                self.guest = self.name_of(seen.token)
                return

    def thing_before(self, head: Token) -> Token | None:
        """The firm, office or paper that the sentence before is about: what "it" is."""
        at = bisect_left(self.things, head.start, key=lambda t: t.start)
        near = [t for t in self.things[max(0, at - 3) : at] if head.sent - t.sent == 1]
        names = {self.name_of(t) or t.lower for t in near}
        return near[0] if len(names) == 1 and not self.sex[names.pop()] else None

    def full_name(self, token: Token) -> str | None:
        """Whose last name, or whose first name and nobody else's, this word is."""
        alike = self.by_first.get(token.lower, ()) if token.lower not in COUNTRIES else ()
        return self.by_last.get(name_word(token).lower) or (next(iter(alike)) if len(alike) == 1 else None)

    def _may_be_meant(self, token: Token, rank: int, plural: bool) -> bool:
        if token.pos == "PROPN":
            person = self.full_name(token) is not None and token.dep not in ("compound", "flat")
            return person or (plural and rank < 2)
        if token.tag == "CD":  # the two
            return rank < 2 and any(k.lower == "the" for k in token.kids)
        if token.pos != "NOUN" or rank == 2:
            return False
        lemma = token.lemma.lower()
        if plural:
            return person_like(lemma) or token.lower in INSTITUTIONS | CROWDS | DOCUMENTS
        return person_like(lemma) or lemma in SPOKES

    def _is_thing(self, token: Token) -> bool:
        lemma = token.lemma.lower()
        if token.pos == "PROPN":
            name = self.full_name(token)
            return token.tag == "NNP" and (name is None or name.split()[0].lower() not in MEN | WOMEN)
        return token.tag == "NN" and lemma in INSTITUTIONS | DOCUMENTS

    def spoke(self, head: Token, entry: Entry) -> None:
        """Whose words these are is settled: the first whom a pronoun after it may mean."""
        at = bisect_left(self.seen, head.start, key=lambda s: s.start)
        if at < len(self.seen) and self.seen[at].token is head:
            self.seen[at].rank, self.seen[at].entry = 0, entry
        else:
            self.seen.insert(at, Seen(head, 0, head.tag in ("NNS", "NNPS"), entry))

    def before(self, head: Token, reach: int = 5) -> Iterator[list[Seen]]:
        """Those spoken of before this word, a sentence at a time, the nearest first; `reach` sentences."""
        at = bisect_left(self.seen, head.start, key=lambda s: s.start)
        group: list[Seen] = []
        for seen in reversed(self.seen[max(0, at - 60) : at]):
            if group and seen.token.sent != group[0].token.sent:
                yield group
                group, reach = [], reach - 1
                if not reach:
                    return
            group.append(seen)
        if group:
            yield group

    def polls_near(self, head: Token) -> bool:
        """Does this sentence or the one before it tell of a poll, or this one of per cent?"""
        return head.sent in self.shares or head.sent in self.polled or head.sent - 1 in self.polled

    def study_near(self, head: Token, reach: int = 4) -> bool:
        """Has this sentence or one of the last few told of a study?"""
        return any(head.sent - back in self.studied for back in range(reach + 1))

    def names_near(self, head: Token, reach: int = 4) -> int:
        """How many people the last few sentences have named."""
        return len(
            {
                seen.token.lower
                for group in self.before(head, reach)
                for seen in group
                if seen.token.pos == "PROPN" and head.sent - seen.token.sent <= reach
            }
        )

    def same_word_before(self, head: Token) -> Seen | None:
        """The last one the copy has called by this very word: the adviser, of "a former adviser"."""
        at = bisect_left(self.seen, head.start, key=lambda s: s.start)
        word = head.lemma.lower()
        return next((s for s in reversed(self.seen[:at]) if s.token.lemma.lower() == word), None)

    def _learn_name(self, tokens: list[Token], last: int, headline: bool) -> None:
        first = last
        while first and tokens[first - 1].pos == "PROPN" and tokens[first - 1].sent == tokens[last].sent:
            first -= 1
        parts = [t for t in tokens[first : last + 1] if t.text[:1].isalnum()]
        while len(parts) > 2 and parts[-1].lower in LETTERS:
            parts.pop()
        if len(parts) == 1 and parts[0].head.lower in KIN and parts[0].dep == "appos":
            self.by_last.setdefault(parts[0].lower, parts[0].text)  # his daughter Petra
        if parts and parts[0].lower not in MEN | WOMEN and any(is_firm(k) for t in parts for k in t.kids):
            self.organisations.add(parts[-1].lower)
            return
        titles = [t for t in parts if t.lower in TITLES or t.lower in ROLES]
        name = after_title(parts, titles)
        if not is_persons_name(name) and (len(name) != 1 or not titles):
            return
        full = " ".join(t.text for t in name)
        known = self.by_last.get(name[-1].lower)
        if known and headline:
            return
        if known is None or set(known.split()) < set(full.split()):  # of two with one last name, the first
            self.by_last[name[-1].lower] = known = full
        if len(name) > 1 and not (first and tokens[first - 1].lower == "the"):  # the Kelsmouth Herald
            self._learn_given(name[0].lower, known if set(full.split()) <= set(known.split()) else full)
        for role in (*titles, *roles_beside(parts[-1])):
            office = _OFFICES.get(role.lower.rstrip("."), role.lower)
            self.by_role.setdefault(office, []).append(known if len(name) == 1 else full)

    def _learn_given(self, given: str, full: str) -> None:
        """The first name, too, may stand for them further down."""
        alike = self.by_first.setdefault(given, set())
        if full in alike:
            return
        alike -= {name for name in alike if set(name.split()) < set(full.split())}
        alike.add(full)
        self.sex[full] += _GIVEN * ((given in WOMEN) - (given in MEN))

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
        while len(name) > 1 and name[-1].lower() in LETTERS:
            name.pop()
        if (partner := partner_of(head)) is not None:
            return f"{' '.join(name)} & {self.name_of(partner)}"
        if head.pos == "PROPN" or (head.text[:1].isupper() and self.full_name(head)):
            full = self.full_name(head) if len(name) == 1 else self.by_last.get(name[-1].lower())
            return full if full and (name[0] in full or set(full.split()) <= set(name)) else " ".join(name)
        return self.holder(head)

    def holder(self, head: Token) -> str | None:
        """Whose role "the mayor" is: of several the copy names with it, the one it spoke of last."""
        names = self.by_role.get(head.lower, []) or self.by_role.get(_SAME_OFFICE.get(head.lower, ""), [])
        if len(set(names)) < 2:
            return names[0] if names else None
        for group in self.before(head):
            for seen in group:
                if seen.token.pos == "PROPN" and (name := self.by_last.get(seen.token.lower)) in names:
                    return name
        return names[0]


def is_one_person(seen: Seen) -> bool:
    """Can this be "he" or "she": somebody, and neither a crowd nor an institution nor a paper."""
    if seen.entry is not None and seen.entry[0] not in ("named", "anonymous", "spokesperson", "mental"):
        return False
    token = seen.token
    if token.lower in _QUANTITIES:
        return False
    return token.pos == "PROPN" or (
        token.tag == "NN" and token.lower not in MASSES and person_like(token.lower)
    )
