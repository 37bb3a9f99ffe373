"""Who "he", "they" and "who" are: the one the copy has spoken of, nearest and most in view."""

from __future__ import annotations

from ..findings import Kind
from ..grammar import Token
from ..lexicon.people import INSTITUTIONS, ORGANISATION_WORDS, ORGANISATIONS, ROLES
from ..lexicon.persons import FEMALE, MALE, person_like
from ..lexicon.verbs import words
from .cast import Cast, Entry, Seen, is_one_person
from .model import Attributed

HE = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
IT = frozenset(["it", "its", "itself"])
RELATIVE = frozenset(["who", "whom", "whose", "which", "that", "what"])

# Words that stand in for the name of somebody the copy has kept unnamed.
_KEPT_BACK = words("source official person insider aide")
_STUDYING = words("researcher author scientist economist analyst scholar psychologist")
_IN_OFFICE = words(
    "lawmaker senator congressman congresswoman legislator contender candidate chairman reporter rival"
    " chairwoman minister adviser friend brother sister man woman"
)


def remember(cast: Cast, attributed: Attributed) -> None:
    """Note who has just spoken, for the pronouns that follow."""
    entry: Entry = (
        attributed.kind,
        attributed.speaker,
        attributed.via if attributed.kind == "outlet" else None,
    )
    head = attributed.source_head
    _learn_sex(cast, attributed)
    if head is not None and head.lower in HE and attributed.speaker is None:
        _learn_sex_of_unnamed(cast, head)
    if head is None or head.lower in HE | THEY | IT | RELATIVE:
        return
    if attributed.kind == "mental":
        entry = ("spokesperson" if _is_institution(head) else "named", entry[1], None)
    if attributed.passive and entry[0] == "anonymous":  # asked by a reporter, he ...: not the reporter
        return
    if entry[0] in ("named", "anonymous", "collective", "spokesperson") and not attributed.nested:
        cast.spoke(head, entry)
    plural = head.tag in ("NNS", "NNPS")
    if plural or entry[0] in ("collective", "anonymous", "spokesperson", "outlet"):
        cast.last["they"] = entry
    if entry[0] in ("spokesperson", "document", "outlet"):
        cast.last["it"] = entry
    if entry[0] == "outlet":
        cast.last["outlet"] = entry


def _learn_sex(cast: Cast, attributed: Attributed) -> None:
    """His daughter Petra, Mrs. Lind, "she" for the last to speak: what the copy itself shows."""
    head, name = attributed.source_head, attributed.speaker
    if head is None or name is None:
        return
    shown = {head.lower, *(k.lower for k in head.kids if k.dep in ("compound", "appos"))}
    weight = 1 if head.lower in HE else 3  # whom a pronoun means is a guess
    cast.sex[name] += weight * (bool(shown & FEMALE) - bool(shown & MALE))


def _learn_sex_of_unnamed(cast: Cast, head: Token) -> None:
    """A neighbour waved. She said ...: the neighbour is no "he" from here on."""
    seen = meant_by(cast, head)
    if seen is not None:
        seen.sex = _sign(head)


def _sign(head: Token) -> int:
    return 1 if head.lower in FEMALE else -1


def _is_institution(head: Token) -> bool:
    return head.lower in INSTITUTIONS or head.lower in ORGANISATIONS or head.lower in ORGANISATION_WORDS


def meant_by(cast: Cast, head: Token) -> Seen | None:
    """Whom a personal pronoun stands for: the nearest subject or speaker it fits, else the nearest name."""
    named: Seen | None = None
    if (asked := _who_was_asked(cast, head)) is not None:
        return asked
    for group in cast.before(head):
        fitting = [seen for seen in group if _fits(cast, seen, head)]
        best = min(fitting, key=lambda s: (_rank_for(cast, s, head), s.start), default=None)
        if best is not None and _rank_for(cast, best, head) < 2:
            return best
        named = named or best
    return named


_REPLYING = words("reply answer respond")


def _who_was_asked(cast: Cast, head: Token) -> Seen | None:
    """Ines Maddox asked Tam Brightwell whether he knew. "No," he replied: the one who was asked."""
    if head.dep != "nsubj" or head.head.lemma.lower() not in _REPLYING:
        return None
    for group in cast.before(head, 1):
        for seen in group:
            asked = seen.token.dep in ("dobj", "dative") and seen.token.head.lemma.lower() == "ask"
            if asked and _fits(cast, seen, head):
                return seen
    return None


def _rank_for(cast: Cast, seen: Seen, head: Token) -> int:
    """A man in the street who has not spoken is "he" in the next sentence at most, and never in his own."""
    if head.lower in THEY | IT or seen.entry is not None or seen.token.pos == "PROPN":
        return seen.rank
    if head.sent - seen.token.sent == 1 or cast.name_of(seen.token) is not None:
        return seen.rank
    return 2


def _fits(cast: Cast, seen: Seen, head: Token) -> bool:
    """One or many as the pronoun says, and nobody the copy has shown to be of the other sex."""
    if head.lower in THEY:
        return seen.plural
    if seen.plural or head.lower in IT or not is_one_person(seen) or _is_institution(seen.token):
        return False
    sign = _sign(head)  # he or she
    if sign * seen.sex < 0:
        return False
    name = seen.entry[1] if seen.entry else cast.name_of(seen.token)
    if sign * cast.sex[name or ""] < 0:
        return False
    shown = {seen.token.lower, *(k.lower for k in seen.token.kids if k.dep == "compound")}
    return not shown & (MALE if sign > 0 else FEMALE)


def last_told(cast: Cast, head: Token) -> Entry | None:
    """The last crowd or institution that spoke, where nothing nearer fits."""
    slot = "they" if head.lower in THEY else "it" if head.lower in IT else ""
    return cast.last.get(slot)


def spoken_of_before(cast: Cast, head: Token) -> tuple[Kind, str | None] | None:
    """Who "the two senators" and "the researchers" are: those just named, or the study just told of."""
    earlier = cast.same_word_before(head)
    if earlier is not None and earlier.entry is not None:
        return earlier.entry[:2]
    if head.lemma.lower() in _STUDYING and cast.study_near(head):
        return "document", None
    if any(k.dep == "nummod" for k in head.kids) or cast.names_near(head) > 1:
        return ("named", None) if head.lemma.lower() in ROLES | _IN_OFFICE else None
    return None


def has_only_unnamed(cast: Cast, head: Token) -> bool:
    """Has the copy told of this official or employee before without a name, or of nobody by name?"""
    earlier = cast.same_word_before(head)
    return head.lower in _KEPT_BACK or earlier is not None or not cast.names_near(head)


def was_introduced_unnamed(cast: Cast, head: Token) -> bool:
    """An engineer who sat on the panel spoke; "the engineer" goes on, and has no name yet."""
    earlier = cast.same_word_before(head)
    if earlier is None or (earlier.entry is not None and earlier.entry[1] is not None):
        return False
    if head.child("poss") is not None:
        return False
    beside = [k.pos == "PROPN" for k in earlier.token.kids if k.dep in ("appos", "compound")]
    article = any(k.dep == "det" and k.lower in ("a", "an", "one", "another") for k in earlier.token.kids)
    return article and not any(beside) and earlier.token.head.pos != "PROPN"


def relative_head(head: Token) -> Token | None:
    """The noun a relative pronoun stands for: "officials who said"."""
    if head.lower not in RELATIVE:
        return None
    verb = head.head
    for _ in range(6):
        if verb.dep in ("relcl", "acl"):
            return _person_before(verb.head, head) if head.lower in ("who", "whom") else verb.head
        if verb.head is verb:
            return None
        verb = verb.head
    return None


def _person_before(noun: Token, pronoun: Token) -> Token:
    """ "a letter from Tam Brightwell, who": the clause may hang on the letter."""
    if noun.pos == "PROPN":
        return _people_above(noun)
    above = noun
    for _ in range(4):
        near = [t for t in above.subtree() if t.i < pronoun.i and _is_person_word(t)]
        if near:
            return max(near, key=lambda t: t.i) if above is not noun or not _is_person_word(noun) else noun
        if above.head is above or (above is noun and any(k.lower in ("a", "an") for k in noun.kids)):
            break  # an architect who said so: of whatever calling
        above = above.head
    return noun


def _is_person_word(token: Token) -> bool:
    if token.dep in ("compound", "amod", "poss", "nmod"):
        return False
    return token.pos in ("PROPN", "PRON") or (token.pos == "NOUN" and person_like(token.lemma.lower()))


def _people_above(noun: Token) -> Token:
    """ "Democrats on Capitol Hill, who": the relative clause may hang on the place instead of the people."""
    above = noun.head.head if noun.dep == "pobj" and noun.head is not noun else noun
    return above if above.tag in ("NNS", "NNPS") else noun
