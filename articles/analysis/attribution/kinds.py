"""What sort of source it is: named, spokesperson, document, outlet, anonymous, collective, hidden, mental or generic."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

from ..findings import Kind, Span
from ..grammar import Token
from ..lexicon.nouns import DOCUMENTS
from ..lexicon.people import (
    COUNTRIES,
    CROWDS,
    INFORMANTS,
    INSTITUTIONS,
    ORGANISATION_WORDS,
    ORGANISATIONS,
    PARTISANS,
    SPOKES,
)
from ..lexicon.verbs import words
from .cast import Cast, Entry
from .common_nouns import carries_words, is_abstract, is_thing, kind_of_noun, only_moves
from .hidden import hides_its_source
from .model import Attributed
from .noun_phrases import (
    PART_OF,
    apposition,
    described,
    in_a_poll,
    is_counted,
    people_within,
    whole_of,
)
from .proper_names import is_proper, kind_of_name, kind_of_turn
from .speakers import (
    HE,
    IT,
    RELATIVE,
    THEY,
    last_told,
    meant_by,
    relative_head,
)
from .telling import whenever

_OWN_VOICE = words("i we me us you my our your one 's ’s")  # let 's
_NOBODY = words("none nobody neither no no-one any anyone anybody whoever")
_BY_WORD: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("hidden", frozenset(["reports", "accounts", "rumors", "rumours"])),
    ("spokesperson", SPOKES | INSTITUTIONS),
    ("document", DOCUMENTS),
    ("anonymous", INFORMANTS),
    ("collective", CROWDS | PARTISANS),
    ("spokesperson", ORGANISATIONS | COUNTRIES),
)
_NEXT_IN_ROW = words("second third fourth fifth sixth")  # a third, a former clerk, said
_POSSIBLE = words("would could can might may should must ca wo will")


def kind_of(attributed: Attributed, cast: Cast, text: str) -> tuple[Kind, str | None]:
    """(kind, speaker) of a working attribution; `via` is worked out elsewhere."""
    head = attributed.source_head
    if attributed.cue_kind == "seem":
        return "generic", None
    if attributed.cue_kind == "colon":
        return kind_of_turn(attributed, cast, text)
    if attributed.source is None and head is None:
        return ("hidden" if hides_its_source(attributed) else "generic"), None
    if head is None:
        return _kind_by_words(attributed.source, text), None
    kind, speaker = source_kind(head, cast)
    if kind == "spokesperson" and _with_a_crowd(head, cast):
        kind, speaker = "collective", None
    if kind == "collective" and is_thing(head):
        kind = "document" if carries_words(attributed) else "generic" if only_moves(attributed) else kind
    if kind in ("anonymous", "collective") and (whenever(attributed) or is_abstract(head)):
        return "generic", None
    if attributed.unreal and kind != "anonymous" and not _stance(attributed):
        return "generic", speaker
    if (
        attributed.cue_kind in ("think", "adjective")
        and kind in ("named", "spokesperson")
        and not attributed.quoted
    ):
        return "mental", speaker
    return kind, speaker


def _stance(attributed: Attributed) -> bool:
    """They do not want it, they are not convinced: a refusal is a view, where "did not say" tells nothing."""
    verb = attributed.cue_token
    if verb is None or attributed.cue_kind not in ("think", "adjective"):
        return False
    verb = verb.head if attributed.cue_kind == "adjective" else verb
    if verb.child("neg") is None:
        return False
    return not any(k.dep == "mark" or (k.dep == "aux" and k.lower in _POSSIBLE) for k in verb.kids)


def _with_a_crowd(head: Token, cast: Cast) -> bool:
    """The campaign and some experts: how many of them, and who, is open."""
    beside = [k for k in head.kids if k.dep == "conj"]
    if head.dep == "nsubj":  # the parser may set them side by side under the verb
        beside += [k for k in head.head.kids if k.dep == "nsubj" and k is not head and k.i > head.i]
    return any(k.tag in ("NNS", "NNPS", "NN") and source_kind(k, cast)[0] == "collective" for k in beside)


def source_kind(head: Token, cast: Cast, steps: int = 8) -> tuple[Kind, str | None]:
    """Kind and speaker by the head of the source's noun phrase; `steps` from word to word, lest they turn in a ring."""
    if not steps:
        return "generic", None
    if is_counted(head):
        return "document", None
    if head.lower in RELATIVE:
        noun = described(relative_head(head))
        if noun is None:
            return "generic", None
        kind, name = source_kind(noun, cast, steps - 1)
        somebody = (
            head.lower == "who" and noun.tag == "NN" and any(k.lower in ("a", "an", "one") for k in noun.kids)
        )
        return ("anonymous", None) if kind == "generic" and somebody else (kind, name)
    if head.lower in HE | THEY | IT:
        found = antecedent(cast, head)
        return (found[0] if found[0] != "mental" else "named", found[1]) if found else ("named", None)
    if _only_likened(head):
        return "generic", None
    if head.lower in ("each", "both", "all") and head.pos != "NOUN":
        return "named", None
    if head.lower in PART_OF and (whole := whole_of(head)) is not None:
        kind, _speaker = source_kind(whole, cast, steps - 1)
        unknown = whole.lower in THEY and antecedent(cast, whole) is None
        if head.lower == "one" and (kind == "collective" or unknown):
            kind = "anonymous"
        return ("named" if (name := apposition(head, cast)) else kind), name
    if head.tag == "CD" and any(k.lower == "the" for k in head.kids):
        return "named", None  # the two
    if head.lower in _NEXT_IN_ROW and any(k.dep == "det" and k.lower == "a" for k in head.kids):
        return ("named" if (name := apposition(head, cast)) else "anonymous"), name
    if head.lower in _OWN_VOICE or head.lower in _NOBODY or any(k.lower in _NOBODY for k in head.kids):
        return "generic", None
    if is_proper(head, cast):
        return kind_of_name(head, cast)
    if (people := people_within(head)) is not None and not in_a_poll(head, cast):
        return source_kind(people, cast, steps - 1)
    return kind_of_noun(head, cast)


def _thing_meant(cast: Cast, head: Token) -> Entry | None:
    """ "It", of a firm or a country the sentence before is about, unless a newsroom has just told something."""
    told = last_told(cast, head)
    thing = cast.thing_before(head) if head.lower in IT else None
    if thing is None or (told is not None and (told[0] == "outlet" or thing.pos != "PROPN")):
        return None
    kind, name = source_kind(thing, cast)
    return ("spokesperson" if kind == "named" else kind), name, None


def _only_likened(head: Token) -> bool:
    """like a woman expecting bailiffs: nobody, but what somebody is likened to"""
    above = head.head if head.dep == "pobj" else head.head.head if head.head.dep == "pcomp" else head
    return above.lower == "like" and above.pos == "ADP" and any(k.lower in ("a", "an") for k in head.kids)


def antecedent(cast: Cast, head: Token) -> Entry | None:
    """Kind, speaker and outlet of who a pronoun stands for; None where the copy shows nobody."""
    seen = meant_by(cast, head)
    if seen is None:
        return _thing_meant(cast, head) or last_told(cast, head)
    if seen.entry is not None:
        return seen.entry
    kind, name = source_kind(seen.token, cast)
    if kind == "anonymous" and head.lower in HE:
        kind = "named"  # one voter waved; then he said: too thin a thread to call him unnamed
    return kind, name, None


def _kind_by_words(source: Span | None, text: str) -> Kind:
    """The kind of a source known only by its words: transcripts, and copy read without a parser."""
    parts = source.of(text).split() if source else []
    last = parts[-1].strip(",.'’\"”").lower() if parts else ""
    if not last or last in HE:
        return "named"
    if any(
        w[:1].isupper() and w.lower() not in ("the", "a", "an", "two", "three", "some", "many", "several")
        for w in parts[1:]
    ):
        return "spokesperson" if last in ORGANISATION_WORDS | ORGANISATIONS | COUNTRIES else "named"
    for kind, members in _BY_WORD:
        if last in members:
            return kind
    return "named" if parts[0][:1].isupper() and len(parts) == 1 else "generic"
