"""Attributions by phrase alone, for when there is no parser: the common forms, found by their words."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re

from ..bounds import REST, WORD_READ
from ..document import Document, Paragraph
from ..findings import Span
from .model import Attributed

_SAID = (
    r"said|says|say|added|adds|told|tells|wrote|writes|tweeted|noted|notes|argued|argues|claimed|claims|warned|warns|announced|"
    r"explained|insisted|insists|stated|asked|replied|acknowledged|admitted|confirmed|denied|suggested|believes?|believed|reported|reports|"
    r"predicted|estimated|concluded|found|shows?|showed|revealed|promised|vowed|recalled|declared|testified|alleged"
)
_NAME = rf"(?:(?:[A-Z][\w.'’-]{REST}+|of|the|and|de|van|von|for)[ ]){{0,6}}[A-Z][\w.'’-]{REST}"
_GROUP = (
    r"(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal|[Ss]ome|[Mm]any|[Mm]ost|[Oo]ther|[Ss]enior|[Mm]ultiple|[Tt]op|[Ff]ormer|[Ll]ocal)[ ]){0,6}"
    rf"(?:[\w'’-]{{1,{WORD_READ}}}+[ ]){{0,2}}?(?:sources?|officials?|aides?|advis[eo]rs?|experts?|critics|analysts?|observers|supporters|opponents|people|police|authorities|"
    r"lawmakers|witnesses|prosecutors|investigators|diplomats|researchers|scientists|economists|spokes(?:man|woman|person)|residents|"
    r"report|study|survey|poll|data|documents?|filing|company|government|ministry|department|mayor|president|governor|minister)"
)
_SOURCE = rf"(?P<source>{_NAME}|{_GROUP}|[Hh]e|[Ss]he|[Tt]hey|[Ii]t)(?:,[^,.“\"]{{3,80}},)?"
_AFTER_QUOTE = re.compile(
    rf"(?P<content>[“\"][^“”\"]{{2,1500}}[,?!.…]?[”\"]),?\s+(?:{_SOURCE}\s+(?P<cue>(?:has |had |have |also )?(?:{_SAID}))\b|(?P<cue2>{_SAID})\s+(?P<source2>{_NAME}|{_GROUP}))"
)
_CLAUSE = re.compile(
    rf"{_SOURCE}\s+(?P<cue>(?:has |had |have |also |later )?(?:{_SAID}))\b(?P<to>\s+(?:{_NAME}|him|her|them|us|me|reporters))?(?P<content>(?:\s+that)?[\s,:]+[^.!?]{{8,600}})"
)
_FRONTED = re.compile(
    rf"(?<![^.!?“”\"])(?P<content>[^.!?“”\"]{{12,}}),\s+{_SOURCE}\s+(?P<cue>(?:has |had |have )?(?:{_SAID}))\b(?=[^,]{{0,40}}[.,]?\s*$|\s+(?:{_NAME}|on|in)\b[^,]{{0,40}}\.?$)"
)
_ACCORDING = re.compile(r"(?P<cue>[Aa]ccording to)\s+(?P<source>[^,.;]{2,120})")
_HEARSAY = re.compile(r"\b(?P<cue>[Rr]eportedly|[Aa]llegedly|[Ss]upposedly|[Pp]urportedly|[Aa]pparently)\b")
_EXPLETIVE = re.compile(
    r"\b[Ii]t (?P<cue>(?:is|was|has been) (?:widely |generally )?(?:believed|thought|said|understood|reported|expected|feared|rumou?red|alleged))\b(?P<content>(?: that)? [^.!?]{8,400})"
)


def find_by_phrases(document: Document, paragraph: Paragraph) -> list[Attributed]:
    """What the sentences of a paragraph show on their face."""
    found: list[Attributed] = []
    for index in range(paragraph.first, paragraph.last):
        found += _in_sentence(document, index)
    return found


def _in_sentence(document: Document, index: int) -> list[Attributed]:
    sentence = document.sentences[index]
    text = sentence.of(document.masked)
    if len(text) > 3000:
        return []
    found: list[Attributed] = []
    if match := _AFTER_QUOTE.search(text):
        source = "source" if match["source"] else "source2"
        found.append(_made(sentence, index, match, source, "cue" if match["cue"] else "cue2", quoted=True))
    elif (match := _FRONTED.search(text) or _CLAUSE.search(text)) and not _in_quotation(
        document, sentence, match
    ):
        found.append(_made(sentence, index, match, "source", "cue"))
    if match := _ACCORDING.search(text):
        found.append(_with_rest(sentence, index, match, text))
    for match in _HEARSAY.finditer(text):
        if document.quotation_at(sentence.start + match.start()) is None:
            found.append(_with_rest(sentence, index, match, text))
    if match := _EXPLETIVE.search(text):
        found = [a for a in found if a.cue and a.cue.start != sentence.start + match.start("cue")]
        found.append(_made(sentence, index, match, None, "cue"))
        found[-1].passive = True
    return found


def _made(
    sentence: Span, index: int, match: re.Match[str], source: str | None, cue: str, quoted: bool = False
) -> Attributed:
    at = sentence.start
    content = Span(at + match.start("content"), at + match.end("content"))
    return Attributed(
        "say",
        _source(at, match, source) if source else None,
        Span(at + match.start(cue), at + match.end(cue)),
        [content],
        index,
        quoted=quoted,
    )


def _source(at: int, match: re.Match[str], group: str) -> Span:
    return Span(at + match.start(group), at + match.start(group) + len(match[group].rstrip(".,")))


def _with_rest(sentence: Span, index: int, match: re.Match[str], text: str) -> Attributed:
    """A cue beside its clause: everything in the sentence before or after it."""
    at = sentence.start
    source = (
        Span(at + match.start("source"), at + match.end("source")) if "source" in match.groupdict() else None
    )
    before = len(text[: match.start()].rstrip(" ,"))
    after = match.end() + (len(text[match.end() :]) - len(text[match.end() :].lstrip(" ,")))
    span = Span(at, at + before) if before >= len(text) - after else Span(at + after, sentence.end)
    if span.end <= span.start:
        span = sentence
    return Attributed(
        "according" if source else "adverb",
        source,
        Span(at + match.start("cue"), at + match.end("cue")),
        [span],
        index,
    )


def _in_quotation(document: Document, sentence: Span, match: re.Match[str]) -> bool:
    return document.quotation_at(sentence.start + match.start("cue")) is not None
