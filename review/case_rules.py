"""Rules that need a declaration or a policy: what will be published against what was declared. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from review.facts import Case, CaseFlag
from review.policies import PLACES

_TOOLS = r"(?:AI|A\.I\.|artificial intelligence|machine[- ]generated|chatbots?|language models?)"
_NONE_USED = re.compile(
    rf"\b(?:no|not|never|without|free of)\b[^.]{{0,60}}\b{_TOOLS}\b"
    rf"|\b{_TOOLS}\b[^.]{{0,30}}\b(?:was|were|is|are|has|have)(?: not|n['’]t| never)\b"
    r"|\b(?:written|produced|reported) (?:entirely|wholly|only|solely)"
    r" by (?:people|humans|journalists|reporters)\b",
    re.IGNORECASE,
)
# what a sentence about AI says was done, and the declared stages that agree with it
_CLAIMS: tuple[tuple[re.Pattern[str], frozenset[str], str], ...] = (
    (
        re.compile(r"\b(?:drafted|written|wrote|generated|authored)\b", re.IGNORECASE),
        frozenset({"drafting", "rewriting"}),
        "written",
    ),
    (re.compile(r"\btranslat(?:ed|ion)\b", re.IGNORECASE), frozenset({"translation"}), "translated"),
    (re.compile(r"\bsummar(?:y|ised|ized|ies)\b", re.IGNORECASE), frozenset({"summary"}), "summarised"),
    (
        re.compile(r"\btranscri(?:bed|pts?|ption)\b", re.IGNORECASE),
        frozenset({"transcription"}),
        "transcribed",
    ),
)
_EDGES = " \t*_>#\"'“”‘’"


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """A case rule's question, with the place where it is put right."""

    rule: str
    severity: str
    sentence: str
    clears: str
    fix: str
    flag: int | None = None  # the flag whose passage it is about


@dataclass(frozen=True, slots=True)
class CaseRule:
    """A rule over a Case. `slug` is forever."""

    slug: str
    name: str
    question: str
    severity: str
    why: str
    clears: str
    standard: str
    find: Callable[[Case], Iterator[CaseFinding]]


def folded(text: str) -> str:
    """White space, quote marks and emphasis put aside, for comparing a label with copy."""
    plain = re.sub(r"[*_]+", "", text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"'))
    return re.sub(r"\s+", " ", plain).strip().strip(_EDGES).casefold()


def label_in_copy(text: str, wording: str) -> str:
    """Where the very label stands in the copy: "top", "end", "inside", or "" where it does not."""
    words = folded(wording)
    paragraphs = [folded(line) for line in text.split("\n") if folded(line)]
    if not words or not any(words in paragraph for paragraph in paragraphs):
        return ""
    if words in paragraphs[0]:
        return "top"
    return "end" if words in paragraphs[-1] else "inside"


def with_label(text: str, wording: str, place: str) -> str:
    """The text as it leaves: the label at its place, once."""
    if not wording or label_in_copy(text, wording):
        return text
    return f"{wording}\n\n{text}" if place == "top" else f"{text.rstrip()}\n\n{wording}\n"


def disclaimer_missing(case: Case) -> Iterator[CaseFinding]:
    """AI was used in a way readers are told about, and no label was recorded that says so."""
    decision = case.decision
    if case.declared is None or not decision.labelled:
        return
    told = case.told
    if told is None:
        sentence = f"Readers must be told {PLACES[decision.place]}, and no label is recorded yet."
    elif (told.labelled, told.wording, told.place) != (True, decision.wording, decision.place):
        sentence = "The recorded label no longer says what was declared."
    elif (stands := label_in_copy(case.text, told.wording)) and stands != told.place:
        sentence = (
            f"The label stands in the copy, but not {PLACES[told.place]}: cut it there, every export adds it."
        )
    else:
        return
    yield CaseFinding(
        "disclaimer-missing",
        "block",
        sentence,
        "Record the label the policy decides; every export puts it in its place.",
        case.at("#ai-use"),
    )


def disclaimer_contradicted(case: Case) -> Iterator[CaseFinding]:
    """The copy says one thing about AI, the declaration another."""
    if case.declared is None:
        return
    for flag in case.flags:
        if flag.rule == "ai-disclaimer-found" and flag.status != "dismissed":
            yield from _contradiction(case, flag)


def _contradiction(case: Case, flag: CaseFlag) -> Iterator[CaseFinding]:
    denies, stages = bool(_NONE_USED.search(flag.quote)), {use.stage for use in case.uses}
    if denies and stages:
        sentence, severity = "The copy says that no AI was used; the declaration says that it was.", "block"
    elif not denies and not stages:
        sentence, severity = "The copy says that AI was used; the declaration says that it was not.", "block"
    elif wrong := "" if denies else _undeclared(flag.quote, stages):
        sentence, severity = (
            f"The copy says that AI had it {wrong}; the declaration does not say that.",
            "ask",
        )
    else:
        return
    yield CaseFinding(
        "disclaimer-contradicted",
        severity,
        sentence,
        "Change the declaration, or the sentence. The house label is added when the story goes out.",
        case.flag_at(flag.number),
        flag.number,
    )


def _undeclared(quote: str, stages: set[str]) -> str:
    for pattern, agreeing, word in _CLAIMS:
        if pattern.search(quote) and not agreeing & stages:
            return word
    return ""


CASE_RULES: tuple[CaseRule, ...] = (
    CaseRule(
        "disclaimer-missing",
        "Missing label",
        "Where are readers told?",
        "block",
        "Readers are owed one short line on what AI did and what a person verified.",
        "Record the label the policy decides; every export puts it in its place.",
        "House policy on the disclosure of AI use.",
        disclaimer_missing,
    ),
    CaseRule(
        "disclaimer-contradicted",
        "Label against declaration",
        "The copy and the declaration do not agree: which is it?",
        "block",
        "A label that says less than happened misleads; one that says more is not true either.",
        "Change the declaration, or the sentence.",
        "House policy on the disclosure of AI use.",
        disclaimer_contradicted,
    ),
)
CASE_RULE = {rule.slug: rule for rule in CASE_RULES}


def case_findings(case: Case) -> tuple[CaseFinding, ...]:
    """Everything the case rules ask about this case, in the order of CASE_RULES."""
    return tuple(_weighed(case, finding) for rule in CASE_RULES for finding in rule.find(case))


def _weighed(case: Case, finding: CaseFinding) -> CaseFinding:
    """A policy may change what a rule's default severity is."""
    severity = case.policy.severities.get(finding.rule, finding.severity)
    return CaseFinding(finding.rule, severity, finding.sentence, finding.clears, finding.fix, finding.flag)
