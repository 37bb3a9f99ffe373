"""Rules about what readers are told of AI: the recorded label, and what the copy says of itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.analysis.disclaimers import read_disclaimer
from review.disclosure.label import folded, label_in_copy, sentences_with, without_words
from review.disclosure.policy import PLACES
from review.disclosure.systems import outside
from review.workflow.case import Case, CaseFlag
from review.workflow.case_rule import CaseFinding, CaseRule
from review.workflow.recorded import Told
from review.workflow.words import own_paragraphs

FOUND = "ai-disclaimer-found"
_TOOLS = r"(?:AI|A\.I\.|artificial intelligence|machine[- ]generated|chatbots?|language models?)"
_NONE_USED = re.compile(
    rf"\b(?:no|not|never|without|free of)\b[^.]{{0,60}}\b{_TOOLS}\b"
    rf"|\b{_TOOLS}\b[^.]{{0,30}}\b(?:was|were|is|are|has|have)(?: not|n['’]t| never)\b"
    r"|\b(?:written|produced|reported) (?:entirely|wholly|only|solely)"
    r" by (?:people|humans|journalists|reporters)\b",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    r"\b(?:reviewed|checked|edited|verified|vetted|approved|overseen|fact[- ]checked)\b[^.!?\n]{0,60}\bby\b"
    r"[^.!?\n]{0,60}\b(?:editors?|editorial|newsroom|journalists?|staff)\b",
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


def disclaimer_missing(case: Case) -> Iterator[CaseFinding]:
    """AI was used in a way readers are told about, and no label was recorded that says so."""
    decision = case.decision
    if case.declared is None or not decision.labelled or (case.told and case.told.labelled):
        return
    place = PLACES[decision.place]
    yield _record(case, "disclaimer-missing", f"Readers must be told {place}, and no label is recorded yet.")


def disclaimer_wording(case: Case) -> Iterator[CaseFinding]:
    """Readers would read other words than the policy's, or two labels."""
    decision, told = case.decision, case.told
    if case.declared is None or not decision.labelled:
        return
    if told and told.labelled and told.wording != decision.wording:
        yield _record(case, "disclaimer-wording", _other_words(case, told))
    for flag in _notes(case):
        own = " ".join(sentences_with(case.text, flag.quote).split()) or flag.quote
        if flag.open and not _same(flag.quote, decision.wording) and not _contradiction(case, flag):
            sentence = f"The copy has a label of its own, “{own}”; readers would read two."
            clears = "Take it out of the copy: the policy’s label is added when the story goes out."
            yield _cut(case, "disclaimer-wording", sentence, clears, flag.quote, flag)


def _other_words(case: Case, told: Told) -> str:
    """The label was recorded for this very declaration: what is another since, is the policy, or who is named
    in it."""
    now = case.policy_label or str(case.policy_number)
    if told.policy and told.policy != now:
        return (
            f"{told.by} recorded the label under policy {told.policy};"
            f" policy {now} has other words for what is declared."
        )
    return f"{told.by} recorded the label in other words than the policy has for what is declared."


def disclaimer_place(case: Case) -> Iterator[CaseFinding]:
    """The label would stand at another place than the policy's."""
    decision, told = case.decision, case.told
    if case.declared is None or not decision.labelled or told is None or not told.labelled:
        return
    if told.place != decision.place:
        sentence = (
            f"The label is recorded to stand {PLACES[told.place]}; the policy says {PLACES[decision.place]}."
        )
        yield _record(case, "disclaimer-place", sentence)
    elif (stands := label_in_copy(own_paragraphs(case), told.wording)) and stands != told.place:
        sentence = (
            f"The label stands in the copy, but not {PLACES[told.place]}: cut it there, every export adds it."
        )
        clears = "Take it out of the copy: every export adds it at its place."
        yield _cut(case, "disclaimer-place", sentence, clears, told.wording)


def disclaimer_contradicted(case: Case) -> Iterator[CaseFinding]:
    """The copy says one thing about AI, the declaration or the sign-offs another."""
    if case.declared is None:
        return
    for flag in _notes(case):
        if found := _contradiction(case, flag):
            clears = (
                "Change the declaration, or the sentence. The house label is added when the story goes out."
            )
            yield _cut(case, "disclaimer-contradicted", found[0], clears, flag.quote, flag, found[1])
        yield from _reviewed_by_nobody(case, flag)


def ai_outside_register(case: Case) -> Iterator[CaseFinding]:
    """AI was used that the newsroom's register does not allow, or not for this."""
    for use in case.uses:
        if said := outside(use, case.systems):
            yield CaseFinding(
                "ai-outside-register",
                "ask",
                said,
                "An editor asks the author why, and what was put into it; an admin may add it.",
                case.at("declaration/"),
            )


def _notes(case: Case) -> Iterator[CaseFlag]:
    """What the copy says of itself, unless an editor dismissed it as no such thing."""
    return (
        flag
        for flag in case.flags
        if flag.rule == FOUND and flag.status != "dismissed" and not case.too_late(flag)
    )


def _same(quote: str, wording: str) -> bool:
    return folded(quote) in folded(wording) or folded(wording) in folded(quote)


def _contradiction(case: Case, flag: CaseFlag) -> tuple[str, str] | None:
    """(sentence, severity) where copy and declaration do not agree."""
    denies, stages = bool(_NONE_USED.search(flag.quote)), {use.stage for use in case.uses}
    if denies and stages:
        return "The copy says that no AI was used; the declaration says that it was.", "block"
    if not denies and not stages:
        return "The copy says that AI was used; the declaration says that it was not.", "block"
    if wrong := "" if denies else _undeclared(flag.quote, stages):
        return f"The copy says that AI had it {wrong}; the declaration does not say that.", "ask"
    return None


def _undeclared(quote: str, stages: set[str]) -> str:
    for pattern, agreeing, word in _CLAIMS:
        if pattern.search(quote) and not agreeing & stages:
            return word
    return ""


def _reviewed_by_nobody(case: Case, flag: CaseFlag) -> Iterator[CaseFinding]:
    """The copy promises that editors reviewed it: held against the sign-offs that exist."""
    said = sentences_with(case.text, flag.quote) or flag.quote
    understood = read_disclaimer(said)
    promised = bool(_REVIEWED.search(said)) or bool(understood and understood.reviewed)
    if not promised or case.standing("editor"):
        return
    coming = "editor" in case.required_roles
    so_far = "no editor has signed this text yet" if coming else "no editor signs it under this policy"
    clears = "An editor signs this text, or the promise is taken out of the copy."
    sentence = f"The copy says that editors reviewed it; {so_far}."
    severity = "ask" if coming else "block"
    yield _cut(case, "disclaimer-contradicted", sentence, clears, flag.quote, flag, severity)


def _record(case: Case, rule: str, sentence: str) -> CaseFinding:
    clears = "Record the label the policy decides; every export puts it in its place."
    return CaseFinding(rule, "block", sentence, clears, case.at("declaration/#disclosure"))


def _cut(
    case: Case,
    rule: str,
    sentence: str,
    clears: str,
    words: str,
    flag: CaseFlag | None = None,
    severity: str = "block",
) -> CaseFinding:
    """With a repair where the words stand in the text and something is left without them."""
    possible = without_words(case.text, words) is not None
    by_hand = case.flag_at(flag.number) if flag else case.at("edit/")
    return CaseFinding(
        rule,
        severity,
        sentence,
        clears,
        case.at("declaration/#held") if possible else by_hand,
        flag.number if flag else None,
        repair="cut" if possible else "",
        words=words if possible else "",
    )


_STANDARD = "House policy on the disclosure of AI use."
DISCLAIMER_RULES: tuple[CaseRule, ...] = (
    CaseRule(
        "disclaimer-missing",
        "Missing label",
        "Where are readers told?",
        "block",
        "Readers are owed one short line on what AI did and what a person verified.",
        "Record the label the policy decides; every export puts it in its place.",
        _STANDARD,
        disclaimer_missing,
        page="""AI was used in a way that readers are told about, and no label is on record.

*Why it matters.* Readers are owed one short line on what AI did and what a person verified.

*What clears it.* One click records the label that the policy decides. Nothing is written into the copy: every
export puts the label at its place.

*Does not flag* uses the policy does not tell readers of.""",
        flagged=("A letter was [[translated]] by AI, and nothing is recorded. On record: translation.",),
        unflagged=("Earlier reports were looked for with AI. On record: research.",),
    ),
    CaseRule(
        "disclaimer-wording",
        "Label in other words",
        "Are these the words readers are owed?",
        "block",
        "Two labels in different words leave readers to guess which one holds.",
        "Take the copy’s own label out, or record the label anew: the policy’s words go out.",
        _STANDARD,
        disclaimer_wording,
        page="""The copy has a label of its own, or the recorded one has other words than the policy has
now: another version words it otherwise, or whoever is named in it is called otherwise.

*Why it matters.* Two labels in different words leave readers to guess which one holds.

*What clears it.* One click takes the copy’s own sentence out, as a new revision, or records the label anew.

*Does not flag* the policy’s own label standing in the copy at its place: it is recognised, and not printed
twice. Nor a note where the policy prints no label.""",
        flagged=("[[This article was translated with AI tools]]. The quay closes. On record: translation.",),
        unflagged=(
            "The quay closes. On record: translation.",
            "[[This article was researched with AI tools]]. The quay closes. On record: research.",
        ),
    ),
    CaseRule(
        "disclaimer-place",
        "Label out of place",
        "Does the label stand where readers meet it?",
        "block",
        "A label that readers meet after they have read is no label.",
        "Take it out of the copy: every export adds it at its place.",
        _STANDARD,
        disclaimer_place,
        page="""The label stands in the copy, but not where the policy puts it.

*Why it matters.* A label that readers meet after they have read is no label.

*What clears it.* One click takes it out of the copy; every export adds it at its place.

*Does not flag* the label at its place.""",
        flagged=("The quay closes.\n[[LABEL]]\nThe board met. On record: translation.",),
        unflagged=("[[LABEL]]\nThe quay closes. On record: translation.",),
    ),
    CaseRule(
        "disclaimer-contradicted",
        "Label against declaration",
        "The copy and the declaration do not agree: which is it?",
        "block",
        "A label that says less than happened misleads; one that says more is not true either.",
        "Change the declaration, or the sentence.",
        _STANDARD,
        disclaimer_contradicted,
        page="""What the copy says about AI is not what was declared, or not what was signed.

*Why it matters.* A label that says less than happened misleads; one that says more is not true either.
“Reviewed by our editors” is a promise: it is held against the sign-offs that exist.

*What clears it.* Change the declaration, or take the sentence out with one click.

*Does not flag* a note that agrees with the declaration.""",
        flagged=(
            "[[This article was written with AI]]. The quay closes. On record: none.",
            "[[No AI was used for this article]]. The quay closes. On record: research.",
            "[[This article was drafted by AI]]. The quay closes. On record: translation.",
        ),
        unflagged=(
            "[[This article was translated by AI]]. The quay closes. On record: translation.",
            "[[No AI was used for this article]]. The quay closes. On record: none.",
        ),
    ),
    CaseRule(
        "ai-outside-register",
        "AI outside the register",
        "Why this system, and what was put into it?",
        "ask",
        "What is put into a system the newsroom does not know may be kept, read by others, or learnt from.",
        "An editor asks the author why, and what was put into it; an admin may add it to the register.",
        "House register of AI systems.",
        ai_outside_register,
        gate="",
        page="""A declared use is not one the register of AI systems allows.

*Why it matters.* What is put into a system the newsroom does not know may be kept, read by others, or learnt
from: names, documents, recordings.

*What clears it.* An editor asks the author why, and what was put into it. It holds nothing up. An admin
may add the system to the register.

*Does not flag* anything while the register is empty.""",
        flagged=("Declared: translation with [[Lingua]]. In the register: Scribe.",),
        unflagged=(
            "Declared: translation with Lingua. In the register: Lingua.",
            "Declared: translation with Lingua. In the register: nothing.",
        ),
    ),
)
