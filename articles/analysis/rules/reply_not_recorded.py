"""The copy says that somebody did not answer, or accuses somebody whose answer it does not give.

*Why it matters.* "Did not respond" is a statement about us: that we asked, the right person, about
this, with time enough to answer. An allegation without a reply is half a story, and the half that gets
us sued.

*What clears it.* Log the request: whom we asked, when, how, about what, and by what deadline. For an
allegation, put it to the person and give the answer near it.

*Does not flag* an allegation against somebody who is quoted, for whom a lawyer or the company speaks, who
denies it, or is said to have declined; another’s answer is none of theirs. Nor what a court has found. The
accusation is on record, answered or not. It blocks on an allegation, and asks
of a charge brought in public and elsewhere.

*Standard.* BBC: right of reply with a summary of the allegations, when and where it will run, and a
deadline.
"""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..accusations import NO_REPLY, Accused, accusations_in
from ..findings import Span
from ..registry import Hit, Reading, Rule
from ..wording import quoted


def _find(reading: Reading) -> Iterator[Hit]:
    yield from _unanswered(reading)
    if reading.field == "text":
        yield from _allegations(reading)


def _unanswered(reading: Reading) -> Iterator[Hit]:
    for match in NO_REPLY.finditer(reading.document.masked):
        sentence = reading.document.sentence_at(match.start())
        if sentence < 0:
            continue
        whole = reading.document.sentences[sentence]
        start = _subject_start(reading, whole, match.start())
        span = Span(start, match.end())
        yield Hit(
            span,
            f"{quoted(reading.text, span)}: the copy does not say when and how we asked, about what, or by what deadline.",
            confidence=0.9,
            holds=(span,),
        )


def _subject_start(reading: Reading, sentence: Span, verb: int) -> int:
    """The clause's beginning: after the last comma or quotation before the words, else the sentence's start."""
    before = reading.document.masked[sentence.start : verb]
    cut = max((before.rfind(mark) for mark in ("; ", ", and ", ", but ", "” ", '" ', " — ")), default=-1)
    start = sentence.start + (cut + 1 if cut >= 0 else 0)
    while start < verb and not reading.text[start].isalnum():
        start += 1
    for word in ("and ", "but "):
        if reading.text.startswith(word, start):
            start += len(word)
    return start


def _allegations(reading: Reading) -> Iterable[Hit]:
    """Of those who are accused and of whose answer, or silence, the copy tells nothing."""
    return (_allegation(found) for _reading, found in accusations_in(reading) if not found.heard)


def _allegation(found: Accused) -> Hit:
    accused = found.name
    return Hit(
        found.by.anchor,
        f"{accused} is {'charged' if found.charged else 'accused'} here, and the story gives no answer from {accused}, nor that we asked for one.",
        f"Put the allegation to {accused} and give the answer, or log when and how we asked and by what deadline.",
        severity="ask" if found.charged else "block",
        confidence=0.7,
        holds=tuple(found.by.spans()),
        source_key=f"accused:{accused}",
    )


RULE = Rule(
    slug="reply-not-recorded",
    question="When and how did we ask, and by when?",
    severity="ask",
    group="Give them their say",
    standard="BBC: right of reply with a summary of the allegations, when and where it runs, and a deadline.",
    why="“Did not respond” is a statement about us: that we asked, in time, the right person, about this.",
    clears="Log the request: whom we asked, when, how, about what and by what deadline.",
    find=_find,
    flagged=(
        "[[The authority did not respond]] to a request for comment.",
        "[[Solan Line declined to comment]].",
        "[[The port had no comment]]. [[Attempts to reach Ms Lind were unsuccessful]].",
        "[[The firm has been contacted for comment]].",
        "Two partners were sued. [[Mr Drew could not be reached]] on Friday.",
        "[[Ines Maddox accused]] Tom Drew of fraud.",
        "[[Two residents accused]] the operator, Tom Drew, of fraud.",
        "[[Ines Maddox said]] that Tom Drew had stolen the money.",
        "Ines Maddox accused Tom Drew of fraud. [[He had not replied]] by publication.",
    ),
    unflagged=(
        "The engine did not respond to the throttle well.",
        "Ines Maddox accused Tom Drew of fraud. Drew denied it.",
        "Residents accused Tom Drew of fraud. Drew’s lawyer said it was a matter for the court.",
        "The lawsuit alleges that Solan Line cheated its crews. The company said it would fight the case.",
        "Ines Maddox said that Tom Drew was convicted of fraud in 2019.",
        "The council answered every question.",
        "The ship left in May and never returned.",
        "In the debate, Mr Drew declined to answer a question about the lease.",
    ),
)
