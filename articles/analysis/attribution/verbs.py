"""Verbs of saying, thinking, showing and judging: who does it, and what is said, thought, shown or judged."""

# ruff: noqa: E501  (examples and word lists read better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..grammar import Token
from ..lexicon.phrasal import IDIOMS, PARTICLES
from ..lexicon.verbs import (
    FEEL,
    JUDGE,
    PLAN,
    SAY,
    SEEM,
    SHOW,
    TALK,
    THINK,
    words,
)
from .clausal import as_clause, gapped, parenthesis, said_clause
from .clauses import agent_of, is_passive, is_unreal, is_verb, subject_of
from .extents import end_of
from .model import Attributed, Cue
from .objects import (
    READING,
    answered,
    called_for,
    in_a_statement,
    infinitive,
    judged,
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
# A song is sung by them, an oath recited: a performance, which tells nobody anything of theirs.
_PERFORMED = words("sing hum chant recite")
_TO_BE = ["to", "be"]
_WHERE = words("in on at during before last this when after")


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
    if passive and lemma in _PERFORMED and not verb.child("ccomp"):
        return
    if lemma == "say" and verb.tag == "VBD" and [t.lower for t in tokens[verb.i + 1 : verb.i + 3]] == _TO_BE:
        return  # lamps said to be safe were sold: the parser takes the participle for the verb
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
    head = agent_of(verb) if passive else _who_went_on(tokens, verb) or subject_of(verb)
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


def _who_went_on(tokens: list[Token], verb: Token) -> Token | None:
    """Maddox said the quay was weak, noting its age: the participle belongs to who spoke, not to the quay."""
    told = verb.head
    if verb.tag != "VBG" or verb.dep != "advcl" or tokens[verb.i - 1].text != "," or told.dep != "ccomp":
        return None
    saying = told.head
    return subject_of(saying) if saying.lemma.lower() in SAY and saying.i < told.i else None


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
        as_clause,
        gapped,
        said_clause,
        in_a_statement,
        idiom,
        with_particle,
        parenthesis,
        infinitive,
        read_off,
        judged,
        prepositional,
        called_for,
        answered,
    ):
        if found := attempt(tokens, verb, lemma):
            return found
    return None
