"""Rules that hold the copy against what is attested of its sources and logged of its replies. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from review.sources.owed import Owed, refusals, replies_owed
from review.sources.replies import REPLY
from review.sources.saying import stands_in
from review.sources.unnamed import Unnamed, unnamed_sources
from review.workflow.case import Case
from review.workflow.case_rule import CaseFinding, CaseRule
from review.workflow.words import copy_text

PLURAL, DENIED = "plural-sources", "denied-and-quoted"
SOURCES, REPLIES = "Say who stands behind it", "Give them their say"


def plural_sources(case: Case) -> Iterator[CaseFinding]:
    """The copy speaks of more people than the attestation does."""
    for source in unnamed_sources(case):
        people = source.attestation.least_people if source.attestation else 0
        if people and source.told > people:
            counted = "one person stands" if people == 1 else f"{people} people stand"
            yield CaseFinding(
                PLURAL,
                "block",
                f"The copy says “{source.called}”; {counted} behind it.",
                "Say how many there are, or find the others.",
                case.flag_at(source.flags[0].number),
                source.flags[0].number,
            )


def declined_and_quoted(case: Case) -> Iterator[CaseFinding]:
    """Somebody declined to comment, and it is not attested that they do not speak here unnamed."""
    said = refusals(case)
    for source in unnamed_sources(case):
        if said and _unsure(source):
            yield CaseFinding(
                DENIED,
                "block",
                f"“{said[0]}”, and “{source.called}” speaks without a name."
                " It is not attested that they are not the same.",
                "Whoever vouches for the source attests it. If they are the same, take one of the two out.",
                case.at("sources/"),
                source.flags[0].number,
            )


def reply_and_copy(case: Case) -> Iterator[CaseFinding]:
    """The log says that somebody answered, and the copy does not give it, or says that they did not."""
    for owed in replies_owed(case):
        request = owed.request
        if request is None or request.outcome != "answered":
            continue
        if not owed.allegation:
            sentence = f"The copy says “{_said(owed)}”; the log says that {request.whom} answered."
        elif not request.quoted:
            sentence = f"{request.whom} answered, and the log does not say where the story gives it."
        elif not stands_in(request.quoted, copy_text(case)):
            sentence = f"{request.whom} answered, and the words “{request.quoted}” stand in the copy no more."
        else:
            continue
        yield CaseFinding(
            REPLY,
            "block",
            sentence,
            "Give the answer near the allegation, and log the words; or correct the log.",
            case.at("replies/"),
            owed.number,
        )


def _unsure(source: Unnamed) -> bool:
    return source.attestation is not None and not source.attestation.not_the_refuser


def _said(owed: Owed) -> str:
    return " ".join(owed.quote.split())


PLURAL_SOURCES = CaseRule(
    slug=PLURAL,
    name="Plural sources",
    question="Are there really several?",
    severity="block",
    why="“Sources” tells readers that more than one person says so. If one does, that is untrue.",
    clears="Say how many there are, or find the others.",
    standard="Reuters: never use the plural “sources” when there is only one.",
    find=plural_sources,
    gate="G5",
    group=SOURCES,
    page="""The copy speaks of several people where one is attested.

*Why it matters.* Two people who know the same thing independently are far stronger than one. The plural
lends a single voice a strength it has not got.

*What clears it.* Write “a source”, or a description of the one there is. Or find the second, and attest
how many there are.

*Does not flag* a source nobody has attested yet: how many there are is not known then, and the gate
“Sources” asks for it.""",
    flagged=(
        "The lease had lapsed, [[two sources said]]. On record: 1 person.",
        "[[Officials at the port said]] the berth was full. On record: 1 person.",
        "[[Three people familiar with the talks said]] so. On record: 2 people.",
    ),
    unflagged=(
        "The lease had lapsed, [[two sources said]]. On record: 2 people.",
        "The lease had lapsed, [[a source said]]. On record: 1 person.",
        "[[Officials at the port said]] the berth was full. On record: 4 people.",
    ),
)

# The other halves of text rules: their handbook page is the text rule's
OTHER_HALVES: tuple[CaseRule, ...] = (
    CaseRule(
        slug=REPLY,
        name="Reply not recorded",
        question="They answered: where does the story say so?",
        severity="block",
        why="An answer that was given and is kept from readers is worse than none that was asked for.",
        clears="Give the answer near the allegation, and log the words; or correct the log.",
        standard="BBC: right of reply; what they say is reported fairly.",
        find=reply_and_copy,
        gate="G6",
        group=REPLIES,
        page="""*Held against the log.* Once the log says that somebody answered, the copy may not say that
they did not; and the answer to an accusation stands in the copy, in the words the log names.""",
        flagged=(
            "[[Ines Maddox accused]] Tom Drew of fraud. On record: answered.",
            "[[Ines Maddox accused]] Tom Drew of fraud. On record: answered “It is a lie”.",
            "[[Solan Line did not respond]] to a request for comment. On record: answered.",
        ),
        unflagged=(
            "[[Ines Maddox accused]] Tom Drew of fraud. “It is a lie,” he said."
            " On record: answered “It is a lie”.",
            "[[Solan Line did not respond]] to a request for comment. On record: none.",
            "[[Solan Line declined to comment]]. On record: declined.",
        ),
    ),
    CaseRule(
        slug=DENIED,
        name="Denied and quoted",
        question="Is the one who declined the one who speaks?",
        severity="block",
        why="If they are the same, the story tells its readers something untrue.",
        clears="Whoever vouches for the source attests it. If they are the same, take one of the two out.",
        standard="AP: never say a person declined comment when that person is quoted anonymously.",
        find=declined_and_quoted,
        gate="G5",
        group=REPLIES,
        page="""*Held against the attestations.* Where the copy or the log says that somebody declined to
comment, whoever vouches for an unnamed source attests that it is somebody else. Nobody is asked
for a name.""",
        flagged=(
            "Solan Line declined to comment. [[An official said]] the lease had lapsed. On record: 1 person.",
        ),
        unflagged=(
            "Solan Line declined to comment. [[An official said]] the lease had lapsed."
            " On record: 1 person, not the one who declined.",
            "[[An official said]] the lease had lapsed. On record: 1 person.",
        ),
    ),
)
