"""Somebody specific, whom the copy does not name, is the source of what it says.

*Why it matters.* A reader cannot weigh a source that has no name. The newsroom vouches in the reader's
place, so somebody in the newsroom has to know who it is and how they know.

*What clears it.* Name the source, or have an editor who knows the identity attest that the information
is vital and no opinion, that it could not be had otherwise, and that the source is reliable and in a
position to know. Never write the name into the desk: only the attestation is kept.

*Does not flag* institutions that answer on the record (police, a ministry, a company), crowds
("critics", "experts": see vague-attribution), people whose name stands elsewhere in the story or follows
in the next sentences, the bare office of a headline, or what somebody only found out, did or was asked.
A spokesman who asks not to be named is not on the record.

*Standard.* AP: anonymous material only if it is information, vital, not available otherwise, and from a
reliable source in a position to know; a manager knows the identity.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..attribution import Attributed
from ..attribution.telling import bidden, has_clause, only_asks_itself, only_defines
from ..claims import met
from ..findings import Span
from ..grammar import Token
from ..lexicon.people import UNNAMED_WORDS
from ..lexicon.verbs import words
from ..registry import Hit, Reading, Rule
from ..wording import key_of, plural, who

# What is done or found out, and not told.
_LEARNING = words("find learn look decide vote realize realise determine know protest march adopt ask wonder")
# States of mind that show in what somebody says.
_VOCAL = words("coy clear adamant emphatic explicit vocal blunt mum silent critical dismissive")
# Views, as against what is seen or learnt.
_BELIEVING = words("believe think expect hope fear worry doubt suspect")


def speaks_unnamed(attributed: Attributed) -> bool:
    """Somebody without a name tells something: no mere wish of theirs, nor what they were only asked to say."""
    told = attributed.cue_kind != "plan" and (attributed.quoted or not attributed.unreal)
    return (
        attributed.kind == "anonymous"
        and told
        and not attributed.about_name
        and _is_told(attributed)
        and not _merely_talked(attributed)
        and not _told_nothing(attributed)
    )


def _is_told(attributed: Attributed) -> bool:
    """Aides believe that he will win: a view was told, where "aides like him" or "officers saw it" is the copy's."""
    verb = attributed.cue_token
    if attributed.cue_kind == "adjective" and not attributed.quoted:
        return verb is not None and verb.lower in _VOCAL
    if attributed.cue_kind != "think" or (attributed.quoted and not attributed.nested):
        return True
    return (
        verb is not None
        and verb.lemma.lower() in _BELIEVING
        and not attributed.nested
        and has_clause(attributed)
    )


def _told_nothing(attributed: Attributed) -> bool:
    verb, head = attributed.cue_token, attributed.source_head
    if head is not None and (_is_headline(head) or (attributed.nested and head.tag == "PRP")):
        return True
    learnt = verb is not None and verb.lemma.lower() in _LEARNING and not attributed.quoted
    return learnt or bidden(attributed) or only_asks_itself(attributed) or only_defines(attributed)


def _is_headline(head: Token) -> bool:
    """ "Diplomat praises council": only headlines leave out the article, and the copy below tells who it is."""
    if head.lower in UNNAMED_WORDS:
        return False
    return head.tag == "NN" and not any(k.dep in ("det", "poss", "nummod") for k in head.kids)


def _merely_talked(attributed: Attributed) -> bool:
    """They met, they weighed in: an event, and the reader hears nothing of what was said."""
    verb = attributed.cue_token
    if verb is None or attributed.quoted or has_clause(attributed) or _in_clause(verb):
        return False
    return met(attributed) or verb.lemma.lower() == "weigh"


def _in_clause(verb: Token) -> bool:
    """The lease had lapsed, aides argued: the parser hangs the saying on what was said."""
    return verb.dep in ("ccomp", "parataxis") and verb.child("nsubj") is not None


def _find(reading: Reading) -> Iterator[Hit]:
    pointed: list[Span] = []
    for attributed in reading.attributions:
        if not speaks_unnamed(attributed) or any(attributed.anchor.overlaps(span) for span in pointed):
            continue
        pointed.append(attributed.anchor)
        name = who(reading.text, attributed)
        verb = "are" if plural(reading.text, attributed) else "is"
        if attributed.via:
            found = f"{name} spoke to {attributed.via}, not to us, and {verb} not named."
        else:
            found = f"{name} {verb} not named. A reader cannot tell who this is or how they know."
        reason = (
            "The copy says why."
            if attributed.reason_given
            else "The copy does not say why they are not named."
        )
        yield Hit(
            attributed.anchor,
            f"{found} {reason}",
            confidence=0.9,
            holds=tuple(attributed.spans()),
            source_key=key_of(reading.text, attributed),
        )


RULE = Rule(
    slug="anonymous-source",
    question="Who can vouch for this source?",
    severity="block",
    group="Say who stands behind it",
    standard="AP: vital information, not available otherwise, from a reliable source in a position to know; an editor knows the identity.",
    why="A reader cannot weigh a source without a name. If it is wrong, we cannot say how we knew.",
    clears="Name the source. Or an editor who knows who it is attests: vital and no opinion, not available otherwise, "
    "reliable and in a position to know. Never write the name here.",
    find=_find,
    flagged=(
        "The port will close in May, [[a senior official said]].",
        "[[Two people familiar with the talks told]] reporters that the lease had lapsed.",
        "The letter was returned unopened, [[according to an aide to the mayor]].",
    ),
    unflagged=(
        "Ines Maddox, the clerk, said the seats were booked.",
        "Police said the road was closed.",
        "The mayor, Tam Brightwell, said so. “We are ready,” the mayor said.",
    ),
)
