"""according to, per, in the words of, in her view; reportedly, allegedly."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Span
from ..grammar import Token
from ..lexicon.people import INFORMANTS, UNNAMED_WORDS
from .clauses import is_verb
from .model import Attributed
from .spans import pieces, source_span, span_of, under

HEARSAY = frozenset(
    [
        "reportedly",
        "allegedly",
        "supposedly",
        "purportedly",
        "apparently",
        "presumably",
        "rumoredly",
        "ostensibly",
        "evidently",
    ]
)


def find_adverbial_cues(tokens: list[Token]) -> Iterator[Attributed]:
    """Prepositional and adverbial cues of the chunk."""
    for token in tokens:
        if (
            (token.lower == "according" and (found := _according(tokens, token)))
            or (token.lower == "per" and token.pos in ("ADP", "SCONJ") and (found := _per(tokens, token)))
            or (token.lower == "in" and token.dep == "prep" and (found := _in_a_poll(tokens, token)))
            or (token.lower in HEARSAY and token.pos == "ADV" and (found := _hearsay(tokens, token)))
            or (
                token.lower in ("view", "opinion", "words", "telling", "estimation")
                and (found := _in_her_view(tokens, token))
            )
        ):
            yield found


def _according(tokens: list[Token], token: Token) -> Attributed | None:
    to = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if to is None or to.lower != "to":
        return None
    thing = next((k for k in (*to.kids, *token.kids) if k.dep in ("pobj", "pcomp") and k.i > to.i), None)
    if thing is None:
        return None
    if token.head is token:
        return _opening(tokens, token, to, thing)
    return _made(tokens, token, Span(token.start, to.end), thing, token)


def _opening(tokens: list[Token], token: Token, to: Token, thing: Token) -> Attributed | None:
    """Where the parser finds no clause: the source reaches to the comma, the rest is the content."""
    rest = [t.i for t in tokens[to.i + 1 :] if t.sent == token.sent]
    comma = next((i for i in rest if tokens[i].text == "," and i > thing.i), None)
    if comma is None or comma == rest[-1]:
        return None
    source, content = span_of(tokens, to.i + 1, comma - 1), span_of(tokens, comma + 1, rest[-1])
    if source is None or content is None:
        return None
    cue = Span(token.start, to.end)
    return Attributed("according", source, cue, [content], token.sent, source_head=thing, cue_token=token)


def _per(tokens: list[Token], token: Token) -> Attributed | None:
    thing = token.child("pobj")
    before = tokens[token.i - 1].text if token.i else ","
    several = thing is not None and thing.lower in INFORMANTS and thing.tag == "NNS"  # "per person" counts
    if thing is None or before != "," or not (thing.pos == "PROPN" or several or _a_source(thing)):
        return None
    return _made(tokens, token, Span(token.start, token.end), thing, token)


def _a_source(thing: Token) -> bool:
    return thing.lower in UNNAMED_WORDS and any(k.dep in ("det", "nummod") for k in thing.kids)


_COUNTS = frozenset(("poll", "polls", "polling", "survey", "surveys", "census"))


def _in_a_poll(tokens: list[Token], token: Token) -> Attributed | None:
    """In a new poll, half of the town was against the plan; she trails in the polls."""
    thing = token.child("pobj")
    verb = token.head
    if thing is None or thing.lower not in _COUNTS or not is_verb(verb):
        return None
    if token.i > verb.i and not (verb.dep == "ROOT" and thing.lower in ("poll", "survey", "census")):
        return None
    if any(t.lemma in _TELLING or t.lemma in ("conduct", "ask", "interview") for t in (verb, *verb.kids)):
        return None
    return _made(tokens, token, Span(token.start, token.end), thing, token)


_TELLING = frozenset(("say", "find", "show", "tell", "report", "suggest", "indicate", "believe", "think"))


def _in_her_view(tokens: list[Token], token: Token) -> Attributed | None:
    """in Brightwell's view, in the words of the judge."""
    head = token.head
    if token.dep != "pobj" or head.lower != "in":
        return None
    owner = token.child("poss") or next((k.child("pobj") for k in token.kids if k.lower == "of"), None)
    if owner is None:
        return None
    return _made(tokens, head, Span(head.start, token.end), owner, head)


def _made(tokens: list[Token], anchor: Token, cue: Span, thing: Token, phrase: Token) -> Attributed | None:
    """The clause the phrase hangs on, without the phrase, is what the source is answerable for."""
    clause = _clause_above(anchor)
    own = under(phrase)
    low, high = under(clause, [phrase])
    content = pieces(tokens, low, high, own)
    source = source_span(tokens, thing)
    if not content or source is None:
        return None
    return Attributed("according", source, cue, content, anchor.sent, source_head=thing, cue_token=anchor)


def _clause_above(token: Token) -> Token:
    head = token.head
    while head.head is not head and not is_verb(head):
        head = head.head
    return head


def _hearsay(tokens: list[Token], token: Token) -> Attributed | None:
    clause = token.head
    if clause is token:
        return None
    low, high = under(clause, [token])
    skipped = [k for k in clause.kids if k.dep in ("advcl", "conj", "cc", "parataxis")]
    low, high = under(clause, [token, *skipped])
    content = pieces(tokens, low, high, (token.i, token.i))
    if not content:
        span = span_of(tokens, clause.i, clause.i)
        content = [span] if span else []
    if not content:
        return None
    return Attributed("adverb", None, Span(token.start, token.end), content, token.sent, cue_token=token)
