"""The copy says that somebody did not answer, or accuses somebody whose answer it does not give.

*Why it matters.* "Did not respond" is a statement about us: that we asked, the right person, about
this, with time enough to answer. An allegation without a reply is half a story, and the half that gets
us sued.

*What clears it.* Log the request: whom we asked, when, how, about what, and by what deadline. For an
allegation, put it to the person and give the answer near it.

*Does not flag* an allegation against somebody who is quoted, for whom a lawyer or the company speaks, who
denies it, or is said to have declined; nor what a court has found. It blocks on an allegation, and asks
of a charge brought in public and elsewhere.

*Standard.* BBC: right of reply with a summary of the allegations, when and where it will run, and a
deadline.
"""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator

from ..accusations import ANSWERED, NEAR, accused_in, answers_for, by_law, speaks_for_somebody
from ..attribution import Attributed
from ..findings import Span
from ..registry import Hit, Reading, Rule
from ..wording import quoted

NO_REPLY = re.compile(
    r"\b(?:(?:did|do|does|had|has|have) not|(?:did|do|does|had|has|have)n['’]t|never|failed to|has yet to|have yet to|declined to|refused to)\s+"
    r"(?:\w+ly )?(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?(?=[^.!?]{0,60}?\b(?:call|e-?mail|message|request|letter|inquir|enquir))|answer(?:ed)?|comment(?:ed)?|acknowledged?)\b"
    r"(?=[^.!?]{0,90}?\b(?:request|requests|comment|inquir(?:y|ies)|enquir(?:y|ies)|call|calls|email|emails|e-mails?|messages?|questions|letter|phone|publication|press time|print|deadline|for this (?:story|article))\b|\s*[.,;]|\s+(?:further|publicly)\b)"
    r"|\b(?:declined|refused) (?:\w+ )?(?:to (?:comment|be interviewed|discuss|answer(?! (?:a|the|that|this) question\b)|elaborate|speak)|comment|requests? for)\b"
    r"|\b(?:would not|had no|has no|have no|offered no) (?:immediate |further )?comment\b(?! (?:section|piece))"
    r"|\b(?:attempts|efforts) to (?:reach|contact)\b[^.!?]{0,60}\b(?:were unsuccessful|failed|were not successful)\b"
    r"|\b(?:has|have|had|was|were) (?:been )?(?:contacted|approached|asked) for (?:a |further )?(?:comment|response|reply)\b"
    r"|\bcould not (?:immediately )?be reached\b|\b(?:was|were) (?:not|un)\s?(?:immediately )?(?:available|reachable) (?:for comment|to comment)?|\bunavailable for comment\b"
    r"|\bno (?:immediate )?(?:response|reply|comment) (?:was|came|had been|from)\b|\b(?:calls|emails|e-mails|messages|requests)\b[^.!?]{0,80}\b(?:went unanswered|were not (?:immediately )?(?:returned|answered))",
    re.I,
)


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


def _allegations(reading: Reading) -> Iterator[Hit]:
    asked: set[str] = set()
    for attributed in reading.attributions:
        for name in accused_in(reading.document, attributed):
            accused = name.text
            if accused.lower() in asked or _own_words(attributed, accused):
                continue
            asked.add(accused.lower())
            if not _answered(reading, attributed, accused):
                yield _allegation(attributed, accused)


def _allegation(attributed: Attributed, accused: str) -> Hit:
    charged = by_law(attributed)
    return Hit(
        attributed.anchor,
        f"{accused} is {'charged' if charged else 'accused'} here, and the story gives no answer from {accused}, nor that we asked for one.",
        f"Put the allegation to {accused} and give the answer, or log when and how we asked and by what deadline.",
        severity="ask" if charged else "block",
        confidence=0.7,
        holds=tuple(attributed.spans()),
        source_key=f"accused:{accused}",
    )


def _own_words(attributed: Attributed, accused: str) -> bool:
    return bool(attributed.speaker) and accused.lower() in (attributed.speaker or "").lower().split()


def _answered(reading: Reading, attributed: Attributed, accused: str) -> bool:
    """They speak somewhere, or a sentence near by, or one that names them, tells of an answer or of none."""
    near = range(attributed.sentence, attributed.sentence + NEAR + 1)
    for other in reading.attributions:
        if other is attributed:
            continue
        if answers_for(other, accused) or (other.sentence in near and speaks_for_somebody(other)):
            return True
    for index, span in enumerate(reading.document.sentences):
        text = span.of(reading.document.masked)
        if (index in near or accused in text) and (ANSWERED.search(text) or NO_REPLY.search(text)):
            return True
    return False


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
