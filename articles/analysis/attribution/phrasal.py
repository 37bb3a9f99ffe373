"""What is said by a verb together with another word: played down the risk, took aim at the plan."""

from __future__ import annotations

from ..findings import Span
from ..grammar import Token
from ..lexicon.phrasal import IDIOMS, PARTICLES
from .model import Cue
from .spans import pieces, under


def with_particle(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """laid out a plan, brushed the question off."""
    taken = PARTICLES.get(lemma)
    thing = verb.child("dobj") if taken else None
    if taken is None or thing is None or thing.i < verb.i or thing.lower in ("himself", "herself", "itself"):
        return None
    if not any(k.dep in ("prt", "advmod", "prep") and k.lower in taken and k.i > verb.i for k in verb.kids):
        return None
    low, high = under(thing)
    after = [k for k in verb.kids if k.i > high and k.dep == "prep" and k.lower in ("as", "for")]
    return "judge", pieces(tokens, low, max([high, *(under(k)[1] for k in after)]), None)


def idiom(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """took aim at the plan, threw her weight behind it."""
    nouns = IDIOMS.get(lemma)
    noun = verb.child("dobj") if nouns else None
    taken = nouns.get(noun.lemma.lower()) if nouns and noun is not None else None
    if not taken or noun is None:
        return None
    for kid in (*noun.kids, *verb.kids):
        if kid.dep in ("prep", "prt", "advmod", "dative") and kid.i > noun.i and kid.lower in taken:
            thing = kid.child("pobj", "pcomp")
            if thing is not None:
                return "judge", pieces(tokens, *under(thing), None)
    return None
