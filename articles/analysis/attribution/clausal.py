"""What is said where it is a clause of its own: that it was late; "..., she said"; as she put it; which he said would hold."""

# ruff: noqa: E501  (examples and word lists read better unbroken)

from __future__ import annotations

from ..findings import Span
from ..grammar import Token
from ..lexicon.verbs import INVERSION, JUDGE, NOT_SAYING, PLAN, SAY, SEEM, SHOW, THINK, words
from .clauses import is_verb
from .model import Cue
from .objects import class_of, object_start
from .spans import pieces, under


def said_clause(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """say (that) ..., ask whether ..., and the clause said before it: "..., she said"."""
    clauses = [k for k in verb.kids if k.dep == "ccomp"]
    if lemma == "make":
        return _made_clear(tokens, verb, clauses)
    if not clauses or lemma in SEEM:
        return None
    clause = next((k for k in clauses if k.i > verb.i), clauses[0])
    if clause.i < verb.i and _stands_apart(verb, clause, lemma):
        return None
    marked = any(k.dep == "mark" and k.lower == "that" for k in clause.kids)
    known = lemma in SAY or lemma in THINK or lemma in SHOW or lemma in PLAN
    if not known and (lemma in NOT_SAYING or not marked):
        return None
    low, high = under(clause, _own_sayings(clause))
    if clause.i < verb.i:
        return class_of(lemma), _around(tokens, verb, clause, low, high)
    if low <= verb.i <= high:  # which officials said will go: the pronoun stands before its clause
        low = verb.i + 1
    if lemma in _ADDRESSING:
        with_object = lemma in ("urge", "ask", "want", "tell", "order", "call") and not marked
    else:
        with_object = lemma in JUDGE and not any(is_verb(t) for t in tokens[verb.i + 1 : low])
    start = object_start(verb, low) if with_object else low
    return class_of(lemma), pieces(tokens, start, high, None)


_ASIDE = words("while although though when as if because after before since unless until")
# Verbs whose object is who is told, so that the clause after it is the content.
_ADDRESSING = words(
    "tell remind inform assure reassure warn convince persuade ask advise notify promise urge want order call text email e-mail "
    "message instruct caution beg implore show teach write"
)


def _stands_apart(verb: Token, clause: Token, lemma: str) -> bool:
    """While some blame foreigners, he blames markets: the clause before the verb is not what it says."""
    if any(k.dep in ("mark", "advmod") and k.lower in _ASIDE and k.i < clause.i for k in clause.kids):
        return True
    if any(k.dep in ("mark", "advmod") and k.lower in _ASIDE and clause.i < k.i < verb.i for k in verb.kids):
        return True
    thing = verb.child("dobj")
    acts = thing is not None and thing.i > verb.i and verb.child("nsubj") is not None
    return acts and lemma not in _ADDRESSING and lemma not in INVERSION


_NO_CLAUSE = words("continue begin offer read tip like love hate speak talk")


def gapped(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """the wall, which he said would hold: the clause lacks its subject, which stands before its verb."""
    if (
        lemma not in (SAY | THINK) - _NO_CLAUSE
        or verb.dep not in ("relcl", "pcomp", "ccomp", "acl")
        or verb.i + 2 > len(tokens)
    ):
        return None
    after = tokens[verb.i + 1]
    who = verb.child("nsubj")
    finite = after.tag in ("VBD", "VBZ", "VBP", "MD") or (after.tag == "JJ" and after.lower.endswith("ed"))
    if not finite or who is None or who.i + 4 < verb.i:
        return None
    top = after
    while top.head is not verb and top.head is not top and top.head.i > verb.i:
        top = top.head
    high = max(under(top)[1], under(verb)[1]) if top.head is verb else under(top)[1]
    return class_of(lemma), pieces(tokens, verb.i + 1, high, None)


def _made_clear(tokens: list[Token], verb: Token, clauses: list[Token]) -> tuple[Cue, list[Span]] | None:
    """made (it) clear that ..."""
    after = tokens[verb.i + 1 : verb.i + 3]
    if not any(t.lower == "clear" for t in after):
        return None
    said = [k for t in (verb, *clauses, *after) for k in t.kids if k.dep == "ccomp" and k.lower != "clear"]
    said += [k for k in clauses if k.lower != "clear"]
    if not said:
        return None
    low, high = under(said[0])
    start = max(low, next(t.i for t in after if t.lower == "clear") + 1)
    return "say", pieces(tokens, start, high, None)


def _own_sayings(clause: Token) -> list[Token]:
    """said he was leaving and vowed to return: the second verb of saying belongs to the speaker, not to what was said."""
    told = [
        k
        for k in clause.kids
        if k.dep == "conj" and k.i > clause.i and k.lemma.lower() in SAY | PLAN and k.child("nsubj") is None
    ]
    return [*told, *(k for k in clause.kids if told and k.dep == "cc")]


def _around(tokens: list[Token], verb: Token, clause: Token, low: int, high: int) -> list[Span]:
    """The clause before its verb, and what follows the verb's own phrase as a second half."""
    own_low, own_high = under(verb, [clause])
    if high > verb.i:
        return pieces(
            tokens, low, high, (min(own_low, verb.i), max(own_high, verb.i)) if low < own_low else None
        )
    return pieces(tokens, low, high, None)


def parenthesis(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """A, she said, B: the verb hangs on the clause it reports."""
    if verb.dep not in ("parataxis", "ccomp", "dep", "advcl", "conj") or lemma not in SAY | THINK:
        return None
    head = verb.head
    if verb.dep != "parataxis" or head is verb or not verb.child("nsubj"):
        return None
    low, high = under(head, [verb])
    own = under(verb)
    return class_of(lemma), pieces(tokens, low, high, own)


def as_clause(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """as the mayor put it, as Reuters reported."""
    if verb.dep != "advcl" or lemma not in SAY | SHOW | {"put"} or verb.child("ccomp"):
        return None
    if not any(k.lower == "as" and k.dep in ("mark", "advmod", "prep") and k.i < verb.i for k in verb.kids):
        return None
    head = verb.head
    if head.lemma.lower() in SAY and head.child("nsubj"):  # she said as the crowd cheered
        return None
    low, high = under(head, [verb])
    return "say", pieces(tokens, low, high, under(verb))
