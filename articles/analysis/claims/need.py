"""What in a statement asks for a source, and what speaks for public knowledge or opinion."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..attribution import Attributed
from ..attribution.clauses import is_verb, subject_of
from ..findings import Span
from ..grammar import Token
from ..lexicon import claims as lexicon
from ..lexicon.nouns import SAYING
from ..lexicon.people import INSTITUTIONS
from ..lexicon.verbs import JUDGE, SAY
from .resting import met

FIGURE, NOT = "a figure", "that something did not happen"
WRONG, TERMS = "wrongdoing", "terms"
PUBLIC, OPINION, OWN_VOICE = "public", "opinion", "own voice"
COUNTABLE = frozenset((FIGURE, "a count", "a trend"))
FOR_FIGURES = frozenset(("market", "ballots"))  # they answer for figures and for nothing else


_LINKING = frozenset(("look", "seem", "appear", "sound", "feel"))
_FROM = frozenset(("in", "from", "by", "to", "since", "with", "on"))
_POINTING = frozenset(("the", "these", "those", "some", "all"))


@dataclass(frozen=True, slots=True)
class Sign:
    """Something in a statement that makes a reader ask (weight above 0), or that answers (below 0)."""

    why: str
    weight: float
    at: Span


# (why, weight, pattern, weight where it stands more than once)
_ASKING: tuple[tuple[str, float, re.Pattern[str], float], ...] = (
    (FIGURE, 1.3, lexicon.FIGURE, 1.3),
    (FIGURE, 0.8, lexicon.MAGNITUDE, 0.8),
    ("a count", 0.6, lexicon.PLAIN_NUMBER, 0.6),
    ("what goes on out of sight", 1.0, lexicon.PRIVATE, 1.2),
    (NOT, 1.0, lexicon.NEVER, 1.0),
    (NOT, 1.0, lexicon.NOT_ONCE, 1.0),
    (NOT, 0.5, lexicon.NOT_DONE, 0.5),
    (WRONG, 1.0, lexicon.WRONGDOING, 1.4),
    ("a trend", 0.6, lexicon.TREND, 1.0),
    ("a cause", 0.4, lexicon.CAUSE, 0.4),
    ("what goes on out of sight", 1.5, lexicon.AMONG_THEM, 1.5),
    ("what goes on out of sight", 1.2, lexicon.MOTIVE, 1.2),
    ("a purpose", 0.5, lexicon.PURPOSE, 0.5),
    ("ties or arrangements", 0.5, lexicon.TIES, 0.6),
)
_ANSWERING: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    (PUBLIC, -0.5, lexicon.PUBLIC),
    ("market", -0.7, lexicon.MARKET),
    ("ballots", -1.0, lexicon.BALLOTS),
    ("dated", -0.3, lexicon.DATED),
    ("to come", -0.3, lexicon.FUTURE),
    (OPINION, -0.6, lexicon.OPINION),
    (OWN_VOICE, -1.0, lexicon.FIRST_PERSON),
    ("conversation", -0.5, lexicon.CONVERSATIONAL),
)


def signs_in(text: str, offset: int, tokens: list[Token], attributions: Iterable[Attributed]) -> list[Sign]:
    """All signs of one sentence. `text` is the sentence, `offset` where it starts; offsets index the story."""
    found = list(_by_words(text, offset))
    found += _by_attribution(attributions)
    if not tokens:
        return found + list(_without_grammar(text, offset))
    return _but_described(found, tokens) + list(_by_grammar(tokens))


def _but_described(signs: list[Sign], tokens: list[Token]) -> list[Sign]:
    """A growing town, a criminal lawyer: what a noun is called in passing is not what the sentence states."""
    passing = {
        t.start for t in tokens if t.dep == "compound" or (t.dep == "amod" and t.tag in ("VBG", "VBN"))
    }
    stated = {s.why for s in signs if s.at.start not in passing}
    return [s for s in signs if s.why not in _IN_PASSING or s.why in stated]


_IN_PASSING = ("a trend", WRONG, PUBLIC)


def _by_words(text: str, offset: int) -> Iterator[Sign]:
    for why, weight, pattern, more in _ASKING:
        matches = list(pattern.finditer(text))
        for match in matches[:1]:
            yield Sign(why, more if len(matches) > 1 else weight, _at(match, offset))
        for match in matches[1:]:
            yield Sign(why, 0.0, _at(match, offset))
    for why, weight, pattern in _ANSWERING:
        for match in pattern.finditer(text):
            yield Sign(why, weight, _at(match, offset))


def _at(match: re.Match[str], offset: int) -> Span:
    return Span(offset + match.start(), offset + match.start() + len(match[0].rstrip(",. ")))


def _without_grammar(text: str, offset: int) -> Iterator[Sign]:
    if match := lexicon.PERFECT.search(text):
        yield Sign("what has been done", 0.4, _at(match, offset))


def _by_attribution(attributions: Iterable[Attributed]) -> Iterator[Sign]:
    """Thoughts and plans ascribed by the writer, talk that nobody told of."""
    for attributed in attributions:
        at = attributed.cue or attributed.content[0]
        if attributed.kind == "mental" or (
            attributed.cue_kind == "plan" and attributed.kind in ("named", "spokesperson")
        ):
            yield Sign("what someone thinks or means to do", 0.3, at)
        elif attributed.kind == "anonymous" and met(attributed):
            yield Sign("what goes on out of sight", 1.7, at)


def _by_grammar(tokens: list[Token]) -> Iterator[Sign]:
    for token in tokens:
        at = Span(token.start, token.end)
        if token.tag == "VBN" and _perfect(token) and not _known(token) and not token.child("neg"):
            yield Sign("what has been done", 1.0 if _many(token) else 0.4, at)
        elif _at_work(token):
            yield Sign("what goes on out of sight", 1.0, at)
        if _lays_down(token):
            yield Sign(TERMS, -1.5, at)
        if token.lemma.lower() in _LINKING and token.child("acomp"):
            yield Sign(OPINION, -0.6, at)


def _at_work(verb: Token) -> bool:
    """Officials checked the list, aides are looking for a hall: they have told us nothing, and nobody saw."""
    subject = verb.child("nsubj")
    if subject is None or subject.tag != "NNS" or subject.lemma.lower() not in lexicon.INSIDERS:
        return False
    happens = verb.tag in ("VBD", "VBP", "VBG", "VB") and not any(k.tag == "MD" for k in verb.kids)
    return happens and is_verb(verb) and verb.dep in _STATING and not _known(verb)


def _lays_down(token: Token) -> bool:
    """The letter of a law, a programme or an agreement, or what holds under it: it stands there to be read."""
    if token.lower == "under":
        ruled = token.child("pobj")
        return ruled is not None and ruled.lemma.lower() in lexicon.RULES | lexicon.PLANS
    passive = token.tag == "VBN" and token.child("auxpass") is not None
    if not is_verb(token) or not (passive or token.tag in ("VBZ", "VBP", "VB")):
        return False
    subject = token.child("nsubj")
    ruling = subject is not None and subject.lemma.lower() in lexicon.RULES and not passive
    return ruling or token.lemma.lower() in lexicon.TERMS


def counted_in(tokens: list[Token]) -> set[str]:
    """The polls and papers the sentence takes its figures from: in the latest Harbour poll, 40 per cent."""
    return {
        word
        for token in tokens
        for word in (token.lemma.lower(), token.lower)
        if word in lexicon.COUNTED and (_tells_figures(token) or _asks_people(token))
    }


def _tells_figures(noun: Token) -> bool:
    """One that can be looked up: the poll, a Harbour survey, its filing, data from the census; not "some polls"."""
    told = noun.dep in ("nsubj", "nsubjpass") or (noun.dep == "pobj" and noun.head.lower in _FROM)
    if not told or noun.pos not in ("NOUN", "PROPN"):
        return False
    mass = noun.lower in ("data", "statistics", "figures")
    return (mass or noun.tag in ("NN", "NNP")) and any(_singles_out(kid, mass) for kid in noun.kids)


def _singles_out(kid: Token, mass: bool) -> bool:
    if kid.dep == "det":
        return kid.lower in ("the", "that", "this", "a", "an")
    return (
        kid.pos == "PROPN"
        or kid.tag in ("JJS", "CD")
        or kid.dep == "poss"
        or (mass and kid.dep in ("prep", "compound"))
    )


def _asks_people(verb: Token) -> bool:
    return is_verb(verb) and verb.lemma.lower() in ("poll", "survey")


def put_forward(tokens: list[Token], figure: Span) -> bool:
    """Is the figure part of a plan, an offer, a fine: of something laid before the public?"""
    token = next((t for t in tokens if t.start <= figure.start < t.end), None)
    for _step in range(5):
        if token is None or token.head is token:
            return False
        token = token.head
        if token.lemma.lower() in lexicon.PLANS:
            return True
    return False


def _known(verb: Token) -> bool:
    """Deeds done in public, and words spoken: whoever wants to can know of them."""
    lemma = verb.lemma.lower()
    spoken = lemma in SAY or lemma in JUDGE - lexicon.DEEDS
    return spoken or lemma in ("be", "have") or lexicon.PUBLIC.fullmatch(verb.text) is not None


def _many(verb: Token) -> bool:
    """has made incursions, has promoted a raft of cures: many acts told in one, none with its day and place."""
    subject = subject_of(verb)
    if subject is None or _abstract(subject) or verb.child("auxpass") or verb.dep not in _STATING:
        return False
    things = [k for k in verb.kids if k.dep == "dobj"]
    things += [k.child("pobj") or k for thing in things for k in thing.kids if k.lower == "of"]
    return any(_several(thing) for thing in things)


_STATING = frozenset(("ROOT", "conj", "ccomp", "parataxis", "advcl"))


def _several(noun: Token) -> bool:
    lemma = noun.lemma.lower()
    if noun.tag != "NNS" or lemma in lexicon.TIMES or lemma in SAYING or lemma in ("case", "attack"):
        return False
    return not any(k.tag in ("JJR", "JJS") or (k.dep == "det" and k.lower in _POINTING) for k in noun.kids)


def _abstract(noun: Token) -> bool:
    acts = noun.pos != "NOUN" or noun.lemma.lower() in INSTITUTIONS
    return not acts and lexicon.ABSTRACT.fullmatch(noun.lower) is not None


def _perfect(verb: Token) -> bool:
    own = [k for k in verb.kids if k.dep in ("aux", "auxpass")]
    if any(k.tag == "MD" for k in own):
        return False
    if any(k.lower in ("has", "have", "'s", "'ve") for k in own):
        return True
    return verb.dep == "conj" and not own and verb.head.tag == "VBN" and _perfect(verb.head)
