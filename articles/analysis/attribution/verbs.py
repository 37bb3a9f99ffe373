"""Verbs of saying, thinking, showing and judging: who does it, and what is said, thought, shown or judged."""

# ruff: noqa: E501  (examples and word lists read better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..grammar import Token
from ..lexicon.verbs import (
    FEEL,
    HEARSAY_PASSIVES,
    JUDGE,
    NOT_SAYING,
    PLAN,
    REFUSING,
    SAY,
    SEEM,
    SHOW,
    TALK,
    THINK,
)
from .model import Attributed, Cue
from .spans import cue_span, pieces, source_span, under

_MODALS = frozenset(["would", "could", "might", "may", "should", "must", "can", "shall"])
_FINDING = frozenset(("find", "discover", "determine", "conclude", "establish"))
_POSSIBLE = frozenset(("would", "could", "can", "might", "ca", "'d"))
_ANY = SAY | THINK | SHOW | JUDGE | FEEL | PLAN | SEEM | frozenset(TALK)
_ARGUMENTS = frozenset(
    ("prep", "oprd", "xcomp", "acomp", "advmod", "prt", "dative", "ccomp", "npadvmod", "agent")
)
_KEPT_PREPOSITIONS = frozenset(("as", "for", "of", "to", "about", "with", "over"))


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


def find_verb_cues(tokens: list[Token]) -> Iterator[Attributed]:
    """Every verb of the chunk that hands content to a source."""
    for token in tokens:
        lemma = token.lemma.lower()
        if not is_verb(token) or token.dep in ("aux", "auxpass"):
            continue
        if lemma in _ANY or token.child("ccomp"):
            yield from _from_verb(tokens, token, lemma)


def _from_verb(tokens: list[Token], verb: Token, lemma: str) -> Iterator[Attributed]:
    if _merely_possible(verb) or _hands_on(tokens, verb, lemma):
        return
    passive = is_passive(verb)
    kind_content = _passive_content(tokens, verb, lemma) if passive else _active_content(tokens, verb, lemma)
    if not kind_content:
        return
    cue_kind, content = kind_content
    if (
        cue_kind != "say"
        and (subject := subject_of(verb)) is not None
        and subject.lower in ("i", "you", "one")
    ):
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
        unreal=is_unreal(verb) or lemma in ("refuse", "decline", "avoid"),
    )


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
    """would say, could mean: nobody has said anything yet."""
    return verb.lemma != "like" and any(k.dep == "aux" and k.lower in _POSSIBLE for k in verb.kids)


def _hands_on(tokens: list[Token], verb: Token, lemma: str) -> bool:
    """seemed to say, wants to argue, refused to disavow: the second verb is the cue."""
    goal = verb.child("xcomp")
    if goal is None or not (lemma in SEEM or lemma in PLAN):
        return False
    inner = goal.lemma.lower()
    return not is_passive(verb) and inner in SAY | JUDGE and _active_content(tokens, goal, inner) is not None


def _outside(head: Token, content: list[Span]) -> bool:
    return not any(piece.start <= head.start < piece.end for piece in content)


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


def _active_content(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    for attempt in (
        _as_clause,
        _clause,
        _in_a_statement,
        _parenthesis,
        _infinitive,
        _object,
        _prepositional,
        _called_for,
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
    marked = any(k.dep == "mark" and k.lower == "that" for k in clause.kids)
    known = lemma in SAY or lemma in THINK or lemma in SHOW or lemma in PLAN
    if not known and (lemma in NOT_SAYING or not marked):
        return None
    low, high = under(clause, _own_sayings(clause))
    if clause.i < verb.i:
        return class_of(lemma), _around(tokens, verb, clause, low, high)
    if low <= verb.i <= high:  # which officials said will go: the pronoun stands before its clause
        low = verb.i + 1
    start = (
        _object_start(verb, low)
        if lemma in ("urge", "ask", "want", "tell", "order", "call") and not marked
        else low
    )
    return class_of(lemma), pieces(tokens, start, high, None)


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


def _object_start(verb: Token, low: int) -> int:
    thing = verb.child("dobj")
    return under(thing)[0] if thing and verb.i < thing.i < low else low


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
    low, high = under(head, [verb])
    return "say", pieces(tokens, low, high, under(verb))


def _infinitive(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
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
    return ("think" if lemma in THINK else "plan"), pieces(tokens, _object_start(verb, low), high, None)


def _object(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """criticise somebody for something, call it a disgrace, fear a defeat."""
    thing = verb.child("dobj") or verb.child("oprd")
    seen_as = lemma in ("see", "take") and any(k.dep == "prep" and k.lower == "as" for k in verb.kids)
    if lemma not in JUDGE and lemma not in FEEL and lemma not in SHOW and not seen_as:
        return None
    if thing is None or thing.i < verb.i or thing.lower in ("itself", "himself", "herself"):
        return None
    low, high = under(thing)
    for kid in verb.kids:
        if kid.i > thing.i and _belongs_to_object(kid):
            low, high = min(low, under(kid)[0]), max(high, under(kid)[1])
    return ("judge" if lemma in JUDGE else class_of(lemma)), pieces(tokens, low, high, None)


def _belongs_to_object(kid: Token) -> bool:
    """as a fraud, for his record, with fraud, to step down: what is said of the object."""
    if kid.dep == "prep":
        return kid.lower in _KEPT_PREPOSITIONS
    if kid.dep == "advcl":
        return kid.tag == "VB" and any(k.lower == "to" for k in kid.kids)
    return kid.dep in ("oprd", "xcomp", "acomp", "ccomp")


def _in_a_statement(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """said in a statement that ...: the parser hangs the clause on the statement."""
    if lemma not in SAY:
        return None
    for kid in verb.kids:
        thing = kid.child("pobj") if kid.dep == "prep" and kid.i > verb.i else None
        clause = thing.child("acl", "relcl", "ccomp") if thing is not None else None
        if clause is not None and any(k.dep == "mark" and k.lower == "that" for k in clause.kids):
            return "say", pieces(tokens, *under(clause), None)
    return None


def _called_for(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
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


def _prepositional(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
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


def _passive_content(tokens: list[Token], verb: Token, lemma: str) -> tuple[Cue, list[Span]] | None:
    """it is believed that, is expected to, was accused of, was described as."""
    if (
        lemma not in SAY
        and lemma not in THINK
        and lemma not in JUDGE
        and lemma not in PLAN
        and lemma not in SHOW
    ):
        return None
    subject = verb.child("nsubjpass", "expl", "nsubj")
    clause = verb.child("ccomp", "xcomp", "oprd", "acomp") or _kept_prep(verb)
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


def _kept_prep(verb: Token) -> Token | None:
    return next(
        (
            k
            for k in verb.kids
            if k.dep == "prep" and k.i > verb.i and k.lower in ("of", "as", "for", "about", "with")
        ),
        None,
    )
