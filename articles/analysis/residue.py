"""What chat tools leave behind in copy: exact patterns, never a style."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re

CITATION = re.compile(
    r"[\ue200-\ue206]+[^\n\ue200-\ue206]{0,80}[\ue200-\ue206]+"
    r"|(?:cite)?turn\d{1,3}(?:search|view|news|image|file|fetch|product|forecast|academia|maps|video)\d{1,3}(?:turn\d{1,3}(?:search|view|news|image|file|fetch|product|forecast|academia|maps|video)\d{1,3})*"
    r"|:?contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\boaicite\b(?::\d+)?|\[oai_citation:\d+[‡†][^\]\n]{0,200}\](?:\([^)\s]{0,500}\))?|\boai_citation(?:_attribution)?\b|\battributableIndex\b"
    r"|【\d+(?:[†:][^】\n]{0,80})?】|^:::writing\b.*$"
    r"|\[attached_file:\d+\]|\[web:\d+\]|ppl-ai-file-upload\S*|\bgrok_(?:card|render_citation_card_json)\b|\[cite: ?\d+(?:, ?\d+)*\]|\[cite_start\]|\[cite_end\]|\[span_\d+\]\((?:start|end)_span\)|\[\^\d+\^\]"
    r"|file-service://file-\S+|sandbox:/mnt/data\S*|https?://vertexaisearch\.cloud\.google\.com/grounding-api-redirect\S*",
    re.M,
)
SELF_REFERENCE = re.compile(
    r"\b(?:as|I['’]m|I am|being) an? (?:AI|artificial intelligence|large|AI[- ]powered)(?:[- ]based)?(?: (?:large )?language)? (?:model|assistant|chatbot)\b(?:[^.!?\n]{0,80})?"
    r"|\bas an AI\b,? I\b[^.!?\n]{0,80}"
    r"|\bI['’]?(?:m| am) sorry, but I (?:can['’]?t|cannot|am unable to|['’]m not able to)\b[^.!?\n]{0,80}|\bI (?:can['’]t|cannot|am unable to|won['’]t be able to) (?:fulfil+|comply with|assist with|help with|complete) (?:that|this|your) request\b"
    r"|\b(?:as of|up to|until|after|before) my (?:last |most recent )?(?:knowledge|training) (?:update|cut-?off|data)\b[^.!?\n]{0,60}|\bmy (?:knowledge cut-?off|training data|last knowledge update)\b"
    r"|\bI (?:don['’]t|do not) have (?:access to real-time|real-time|the ability to browse|browsing)\b[^.!?\n]{0,60}",
    re.I,
)
_THING = r"(?:article|draft|version|story|text|rewrite|summary|headline|piece|post|translation|outline|list|paragraph|press release|breakdown|overview|news (?:story|article|report)|report|copy|edit|suggestions?)"
OPENING = re.compile(
    rf"(?:(?:certainly|sure(?: thing)?|of course|absolutely|great question|happy to help|got it|no problem)[!,.]\s+(?:I['’]d be happy to|here(?:['’]s| is| are)|I['’]ve|below|let me|I can)\b[^\n]{{0,160}}"
    rf"|here(?:['’]s| is| are) (?:a|an|the|your|my|some) (?:\w+[ -]){{0,3}}?(?:rewritten|revised|polished|improved|edited|updated|refined|condensed|shortened|humani[sz]ed|expanded|proofread|drafted|suggested|possible|potential)\b[^\n]{{0,40}}\b{_THING}\b[^\n]{{0,120}}"
    rf"|here(?:['’]s| is) (?:a|an|the|your) (?:\w+[ -]){{0,3}}?{_THING}\b[^\n.]{{0,100}}:\s*$"
    rf"|below is (?:a|an|the|your) (?:\w+[ -]){{0,3}}?{_THING}\b[^\n.]{{0,100}}:\s*$)",
    re.I | re.M,
)
CLOSING = re.compile(
    r"(?:I hope this (?:\w+ )?(?:helps|works|meets)[^\n]{0,100}|(?:please )?let me know if you(?:['’]d| would| need| want| have)[^\n]{0,160}|feel free to (?:ask|let me know|reach out|adjust|modify|edit|customi[sz]e|tweak)[^\n]{0,120}"
    r"|(?:would you like|do you want) me to (?:rewrite|revise|adjust|shorten|expand|add|make|create|draft|tailor|turn|format|also|include|refine|condense|generate|tweak)[^\n]{0,120}|if you(?:['’]d| would) like, I can[^\n]{0,140}"
    r"|is there anything else (?:I can|you(?:['’]d| would))[^\n]{0,80})",
    re.I,
)
PLACEHOLDER = re.compile(
    r"\[(?:insert|add|enter|include|provide|fill in|specify|your|reporter['’]?s?|author['’]?s?|company['’]?s?|source['’]?s?|spokesperson['’]?s?|official['’]?s?|journalist['’]?s?|organi[sz]ation['’]?s?)\s[^\[\]\n]{2,60}\](?!\()"
    r"|\[(?:Company|Reporter|Author|Name|Date|City|Location|Quote|Link|URL|Source|Title|Placeholder|Number|Organi[sz]ation|Spokesperson)(?: (?:Name|Here|Title|URL|Needed|TK|TBD|Quote))?\](?!\()"
    r"|\b(?:19|20)\d\d-(?:XX|\d\d)-XX\b|\bXX/XX/(?:XX)?(?:19|20|XX)\w{0,2}\b|\b(?:INSERT|ADD|YOUR)_[A-Z_]{3,40}\b|\bINSERT [A-Z]{3,}(?: [A-Z]{2,}){0,3} HERE\b|\blorem ipsum dolor\b|\{\{ ?[a-z_ ]{3,40} ?\}\}"
    r"|<(?:insert|your|add)[ _][^<>\n]{2,50}>",
    re.I,
)
_CASED_PLACEHOLDER = frozenset(
    [
        "company",
        "reporter",
        "author",
        "name",
        "date",
        "city",
        "location",
        "quote",
        "link",
        "url",
        "source",
        "title",
        "number",
    ]
)
AI_LINK = re.compile(
    r"https?://[^\s<>\"”)\]]*[?&#](?:utm_source=(?:chatgpt(?:\.com)?|openai(?:\.com)?|copilot(?:\.com|\.microsoft\.com)?|perplexity(?:\.ai)?|claude(?:\.ai)?|gemini(?:\.google\.com)?)|referrer=grok\.com)[^\s<>\"”)\]]*",
    re.I,
)


def is_placeholder(words: str) -> bool:
    """A bracketed single word counts only when it is set as a field: [Company], not [name] in a quotation's edit."""
    inner = words.strip("[]").strip()
    return not (words.startswith("[") and inner.lower() in _CASED_PLACEHOLDER and inner.islower())
