"""Verbs of saying, thinking, showing and judging: who does it, and what is said, thought, shown or judged."""

# ruff: noqa: E501  (examples and word lists read better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..grammar import Token
from ..lexicon.phrasal import IDIOMS, PARTICLES
from ..lexicon.verbs import (
    FEEL,
    INVERSION,
    JUDGE,
    NOT_SAYING,
    PLAN,
    SAY,
    SEEM,
    SHOW,
    TALK,
    THINK,
    words,
)
from .clauses import agent_of, is_passive, is_unreal, is_verb, subject_of
from .extents import end_of
from .model import Attributed, Cue
from .objects import (
    READING,
    called_for,
    class_of,
    in_a_statement,
    infinitive,
    judged,
    object_start,
    passive_content,
    prepositional,
    read_off,
)
from .phrasal import idiom, with_particle
from .spans import cue_span, pieces, source_span, span_of, under

_POSSIBLE = frozenset(("would", "could", "can", "might", "ca", "'d"))
_ANY = (
    SAY
    | THINK
    | SHOW
    | JUDGE
    | FEEL
    | PLAN
    | SEEM
    | READING
    | frozenset(TALK)
    | frozenset(PARTICLES)
    | frozenset(IDIOMS)
)
# Nobody is alleged or insisted: before "in" or "on" such a verb is no participle.
_CLAUSE_ALONE = words("allege claim say argue insist complain concede contend testify assert state recall")
_WHERE = words("in on at during before last this when after")
_ARGUMENTS = frozenset(
    ("prep", "oprd", "xcomp", "acomp", "advmod", "prt", "dative", "ccomp", "npadvmod", "agent")
)


def find_verb_cues(tokens: list[Token]) -> Iterator[Attributed]:
    """Every verb of the chunk that hands content to a source."""
    for token in tokens:
        lemma = token.lemma.lower()
        if not is_verb(token) or token.dep in ("aux", "auxpass"):
            continue
        if said := _said_after(tokens, token, lemma):
            yield said
        elif lemma in _ANY or token.child("ccomp"):
            yield from _from_verb(tokens, token, lemma)


def _said_after(tokens: list[Token], verb: Token, lemma: str) -> Attributed | None:
    """A did B, a former partner alleged in a lawsuit: the parser takes the speaker for an apposition."""
    who = verb.head
    if lemma not in _CLAUSE_ALONE or verb.dep != "acl" or verb.tag != "VBN" or who.pos != "NOUN":
        return None
    low, high = under(who, [verb])
    rest = [t for t in tokens[under(verb)[1] + 1 :] if t.sent == verb.sent and t.pos != "PUNCT"]
    first = next(t.i for t in tokens if t.sent == verb.sent)
    before = tokens[first:low]
    after = tokens[verb.i + 1 : verb.i + 2]
    told_of = bool(after) and after[0].lower not in _WHERE and after[0].pos != "PUNCT"
    if told_of or high + 1 != verb.i or rest or len(before) < 3 or before[-1].text != ",":
        return None
    if not any(is_verb(t) and t.child("nsubj", "nsubjpass") for t in before):
        return None
    source, content = span_of(tokens, low, high), pieces(tokens, first, low - 1, None)
    return Attributed("say", source, cue_span(tokens, verb), content, verb.sent, who, verb)


def _from_verb(tokens: list[Token], verb: Token, lemma: str) -> Iterator[Attributed]:
    if _merely_possible(verb) or _hands_on(tokens, verb, lemma):
        return
    passive = is_passive(verb)
    if passive and lemma == "see" and verb.dep == "acl":  # e-mails seen by us: nobody's thought
        return
    kind_content = passive_content(tokens, verb, lemma) if passive else _active_content(tokens, verb, lemma)
    if not kind_content:
        return
    cue_kind, content = kind_content
    if not passive and cue_kind != "seem":
        content = _to_its_end(tokens, verb, content)
    subject = subject_of(verb)
    if cue_kind != "say" and subject is not None and subject.lower in ("you", "one"):
        return
    if not content:
        return
    head = agent_of(verb) if passive else subject_of(verb)
    if not passive and head is None and verb.dep not in ("ROOT", "parataxis", "ccomp"):
        return
    if cue_kind == "seem":
        head = None
    source = source_span(tokens, head) if head is not None else None
    if source and head is not None and not passive:
        content = _without_speaker(content, source, cue_span(tokens, verb))
    if source and any(piece.start <= source.start and source.end <= piece.end for piece in content):
        source = Span(head.start, head.end) if head and _outside(head, content) else None
    yield Attributed(
        cue_kind=cue_kind,
        source=source,
        cue=cue_span(tokens, verb),
        content=content,
        sentence=verb.sent,
        source_head=head if source else None,
        cue_token=verb,
        passive=passive,
        unreal=is_unreal(verb) or lemma in ("refuse", "decline", "avoid") or (passive and lemma == "ask"),
    )


def _to_its_end(tokens: list[Token], verb: Token, content: list[Span]) -> list[Span]:
    """The last piece behind the verb, up to where what is said really ends."""
    last = content[-1] if content else None
    if last is None or last.start < verb.end:
        return content
    starts = {t.start: t.i for t in tokens[verb.i :]}
    ends = {t.end: t.i for t in tokens[verb.i :]}
    if last.start not in starts or last.end not in ends:
        return content
    low, high = starts[last.start], ends[last.end]
    end = end_of(tokens, verb, low, high, clause=verb.child("ccomp") is not None)
    return content if end == high else [*content[:-1], *pieces(tokens, low, end, None)]


def _without_speaker(content: list[Span], source: Span, cue: Span) -> list[Span]:
    """Where the parser let the clause swallow who says it, the words before and after the saying are the content."""
    low, high = min(source.start, cue.start), max(source.end, cue.end)
    out: list[Span] = []
    for piece in content:
        if not (piece.start <= low and high <= piece.end) or high - low > 200:
            out.append(piece)
            continue
        out += [Span(a, b) for a, b in ((piece.start, low - 2), (high + 1, piece.end)) if b - a > 3]
    return out


def _merely_possible(verb: Token) -> bool:
    """could be seen, might be said: nobody has said anything yet."""
    return is_passive(verb) and any(k.dep == "aux" and k.lower in _POSSIBLE for k in verb.kids)


def _hands_on(tokens: list[Token], verb: Token, lemma: str) -> bool:
    """seemed to say, wants to argue, refused to disavow: the second verb is the cue."""
    goal = verb.child("xcomp")
    if goal is None or not (lemma in SEEM or lemma in PLAN):
        return False
    inner = goal.lemma.lower()
    return not is_passive(verb) and inner in SAY | JUDGE and _active_content(tokens, goal, inner) is not None


def _outside(head: Token, content: list[Span]) -> bool:
    return not any(piece.start <= head.start < piece.end for piece in content)


def _active_content(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    for attempt in (
        _as_clause,
        _gapped,
        _clause,
        in_a_statement,
        idiom,
        with_particle,
        _parenthesis,
        infinitive,
        read_off,
        judged,
        prepositional,
        called_for,
    ):
        if found := attempt(tokens, verb, lemma):
            return found
    return None


def _clause(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
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


def _gapped(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
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


def _parenthesis(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """A, she said, B: the verb hangs on the clause it reports."""
    if verb.dep not in ("parataxis", "ccomp", "dep", "advcl", "conj") or lemma not in SAY | THINK:
        return None
    head = verb.head
    if verb.dep != "parataxis" or head is verb or not verb.child("nsubj"):
        return None
    low, high = under(head, [verb])
    own = under(verb)
    return class_of(lemma), pieces(tokens, low, high, own)


def _as_clause(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
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
