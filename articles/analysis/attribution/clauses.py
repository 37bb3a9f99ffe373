"""Who does what a verb says: shared subjects, passives, and what never happened."""

from __future__ import annotations

from itertools import pairwise

from ..grammar import Token
from ..lexicon.people import CROWDS, INFORMANTS, INSTITUTIONS, MASSES, ORGANISATIONS
from ..lexicon.verbs import PLAN, PUBLISH, REFUSING, SAY, words

_MODALS = frozenset(["would", "could", "might", "may", "should", "must", "can", "shall"])


def is_verb(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") or token.tag[:2] == "VB"


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the subject, or the one shared through conjunctions, participles and infinitives."""
    own = verb.child("nsubj", "nsubjpass", "csubj")
    if own is not None and not depth and _is_clause(own):
        return _whose_clause(verb) or own
    if own or depth > 6:
        return own
    if not depth and verb.lemma.lower() in SAY and (named := _lost_in_opening(verb)) is not None:
        return named
    head = verb.head
    if head is verb:
        if depth and verb.pos in ("NOUN", "PROPN"):
            return verb
        return _before_a_participle(verb) or _inverted_subject(verb)
    if verb.dep in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep", "parataxis", "ccomp", "acomp", "attr"):
        if verb.dep == "xcomp" and (thing := head.child("dobj")) and head.lemma in PLAN:
            return thing
        return subject_of(head, depth + 1) if head is not verb else None
    if verb.dep == "acl" and head.pos in ("NOUN", "PROPN", "PRON"):
        if verb.tag == "VBG" and head.dep == "dobj" and head.head.lemma.lower() in PUBLISH:
            return subject_of(head.head, depth + 1) or head
        return head if verb.tag == "VBG" else None
    if verb.dep == "relcl" and head.pos in ("NOUN", "PROPN") and not _relative(verb):
        return head
    return None


def _is_clause(subject: Token) -> bool:
    """her son volunteers: a clause with a subject of its own is nobody who says something."""
    if subject.tag not in ("VBZ", "VBP", "VBD") or subject.child("nsubj") is None:
        return False
    return not any(t.tag[:1] == "W" or t.lower == "that" for t in subject.subtree())


def _whose_clause(verb: Token) -> Token | None:
    """A woman who gave no name because her son volunteers said so: her clause, read on too far."""
    noun = verb.head
    misread = verb.dep in ("advcl", "relcl", "acl", "ccomp") and noun.pos in ("NOUN", "PROPN")
    return noun if misread and noun.i < verb.i else None


def _lost_in_opening(verb: Token) -> Token | None:
    """Opening the case, Ines Maddox KC, prosecuting, said: the name was read as part of the opening."""
    opening = next(
        (k for k in verb.kids if k.dep == "advcl" and k.tag in ("VBG", "VBN") and k.i < verb.i), None
    )
    if opening is None or verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    words = sorted((t for t in opening.subtree() if t.i < verb.i), key=lambda t: t.i)
    after_comma = False
    for word, following in pairwise(words):
        if word.text == ",":
            after_comma = following.pos == "PROPN"
        elif after_comma and word.pos == "PROPN" and following.text == ",":
            return word
        elif word.pos != "PROPN":
            after_comma = False
    return words[-1] if after_comma and words[-1].pos == "PROPN" else None


def _before_a_participle(verb: Token) -> Token | None:
    """An aide, granted anonymity, said it was over: the participle was read as what the aide did."""
    clauses = [k for k in verb.kids if k.dep == "ccomp"]
    before = next((k for k in clauses if k.i < verb.i and k.tag in ("VBD", "VBN")), None)
    if before is None or verb.lemma.lower() not in SAY or not any(k.i > verb.i for k in clauses):
        return None
    return before.child("nsubj")


def _relative(verb: Token) -> bool:
    """who said, which he said: a true relative clause, with its pronoun or with a subject of its own."""
    return any(t.tag in ("WP", "WDT", "WRB", "WP$") for k in verb.kids for t in (k, *k.kids))


def _inverted_subject(verb: Token) -> Token | None:
    """ "... ," said Tam Brightwell: the parser may call the subject an object."""
    told = verb.lemma.lower() in SAY and verb.tag in ("VBD", "VBZ", "VBP", "VBN")
    after = verb.child("attr", "dobj") if told else None
    return after if after and after.i > verb.i and after.pos in ("PROPN", "PRON", "NOUN") else None


def is_passive(verb: Token) -> bool:
    if verb.child("nsubj"):
        return False
    if verb.child("auxpass", "nsubjpass"):
        return not _has_said(verb)
    if verb.dep == "conj" and verb.tag == "VBN" and not verb.child("aux", "nsubj"):
        return is_passive(verb.head)
    return verb.tag == "VBN" and (verb.dep == "acl" or _asked(verb))


def _has_said(verb: Token) -> bool:
    """He's said it: "has", where the parser reads "is". Who is said to do it has "to" behind."""
    who, is_ = verb.child("nsubjpass"), verb.child("auxpass")
    if who is None or is_ is None or is_.lower not in ("'s", "’s") or verb.lemma.lower() not in SAY:
        return False
    return who.lower in ("he", "she", "who") and verb.child("xcomp", "agent") is None


def _asked(verb: Token) -> bool:
    """Asked about the toll, she ...: a participle without its "was"."""
    bare = not any(k.dep in ("aux", "auxpass", "nsubj", "nsubjpass", "dobj") for k in verb.kids)
    return bare and verb.dep == "advcl" and verb.lemma.lower() in ("ask", "press", "question", "quiz")


def agent_of(verb: Token) -> Token | None:
    agent = verb.child("agent") or next((k for k in verb.kids if k.dep == "prep" and k.lower == "by"), None)
    who = agent.child("pobj") if agent else None
    return None if who is not None and _is_means(who) else who


def _is_means(noun: Token) -> bool:
    """accused of fraud by abuse of position, told by letter: one thing without an article is how, not who."""
    people = noun.lower in INSTITUTIONS | ORGANISATIONS | INFORMANTS | CROWDS | MASSES
    return noun.tag == "NN" and not people and not any(k.i < noun.i for k in noun.kids)


def is_unreal(verb: Token) -> bool:
    """Negated, modal, asked or conditional: the copy does not say that it was said."""
    for kid in verb.kids:
        if abs(kid.i - verb.i) > 4 and kid.dep != "mark":
            continue
        if (
            kid.dep == "neg"
            or (kid.dep == "aux" and kid.lower in _MODALS)
            or (kid.dep == "mark" and kid.lower in ("if", "whether", "unless"))
        ):
            return True
    head = verb.head
    if _only_asked_to(verb) or _not_able(verb):
        return True
    apart = verb.dep == "conj" and (verb.child("nsubj") or any(k.lower == "but" for k in head.kids))
    shared = verb.dep in ("xcomp", "conj", "pcomp") and head is not verb and not apart
    return shared and bool(head.lemma in REFUSING or head.child("neg"))


_UNABLE = words("unable unwilling reluctant afraid")
_TO_COME = words("likely unlikely")


def _not_able(verb: Token) -> bool:
    """is not able to describe, was afraid to say: it is not said; who was able to say it has."""
    state = verb.head
    if verb.dep != "xcomp" or state.pos != "ADJ":
        return False
    denied = any(t.child("neg") is not None for t in (state, state.head))
    return state.lower in _TO_COME or (state.lower in _UNABLE) != denied


def _only_asked_to(verb: Token) -> bool:
    """urged employees to report: whoever is asked to say something has not said it."""
    to = any(k.dep == "aux" and k.lower == "to" for k in verb.kids)
    asked = verb.dep in ("xcomp", "ccomp") and (verb.child("nsubj") or verb.head.child("dobj"))
    return (
        to
        and bool(asked)
        and verb.head.lemma.lower() in PLAN | {"allow", "let", "help", "force", "require", "enable"}
    )
