"""Nouns and adjectives that carry what someone says or thinks: his claim that, concern about, afraid that."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..grammar import Token
from ..lexicon.nouns import ADJECTIVES, DOCUMENTS, SAYING, THINKING
from ..lexicon.verbs import LIGHT, SAY, words
from .clauses import is_unreal, is_verb, subject_of
from .extents import end_of
from .model import Attributed, Cue
from .spans import pieces, source_span, under

_OF = frozenset(
    ["of", "about", "for", "over", "on", "against", "with", "that", "toward", "towards", "to", "in"]
)
_RECEIVING = frozenset(
    ("face", "draw", "provoke", "receive", "get", "attract", "spark", "prompt", "under", "amid", "despite")
)
_SAYERLESS = words("allegation accusation claim rumor rumour criticism speculation complaint outcry")
_NOUNS = SAYING | THINKING
# What is told, wished or felt about something even where nobody is named who does.
_BY_NOBODY: dict[str, frozenset[str]] = {
    **dict.fromkeys(_SAYERLESS, _OF),
    **dict.fromkeys(
        words("question doubt concern worry skepticism scepticism speculation anxiety"), words("about over")
    ),
    **dict.fromkeys(
        words("support call plea demand enthusiasm praise respect disdain contempt admiration"), words("for")
    ),
    **dict.fromkeys(
        words(
            "criticism endorsement condemnation rejection denial disapproval approval warning chant mention"
        ),
        words("of"),
    ),
    **dict.fromkeys(words("opposition objection reference"), words("to")),
    **dict.fromkeys(
        words("anger outrage frustration outcry protest complaint"), words("over about at against with")
    ),
}


def find_nominal_cues(tokens: list[Token]) -> Iterator[Attributed]:
    """Nouns and predicate adjectives of the chunk that hand content to a source."""
    for token in tokens:
        if token.pos == "NOUN" and token.lemma.lower() in _NOUNS:
            yield from _from_noun(tokens, token)
        elif token.pos in ("ADJ", "VERB") and token.lower in ADJECTIVES:
            yield from _from_adjective(tokens, token)


def _from_noun(tokens: list[Token], noun: Token) -> Iterator[Attributed]:
    if noun.dep == "pobj" and noun.head.head.lemma.lower() in SAY and noun.child("poss") is None:
        return  # said in a statement that: the verb hands it over
    complement = _clause_of(noun)
    owner, carrier = _owner(noun)
    if complement is None:
        complement = _prep_object(noun, owner is not None or carrier is not None) or _told_by_being(noun)
    if complement is None:
        return
    content = _content(tokens, noun, complement)
    source = source_span(tokens, owner) if owner is not None else None
    if not content or (owner is not None and source is None):
        return
    low = min(noun.i, carrier.i if carrier is not None else noun.i)
    kind: Cue = "noun" if noun.lemma.lower() in SAYING else "think"
    yield Attributed(
        cue_kind=kind,
        source=source,
        cue=Span(tokens[low].start, max(noun.end, tokens[low].end)),
        content=content,
        sentence=noun.sent,
        source_head=owner,
        cue_token=carrier or noun,
        unreal=carrier is not None and is_unreal(carrier),
    )


def _content(tokens: list[Token], cue: Token, complement: Token) -> list[Span]:
    low, high = under(complement)
    if low > cue.i:
        high = end_of(tokens, cue, low, high, clause=is_verb(complement))
    return pieces(tokens, low, high, None)


def _clause_of(noun: Token) -> Token | None:
    """the claim that ..., a promise to ..., the question whether ..."""
    for kid in noun.kids:
        if kid.i < noun.i or (noun.lemma.lower() in DOCUMENTS and _about_the_paper(kid)):
            continue
        if kid.dep in ("acl", "ccomp", "relcl") and is_verb(kid):
            if any(k.lower in ("that", "whether", "if") and k.dep == "mark" for k in kid.kids):
                return kid
            if kid.dep == "acl" and any(k.lower == "to" and k.dep == "aux" for k in kid.kids):
                return kid
    return None


def _about_the_paper(clause: Token) -> bool:
    """the report that the committee published: the clause is about the paper, not in it."""
    return clause.dep == "relcl" or clause.lemma.lower() in _HANDLING


_HANDLING = words(
    "publish release write send obtain see issue file commission order produce receive submit present cite"
)


def _told_by_being(noun: Token) -> Token | None:
    """the plan is to close it; her fear is that it floods."""
    verb = noun.head
    if noun.dep != "nsubj" or verb.lemma != "be" or verb.i < noun.i:
        return None
    for kid in verb.kids:
        if (
            kid.i > verb.i
            and kid.dep in ("ccomp", "xcomp")
            and any(k.lower in ("to", "that") for k in kid.kids)
        ):
            return kid
    return None


def _prep_object(noun: Token, carried: bool) -> Token | None:
    taken = _OF if carried else _BY_NOBODY.get(noun.lemma.lower(), frozenset())
    for kid in noun.kids:
        if kid.dep == "prep" and kid.i > noun.i and kid.lower in taken:
            thing = kid.child("pobj", "pcomp")
            if thing is not None:
                return thing
    return None


def _owner(noun: Token) -> tuple[Token | None, Token | None]:
    """(whose it is, the light verb that says so): his claim; a claim by; they expressed concern."""
    if (poss := noun.child("poss")) is not None:
        return poss, None
    for kid in noun.kids:
        if (
            kid.dep == "prep"
            and kid.lower in ("by", "from", "among")
            and (thing := kid.child("pobj")) is not None
        ):
            return thing, None
    head = noun.head
    if noun.dep == "conj" and head.pos == "NOUN":
        return _owner(head)
    if noun.dep in ("dobj", "pobj") and head.lemma.lower() in _RECEIVING:
        return None, head
    if noun.dep in ("dobj", "attr") and is_verb(head) and (head.lemma.lower() in LIGHT):
        subject = subject_of(head)
        return subject, head if subject is not None else None
    return None, None


def _from_adjective(tokens: list[Token], adjective: Token) -> Iterator[Attributed]:
    head = adjective.head
    if adjective.dep not in ("acomp", "ROOT", "conj", "amod", "acl", "advcl"):
        return
    verb = head if adjective.dep == "acomp" else adjective
    subject = subject_of(verb)
    complement = _complement_of(adjective)
    if complement is None or subject is None or subject.lower in _NOBODY:
        return
    source = source_span(tokens, subject)
    content = _content(tokens, adjective, complement)
    if not source or not content:
        return
    yield Attributed(
        cue_kind="adjective",
        source=source,
        cue=Span(adjective.start, adjective.end),
        content=content,
        sentence=adjective.sent,
        source_head=subject,
        cue_token=adjective,
        unreal=is_unreal(verb) or is_unreal(adjective),
    )


_NOBODY = frozenset(("it", "there", "that", "this", "which"))
_AFTER_ADJECTIVES = frozenset(("of", "about", "that", "to", "over", "at", "with", "by", "in", "for", "on"))


def _complement_of(adjective: Token) -> Token | None:
    """afraid that ..., worried about ..."""
    complement = adjective.child("ccomp", "xcomp")
    if complement is None:
        for kid in adjective.kids:
            if kid.dep == "prep" and kid.lower in _AFTER_ADJECTIVES:
                complement = kid.child("pobj", "pcomp")
    return complement if complement is not None and complement.i > adjective.i else None
