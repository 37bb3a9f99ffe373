"""What is said in open court: "the jury heard", "the inquest was told" say where, and it was in public."""

from __future__ import annotations

from ..lexicon.verbs import words
from .model import Attributed

# Bodies that sit to be told things, in public.
_SITTING = words(
    "court jury juror jurors inquest tribunal inquiry hearing magistrate magistrates committee panel"
)


def said_in_a_hearing(attributed: Attributed) -> bool:
    """The court heard that, jurors were told that: read as telling by the hearing, where it is that."""
    verb = attributed.cue_token
    if verb is None or attributed.unreal:
        return False
    lemma, who = verb.lemma.lower(), attributed.source_head
    if lemma == "hear" and not attributed.passive:
        if who is None or who.lower not in _SITTING or not (verb.child("ccomp") or _behind(attributed)):
            return False
        attributed.cue_kind = "say"
        return True
    return lemma == "tell" and attributed.passive and who is None and _told_the_bench(attributed)


def _behind(attributed: Attributed) -> bool:
    """..., the court heard: the words stand before those who hear them."""
    cue = attributed.cue
    return cue is not None and all(piece.end <= cue.start for piece in attributed.content)


def _told_the_bench(attributed: Attributed) -> bool:
    """Jurors were told that: who listens stands where who speaks would."""
    verb = attributed.cue_token
    bench = verb.child("nsubjpass") if verb is not None else None
    if bench is None or bench.lower not in _SITTING:
        return False
    own = next((piece for piece in attributed.content if piece.start <= bench.start < piece.end), None)
    told = [piece for piece in attributed.content if piece is not own]
    if own is None or not told:
        return False
    attributed.source, attributed.source_head = own, bench
    attributed.content, attributed.cue_kind, attributed.passive = told, "say", False
    return True
