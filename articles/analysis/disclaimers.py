"""What a text says of itself about AI, understood: what was produced, how much, by what, and who reviewed it."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .bounds import REST

Extent = Literal["", "parts", "whole"]


@dataclass(frozen=True, slots=True)
class Disclaimer:
    """One statement of a text about itself. Offsets are code points; `statement` runs to its last full stop."""

    start: int
    end: int  # of the words that say that AI was, or was not, used
    statement: tuple[int, int]  # the whole sentences, with what they say of review
    quote: str
    denies: bool = False  # "no AI was used"
    what: str = ""  # what was produced: "content", "article", "image" ...
    extent: Extent = ""  # parts ("partially", "sections of"), whole ("entirely"), '' not said
    stages: tuple[str, ...] = ()  # what was done, in the words of a declaration: drafting, translation ...
    systems: tuple[str, ...] = ()  # as the text calls them: "AI tools", "ChatGPT"
    reviewed: bool = False  # it says that people reviewed, checked or edited it
    reviewers: str = ""  # by whom, in its words: "Benzinga editors"
    published_by: str = ""  # who it says published it


_NAMED = r"ChatGPT(?:[- ]?\d\w*)?|GPT-?\d\w*|OpenAI(?:['’]s)?(?: \w+)?|(?:Microsoft |GitHub )?Copilot|(?:Google(?:['’]s)? )?(?:Gemini|Bard)|Claude|Perplexity|Grok|Llama|Mistral|DeepSeek|DeepL|Google Translate|Midjourney|DALL[-·.]?E|Whisper|Otter(?:\.ai)?|Firefly"
_TOOL = rf"(?:(?:generative )?(?:A\.I\.?|AI\b)|artificial intelligence|{_NAMED}|large language models?|LLMs?|language models?|machine[- ](?:translat\w+|learning|generated)|automat(?:ion|ed)(?: (?:tools?|systems?|technology|software|processe?s?))?|chatbots?)"
_AFTER = r"(?:[- ](?:powered|based|assisted|driven|generated))?(?: (?:writing |language |translation |editing |transcription )?(?:tools?|assistants?|systems?|software|technolog(?:y|ies)|models?|assistance|programs?|services?))?"
_THING = r"(?:content|articles?|stor(?:y|ies)|texts?|posts?|pieces?|reports?|copy|summar(?:y|ies)|headlines?|translations?|pages?|drafts?|columns?|newsletters?|transcripts?|images?|illustrations?|pictures?|photos?|graphics?|audio|videos?|versions?|key points|bullet points|interviews?|material)"
_SELF = rf"(?:(?:(?:an?|the) (?:\w+ )?(?:draft|version|summary|translation|headline|portion|part) of )?(?:this|the|our|parts? of (?:this|the)|portions? of (?:this|the)|sections? of (?:this|the)|some of (?:this|the)|elements of (?:this|the)|the (?:above|following|accompanying)) (?:[\w-]+ ){{0,2}}?{_THING}|the (?:images?|pictures?|illustrations?|photos?|graphics?) (?:above|below))"
_MARKS = r"^(?:[^\w\n]|_)*+"  # a line's, before its words
_BARE = rf"{_MARKS}(?:[\w’' ]{{1,40}}[:—–-] ?)?(?:the )?(?:content|articles?|story|text|post|summary|summaries|translation|(?:headlines?(?:,| and) )?(?:key|bullet) points|headlines?|images?|illustrations?|transcript)"
_PARTLY = r"(?:(?:partly|partially|in part|entirely|wholly|fully|completely|largely|mostly|originally|initially|first|automatically|also) )?"
_MADE = r"(?:produced|written|generated|drafted|created|translated|edited|summari[sz]ed|prepared|composed|compiled|assisted|transcribed|researched|adapted|made|rewritten|proofread|enhanced|co-written|co-authored|developed|illustrated|crafted|curated|authored|reviewed|published|supported|completed)"
_WAS = r"(?:was|were|is|are|has been|have been|may have been|may be|had been|being)"

_SAYS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.I | re.M)
    for pattern in (
        rf"(?<![\w’'-]){_SELF} {_WAS} {_PARTLY}(?:[^.!?\n]{{0,60}}? )?{_MADE}\b[^.!?\n]{{0,90}}?(?<![\w-]){_TOOL}{_AFTER}",
        rf"{_BARE} {_WAS} {_PARTLY}{_MADE}\b[^.!?\n]{{0,60}}?(?<![\w-]){_TOOL}{_AFTER}",
        rf"(?<![\w’'-]){_SELF} (?:contains?|includes?|features?|uses?|used|(?:was|is) based on|incorporates?|relies on|benefit(?:s|ed) from)\b[^.!?\n]{{0,40}}?(?<![\w-]){_TOOL}{_AFTER}(?: (?:content|text|material|images?|elements|passages|summar(?:y|ies)|translations?))?",
        rf"{_MARKS}(?:(?:editor(?:['’]?s)? )?(?:note|disclaimer|disclosure|transparency|ai (?:use|disclosure|note|notice)|about this (?:article|story|text))(?: on AI)?\s*[:—–-]\s*)?{_PARTLY}(?:(?:{_THING} )?{_MADE}(?: and {_MADE})? (?:by|with|using|through|via)(?: the)?(?: (?:help|aid|assistance|use|support) (?:of|from))?(?: an?)? {_TOOL}{_AFTER}|{_TOOL}[- ](?:generated|assisted|written|translated|created|drafted|produced)(?: {_THING})?)(?=[\W_]{REST}$|[.,;]| and\b)",
        rf"\b(?:we|the authors?|the reporters?|the writers?|the journalists?|our (?:editors|newsroom|journalists|reporters|team|desk)|the newsroom) (?:have |has |also )?used? (?:an? |the )?{_TOOL}{_AFTER} (?:[^.!?\n]{{0,120}}?\bthis (?:\w+ )?{_THING}|[^.!?\n]{{0,80}}?\bthe {_THING})",
        rf"\b(?:{_TOOL}{_AFTER}) (?:was|were|has been|have been) (?:also )?used (?:to|for|in|by)\b[^.!?\n]{{0,100}}?\b(?:this|the|our) (?:\w+ )?{_THING}",
        rf"\b(?:with|using|through) (?:the )?(?:help|aid|assistance|support|use) (?:of|from) (?:an? )?{_TOOL}{_AFTER}[^.!?\n]{{0,60}}\b(?:reviewed|checked|edited|verified) (?:and \w+ )?by\b",
    )
)
_DENIES = re.compile(
    rf"\bno (?:generative )?(?:{_TOOL}){_AFTER} (?:was|were|has been|have been) (?:used|involved|employed)\b[^.!?\n]{{0,80}}"
    rf"|(?<![\w’'-]){_SELF} (?:was|were|is|are|has been) (?:not|never) {_PARTLY}{_MADE}\b[^.!?\n]{{0,60}}?{_TOOL}{_AFTER}"
    rf"|(?<![\w’'-]){_SELF} (?:was|were|is|has been) {_PARTLY}{_MADE} (?:and \w+ )?without (?:the )?(?:help|use|aid|any use|assistance)?(?: of)? ?(?:any )?{_TOOL}{_AFTER}"
    rf"|\b(?:we|the author|the reporter) (?:did not|didn['’]t) use (?:any )?{_TOOL}{_AFTER}[^.!?\n]{{0,60}}\b(?:this|the) {_THING}",
    re.I,
)
_STAGES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (stage, re.compile(pattern, re.I))
    for stage, pattern in (
        ("research", r"\bresearch"),
        ("transcription", r"\btranscri"),
        ("translation", r"\btranslat"),
        ("drafting", r"\b(?:produced|written|generated|drafted|draft|created|composed|prepared|compiled|made|crafted|co-written|co-authored|authored|developed|write|writing)\b|-(?:generated|written|created|drafted|produced)\b"),
        ("rewriting", r"\b(?:edit(?:ed|ing)?|rewritten|rewrite|proofread\w*|enhanced|adapted|polish\w*|improve\w*)\b"),
        ("headline", r"\bheadlines?\b"),
        ("summary", r"\bsummar|\b(?:key|bullet) points\b"),
        ("data", r"\bdata\b|\bcharts?\b"),
        ("image", r"\b(?:images?|illustrat\w*|pictures?|photos?|graphics?)\b"),
    )
)  # fmt: skip
_SOME = re.compile(
    r"\b(?:part(?:ly|ially|s)?|in part|portions?|sections?|some of|elements)\b",
    re.I,
)
_ALL = re.compile(r"\b(?:entirely|wholly|fully|completely|automatically)\b", re.I)
_WHO = r"(?P<who>(?:(?:an?|the|our|its|one of our|two of our) )?(?:(?!and\b|before\b|who\b|prior\b)[\w.&’'-]+ ){0,5}?(?:editors?|journalists?|reporters?|humans?|people|persons?|staff|team|desk|newsroom|authors?|writers?|translators?|producers?))"
_REVIEWED = re.compile(
    rf"\b(?:reviewed|checked|edited|fact-checked|verified|approved|proofread|vetted|overseen|revised)\b(?:(?:,| and|,? then)? (?:reviewed|checked|edited|fact-checked|verified|approved|published|proofread|vetted|revised)){{0,3}} by {_WHO}\b"
    rf"|\b(?P<active>(?:an?|the|our|its) (?:[\w.&’'-]+ ){{0,4}}?(?:editors?|journalists?|reporters?|staff|team|desk|translators?)) (?:has |have |then )?(?:reviewed|checked|edited|fact-checked|verified|approved)\b",
    re.I,
)
_PASSIVE = re.compile(
    r"\b(?:reviewed|checked|edited|fact-checked|verified|approved) (?:before|prior to|and (?:edited|approved)|for accuracy)\b|\bhuman[- ](?:reviewed|edited|checked|review|oversight)\b",
    re.I,
)
_PUBLISHED = re.compile(r"\bpublished by " + _WHO.replace("who", "publisher") + r"\b", re.I)
_NAME = re.compile(rf"(?<![\w-]){_TOOL}{_AFTER}", re.I)
_DONE = re.compile(r"[- ](?:generated|assisted|translated|written|driven)$", re.I)
_GIVEN_BEFORE = re.compile(
    r"\b(?:said|says|say|claim(?:s|ed)?|told \w+|believe[sd]?|admit(?:s|ted)|alleged|suspect(?:s|ed)|whether|if|wrote|reported|revealed|found)(?: that)? (?:\w+ ){0,2}$",
    re.I,
)
_GIVEN_AFTER = re.compile(
    r"[^.!?\n]{0,80}?[,—–-] ?(?:[\w.’'-]+ ){0,5}?(?:said|says|say|told|admitted|admits|claimed|claims|wrote|according to|conceded|alleged)\b",
    re.I,
)
_WHAT = re.compile(r"(?:an?|the) (?:\w+ )?(?P<thing>summary|translation|headline|draft|version) of\b", re.I)
_WHOSE = re.compile(rf"\b(?:this|our|these) (?:[\w-]+ ){{0,2}}?(?P<thing>{_THING})\b", re.I)
_ANY = re.compile(rf"\b(?P<thing>{_THING})\b", re.I)
_STOP = re.compile(r"[.!?]\s+")
_SENTENCE_END = re.compile(r"[.!?](?=[\s\"”’)*_]|$)|\n")
_REVIEW_NEXT = re.compile(
    r"\s{1,2}(?:It|The|This|Our|An?|All|Every|Editors?|Staff|Reviewed|Checked|Edited|Verified)\b[^.!?\n]{0,120}\b(?:review|check|edit|verif|approv)",
    re.I,
)


def read_disclaimer(text: str) -> Disclaimer | None:
    """The first statement the text makes about AI and itself, or None."""
    return next(disclaimers_in(text), None)


def disclaimers_in(text: str) -> Iterator[Disclaimer]:
    """Every such statement, in order. Quoted speech is the caller's to leave out."""
    if not _NAME.search(text):
        return
    taken: list[tuple[int, int, bool]] = []
    spans = [(*m.span(), True) for m in _DENIES.finditer(text)]
    spans += [(*m.span(), False) for pattern in _SAYS for m in pattern.finditer(text)]
    for start, end, denies in sorted(spans, key=lambda span: (not span[2], span[0], -span[1])):
        start += len(text[start:end]) - len(text[start:end].lstrip(' \t\n*_>-(["“'))
        free = not any(start < other_end and other_start < end for other_start, other_end, _no in taken)
        if free and not _somebody_says(text, start, end):
            taken.append((start, end, denies))
    for start, end, denies in sorted(taken):
        yield _understood(text, start, end, denies)


def _somebody_says(text: str, start: int, end: int) -> bool:
    """Is it a person in the story, and not the text, that says so?"""
    before = text[max(0, start - 60) : start].rpartition("\n")[2]
    return bool(_GIVEN_BEFORE.search(before) or _GIVEN_AFTER.match(text, end))


def _understood(text: str, start: int, end: int, denies: bool) -> Disclaimer:
    statement = _statement(text, start, end)
    words, claim = text[statement[0] : statement[1]], text[start:end]
    review, published = _REVIEWED.search(words), _PUBLISHED.search(words)
    reviewers = (review["who"] or review["active"] or "").strip() if review else ""
    return Disclaimer(
        start=start,
        end=end,
        statement=statement,
        quote=claim,
        denies=denies,
        what=_what(claim),
        extent="" if denies else "whole" if _ALL.search(claim) else "parts" if _SOME.search(claim) else "",
        stages=() if denies else _stages(words[: end - statement[0]]),
        systems=tuple(dict.fromkeys(_DONE.sub("", m[0]).strip(" .") for m in _NAME.finditer(claim))),
        reviewed=bool(review or _PASSIVE.search(words)),
        reviewers=reviewers,
        published_by=(
            published["publisher"] if published else reviewers if "published by" in words.lower() else ""
        ).strip(),
    )


def _what(claim: str) -> str:
    found = _WHAT.match(claim) or _WHOSE.search(claim) or _ANY.search(claim)
    return found["thing"].lower() if found else ""


def _stages(claim: str) -> tuple[str, ...]:
    """What was done, by its words; "a summary was generated" is a summary, not a drafted story."""
    found = [stage for stage, pattern in _STAGES if pattern.search(claim)]
    narrower = {"headline", "summary", "image", "translation", "transcription", "data"} & set(found)
    return tuple(stage for stage in found if stage != "drafting" or not narrower)


def _statement(text: str, start: int, end: int) -> tuple[int, int]:
    """From the words to the end of their sentence, and of the next where that tells of the review."""
    stop = _sentence_end(text, end)
    if _REVIEW_NEXT.match(text, stop):
        stop = _sentence_end(text, stop + 2)
    line = text.rfind("\n", 0, start) + 1
    before = max((m.end() for m in _STOP.finditer(text[line:start])), default=0)
    return line + before, stop


def _sentence_end(text: str, position: int) -> int:
    found = _SENTENCE_END.search(text, position)
    return len(text) if found is None else found.end() if found[0] != "\n" else found.start()
