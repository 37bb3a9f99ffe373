"""Whether a source has told anything: to be bidden to speak, or told apart from others, is no telling."""

from __future__ import annotations

from ..grammar import Token
from ..lexicon.verbs import words
from .model import Attributed

# Whoever is let, asked or told to do something has not done it yet.
_BIDDING = words(
    "let help allow permit enable want ask tell urge order direct invite encourage require expect advise "
    "implore beg exhort need"
)


def bidden(attributed: Attributed) -> bool:
    """The hall lets voters put questions; clerks would be allowed to deny a licence: nobody has done it."""
    verb = _first(attributed.cue_token)
    if verb is None or attributed.quoted:
        return False
    if verb.tag == "VB" and any(k.lower == "for" and k.i < verb.i for k in verb.kids):  # for tenants to sue
        return True
    if _object_of_another(attributed, verb):
        return True
    if verb.dep not in ("xcomp", "ccomp"):
        return False
    above = verb.head
    if above.lemma.lower() not in _BIDDING or above is verb:
        return False
    if verb.dep == "ccomp":
        return verb.child("mark") is None and above.lemma.lower() in ("let", "help", "want", "need")
    return above.child("dobj", "nsubjpass", "auxpass") is not None or verb.child("nsubj") is not None


def _object_of_another(attributed: Attributed, verb: Token) -> bool:
    """Find him someone at the ministry to talk to: an infinitive whose doer is no subject is a purpose."""
    doer = attributed.source_head
    to = any(k.dep == "aux" and k.lower == "to" for k in verb.kids)
    return to and doer is not None and doer.dep == "pobj" and verb.dep in ("advcl", "acl", "relcl")


def only_defines(attributed: Attributed) -> bool:
    """Members who have endorsed him, leaders opposing the bill: it says who is meant, not what they said."""
    verb = attributed.cue_token
    if verb is None or attributed.quoted or attributed.passive or has_clause(attributed):
        return False
    if verb.dep == "pcomp" and verb.tag == "VBG" and verb.child("nsubj") is not None:
        return verb.head.lower != "with"  # the money of traders supporting her; with experts offering advice
    verb = _first(verb.head if verb.dep == "xcomp" else verb)
    if verb is None:
        return False
    if verb.dep != "relcl" and not (verb.dep == "acl" and verb.tag == "VBG"):
        return False
    noun = verb.head
    return not any(
        k.text in (",", "-", "—", "–", "--") and noun.i < k.i <= verb.i for k in (*noun.kids, *verb.kids)
    )


def only_asks_itself(attributed: Attributed) -> bool:
    """While officials determine whether it leaked: the answer is not in, so they told none."""
    show = attributed.cue_kind in ("show", "think") and not attributed.quoted
    verb = attributed.cue_token
    clause = verb.child("ccomp") if verb is not None and show else None
    return clause is not None and any(k.dep == "mark" and k.lower in ("whether", "if") for k in clause.kids)


def whenever(attributed: Attributed) -> bool:
    """When a leader says so; when tenants ask for help: at any time, and nobody in particular."""
    verb = attributed.cue_token
    if verb is None or attributed.passive or verb.dep != "advcl" or verb.tag not in ("VBZ", "VBP"):
        return False
    return any(k.lower in ("when", "whenever", "if") for k in verb.kids)


def yet_to_come(attributed: Attributed) -> bool:
    """It will be announced, the chance to be considered: nobody has said so."""
    verb = attributed.cue_token
    if verb is None:
        return False
    aux = [k.lower for k in verb.kids if k.dep == "aux"]
    return any(word in ("will", "'ll", "’ll", "shall") for word in aux) or (
        attributed.passive and "to" in aux and verb.dep in ("acl", "relcl", "advcl")
    )


def has_clause(attributed: Attributed) -> bool:
    """She believes that it will fall: what she thinks is told in a clause of its own."""
    verb = attributed.cue_token
    return verb is not None and verb.child("ccomp") is not None


def _first(verb: Token | None) -> Token | None:
    """Of verbs in a row, and of a verb in the phrase of another, the one the sentence hangs them on."""
    for _ in range(8):
        if verb is None or verb.head is verb or verb.dep not in ("conj", "pcomp", "prep", "acomp"):
            break
        verb = verb.head
    return verb
