"""What is said, thought or judged where it is no clause: objects, infinitives, "about" and "for", and passives."""

# ruff: noqa: E501  (signatures)

from __future__ import annotations

from ..findings import Span
from ..grammar import Token
from ..lexicon.nouns import DOCUMENTS
from ..lexicon.verbs import (
    FEEL,
    HEARSAY_PASSIVES,
    JUDGE,
    PLAN,
    PUBLISH,
    SAY,
    SEEM,
    SHOW,
    TALK,
    THINK,
    words,
)
from .clauses import agent_of, is_passive, subject_of
from .model import Cue
from .spans import pieces, source_span, under

_FINDING = frozenset(("find", "discover", "determine", "conclude", "establish"))
_KEPT_PREPOSITIONS = frozenset(("as", "for", "of", "to", "about", "with", "over"))


def class_of(lemma: str) -> Cue:
    if lemma in SEEM:
        return "seem"
    if lemma in _FINDING:
        return "show"
    if lemma in SAY:
        return "say"
    if lemma in THINK:
        return "think"
    return "show" if lemma in SHOW else "judge"


def object_start(verb: Token, low: int) -> int:
    thing = verb.child("dobj")
    return under(thing)[0] if thing and verb.i < thing.i < low else low


def infinitive(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """want to, plan to, vow to, urge somebody to; seem to."""
    goal = verb.child("xcomp") or (verb.child("ccomp") if lemma in PLAN else None)
    if lemma in SEEM:
        goal = goal or verb.child("oprd", "acomp", "ccomp")
        subject = subject_of(verb)
        if goal is None or subject is None:
            return None
        first = source_span(tokens, subject)
        return "seem", [s for s in (first, *pieces(tokens, *under(goal), None)) if s]
    if goal is None and lemma == "feel":
        goal = verb.child("acomp", "oprd")
    if goal is None or (lemma not in PLAN and lemma != "feel") or goal.i < verb.i:
        return None
    low, high = under(goal)
    return ("think" if lemma in THINK else "plan"), pieces(tokens, object_start(verb, low), high, None)


def judged(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """criticise somebody for something, call it a disgrace, fear a defeat."""
    doing = next(
        (k for k in verb.kids if k.dep in ("xcomp", "ccomp") and k.tag == "VBG" and k.i > verb.i), None
    )
    thing = verb.child("dobj") or verb.child("oprd") or doing
    if (lemma in PUBLISH and verb.child("neg")) or (lemma in _DISCOVERING and not _by_a_document(verb)):
        return None
    seen_as = lemma in ("see", "take") and any(k.dep == "prep" and k.lower == "as" for k in verb.kids)
    if lemma not in JUDGE and lemma not in FEEL and lemma not in SHOW and not seen_as:
        return None
    if (thing is None and doing is None) or (thing is not None and thing.i < verb.i):
        return _named_before(tokens, verb, thing, lemma)
    named = verb.child("oprd") is not None or any(k.dep == "prep" and k.lower == "as" for k in verb.kids)
    if thing is None or (thing.lower in ("itself", "himself", "herself") and not named):
        return None
    if any(k.dep == "acl" and k.tag == "VBG" and k.lemma.lower() in SAY for k in thing.kids):
        return None  # released a statement saying that it would close: the second verb hands it over
    low, high = under(thing)
    for kid in verb.kids:
        if kid.i > thing.i and _belongs_to_object(kid):
            low, high = min(low, under(kid)[0]), max(high, under(kid)[1])
    return ("judge" if lemma in JUDGE else class_of(lemma)), pieces(tokens, low, high, None)


READING = words("put have place peg show")
_MEASURES = words(
    "poll polling survey estimate forecast projection census tally count average index ranking analyst"
)


def read_off(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """Estimates put the toll at 40; the survey had her at 4 per cent."""
    subject, thing = subject_of(verb), verb.child("dobj")
    if lemma not in READING or subject is None or thing is None or thing.i < verb.i:
        return None
    if subject.lemma.lower() not in _MEASURES:
        return None
    low, high = under(thing)
    more = [under(k)[1] for k in verb.kids if k.i > high and k.dep in ("prep", "advmod", "oprd", "acomp")]
    if lemma != "show" and not more:
        return None
    return "show", pieces(tokens, low, max([high, *more]), None)


_DISCOVERING = words("find demonstrate require determine establish prove measure calculate face hold")


def _by_a_document(verb: Token) -> bool:
    """The survey found cracks; a diver who found them has said nothing."""
    subject = subject_of(verb)
    return subject is not None and subject.lemma.lower() in DOCUMENTS


def _named_before(
    tokens: list[Token], verb: Token, pronoun: Token | None, lemma: str
) -> tuple[Cue, list[Span]] | None:
    """a plan the board has criticised, which he favours: the object stands before its clause."""
    if verb.child("nsubj") is None or verb.child("ccomp") or is_passive(verb):
        return None
    if pronoun is not None and pronoun.lower == "what" and verb.child("oprd"):  # what he called a disgrace
        parts: list[Span] = []
    elif pronoun is not None and pronoun.lower in ("which", "who", "whom", "that") and verb.dep == "relcl":
        parts = pieces(tokens, pronoun.i, pronoun.i, None)
    else:
        return None
    for kid in verb.kids:
        if kid.i > verb.i and _belongs_to_object(kid):
            parts += pieces(tokens, *under(kid), None)
    return ("judge" if lemma in JUDGE else class_of(lemma)), parts


def _belongs_to_object(kid: Token) -> bool:
    """as a fraud, for his record, with fraud, to step down: what is said of the object."""
    if kid.dep == "prep":
        return kid.lower in _KEPT_PREPOSITIONS
    if kid.dep == "advcl":
        return kid.tag == "VB" and any(k.lower == "to" for k in kid.kids)
    return kid.dep in ("oprd", "xcomp", "acomp", "ccomp")


def in_a_statement(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """said in a statement that ...: the parser hangs the clause on the statement."""
    if lemma not in SAY:
        return None
    for kid in verb.kids:
        thing = kid.child("pobj") if kid.dep == "prep" and kid.i > verb.i else None
        clause = thing.child("acl", "relcl", "ccomp") if thing is not None else None
        if clause is not None and any(k.dep == "mark" and k.lower == "that" for k in clause.kids):
            return "say", pieces(tokens, *under(clause), None)
    return None


def called_for(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """call for somebody to do something: the parser takes "for" for a mark of the clause."""
    for kid in verb.kids:
        if kid.dep in ("advcl", "xcomp") and kid.i > verb.i:
            low, high = under(kid)
            if (
                low == verb.i + 1
                and tokens[low].lower in TALK.get(lemma, frozenset())
                and tokens[low].dep == "mark"
            ):
                return "say", pieces(tokens, low + 1, high, None)
    return None


def prepositional(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """call for, talk about, agree with."""
    taken = TALK.get(lemma)
    if not taken:
        return None
    for kid in verb.kids:
        if kid.dep in ("prep", "prt", "advmod") and kid.i > verb.i and kid.lower in taken:
            thing = kid.child("pobj", "pcomp")
            if thing is None and kid.dep == "prt":
                thing = verb.child("dobj") or next(
                    (k.child("pobj") for k in verb.kids if k.dep == "prep" and k.i > kid.i), None
                )
            if thing is None and kid.dep == "prep":
                thing = next(
                    (k for k in verb.kids if k.i > kid.i and k.dep in ("xcomp", "advcl", "ccomp")), None
                )
                if thing is not None:
                    return "say", pieces(tokens, kid.i + 1, under(thing)[1], None)
            if thing is not None and thing.lower in ("condition", "background", "record"):
                return None
            if thing is not None:
                return ("think" if lemma in THINK and lemma not in SAY else "say"), pieces(
                    tokens, *under(thing), None
                )
    return None


def passive_content(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """it is believed that, is expected to, was accused of, was described as."""
    if (
        lemma not in SAY
        and lemma not in THINK
        and lemma not in JUDGE
        and lemma not in PLAN
        and lemma not in SHOW
    ):
        return None
    if lemma in PUBLISH or lemma in ("suppose", "require", "authorize"):
        return None
    subject = verb.child("nsubjpass", "expl", "nsubj")
    clause = verb.child("ccomp", "xcomp", "oprd", "acomp") or _asked_whether(verb, lemma) or _kept_prep(verb)
    expletive = subject is not None and subject.lower in ("it", "there")
    parts: list[Span] = []
    if subject is None and verb.dep == "acl":
        subject = verb.head
    if subject is not None and not (expletive and clause):
        if subject is verb.head:
            parts.append(Span(subject.start, subject.end))
        elif first := source_span(tokens, subject):
            parts.append(first)
    if clause is not None:
        parts += pieces(tokens, *under(clause), None)
    if agent_of(verb) is None and lemma not in HEARSAY_PASSIVES and (clause is None or verb.dep == "acl"):
        return None
    if not parts:
        return None
    return class_of(lemma), parts


_ANSWERS = words("yes no maybe perhaps so")


def answered(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """said no, said so too: a whole answer in one word."""
    if lemma not in ("say", "answer", "reply") or verb.i + 1 >= len(tokens):
        return None
    word = tokens[verb.i + 1]
    above = word.head.head if word.head.lower == "too" else word.head
    whole = word.lower in _ANSWERS and above is verb and not word.kids
    return ("say", pieces(tokens, word.i, word.i, None)) if whole else None


def _asked_whether(verb: Token, lemma: str) -> Token | None:
    """asked by reporters if it was safe"""
    if lemma != "ask":
        return None
    return next((k for k in verb.kids if k.dep == "advcl" and k.i > verb.i and _is_question(k)), None)


def _is_question(clause: Token) -> bool:
    return any(
        k.lower in ("if", "whether", "how", "why", "what", "who") and k.i < clause.i for k in clause.kids
    )


def _kept_prep(verb: Token) -> Token | None:
    return next(
        (
            k
            for k in verb.kids
            if k.dep == "prep" and k.i > verb.i and k.lower in ("of", "as", "for", "about", "with")
        ),
        None,
    )
