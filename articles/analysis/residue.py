"""What chat tools leave behind in copy: one record a sign, exact patterns, never a style."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .bounds import ADDRESS_READ
from .document import Document, Paragraph
from .findings import Span
from .plain import Edit, Plain, edited

Where = Literal["anywhere", "opening", "closing"]


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing a tool leaves behind. A slug is forever. `of` says whose it is, as a card prints it."""

    slug: str
    of: str
    pattern: re.Pattern[str]
    where: Where = "anywhere"  # opening: where a paragraph begins; closing: there, or anywhere near the end


def _sign(slug: str, of: str, pattern: str, where: Where = "anywhere", flags: int = re.M) -> Sign:
    return Sign(slug, of, re.compile(pattern, flags), where)


_TURN = r"turn\d{1,3}(?:search|view|news|image|file|fetch|product|forecast|academia|maps|video|finance|sports|weather|reddit)\d{1,3}"
CITATION: tuple[Sign, ...] = (
    _sign("private-use", "ChatGPT", r"\ue200[^\n\ue200\ue201]{1,400}\ue201|[\ue200-\ue206]{1,4}(?:file)?cite[\ue200-\ue206]{0,4}|[\ue200-\ue206]{0,4}" + _TURN + r"(?:[\ue200-\ue206]{1,4}(?:" + _TURN + r")?)+|[\ue200-\ue206]{1,4}" + _TURN),
    _sign("turn-token", "ChatGPT", rf"(?:(?:file|nav|image_)?cite|(?<![^\W\d_])){_TURN}(?:[,; ]{{0,2}}{_TURN})*"),
    _sign("content-reference", "ChatGPT", r":?\bcontentReference\[oaicite:\d+\](?:\{index=\d+\})?|\[?\boaicite:\d+\]?(?:\{index=\d+\})?|:contentReference\b|\boaicite\b"),
    _sign("oai-citation", "ChatGPT", r"\[oai_citation:\d+[‡†:][^\]\n]{0,200}\](?:\([^)\s]{0,500}\))?|\boai_citation(?:_attribution)?(?::\d+)?\b"),
    _sign("attributable-index", "ChatGPT", r"\(?\{\"attribution\":\s?\{\"attributableIndex\":\s?\"[^\"\n]{0,20}\"\}\}\)?|\battributableIndex\b"),
    _sign("source-bracket", "ChatGPT", r"【(?:\w{1,4}(?::\d{1,3})?†[^】\n]{0,80}|" + _TURN + r"[^】\n]{0,40})】"),
    _sign("writing-block", "ChatGPT", r"^:::[ ]?writing\b[^\n]*$"),
    _sign("file-service", "ChatGPT", r"\bfile-service://file-[\w-]+"),
    _sign("sandbox", "ChatGPT", r"\bsandbox:/mnt/data(?:/[^\s)\]>\"”]*[^\s)\]>\"”.,;:!?])?"),
    _sign("attached-file", "Perplexity", r"\[(?:attached_(?:file|image)|web|file|memory):\d{1,3}\]"),
    _sign("ppl-upload", "Perplexity", r"(?:https?://)?\bppl-ai-file-upload(?:[.\w/%~+?=&-]*[\w/])?"),
    _sign("grok-card", "Grok", r"</?grok[-_:](?:card|render)\b[^<>\n]{0,300}>|\bgrok_(?:card|render_citation_card_json)\b(?:=\{[^{}\n]{0,200}\})?"),
    _sign("gemini-cite", "Gemini", r"\[cite: ?\d{1,3}(?:(?:, ?|[-–])\d{1,3})*\]|\[cite_(?:start|end)\]"),
    _sign("gemini-span", "Gemini", r"\[span_\d{1,4}\]\((?:start|end)_span\)"),
    _sign("grounding-redirect", "Gemini", r"(?:https?://)?vertexaisearch\.cloud\.google\.com/grounding-api-redirect(?:/[\w=~%-]*)?"),
    _sign("caret-note", "Copilot", r"\[\^\d{1,3}\^\](?:\[\d{1,3}\])?"),
)  # fmt: skip

_ME = r"(?:I|I['’](?:m|ve|d|ll)|my|me|myself)\b"
_MODEL = r"(?:(?:large|AI|artificial intelligence|generative)[- ])+(?:language |chat ?)?(?:model|assistant|chatbot|bot|system|tool)\b|\blanguage model\b"
_DO = r"(?:assist|help(?: you)?) with|(?:fulfil+|comply with|complete|process|accommodate) (?:this|that|your|the) (?:request|task|prompt)|(?:write|create|generate|produce|provide|draft|compose|rewrite) (?:an?|the|that|this|any|your|you|real-time|content|information|text)\b|(?:access|browse|open|view|read|retrieve) (?:the|that|this|your|external|real-time|live|current|any) ?(?:\w+ )?(?:internet|web\b|links?|files?|attachments?|urls?|documents?|websites?|articles?|information|data|images?|pdfs?)|(?:do|continue with|engage (?:in|with)|discuss|answer) (?:that|this)(?: (?:request|topic|conversation|question))?(?=[.,!;\n]|$)"
SELF_REFERENCE: tuple[Sign, ...] = (
    _sign("as-an-ai", "a chat tool", rf"\bas an? (?:\w+ )?(?:{_MODEL}|AI(?=,| (?:developed|trained|created|made|built) by))(?: (?:developed|trained|created|made|built) by \w+)?,? (?=(?:[^.!?\n]{{0,120}} )?{_ME}|it (?:is|would|['’]s) (?:\w+ )?(?:important|not|essential|crucial|worth))[^.!?\n]{{0,160}}", flags=re.I),
    _sign("i-am-an-ai", "a chat tool", rf"\bI(?:['’]m| am) (?:just |only |merely )?an? (?:\w+ )?(?:{_MODEL}|AI)(?=[.,;!?]|\s+(?:and|so|trained|developed|created|made|built|designed|by|without|that (?:can|does)|which))(?:[^.!?\n]{{0,100}})", flags=re.I),
    _sign("refusal", "a chat tool", rf"\bI(?:['’]m| am) (?:really |very |so )?sorry,?(?: but)? (?:as an AI\b[^.!?\n]{{0,40}},? )?I(?:['’]m| am)? (?:can['’]t|cannot|can not|unable to|not able to|won['’]t be able to) (?:{_DO})[^.!?\n]{{0,80}}|\bI(?:['’]m| am)? ?(?:can['’]t|cannot|can not|unable to|not able to|won['’]t be able to) (?:fulfil+|comply with|assist with|help(?: you)? with|complete) (?:that|this|your) (?:\w+ )?request\b", flags=re.I),
    _sign("no-access", "a chat tool", r"\bI (?:don['’]t|do not|can['’]t|cannot) (?:currently )?(?:have |access )(?:the ability to (?:browse|access)|(?:access to )?real[- ]time (?:information|data|news|access|internet|updates)|(?:access to )?(?:current|up-to-date) (?:information|data|news)|browsing (?:capabilit\w+|access))\b[^.!?\n]{0,80}", flags=re.I),
    _sign("knowledge-update", "a chat tool", r"(?:\b(?:as of|up to|until|after|before|since|beyond|at the time of|based on) )?\bmy (?:(?:last|latest|most recent|current) )?(?:knowledge(?: base)?|training)[ -](?:updates?|cut-?off)\b[^.,!?\n]{0,60}", flags=re.I),
    _sign("training-data", "a chat tool", r"\b(?:as of|up to|until|after|beyond|outside|not in|based on|according to|included in|part of|in|from) my (?:last |most recent )?training data\b(?![^.!?\n]{0,80}\b(?:runs?|running|race[sd]?|marathons?|coach\w*|watch|Strava|Garmin|heart|pace|miles?|km|bike|cycling|rid(?:e|es|ing)|gym|swim\w*|power meter|workouts?|sleep|model(?!s?['’])|classifier|data ?set|experiment)\b)(?:[^.!?\n]{0,60})|\bmy training data (?:only )?(?:goes|extends|runs|ends|covers|cuts off|stops|does not (?:include|extend|cover)|doesn['’]t (?:include|extend|cover)|is (?:current|limited|only)|was last|includes information)\b[^.!?\n]{0,60}", flags=re.I),
)  # fmt: skip

_THING = r"(?:article|draft|version|story|text|rewrite|revision|summary|headlines?|piece|post|translation|outline|paragraph|press release|news (?:story|article|report|piece|brief)|report|copy|edit|suggestions?|op-ed|lede|lead|intro(?:duction)?|standfirst|blog post|response|breakdown|overview)"
_REWORKED = r"(?:rewritten|revised|polished|improved|reworked|refined|re-?phrased|paraphrased|humani[sz]ed|proofread|tightened|cleaned[- ]up|AI[- ]free|more \w+|shorter|longer|punchier|concise|professional|engaging|publishable|publication[- ]ready|SEO[- ]\w+|news[- ]style|journalistic)"
_YES = r"(?:certainly|sure(?: thing)?|of course|absolutely|great question|happy to help|got it|no problem|understood|definitely|I['’]d be happy to help|here you go)"
OPENING: tuple[Sign, ...] = (
    _sign("yes-here-is", "a chat tool", rf"{_YES}[!,.:—–-]+ ?(?:here(?:['’]s| is| are)|below (?:is|are)|I['’]ve|I have|let me|this is) (?:an?|the|your|my|some|\d+|rewritten|revised|polished|drafted|prepared|put together)\b(?=[^\n]{{0,140}}\b{_THING}\b)[^\n]{{0,200}}", "opening", re.I),
    _sign("yes-i-can", "a chat tool", rf"{_YES}! (?:I['’]d be (?:happy|glad) to|I(?: can|['’]ll)) (?:help|assist|rewrite|write|draft|edit|create|provide|revise|polish)\b[^\n]{{0,200}}", "opening", re.I),
    _sign("reworked-version", "a chat tool", rf"(?:here(?:['’]s| is| are)|below (?:is|are)) (?:an?|the|your|my|some|\w+) (?:\w+,? (?:and )?){{0,3}}?{_REWORKED}[^\n.:]{{0,40}}\b{_THING}\b(?: (?:of|for|based on|with|that|using|in|from|to|incorporating|about)\b[^\n.:]{{0,140}})?(?::|\.?$)", "opening", re.I | re.M),
    _sign("version-of-yours", "a chat tool", rf"(?:here(?:['’]s| is| are)|below (?:is|are)) (?:an?|the|your|my|some|\w+) (?:\w+[ -]){{0,4}}?(?:{_THING}) (?:of|for|based on) (?:your (?:\w+ )?(?:article|draft|text|story|piece|post|passage|paragraph|copy|headline|content|report|request|notes|outline|prompt|information|details)|the (?:\w+ )?(?:draft|passage|text|information|details|notes|prompt)(?: you(?:['’]ve)?)? (?:provided|shared|gave|supplied|requested)|the (?:provided|supplied|given) \w+)\b[^\n.]{{0,100}}(?::|\.?$)", "opening", re.I | re.M),
    _sign("article-for-you", "a chat tool", r"(?:here(?:['’]s| is)|below is) (?:an?|the|your) (?:\w+[ -]){0,4}?(?:news (?:article|story|report|piece)|press release|draft(?: article)?|rewrite|rewritten article|blog post|op-ed)(?: (?:about|on|based on|in the style of|for|with|using|that)\b[^\n.:]{0,140})?:$", "opening", re.I | re.M),
)  # fmt: skip
_EDITING = r"(?:rewrite|revise|adjust|shorten|expand|adapt|tailor|refine|condense|tweak|polish|tighten|re-?phrase|reformat|translate|lengthen|simplify|summari[sz]e|turn (?:this|it) into|make (?:it|this|the \w+) (?:more|less|shorter|longer|sound)|(?:create|write|draft|generate|suggest|provide|add|include) (?:an?|another|the|some|more|alternative|any|a few) (?:\w+[ -]){0,3}?(?:version|headlines?|draft|article|summary|quotes?|sections?|details?|paragraph|social|standfirst|subheads?|context|SEO|meta|examples?))"
_OUR_TEXT = r"(?:article|draft|text|headlines?|story|piece|post|version|tone|wording|style|length|copy|content|paragraphs?|placeholders?|template|bracketed|names and|it further|this further|any (?:section|part) of)"
_CHANGES = r"(?:any (?:further |other |additional |more )?(?:changes|adjustments|edits|revisions|modifications|tweaks|refinements)|(?:further|additional|more|other) (?:changes|adjustments|edits|revisions|modifications|tweaks|refinements|assistance|help)|anything (?:adjusted|changed|added|tweaked|else)|(?:it|this|the \w+) (?:adjusted|changed|shortened|expanded|rewritten|tailored|made|to be (?:more|less|shorter|longer))|(?:a|an) (?:\w+[ -]){0,3}?(?:shorter|longer|different|alternative|more \w+|revised|punchier|simpler|\w+-style) (?:\w+[ -]){0,2}?(?:version|draft|headline|tone|summary|article|style|one)|me to\b)"
CLOSING: tuple[Sign, ...] = (
    _sign("hope-this-helps", "a chat tool", r"I hope (?:this|that|you find this) (?:\w+ )?(?:(?:revised |rewritten |polished |updated |draft |news )?(?:version|draft|article|rewrite|summary|text|story|piece|headline|response)s? (?:helps?|works|meets|fits|suits|captures|is helpful)[^\n.!]{0,80}|helps!?(?=\W*$|[.!] ?(?:Let me|Please|Feel|If you|Good luck|Would)|[ ,]+(?:with your|and let me|but|please))|meets your (?:needs|expectations|requirements)|works for (?:you|your))(?:[^\n.!]{0,60}[.!])?(?: (?:Please )?(?:let me know|feel free)[^\n]{0,160})?", "closing", re.I | re.M),
    _sign("let-me-know", "a chat tool", rf"(?:please )?(?:let me know|just let me know|just say the word) (?:if|whether|how|what) (?:you(?:['’]d| would)? ?(?:like|need|want|prefer|have|require)?|there (?:is|are|['’]s)|this (?:needs|requires)) ?(?:to )?(?:{_CHANGES}|{_EDITING}|see (?:any|a) (?:changes|different)|it in a )[^\n]{{0,160}}", "closing", re.I),
    _sign("feel-free", "a chat tool", rf"(?:please )?feel free to (?:adjust|modify|edit|customi[sz]e|tweak|adapt|refine|replace|personali[sz]e|expand on|use or adapt|change|fill in)\b[^\n.!?]{{0,60}}\b{_OUR_TEXT}\b[^\n]{{0,100}}|feel free to (?:ask|let me know|reach out) (?:if|for|should) (?:you (?:need|have|['’]d like|would like|want)|any|further|additional)?[^\n.!?]{{0,40}}\b(?:further (?:assistance|help|changes|edits|adjustments|details|clarification|questions)|more (?:assistance|help|changes|edits)|another (?:version|draft)|adjustments|revisions)\b[^\n]{{0,60}}", "closing", re.I),
    _sign("would-you-like", "a chat tool", rf"(?:would you like|do you want|shall I|should I|want me to|would you prefer) ?(?:me to|I)? ?(?:now |also )?{_EDITING}\b[^\n?]{{0,140}}\?", "closing", re.I),
    _sign("i-can-also", "a chat tool", rf"(?:if you(?:['’]d| would)? (?:like|want|prefer|wish),? I can|I can (?:also|now|further)|just ask and I can) (?:also |now |further )?(?:{_EDITING})\b[^\n]{{0,140}}", "closing", re.I),
    _sign("anything-else", "a chat tool", r"(?:is there anything else (?:I can (?:help|assist) (?:you )?with|you(?:['’]d| would) like (?:me to|help with|to (?:add|change|adjust|know)))|let me know if there(?:['’]s| is) anything else I can (?:help|assist))[^\n]{0,80}", "closing", re.I),
)  # fmt: skip

_GAP = r"(?:names?|dates?|quotes?|sources?|links?|urls?|titles?|figures?|numbers?|amounts?|locations?|places?|city|town|company|organi[sz]ation|details?|statistics?|stats?|data|time|percentages?|headline|byline|photo|image|caption|contacts?|emails?|phone|addresse?s?|spokesperson|officials?|experts?|positions?|job|role|publication|newspaper|outlet|here|text|examples?|information|info|citations?|references?|attribution|context|comments?|statements?|responses?|reason|age|year|month|day|street|state|country|venue|event|team|score|price|topic|subject|product|department|agency|institution|university|school|area|region|neighbou?rhood)"
PLACEHOLDER: tuple[Sign, ...] = (
    _sign("insert-bracket", "", rf"\[(?:insert|fill in|specify|your|reporter['’]?s?|author['’]?s?|journalist['’]?s?)[ _:-][^\[\]\n]{{1,80}}\](?!\()|\[(?:add|enter|include|provide|replace(?: with)?|put|name of|date of|title of|link to|quote from|source for|company|city|organi[sz]ation|spokesperson|official|expert|witness|resident|victim|local)[ _:-](?:[^\[\]\n]{{1,60}}[ _-])?{_GAP}(?:[ _-][^\[\]\n]{{1,30}})?\](?!\()", flags=re.I),
    _sign("named-bracket", "", r"\[(?:Company|Reporter|Author|Journalist|Name|Date|City|Town|Location|Organi[sz]ation|Spokesperson|Official|Headline|Byline|Dateline|Newspaper|Publication|COMPANY|REPORTER|AUTHOR|NAME|DATE|CITY|TOWN|LOCATION|ORGANI[SZ]ATION|SPOKESPERSON|HEADLINE|BYLINE)\](?![(\w])|\[(?:Company|Reporter|Author|Name|Date|City|Location|Quote|Link|URL|Source|Title|Image|Photo|Number|Figure|Statistic|Organi[sz]ation|Spokesperson|First|Last|Full)[ _](?:Name|Here|Title|URL|Needed|TK|TKTK|TBD|TBC|Placeholder|Goes Here)\](?!\()|\[(?:[Ss]ource|Citation|[Ll]ink|[Nn]ame|[Qq]uote|[Dd]ate|[Ff]igure|URL|[Pp]hoto|[Pp]laceholder)s?(?: (?:needed|required|to come|to be (?:added|confirmed|inserted)|goes here|here|TK|TBD|TBC))\](?!\()", flags=0),
    _sign("date-gap", "", r"\b(?:19|20)\d\d-(?:XX|\d\d)-XX\b|\b(?:19|20)\d\d-XX\b(?!-)|\bXX[/.]XX[/.](?:XX(?:XX)?|(?:19|20)(?:\d\d|XX))\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) XX(?:, (?:19|20)\d\d)?\b", flags=0),
    _sign("capital-gap", "", r"\b(?:INSERT|ADD|YOUR|ENTER|PASTE)_[A-Z]{2,}[A-Z_]{0,40}\b|\b(?:INSERT|ADD) (?:[A-Z]{2,} ){1,4}HERE\b", flags=0),
    _sign("angle-gap", "", r"<(?:insert|your|add|enter|name of|date of)[ _][^<>\n]{2,60}>", flags=re.I),
    _sign("slot", "", rf"‹(?:[a-z][\w’'-]{{0,20}} ){{0,4}}(?:{_GAP}|days?|hour|week|deadline|when|who|whom|how|what|why|where)(?: [\w’'-]{{1,20}}){{0,4}}›", flags=re.I),
    _sign("template-gap", "", r"\{\{ ?[a-zA-Z][a-zA-Z_. ]{2,40} ?\}\}|\{(?:insert|your|add)[ _][^{}\n]{2,50}\}|\blorem ipsum dolor\b", flags=re.I),
)  # fmt: skip

AI_LINK: tuple[Sign, ...] = tuple(
    _sign(
        f"link-{slug}",
        of,
        rf"(?:https?://|www\.)[^\s<>\"”)\]]{{0,{ADDRESS_READ}}}[?&#;]{mark}(?=[&#\s<>\"”)\]]|[.,;:!?]?(?:\s|$))[^\s<>\"”)\]]*(?<![.,;:!?])",
        flags=re.I | re.M,
    )
    for slug, of, mark in (
        ("chatgpt", "ChatGPT", r"utm_source=(?:chatgpt|chat\.openai)(?:\.com)?"),
        ("openai", "ChatGPT", r"utm_source=openai(?:\.com)?"),
        ("copilot", "Copilot", r"utm_source=(?:bing)?copilot(?:\.com|\.microsoft\.com)?"),
        ("perplexity", "Perplexity", r"utm_source=perplexity(?:\.ai)?"),
        ("claude", "Claude", r"utm_source=claude(?:\.ai|\.com)?"),
        ("gemini", "Gemini", r"utm_source=gemini(?:\.google(?:\.com)?)?"),
        ("grok", "Grok", r"referrer=grok(?:\.com)?"),
    )
)
CATALOGUE: dict[str, tuple[Sign, ...]] = {
    "chat-residue": (*SELF_REFERENCE, *OPENING, *CLOSING),
    "citation-residue": CITATION,
    "placeholder-text": PLACEHOLDER,
    "ai-search-link": AI_LINK,
}

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(lt|gt|amp);")
_ENTITY = {"lt": "<", "gt": ">", "amp": "&"}
_CODE = re.compile(r"`[^`\n]{1,300}`")
_TOOL = r"(?:ChatGPT|GPT-\d\w*|Gemini|Claude|Copilot|Grok|Bard|Perplexity|DeepSeek|Siri|Alexa|(?:AI )?(?:chat ?)?bots?|(?:the )?(?:chatbot|model|assistant|screen|machine|software|programme?|tool))"
_NAMED_BEFORE = re.compile(
    r"(?:\b(?:such as|like|called|named|labelled|known as|strings?|tokens?|markers?|tags?|codes?|phrases?|words|sentences?|lines?|wording|placeholders?|artefacts?|artifacts?|mentions? of|search(?:es|ed|ing)? for|look(?:s|ed|ing)? for|containing|bearing|including|e\.g\.|for example|replace|replacing|typed?|typing|the (?:mark|term|word|parameter|variable|field)s?|ending in|begin(?:s|ning)? with)\b)\s*(?:[:,(]\s*)?[*_(\[]{0,3}$",
    re.I,
)
_TOLD_BEFORE = re.compile(
    r"\b(?:said|says|saying|replied|replies|answered|wrote|writes|responded|responds|told \w+|declared|insisted|read|reading|began|begins|ended|ends|went|apologi[sz]ed|warned|explained|tells? \w+|typed|print(?:s|ed)|output|spat out)(?: (?:that|back|with|simply))?\s*(?:[:,—–-]+\s*)?[*_]{0,3}$",
    re.I,
)
_TOLD_AFTER = re.compile(
    rf"[^.!?\n]{{0,60}}[,—–-] ?(?:{_TOOL}|it) (?:said|says|replied|replies|answered|wrote|responded|added|explained|told)\b|[^.!?\n]{{0,60}}[,—–-] ?(?:said|says|replied|answered|wrote|responded) (?:{_TOOL})",
    re.I,
)
_SPEAKER = re.compile(
    rf"[\W_]*(?:{_TOOL}|[A-Z][A-Z.]+(?: [A-Z][A-Z.]+){{0,3}}|Q|A)(?:\s?\([^)\n]{{1,30}}\))?[*_]{{0,3}}:", re.I
)
_DEAR = re.compile(r"[\W_]*dear\b", re.I)
_NAMED_TOOL = re.compile(rf"\b{_TOOL}\b", re.I)
_LINE_START = re.compile(r"^[ \t#>*_•–—-]*[^\s#>*_•–—-]", re.M)


@dataclass(frozen=True, slots=True)
class Found:
    """A sign and where it stands in the document's text."""

    sign: Sign
    span: Span


def found_in(document: Document, rule: str, *, markdown: bool = False) -> list[Found]:
    """Signs of one rule, in order, none over another; not those in code, or that the copy writes about."""
    plain = _unescaped(document.text) if markdown else Plain(document.text, document.text)
    taken: list[Found] = []
    for found in sorted(_all(document, plain, CATALOGUE[rule]), key=lambda f: (f.span.start, -f.span.end)):
        if not taken or found.span.start >= taken[-1].span.end:
            taken.append(found)
    return taken


def _all(document: Document, plain: Plain, signs: tuple[Sign, ...]) -> Iterator[Found]:
    code = [Span(*m.span()) for m in _CODE.finditer(plain.text)] if "`" in plain.text else []
    starts = list(_starts(plain.text))
    end_of_copy = starts[-2:][0] if starts else 0
    for sign in signs:
        for match in _matches(sign, plain.text, starts, end_of_copy):
            start, end = match.start(), match.start() + len(match[0].rstrip())
            span = plain.back(Span(start, end))
            if (
                not any(one.start < start < one.end for one in code)
                and _is_copy(document, sign, span)
                and not _written_about(document, plain, sign, start, end)
            ):
                yield Found(sign, span)


def _matches(sign: Sign, text: str, starts: list[int], end_of_copy: int) -> Iterator[re.Match[str]]:
    """What a tool says first or last counts where it would say it: as a paragraph begins, or near the end."""
    if sign.where == "anywhere":
        yield from sign.pattern.finditer(text)
        return
    if sign.slug != "hope-this-helps":
        yield from filter(None, (sign.pattern.match(text, start) for start in starts))
    if sign.where == "closing":
        yield from sign.pattern.finditer(text, end_of_copy)


def _starts(text: str) -> Iterator[int]:
    """Where the words of each paragraph begin."""
    for match in _LINE_START.finditer(text):
        yield match.end() - 1


def _is_copy(document: Document, sign: Sign, span: Span) -> bool:
    """Code is no copy; and an advice column ends its letters as a chat tool ends its answers."""
    paragraph = document.paragraph_at(span.start)
    if paragraph is not None and paragraph.role == "code":
        return False
    return sign.slug != "hope-this-helps" or _no_letter(document)


def _no_letter(document: Document) -> bool:
    """An advice column ends its letters so."""
    return not any(_DEAR.match(document.text, p.start, p.end) for p in document.paragraphs)


def _written_about(document: Document, plain: Plain, sign: Sign, start: int, end: int) -> bool:
    """Does the copy speak of such words, or give them to somebody, rather than say them?"""
    before = plain.text[max(0, start - 80) : start].rpartition("\n")[2]
    if _NAMED_BEFORE.search(before):
        return True
    if sign.of != "a chat tool":
        return _listed(before)
    paragraph = document.paragraph_at(plain.back(Span(start, end)).start)
    return bool(
        _TOLD_BEFORE.search(before)
        or _TOLD_AFTER.match(plain.text, end)
        or _TOLD_AFTER.match(plain.text, max(start, end - 60))
        or (
            paragraph
            and (_SPEAKER.match(document.text, paragraph.start) or _handed_over(document, paragraph))
        )
    )


def _listed(before: str) -> bool:
    """The second of two such marks named together: "strings such as X and Y"."""
    head, joint, _rest = before.rstrip(" *_").rpartition(" ")
    return (
        joint != ""
        and before.rstrip().endswith((" and", " or"))
        and bool(_NAMED_BEFORE.search(head.rpartition(" ")[0] + " "))
    )


def _handed_over(document: Document, paragraph: Paragraph) -> bool:
    """The paragraph before ends in a colon and says who speaks: "The bot replied:"."""
    index = document.paragraph_number(paragraph.start)
    if not index:
        return False
    previous = document.paragraphs[index - 1]
    words = document.text[previous.start : previous.end].rstrip(" *_")
    return words.endswith(":") and bool(_TOLD_BEFORE.search(words[-90:]) or _NAMED_TOOL.search(words[-160:]))


@lru_cache(maxsize=8)
def _unescaped(text: str) -> Plain:
    """Without backslash escapes and entities."""
    found = _ESCAPED.finditer(text)
    return edited(Plain(text, text), (Edit(*each.span(), each[1] or _ENTITY[each[2]]) for each in found))
