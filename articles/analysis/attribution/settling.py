"""Works out whose each attribution is, in story order: kind, speaker, outlet, a reason for no name."""

from __future__ import annotations

import re

from ..document import Document, Paragraph
from ..findings import Span
from ..grammar import Token
from ..lexicon.people import NAME_KEPT, REASON_WORDS, SPOKES
from .cast import Cast
from .hearings import said_in_a_hearing
from .interviews import carry
from .kinds import antecedent, kind_of
from .model import Attributed
from .naming import name_the_introduced
from .newsrooms import Mention
from .noun_phrases import is_counted
from .speakers import HE, IT, THEY, meant_by, relative_head, remember
from .via import THEIR_NAMES, stands_for_outlet, tie, told_throughout


def settle(
    document: Document,
    found: list[Attributed],
    parsed: list[tuple[Paragraph, list[Token]]],
    mentions: list[Mention],
) -> None:
    """Set kind, speaker, via and reason of each; `parsed` and `mentions` in story order."""
    cast = Cast()
    for paragraph, tokens in sorted(parsed, key=lambda pair: pair[0].role == "heading"):
        cast.learn(tokens, headline=paragraph.role == "heading")
    for _paragraph, tokens in parsed:
        cast.see(tokens, lambda at: document.quotation_at(at) is not None)
    starts = [mention.start for mention in mentions]
    fresh = {a.sentence for a in found if _is_new(a)}
    told_at = -9  # the sentence in which a newsroom last told something
    for attributed in sorted(found, key=lambda a: a.at):
        _end_at_cue(attributed, document.masked)
        attributed.meant = _unnamed_antecedent(cast, attributed)
        in_public = said_in_a_hearing(attributed)
        attributed.kind, speaker = kind_of(attributed, cast, document.masked)
        if in_public:
            attributed.kind = "spokesperson"
        elif _off_the_record(document, attributed):
            attributed.kind, speaker = "anonymous", None
        attributed.speaker = speaker or _as_written(document, attributed)
        sentence = document.sentences[attributed.sentence]
        tie(attributed, mentions, starts, sentence, document.masked)
        head = attributed.source_head
        if attributed.kind == "outlet" and attributed.via is None and head is not None:
            _outlet_by_pronoun(attributed, cast, head, told_at)
        if attributed.via is None and _told_that_newsroom(attributed) and (before := cast.last.get("outlet")):
            attributed.via = before[2] if attributed.sentence - told_at <= _NEWSROOM_MEANT else None
        if stands_for_outlet(attributed) and (before := cast.last.get("outlet")):
            attributed.kind, attributed.via = "outlet", attributed.via or before[2]
        if attributed.kind == "outlet":
            told_at = attributed.sentence
        attributed.reason_given = attributed.kind == "anonymous" and _reason_near(document, attributed, fresh)
        attributed.about_name = attributed.kind == "anonymous" and _about_its_name(document, attributed)
        remember(cast, attributed)
    name_the_introduced(cast, found)
    carry(document, found, mentions, cast)
    told_throughout(document, found, mentions)


_NEWSROOM_MEANT = 2  # sentences for which "the network" is the one that has just told something


def _told_that_newsroom(attributed: Attributed) -> bool:
    """Sources told the network: the newsroom of the sentence before."""
    verb = attributed.cue_token
    whom = verb.child("dobj", "dative", "iobj") if verb is not None and verb.lemma.lower() == "tell" else None
    return whom is not None and whom.lower in THEIR_NAMES and any(k.lower == "the" for k in whom.kids)


def _end_at_cue(attributed: Attributed, text: str) -> None:
    """A source that the parser lets run on over its own verb ends before it."""
    source, cue = attributed.source, attributed.cue
    verb, head = attributed.cue_token, attributed.source_head
    if not source or not cue or verb is None or head is None or not source.start < cue.start < source.end:
        return
    if head.start < cue.start and verb.head is head and verb.dep in ("advcl", "relcl", "ccomp"):
        attributed.source = Span(
            source.start, source.start + len(text[source.start : cue.start].rstrip(" ,"))
        )


def _outlet_by_pronoun(attributed: Attributed, cast: Cast, head: Token, told_at: int) -> None:
    """ "It said": the newsroom of the sentence before, else some other thing."""
    before = antecedent(cast, head) if head.lower in HE | THEY | IT else None
    if before and before[2] and attributed.sentence - told_at <= 1:
        attributed.via = before[2]
    else:
        attributed.kind = "document"


def _as_written(document: Document, attributed: Attributed) -> str | None:
    """A source that is no pronoun speaks under the words the copy uses for it."""
    head = attributed.source_head
    if attributed.source is None or attributed.kind in (
        "generic",
        "hidden",
        "collective",
        "anonymous",
        "mental",
    ):
        return None
    if head is not None and head.pos == "PRON":
        return None
    if head is not None and attributed.kind == "document" and is_counted(head):
        return _poll_named(document, attributed.sentence)
    words = attributed.source.of(document.masked)
    return " ".join(words.split()) if len(words) <= 60 else None


_CAPITAL = r"[A-Z][\w’'/&.-]*"
_POLL_NAMED = re.compile(
    rf"\b(?!(?:The|A|An|In|By|This)\b){_CAPITAL}(?: (?:of |and |& )?{_CAPITAL}){{0,5}} (?:poll|survey)\b"
)
_POLLS_RUN_ON = 6  # sentences


def _poll_named(document: Document, sentence: int) -> str | None:
    """58 per cent said so: the poll did, by the name the copy gave it last."""
    for index in range(sentence, max(-1, sentence - _POLLS_RUN_ON), -1):
        named = _POLL_NAMED.search(document.sentences[index].of(document.masked))
        if named is not None:
            return named[0]
    return None


_ONLY_THE_NAME = re.compile(
    r"(?:that )?(?:the [A-Z]\w+ |reporters )?(?:that )?(?:(?:they|he|she) (?:\w+ ){0,4})?"
    r"(?:to )?(?:speak |talk )?(?:(?:on|for|in) )?(?:the )?(?:anonymity|"
    + "|".join(map(re.escape, REASON_WORDS))
    + r")"
)


def _about_its_name(document: Document, attributed: Attributed) -> bool:
    """They asked for anonymity, they said they could not be named: a reason, and no information."""
    if attributed.quoted or not attributed.content:
        return False
    return bool(_ONLY_THE_NAME.match(attributed.content[0].of(document.masked)))


def _off_the_record(document: Document, attributed: Attributed) -> bool:
    """A spokeswoman who asked not to be named: she answers for nobody, and nobody can look her up."""
    head = attributed.source_head
    who = (relative_head(head) or head) if head is not None else None
    if attributed.kind != "spokesperson" or who is None or who.lower not in SPOKES:
        return False
    if _about_its_name(document, attributed):
        return who is not head
    sentence = document.sentences[attributed.sentence]
    around, at = [], sentence.start
    for piece in sorted(attributed.content):
        around.append(document.masked[at : max(at, piece.start)])
        at = max(at, piece.end)
    own = " ".join((*around, document.masked[at : sentence.end])).lower()
    return any(words in own for words in NAME_KEPT)


def _reason_near(document: Document, attributed: Attributed, fresh: set[int]) -> bool:
    """In their own sentence or beside it, unless it is the reason of somebody else who is new there."""
    here = attributed.sentence
    for index in range(max(0, here - 1), min(here + 2, len(document.sentences))):
        text = document.sentences[index].of(document.masked).lower()
        theirs = index == here or here not in fresh or index not in fresh
        if theirs and any(words in text for words in REASON_WORDS):
            return True
    return False


def _unnamed_antecedent(cast: Cast, attributed: Attributed) -> Token | None:
    """Whom "she" or "they" stand for where that is a noun: a woman in the gallery, two officials."""
    head = attributed.source_head
    seen = meant_by(cast, head) if head is not None and head.lower in HE | THEY else None
    return seen.token if seen is not None and seen.token.pos == "NOUN" else None


def _is_new(attributed: Attributed) -> bool:
    """An official, a second person, another: somebody the copy has not told of before."""
    head = attributed.source_head
    new = head is not None and any(k.lower in ("a", "an", "another") for k in head.kids if k.dep == "det")
    return new and not attributed.passive
