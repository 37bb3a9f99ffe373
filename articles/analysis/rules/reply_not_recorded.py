"""The copy says that somebody did not answer, or accuses somebody whose answer it does not give.

*Why it matters.* "Did not respond" is a statement about us: that we asked, the right person, about
this, with time enough to answer. An allegation without a reply is half a story, and the half that gets
us sued.

*What clears it.* Log the request: whom we asked, when, how, about what, and by what deadline. For an
allegation, put it to the person and give the answer near it.

*Does not flag* an allegation against somebody who is quoted, denies it, or is said to have declined. It
blocks on an allegation and asks elsewhere.

*Standard.* BBC: right of reply with a summary of the allegations, when and where it will run, and a
deadline.
"""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator

from ..attribution import Attributed
from ..findings import Span
from ..lexicon.judgement import ACCUSING, OFFENCES
from ..registry import Hit, Reading, Rule
from ..wording import quoted

NO_REPLY = re.compile(
    r"\b(?:(?:did|do|does|had|has|have) not|(?:did|do|does|had|has|have)n['’]t|never|failed to|has yet to|have yet to|declined to|refused to)\s+"
    r"(?:\w+ly )?(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|answer(?:ed)?|comment(?:ed)?|acknowledge[d]?)\b"
    r"(?=[^.!?]{0,90}?\b(?:request|requests|comment|inquir(?:y|ies)|enquir(?:y|ies)|call|calls|email|emails|e-mails?|messages?|questions?|letter|phone|for this (?:story|article))\b|\s*[.,;]|\s+(?:further|publicly)\b)"
    r"|\b(?:declined|refused) (?:\w+ )?(?:to (?:comment|be interviewed|discuss|answer|elaborate|speak)|comment|requests? for)\b"
    r"|\bcould not (?:immediately )?be reached\b|\b(?:was|were) (?:not|un)\s?(?:immediately )?(?:available|reachable) (?:for comment|to comment)?|\bunavailable for comment\b"
    r"|\bno (?:immediate )?(?:response|reply|comment) (?:was|came|had been|from)\b|\b(?:calls|emails|e-mails|messages|requests)\b[^.!?]{0,80}\b(?:went unanswered|were not (?:immediately )?(?:returned|answered))",
    re.I,
)
_ANSWERED = re.compile(
    r"\b(?:den(?:y|ied|ies)|reject(?:ed|s)?|disput(?:ed|es)|call(?:ed|s) (?:it|the (?:claim|allegation)s?) (?:false|untrue)|maintain(?:ed|s) (?:his|her|their) innocence|pleaded not guilty|declined)\b",
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
    replies = {
        a.speaker.split()[-1].lower()
        for a in reading.attributions
        if a.speaker and a.kind in ("named", "spokesperson", "mental")
    }
    for attributed in reading.attributions:
        if (accused := _accused(reading, attributed)) is None or accused.lower() in asked | replies:
            continue
        asked.add(accused.lower())
        if _answer_near(reading, accused):
            continue
        yield Hit(
            attributed.anchor,
            f"{accused} is accused here, and the story gives no answer from {accused}, nor that we asked for one.",
            f"Put the allegation to {accused} and give the answer, or log when and how we asked and by what deadline.",
            severity="block",
            confidence=0.7,
            holds=tuple(attributed.spans()),
            source_key=f"accused:{accused}",
        )


def _accused(reading: Reading, attributed: Attributed) -> str | None:
    """The last name of the person or body an attribution accuses of an offence."""
    verb = attributed.cue_token
    if verb is None or verb.lemma.lower() not in ACCUSING or attributed.unreal:
        return None
    content = " ".join(span.of(reading.document.masked) for span in attributed.content)
    if not OFFENCES.search(content):
        return None
    target = verb.child("nsubjpass") if attributed.passive else verb.child("dobj")
    if target is None and (clause := verb.child("ccomp")) is not None:
        target = clause.child("nsubj", "nsubjpass")
    return target.text if target is not None and target.pos == "PROPN" else None


def _answer_near(reading: Reading, accused: str) -> bool:
    """Does some sentence that names them also say that they deny or declined?"""
    for sentence in reading.document.sentences:
        text = sentence.of(reading.document.masked)
        if accused in text and (_ANSWERED.search(text) or NO_REPLY.search(text)):
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
        "Two partners were sued. [[Mr Drew could not be reached]] on Friday.",
        "[[Ines Maddox accused]] Tom Drew of fraud.",
    ),
    unflagged=(
        "The engine did not respond to the throttle well.",
        "Ines Maddox accused Tom Drew of fraud. Drew denied it.",
        "The council answered every question.",
    ),
)
