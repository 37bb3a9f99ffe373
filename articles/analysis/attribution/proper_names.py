"""Sources called by a name: people, parties, firms, countries, and who has the word in a transcript."""

from __future__ import annotations

import re

from ..findings import Kind
from ..grammar import Token
from ..lexicon.people import (
    COUNTRIES,
    INSTITUTIONS,
    ORGANISATION_WORDS,
    ORGANISATIONS,
    PARTISANS,
    ROLES,
    TITLES,
    UNNAMED_WORDS,
)
from .cast import Cast
from .model import Attributed
from .noun_phrases import are_people, in_a_poll

# WikiLeaks, PolitiFact; a McKay or a DeLuca is a person.
_CAMEL = re.compile(r"^(?!Mc|Mac|De|La|Le|Di|Van|Fitz)\w*[a-z][A-Z]")
_ASKING, _ANSWERING = ("Q", "Question"), ("A", "Answer")


def is_proper(head: Token, cast: Cast) -> bool:
    known = head.text[:1].isupper() and cast.full_name(head) is not None
    return head.pos == "PROPN" or head.tag in ("NNP", "NNPS") or known or _looks_proper(head)


def _looks_proper(head: Token) -> bool:
    """Waters, WikiLeaks, Delegates Unbound: a capital inside the sentence, where the parser sees a plural."""
    if head.tag != "NNS" or not head.text[:1].isupper() or are_people(head) or head.lower in INSTITUTIONS:
        return False
    return any(k.pos == "PROPN" and k.dep == "compound" for k in head.kids) or not _opens(head)


def _opens(head: Token) -> bool:
    top = head
    while top.head is not top:
        top = top.head
    return all(t.i >= head.i for t in top.subtree())


def kind_of_name(head: Token, cast: Cast) -> tuple[Kind, str | None]:
    """Kind and speaker of a source that is called by a name."""
    word = head.lower
    if word in ROLES:
        return "named", cast.holder(head)
    parts = [k.lower for k in head.kids if k.dep in ("compound", "nmod", "amod", "flat")]
    name = cast.name_of(head)
    if word in PARTISANS and in_a_poll(head, cast):
        return "document", None
    if word in PARTISANS and (head.tag == "NNPS" or word.endswith("s")):
        return "collective", None
    if any(p in TITLES for p in parts) or (
        word not in cast.organisations
        and cast.full_name(head) is not None
        and word not in ORGANISATION_WORDS | COUNTRIES
    ):
        return "named", name
    if (
        word in ORGANISATIONS
        or word in cast.organisations
        or _CAMEL.search(head.text)
        or word in ORGANISATION_WORDS
        or word in COUNTRIES
        or any(p in ORGANISATION_WORDS for p in parts)
    ):
        return "spokesperson", name
    if any(k.dep == "conj" and k.lower in ORGANISATION_WORDS for k in head.kids) and "&" in (name or ""):
        return "spokesperson", name
    determined = any(k.dep == "det" and k.lower == "the" for k in head.kids)
    acronym = len(word) > 1 and head.text.isupper() and not parts
    if determined or acronym:
        return "spokesperson", name
    return "named", name


def kind_of_turn(attributed: Attributed, cast: Cast, text: str) -> tuple[Kind, str | None]:
    """Who has the word in a transcript: a last name in capitals is that person, "A" is who was introduced."""
    words = " ".join(attributed.source.of(text).split()) if attributed.source else ""
    if attributed.source is None or not words:
        return "named", None
    last = words.split()[-1].lower()
    if words in _ASKING:
        cast.invite(attributed.source.start)
        return "generic", None
    if words in _ANSWERING:
        cast.invite(attributed.source.start)
        return "named", cast.guest or words
    if "@" in words:
        return "named", words
    if last in UNNAMED_WORDS:
        return "anonymous", None
    in_office = cast.by_role.get(last, []) if words.lower().removeprefix("the ") == last else []
    if name := cast.by_last.get(last) or next(iter(in_office), None):
        return "named", name
    return ("spokesperson", words) if last in ORGANISATION_WORDS | ORGANISATIONS else ("named", words.title())
