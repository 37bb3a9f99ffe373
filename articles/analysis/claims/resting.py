"""Who answers for a statement: the attributions that tell how it is known, and the words they cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..attribution import Attributed
from ..document import Document
from ..findings import Span
from ..grammar import Token
from ..lexicon import claims as lexicon
from ..lexicon.people import INSTITUTIONS, ORGANISATION_WORDS
from ..lexicon.verbs import SAY, THINK

_TELLING = frozenset(("say", "show", "according", "colon", "judge"))
# Said to have been accused or charged: by somebody, at some time, and in public.
_ACCUSED = frozenset(
    (
        "accuse",
        "charge",
        "allege",
        "convict",
        "sue",
        "call",
        "dub",
        "name",
        "criticize",
        "criticise",
        "announce",
    )
)


@dataclass(slots=True)
class Told:
    """What is answered for in one sentence: the words, the verbs of telling, and who tells."""

    words: list[Span] = field(default_factory=list)
    cues: list[Span] = field(default_factory=list)
    sources: list[Span] = field(default_factory=list)


def answers(attributed: Attributed) -> bool:
    """Does this attribution tell the reader who says so?

    A thought ascribed by the writer does not, nor talk that merely took place, nor a word that only shows
    that the writer has it from somebody ("apparently", "is considered").
    """
    if attributed.cue_kind == "according" and attributed.kind != "hidden":
        return True
    if attributed.cue_kind == "colon":  # also what an interviewer asks, which is no statement of ours
        return True
    if attributed.kind == "generic" or attributed.unreal:
        return False
    if attributed.kind == "mental":
        return _speaks(attributed.source_head) or _gives_guidance(attributed)
    if attributed.quoted:
        return True
    if met(attributed):
        return False
    if attributed.kind == "hidden":
        return attributed.cue_kind in ("say", "judge", "show", "according") and _lemma(attributed) in _ACCUSED
    if attributed.cue_kind == "plan":
        return _lemma(attributed) in SAY - {"refuse", "decline"} - THINK
    if attributed.cue_kind in ("think", "adjective"):
        return attributed.kind == "anonymous" or _speaks(attributed.source_head)
    if attributed.cue_kind == "judge" and _conduct(attributed.cue_token):
        return False
    return attributed.cue_kind in _TELLING or attributed.cue_kind == "noun"


def _gives_guidance(attributed: Attributed) -> bool:
    """The company now expects earnings of $1.10 a share: what a house foresees for itself, it has told."""
    verb, head = attributed.cue_token, attributed.source_head
    if (
        verb is None
        or head is None
        or verb.lemma.lower() not in _FORESEEING
        or verb.tag not in ("VBZ", "VBP")
    ):
        return False
    house = head.lemma.lower() in INSTITUTIONS or head.lower in ORGANISATION_WORDS
    return house and any(k.lower in ("the", "its") or k.pos == "PROPN" for k in head.kids)


_FORESEEING = frozenset(("expect", "anticipate", "foresee"))


def _speaks(head: Token | None) -> bool:
    return head is not None and head.lemma.lower() in lexicon.COMMENTATORS


def _conduct(verb: Token | None) -> bool:
    """has promoted, has backed: what somebody has been doing, which is nothing they told us."""
    if verb is None or verb.lemma.lower() not in lexicon.DEEDS or verb.tag != "VBN":
        return False
    first = verb.head if verb.dep == "conj" and verb.head.tag == "VBN" else verb
    return any(k.dep == "aux" and k.lower in ("has", "have", "'s", "'ve") for k in first.kids)


def _lemma(attributed: Attributed) -> str:
    return attributed.cue_token.lemma.lower() if attributed.cue_token else ""


def met(attributed: Attributed) -> bool:
    """Talk that took place among people: an event, and nobody has told the reader of it."""
    verb = attributed.cue_token
    return (
        verb is not None
        and not attributed.quoted
        and verb.lemma.lower() in lexicon.MEETING_VERBS
        and verb.child("ccomp") is None
    )


def told(document: Document, attributions: Iterable[Attributed]) -> dict[int, Told]:
    """By sentence: what somebody answers for."""
    found: dict[int, Told] = defaultdict(Told)
    for attributed in attributions:
        if not answers(attributed):
            continue
        for span in (*attributed.content, *_wholly(document, attributed)):
            for index in _sentences(document, span):
                found[index].words.append(span)
        if attributed.cue:
            found[attributed.sentence].cues.append(attributed.cue)
            if attributed.source:
                found[attributed.sentence].sources.append(attributed.source)
    return found


def _wholly(document: Document, attributed: Attributed) -> list[Span]:
    """According to her, A and B. A, while B, according to her: first or last it holds for all."""
    if attributed.cue_kind != "according" or not attributed.cue or not attributed.source:
        return []
    whole = document.sentences[attributed.sentence]
    first = attributed.cue.start == whole.start
    return [whole] if first or attributed.source.end >= whole.end - 2 else []


def _sentences(document: Document, span: Span) -> range:
    first = max(0, document.sentence_at(span.start))
    return range(first, document.sentence_at(max(span.start, span.end - 1)) + 1)
