"""Who is accused of an offence, and does the story give their answer."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator

from .attribution import Attributed
from .attribution.speakers import relative_head
from .document import Document
from .grammar import Token
from .lexicon.judgement import ACCUSING, OFFENCES
from .lexicon.verbs import SAY, words

_ACCUSATIONS = words("accusation allegation charge claim complaint")
_OFFENDING = words(
    "abuse assault blackmail bribe cheat collude defraud embezzle extort falsify forge harass launder lie mislead murder plagiarise plagiarize rape rig steal"
)
_TOLD_AS_FACT = re.compile(
    r"\b(?:convict\w+|sentenced|jailed|imprisoned|pleaded guilty|found guilty|acquitted|cleared)\b", re.I
)
_FOR_SOMEBODY = words(
    "spokesman spokeswoman spokesperson spokespeople representative lawyer lawyers attorney attorneys solicitor solicitors barrister counsel agent publicist "
    "company firm bank club business operator"
)
ANSWERED = re.compile(
    r"\b(?:den(?:y|ied|ies|ial|ying)|reject(?:ed|s|ing)?|disput(?:ed|es|ing)|dismiss(?:ed|es) (?:the|any|all|as|it|those|these)|refut(?:ed|es)|rebuff(?:ed|s)|contest(?:ed|s)"
    r"|(?:call|describ|brand)(?:ed|s|es)? (?:it|them|(?:the|those|these|such) (?:claim|allegation|accusation|charge)s?) (?:as )?(?:\w+ )?(?:false|untrue|baseless|unfounded|lies|nonsense|absurd|politically)"
    r"|(?:baseless|unfounded|groundless|without (?:merit|foundation))|innocen(?:ce|t)|(?:pleaded|pled|pleads) (?:not )?guilty|no wrongdoing|did nothing wrong"
    r"|admit(?:ted|s)|conced(?:ed|es)|confess(?:ed|es)|apologi[sz](?:ed|es)|declin(?:ed|es)|in (?:response|reply)|respond(?:ed|s)|repli(?:ed|es))\b",
    re.I,
)
NEAR = 3  # sentences after an accusation in which "the company denied it" answers it


def accused_in(document: Document, attributed: Attributed) -> Iterator[Token]:
    """The names of the people and bodies one attribution accuses of an offence."""
    verb = attributed.cue_token
    if verb is None or attributed.unreal:
        return
    lemma = verb.lemma.lower()
    content = " ".join(span.of(document.masked) for span in attributed.content)
    said = document.sentences[attributed.sentence].of(document.masked) if lemma in ACCUSING else content
    if not OFFENCES.search(said):
        return
    if lemma in ACCUSING:
        target = verb.child("nsubjpass") if attributed.passive else verb.child("dobj")
        yield from _names(target or _subject_of_clause(verb))
    elif lemma in _ACCUSATIONS and attributed.cue_kind == "noun":
        against = next((kid for kid in verb.subtree() if kid.lower == "against"), None)
        yield from _names(against.child("pobj") if against else None)
    elif attributed.cue_kind == "according" and not _TOLD_AS_FACT.search(content):
        yield from _names(_offender(verb.head))
    elif lemma in SAY and not _TOLD_AS_FACT.search(content):
        clause = verb.child("ccomp")
        yield from _names(_offender(clause) if clause else None)


def by_law(attributed: Attributed) -> bool:
    """A charge is brought in public, by somebody whose office it is."""
    verb = attributed.cue_token
    return verb is not None and verb.lemma.lower() == "charge"


def answers_for(attributed: Attributed, accused: str) -> bool:
    """Does the accused, or somebody whose words name whom they speak for, say something here?"""
    if attributed.kind not in ("named", "spokesperson", "mental") or attributed.unreal:
        return False
    if attributed.speaker and attributed.speaker.split()[-1].lower() == accused.lower():
        return True
    head = attributed.source_head
    return head is not None and any(token.text == accused for token in head.subtree() if token is not head)


def speaks_for_somebody(attributed: Attributed) -> bool:
    head = attributed.source_head
    return head is not None and head.lower in _FOR_SOMEBODY and not attributed.unreal


def _subject_of_clause(verb: Token) -> Token | None:
    clause = verb.child("ccomp")
    return clause.child("nsubj") if clause is not None else None


def _offender(clause: Token) -> Token | None:
    """ "said Tom Drew took bribes": whoever does the offence, not whom it was done to."""
    if clause.child("neg", "auxpass") or any(k.tag == "MD" for k in clause.kids):
        return None
    did = clause.lemma.lower() in _OFFENDING
    what = next((k for k in clause.kids if k.dep in ("dobj", "attr", "acomp")), None)
    took = what is not None and clause.lemma.lower() in _COMMITTING and OFFENCES.fullmatch(what.text)
    return clause.child("nsubj") if did or took else None


_COMMITTING = words("be commit take accept pay offer engage run")


def _names(target: Token | None) -> Iterator[Token]:
    """Proper names the target is, stands beside or is joined to: "the operator, Tom Drew, and his aunt"."""
    if target is not None and target.pos == "PRON":
        target = relative_head(target)  # "Drew, who has been accused"
    if target is None:
        return
    if target.pos == "PROPN":
        yield target
    for kid in target.kids:
        if kid.dep == "conj" or (kid.dep == "appos" and target.pos != "PROPN"):
            yield from _names(kid)
