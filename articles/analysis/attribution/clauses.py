"""Who does what a verb says: shared subjects, passives, and what never happened."""

from __future__ import annotations

from ..grammar import Token
from ..lexicon.verbs import (
    PLAN,
    REFUSING,
)

_MODALS = frozenset(["would", "could", "might", "may", "should", "must", "can", "shall"])


def is_verb(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") or token.tag[:2] == "VB"


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the subject, or the one shared through conjunctions, participles and infinitives."""
    own = verb.child("nsubj", "nsubjpass", "csubj")
    if own or depth > 6:
        return own
    head = verb.head
    if head is verb:
        return _inverted_subject(verb)
    if verb.dep in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep", "parataxis", "ccomp", "acomp", "attr"):
        if verb.dep == "xcomp" and (thing := head.child("dobj")) and head.lemma in PLAN:
            return thing
        return subject_of(head, depth + 1) if head is not verb else None
    if verb.dep == "acl" and head.pos in ("NOUN", "PROPN", "PRON"):
        return head if verb.tag == "VBG" else None
    return None


def _inverted_subject(verb: Token) -> Token | None:
    """ "... ," said Tam Brightwell: the parser may call the subject an object."""
    after = verb.child("attr", "dobj") if verb.lemma in ("say", "add", "write", "ask") else None
    return after if after and after.i > verb.i and after.pos in ("PROPN", "PRON", "NOUN") else None


def is_passive(verb: Token) -> bool:
    if verb.child("nsubj"):
        return False
    if verb.child("auxpass", "nsubjpass"):
        return True
    if verb.dep == "conj" and verb.tag == "VBN" and not verb.child("aux", "nsubj"):
        return is_passive(verb.head)
    return verb.dep == "acl" and verb.tag == "VBN"


def agent_of(verb: Token) -> Token | None:
    agent = verb.child("agent") or next((k for k in verb.kids if k.dep == "prep" and k.lower == "by"), None)
    return agent.child("pobj") if agent else None


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
    if _only_asked_to(verb):
        return True
    shared = verb.dep in ("xcomp", "conj", "pcomp") and head is not verb
    return shared and bool(head.lemma in REFUSING or head.child("neg"))


def _only_asked_to(verb: Token) -> bool:
    """urged employees to report: whoever is asked to say something has not said it."""
    to = any(k.dep == "aux" and k.lower == "to" for k in verb.kids)
    asked = verb.dep in ("xcomp", "ccomp") and (verb.child("nsubj") or verb.head.child("dobj"))
    return (
        to
        and bool(asked)
        and verb.head.lemma.lower() in PLAN | {"allow", "let", "help", "force", "require", "enable"}
    )
