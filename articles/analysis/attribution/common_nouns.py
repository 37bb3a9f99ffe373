"""Sources called by a common noun: offices, informants, crowds, institutions, papers."""

# ruff: noqa: E501  (word lists read better unbroken)

from __future__ import annotations

from ..findings import Kind
from ..grammar import Token
from ..lexicon.nouns import DOCUMENTS, REPORTISH
from ..lexicon.people import CROWDS, INFORMANTS, INSTITUTIONS, MASSES, PARTISANS, ROLES, SPOKES
from ..lexicon.persons import KIN, person_like
from ..lexicon.verbs import words
from .cast import Cast
from .model import Attributed
from .noun_phrases import PERSONS, apposition, in_a_poll, knows, names_some, of_a_document
from .speakers import has_only_unnamed, relative_head, spoken_of_before, was_introduced_unnamed

_ABSTRACT = tuple(words("tion sion ment ness ance ence ism move spat speech failure response fact"))
_ABSTRACT_MANY = tuple(
    words(
        "tions sions ments nesses ances ences isms ings stories events cases things ideas facts factors moves issues speeches"
    )
)
_PEOPLE_IN_INGS = words("siblings kings beings earthlings hirelings underlings")
_CROWD_WORDS = words("some many most others several everyone everybody people few those all another")
_PUBLIC = words(
    "judge senator congressman congresswoman representative governor mayor minister justice lawmaker commissioner sheriff ambassador president nominee candidate"
)
_NO_ONE_BUT_A_THING = words(
    "this that something anything everything nothing much months weeks days years hours"
)
_OFFICERS = words("prosecutor regulator")
_BARE_REPORTS = words("reports accounts rumors rumours rumor reporting speculation word")
_GENERALS = words("inspector attorney surgeon solicitor comptroller")
_DEFINITE = ("the", "this", "that")
_POINTING = ("the", "these", "those", "both")
Found = tuple[Kind, str | None]


def kind_of_noun(head: Token, cast: Cast) -> Found:
    """Kind and speaker of a source that has no name of its own."""
    word, lemma = head.lower, head.lemma.lower()
    if in_a_poll(head, cast) and not knows(head):
        return "document", None
    if named := apposition(head, cast):
        return "named", named
    if names_some(head) or any(k.lower == "both" for k in head.kids):
        return "named", None
    if word in ("author", "authors", "researchers") and of_a_document(head):
        return "document", None
    if word in SPOKES or lemma in SPOKES or (lemma in _OFFICERS and head.tag == "NNS"):
        return "spokesperson", None
    if word in _BARE_REPORTS and head.child("poss", "compound", "prep", "acl", "relcl", "nmod") is None:
        return "hidden", None
    if word in DOCUMENTS or word in REPORTISH:
        return "document", None
    if word in _NO_ONE_BUT_A_THING:
        return "generic", None
    if word in PERSONS and knows(head):
        return "anonymous", None
    if word in _CROWD_WORDS or head.pos == "PRON" or lemma in MASSES:
        return "collective", None
    if word in INSTITUTIONS:
        return "spokesperson", None
    if word in INFORMANTS:
        return _informant(head, cast)
    return _many(head, lemma, cast) if head.tag == "NNS" else _one(head, lemma, cast)


def _is_definite(head: Token) -> bool:
    return any((k.dep == "det" and k.lower in _DEFINITE) or k.dep == "poss" for k in head.kids)


def _informant(head: Token, cast: Cast) -> Found:
    """An official is anonymous; "the adviser" is whoever the copy has called so, by name or without."""
    if head.lower in ("source", "sources") and (_origin(head) or _supplies(head)):
        return "generic", None
    pointed = any(k.lower == "the" for k in head.kids)
    if head.tag != "NN":
        return (pointed and spoken_of_before(cast, head)) or ("anonymous", None)
    if not _is_definite(head):
        return "anonymous", None
    known = head.lower in ROLES or (pointed and (cast.holder(head) or not has_only_unnamed(cast, head)))
    return ("named", cast.holder(head)) if known else ("anonymous", None)


def _origin(head: Token) -> bool:
    """The source of the trouble is no person."""
    of = next((k for k in head.kids if k.dep == "prep" and k.lower == "of"), None)
    return of is not None


_SUPPLIED = words("energy power light heat water food fuel income revenue funding protein carbon")


def _supplies(head: Token) -> bool:
    """Energy sources told a different story: figures do, where a person who says so tells what it is."""
    story = head.head.child("dobj") if head.dep == "nsubj" and head.head.lemma.lower() == "tell" else None
    supply = any(k.dep in ("compound", "amod") and k.lower in _SUPPLIED for k in head.kids)
    return supply and story is not None and story.lemma.lower() in ("story", "tale")


def _many(head: Token, lemma: str, cast: Cast) -> Found:
    pointed = any(k.dep == "det" and k.lower in _POINTING for k in head.kids)
    if pointed and (before := spoken_of_before(cast, head)) is not None:
        return before
    return ("document", None) if lemma in DOCUMENTS else ("collective", None)


def _one(head: Token, lemma: str, cast: Cast) -> Found:
    """One person by an office, one institution, one thing."""
    word, definite = head.lower, _is_definite(head)
    if word in ("voiceover", "narrator", "announcer"):
        return "document", None  # of an advertisement, a film
    if word == "general" and any(k.lower in _GENERALS for k in head.kids):
        return "spokesperson", None
    if word in ("judge", "magistrate") and cast.holder(head) is None:
        return "spokesperson", None  # a federal judge ruled: the court
    if definite and word in KIN:
        return "named", cast.holder(head)  # her brother: somebody near whom the copy names
    if word in ROLES | CROWDS:
        return ("named", cast.holder(head)) if definite or word in _PUBLIC else ("anonymous", None)
    if lemma in INSTITUTIONS:
        return "spokesperson", None
    if lemma in DOCUMENTS:
        return "document", None
    if word in PARTISANS:
        return "collective", None
    if any(k.dep == "det" and k.lower in ("a", "an", "one", "another") for k in head.kids):
        return ("anonymous" if person_like(word) else "generic"), None
    if definite and (lemma in ROLES or person_like(word)):
        holder = cast.holder(head)
        unnamed = holder is None and was_introduced_unnamed(cast, head)
        return ("anonymous" if unnamed else "named"), holder
    return ("spokesperson" if definite and not word.endswith(_ABSTRACT) else "generic"), None


def is_abstract(head: Token) -> bool:
    """Arguments, disruptions, killings: nobody is meant, and nobody hidden."""
    noun = relative_head(head) or head
    known = INSTITUTIONS | CROWDS | DOCUMENTS | _PEOPLE_IN_INGS
    return noun.lower.endswith(_ABSTRACT_MANY) and not known & {noun.lower, noun.lemma.lower()}


def is_thing(head: Token) -> bool:
    """bottles that said, T-shirts portraying: things carry words, and nobody is hidden by them."""
    noun = relative_head(head) or head
    word, lemma = noun.lower, noun.lemma.lower()
    people = word in CROWDS | INFORMANTS | MASSES | PARTISANS | INSTITUTIONS or lemma in INSTITUTIONS
    return noun.tag == "NNS" and not people and not person_like(lemma)


def carries_words(attributed: Attributed) -> bool:
    """Speeches have shown it, signs that say it."""
    cue = attributed.cue_token
    return attributed.cue_kind == "show" or (cue is not None and cue.dep in ("relcl", "acl"))


def only_moves(attributed: Attributed) -> bool:
    """Parades paused, pipelines point north: a thing may say something on paper, and has no views."""
    return attributed.cue_kind in ("judge", "think", "plan", "adjective") and not attributed.quoted
