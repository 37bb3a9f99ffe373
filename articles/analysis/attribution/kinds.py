"""What sort of source it is: named, spokesperson, document, outlet, anonymous, collective, hidden, mental or generic."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

from ..findings import Kind, Span
from ..grammar import Token
from ..lexicon.judgement import ACCUSING, ATTACKS
from ..lexicon.nouns import DOCUMENTS, REPORTISH, RUMOURS
from ..lexicon.people import (
    COUNTRIES,
    CROWDS,
    INFORMANTS,
    INSTITUTIONS,
    MASSES,
    ORGANISATION_WORDS,
    ORGANISATIONS,
    PARTISANS,
    ROLES,
    SPOKES,
    TITLES,
)
from ..lexicon.verbs import HEARSAY_PASSIVES, words
from .cast import Cast, Entry, person_like
from .model import Attributed
from .noun_phrases import (
    PART_OF,
    PERSONS,
    apposition,
    in_a_poll,
    is_counted,
    knows,
    looks_proper,
    names_some,
    of_a_document,
    people_within,
    whole_of,
)
from .speakers import (
    HE,
    IT,
    RELATIVE,
    THEY,
    has_only_unnamed,
    last_told,
    meant_by,
    relative_head,
    spoken_of_before,
)

_OWN_VOICE = words("i we me us you my our your one 's ’s")  # let 's
_NOBODY = words("none nobody neither no no-one any anyone anybody whoever")
# What the copy itself takes for likely, as against what it has heard.
_OWN_GUESS = words("apparently presumably ostensibly evidently")
_CROWD_WORDS = words("some many most others several everyone everybody people few anyone those all another")
_BY_WORD: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("hidden", frozenset(["reports", "accounts", "rumors", "rumours"])),
    ("spokesperson", SPOKES | INSTITUTIONS),
    ("document", DOCUMENTS),
    ("anonymous", INFORMANTS),
    ("collective", CROWDS | PARTISANS),
    ("spokesperson", ORGANISATIONS | COUNTRIES),
)
_PUBLIC = words(
    "judge senator congressman congresswoman representative governor mayor minister justice lawmaker commissioner sheriff ambassador president nominee candidate"
)
_OFFICERS = words("prosecutor regulator")
_POSSIBLE = words("would could can might may should must ca wo will")
_BARE_REPORTS = frozenset(
    ["reports", "accounts", "rumors", "rumours", "rumor", "reporting", "speculation", "word"]
)


def kind_of(attributed: Attributed, cast: Cast, text: str) -> tuple[Kind, str | None]:
    """(kind, speaker) of a working attribution; `via` is worked out elsewhere."""
    head = attributed.source_head
    if attributed.cue_kind == "seem":
        return "generic", None
    if attributed.cue_kind == "colon":
        return _turn(attributed, cast, text)
    if attributed.source is None and head is None:
        return ("hidden" if _hides_its_source(attributed) else "generic"), None
    if head is None:
        return _kind_by_words(attributed.source, text), None
    kind, speaker = source_kind(head, cast)
    if kind == "spokesperson" and _with_a_crowd(head, cast):
        kind, speaker = "collective", None
    if kind == "collective" and _no_person(head) and _carries(attributed):
        kind = "document"
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


def _carries(attributed: Attributed) -> bool:
    """Speeches have shown it, signs that say it."""
    cue = attributed.cue_token
    return attributed.cue_kind == "show" or (cue is not None and cue.dep in ("relcl", "acl"))


def _no_person(head: Token) -> bool:
    """bottles that said, T-shirts portraying: things carry words, and nobody is hidden by them."""
    noun = relative_head(head) or head
    word, lemma = noun.lower, noun.lemma.lower()
    people = word in CROWDS | INFORMANTS | MASSES | PARTISANS | INSTITUTIONS or lemma in INSTITUTIONS
    return noun.tag == "NNS" and not people and not person_like(lemma)


def source_kind(head: Token, cast: Cast) -> tuple[Kind, str | None]:
    """Kind and speaker by the head of the source's noun phrase."""
    if is_counted(head):
        return "document", None
    if head.lower in RELATIVE:
        noun = relative_head(head)
        if noun is not None and noun.dep == "appos" and noun.head.pos == "PROPN":
            noun = noun.head  # Mara Lind, a former clerk who backed it
        if noun is None:
            return "generic", None
        kind, name = source_kind(noun, cast)
        somebody = (
            head.lower == "who" and noun.tag == "NN" and any(k.lower in ("a", "an", "one") for k in noun.kids)
        )
        return ("anonymous", None) if kind == "generic" and somebody else (kind, name)
    if head.lower in HE | THEY | IT:
        found = antecedent(cast, head)
        return (found[0] if found[0] != "mental" else "named", found[1]) if found else ("named", None)
    if head.lower in ("each", "both", "all") and head.pos != "NOUN":
        return "named", None
    if head.lower in PART_OF and (whole := whole_of(head)) is not None:
        kind, _speaker = source_kind(whole, cast)
        unknown = whole.lower in THEY and antecedent(cast, whole) is None
        if head.lower == "one" and (kind == "collective" or unknown):
            kind = "anonymous"
        return ("named" if (name := apposition(head, cast)) else kind), name
    if head.lower in _OWN_VOICE or head.lower in _NOBODY or any(k.lower in _NOBODY for k in head.kids):
        return "generic", None
    if (
        head.pos == "PROPN"
        or head.tag in ("NNP", "NNPS")
        or (head.text[:1].isupper() and head.lower in cast.by_last)
        or looks_proper(head)
    ):
        return _proper(head, cast)
    return _common(head, cast)


def antecedent(cast: Cast, head: Token) -> Entry | None:
    """Kind, speaker and outlet of who a pronoun stands for; None where the copy shows nobody."""
    seen = meant_by(cast, head)
    if seen is None:
        return last_told(cast, head)
    if seen.entry is not None:
        return seen.entry
    return (*source_kind(seen.token, cast), None)


def _proper(head: Token, cast: Cast) -> tuple[Kind, str | None]:
    word = head.lower
    if word in ROLES:
        return "named", cast.holder(head)
    parts = [k.lower for k in head.kids if k.dep in ("compound", "nmod", "amod", "flat")]
    name = cast.name_of(head)
    if word in PARTISANS and in_a_poll(head, cast):
        return "document", None
    if word in PARTISANS and (head.tag == "NNPS" or (word.endswith("s") and not parts)):
        return "collective", None
    if any(p in TITLES for p in parts) or (word in cast.by_last and word not in ORGANISATION_WORDS):
        return "named", name
    if (
        word in ORGANISATIONS
        or word in ORGANISATION_WORDS
        or word in COUNTRIES
        or any(p in ORGANISATION_WORDS for p in parts)
    ):
        return "spokesperson", name
    determined = any(k.dep == "det" and k.lower == "the" for k in head.kids)
    acronym = len(word) > 1 and head.text.isupper() and not parts
    if determined or acronym:
        return "spokesperson", name
    return "named", name


def _common(head: Token, cast: Cast) -> tuple[Kind, str | None]:
    word, lemma = head.lower, head.lemma.lower()
    if in_a_poll(head, cast) and not knows(head):
        return "document", None
    if (people := people_within(head)) is not None:
        return source_kind(people, cast)
    named = apposition(head, cast)
    if named:
        return "named", named
    if names_some(head) or any(k.lower == "both" for k in head.kids):
        return "named", None
    if word in ("author", "authors", "researchers") and of_a_document(head):
        return "document", None
    if word in SPOKES or lemma in SPOKES or (lemma in _OFFICERS and head.tag == "NNS"):
        return "spokesperson", None
    if word in _BARE_REPORTS and not any(
        k.dep in ("poss", "compound", "prep", "acl", "relcl", "nmod") for k in head.kids
    ):
        return "hidden", None
    if word in DOCUMENTS or word in REPORTISH:
        return "document", None
    if word in PERSONS and knows(head):
        return "anonymous", None
    if word in _CROWD_WORDS or head.pos == "PRON":
        return "collective", None
    return _by_role(head, word, lemma, cast)


def _by_role(head: Token, word: str, lemma: str, cast: Cast) -> tuple[Kind, str | None]:
    """Institutions, informants, people in an office, crowds: by the noun and by whether it points at one."""
    singular = head.tag == "NN"
    definite = any(
        (k.dep == "det" and k.lower in ("the", "this", "that")) or k.dep == "poss" for k in head.kids
    )
    if lemma in MASSES:
        return "collective", None
    if word in INSTITUTIONS:
        return "spokesperson", None
    if word in INFORMANTS:
        return _informant(head, cast, definite)
    if head.tag == "NNS" and any(
        k.dep == "det" and k.lower in ("the", "these", "those", "both") for k in head.kids
    ):
        before = spoken_of_before(cast, head)
        if before is not None:
            return before
    if singular and word in ROLES | CROWDS:
        return ("named", cast.holder(head)) if definite or word in _PUBLIC else ("anonymous", None)
    if word in CROWDS or word in PARTISANS or (head.tag == "NNS" and lemma in ROLES | CROWDS):
        return "collective", None
    if lemma in INSTITUTIONS:
        return "collective" if head.tag == "NNS" else "spokesperson", None
    if lemma in DOCUMENTS:
        return "document", None
    if head.tag == "NNS":
        return "collective", None
    if any(k.dep == "det" and k.lower in ("a", "an", "one", "another") for k in head.kids):
        return ("anonymous" if person_like(word) else "generic"), None
    if definite:
        return ("named", cast.holder(head)) if lemma in ROLES or person_like(word) else ("spokesperson", None)
    return "generic", None


def _informant(head: Token, cast: Cast, definite: bool) -> tuple[Kind, str | None]:
    """An official is anonymous; "the adviser" is whoever the copy has called so, by name or without."""
    if head.tag != "NN" or not definite:
        return "anonymous", None
    if head.lower in ROLES:
        return "named", cast.holder(head)
    if any(k.lower == "the" for k in head.kids) and not has_only_unnamed(cast, head):
        return "named", cast.holder(head)
    return "anonymous", None


def _turn(attributed: Attributed, cast: Cast, text: str) -> tuple[Kind, str | None]:
    """Who has the word in a transcript: a last name in capitals is that person."""
    parts = attributed.source.of(text).split() if attributed.source else []
    name = cast.by_last.get(parts[-1].lower()) if parts else None
    return "named", name or (" ".join(parts).title() if parts else None)


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


def _hides_its_source(attributed: Attributed) -> bool:
    """It is believed, is accused of, allegations that, reportedly: somebody says so, and we are not told who."""
    token = attributed.cue_token
    if attributed.cue_kind == "adverb":
        return token is None or token.lower not in _OWN_GUESS
    if token is None:
        return attributed.passive
    if attributed.unreal and token.lemma.lower() not in ("think", "believe", "know", "expect"):
        return False
    if attributed.cue_kind == "noun":  # an assertion, a call: of whoever the sentence is about
        return token.lemma.lower() in RUMOURS and not any(k.lower in ("a", "an") for k in token.kids)
    lemma = token.lemma.lower()
    if not attributed.passive or lemma not in HEARSAY_PASSIVES:
        return False
    if lemma == "report":  # a fire was reported at the mill: it happened, and no report is spread
        return token.child("xcomp", "ccomp", "oprd", "acomp") is not None
    return lemma in ATTACKS | ACCUSING or token.child("xcomp", "ccomp", "oprd", "acomp", "prep") is not None
