"""What the copy says reached us through another newsroom.

*Why it matters.* If their report is wrong, ours is wrong with it, and we cannot say how we knew.
Readers are owed the credit, the link, and a word on what we checked ourselves.

*What clears it.* Credit the outlet by name, link its report, and say what we confirmed or that we have
not confirmed it. Or find a source of our own, and take the outlet out.

*Does not flag* our own newsroom, an outlet that is what the story is about, or its name in a credit
line. It blocks where the copy says that somebody without a name told the other newsroom, and asks
elsewhere.

*Standard.* AP: credit the other outlet for facts not gathered or confirmed by us.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..attribution import Attributed
from ..findings import Span
from ..grammar import Token
from ..lexicon.persons import person_like
from ..registry import Hit, Reading, Rule
from ..wording import key_of, plural, quoted

_COUNTS = frozenset(("two", "three", "four", "five", "six", "several"))
_UNNAMED = frozenset(("people", "person", "sources", "source", "insiders", "those"))
_NAMELESS = frozenset(("anonymous", "hidden", "collective"))


def _find(reading: Reading) -> Iterator[Hit]:
    reports = {
        (a.via, a.sentence)
        for a in reading.attributions
        if a.kind == "outlet" and not _is_citing(a.cue_token)
    }
    for attributed in reading.attributions:
        if not attributed.via or attributed.kind == "generic":
            continue
        if _is_citing(attributed.cue_token) and (attributed.via, attributed.sentence) in reports:
            continue  # Reuters reported, citing two people: one report, asked about once
        told = _told_by_somebody_unnamed(attributed) or _cites_the_unnamed(attributed)
        yield Hit(
            _span(attributed),
            _message(reading, attributed),
            _clears(reading, attributed),
            severity="block" if told else "ask",
            confidence=0.9 if told else 0.8,
            holds=tuple(attributed.spans()),
            source_key=key_of(reading.text, attributed),
            suggestion=_suggestion(reading, attributed),
        )


def _is_citing(verb: Token | None) -> bool:
    """citing two people, quoting unnamed officials: on what a report rests"""
    return verb is not None and verb.lower in ("citing", "quoting")


def _told_by_somebody_unnamed(attributed: Attributed) -> bool:
    """ "Two sources told Reuters", in as many words: the outlet stands beside them, and neither is anybody else's."""
    return attributed.kind == "anonymous" and bool(attributed.names) and not attributed.nested


def _cites_the_unnamed(attributed: Attributed) -> bool:
    """Reuters reported, citing two people familiar with the talks: the copy says that they have no name."""
    verb = attributed.cue_token
    if verb is None or attributed.kind != "outlet":
        return False
    near = (verb, *verb.kids, *(k for kid in verb.kids for k in kid.kids))
    cites = (t for t in near if _is_citing(t) and _is_the_reports(t, attributed))
    return any(_is_unnamed(cite.child("dobj")) for cite in cites)


def _is_the_reports(cite: Token, attributed: Attributed) -> bool:
    """Is it the newsroom that cites, and not somebody its report tells of? What is told begins no sooner."""
    return cite.head is attributed.cue_token or cite.start <= attributed.content[0].start


def _is_unnamed(cited: Token | None) -> bool:
    if cited is None or any(t.pos == "PROPN" and t.dep in ("appos", "conj") for t in cited.subtree()):
        return False
    said_so = any(k.dep == "amod" and k.lower in ("unnamed", "anonymous", "unidentified") for k in cited.kids)
    return (
        said_so
        or cited.lower in _UNNAMED
        or (cited.tag in ("NN", "NNS") and person_like(cited.lemma.lower()))
    )


def _span(attributed: Attributed) -> Span:
    """The source and its cue, with the outlet's name where it stands beside them."""
    anchor = attributed.anchor
    for name in attributed.names:
        low, high = min(anchor.start, name.start), max(anchor.end, name.end)
        if high - low <= (anchor.end - anchor.start) + (name.end - name.start) + 12:
            return Span(low, high)
    return anchor


def _suggestion(reading: Reading, attributed: Attributed) -> str | None:
    """“two sources told CNN” as “CNN reported on ‹day›, citing two people it did not name”."""
    span, text = _span(attributed), reading.text
    if attributed.kind != "anonymous" or not attributed.source or not attributed.cue or not attributed.names:
        return None
    name = attributed.names[0]
    if attributed.source.start != span.start or max(attributed.cue.end, name.end) != span.end:
        return None  # only where source, verb and newsroom follow each other: “two sources told CNN”
    via = attributed.via or ""
    if not via.lower().startswith("the ") and text[name.start : name.end].lower().startswith("the "):
        via = f"the {via}"
    if span.start == 0 or text[: span.start].rstrip(" ")[-1:] in ("", "\n", ".", "!", "?"):
        via = via[:1].upper() + via[1:]
    told = text[span.end :].lstrip(" ")
    comma = "," if told[:1].isalnum() else ""
    return f"{via} reported on ‹day›, citing {_unnamed(text, attributed)}{comma}"


def _unnamed(text: str, attributed: Attributed) -> str:
    """How many people it did not name, as far as the copy says."""
    if not plural(text, attributed):
        return "a person it did not name"
    first = attributed.source.of(text).split()[0].lower() if attributed.source else ""
    return f"{first} people it did not name" if first in _COUNTS else "people it did not name"


def _message(reading: Reading, attributed: Attributed) -> str:
    via = attributed.via
    if attributed.kind == "outlet":
        words = quoted(reading.text, attributed.source) if attributed.source else via
        return f"This is the reporting of {words}, not ours. {_link(reading)}It does not say whether we confirmed it."
    words = quoted(reading.text, attributed.source) if attributed.source else "This"
    if attributed.nested and not attributed.names:
        return f"{words} reached us through {via}. {_link(reading)}It does not say whether we confirmed it."
    return f"{words} spoke to {via}, not to us. {_link(reading)}It does not say whether we confirmed it."


def _link(reading: Reading) -> str:
    return "" if reading.document.links else "The copy gives no link to the report. "


def _clears(reading: Reading, attributed: Attributed) -> str:
    via = attributed.via or ""
    if attributed.kind in _NAMELESS and attributed.source:
        words = attributed.source.of(reading.text)
        unnamed = "people it did not name" if plural(reading.text, attributed) else "a person it did not name"
        return f"Credit and link it, for instance “{via} reported, citing {unnamed}” in place of “{words} told {via}”, and say what we checked ourselves."
    return (
        f"Credit and link the report ({via}), and say what we checked ourselves. Or find a source of our own."
    )


RULE = Rule(
    slug="second-hand-report",
    name="Second-hand report",
    question="Whose reporting is this?",
    severity="ask",
    group="Say who stands behind it",
    standard="AP: credit the other outlet for facts not gathered or confirmed by us.",
    why="If their report is wrong, ours is wrong with it, and we cannot say how we knew.",
    clears="Credit and link the report, and say what we checked ourselves. Or find a source of our own.",
    find=_find,
    flagged=(
        "The authority turned back the letter, [[two sources told Reuters]].",
        "The berth will close, [[the Kelsmouth Gazette reported]].",
        "The lease had lapsed, [[according to local media reports]].",
        "“We are ready,” [[Brightwell told CNN]].",
    ),
    unflagged=(
        "“We are ready,” Tam Brightwell said.",
        "The editor of the paper, Ines Maddox, said she would resign.",
    ),
)
