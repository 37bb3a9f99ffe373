"""Dismissals that weigh: which need a second person, and a case before and after one has agreed. Pure."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import replace

from articles.analysis.images import IMAGE_RULES
from articles.analysis.rules import RULES
from review.disclosure.rules import FOUND
from review.sources.attestation import ANONYMOUS, NO_REASON
from review.sources.owed import replies_owed
from review.sources.replies import REPLY
from review.sources.unnamed import unnamed_sources
from review.workflow.case import EDITOR_QUESTION, Case, CaseFlag
from review.workflow.case_rules import CASE_RULE, case_findings

ASIDE = "For your information"
# Blocking questions of sources, accusations, AI and images
KINDS = frozenset(rule.slug for rule in (*RULES, *IMAGE_RULES) if rule.group != ASIDE)
# What gates, roles and case rules read, whatever its severity
DECIDING = frozenset((ANONYMOUS, NO_REASON, REPLY, FOUND))
Ground = tuple[str, Hashable]


def settled(case: Case) -> Case:
    """Under its policy: a dismissal that weighs, and that nobody else has agreed to, leaves its flag open.

    It waits for a second person while whoever dismissed it is still here to be the first.
    """
    waits = waiting(case)
    if not waits:
        return case
    gone = {f.number for f in case.flags if f.number in waits and f.dismissal and f.dismissal.gone}
    alone = _with(case, gone, status="open") if gone else case
    return _with(alone, waits - gone, status="open", waiting=True)


def agreed(case: Case) -> Case:
    """As if a second person had agreed to everything that waits: what a signature is given under."""
    waits = {flag.number for flag in case.waiting}
    return _with(case, waits, status="dismissed", waiting=False) if waits else case


def agreed_by(case: Case, person_id: int) -> Case:
    """As if this person had agreed to all they may: what waits and is not their own dismissal."""
    waits = {f.number for f in case.waiting if f.dismissal and f.dismissal.by_id != person_id}
    return _with(case, waits, status="dismissed", waiting=False) if waits else case


def waiting(case: Case) -> frozenset[int]:
    """Numbers of flags whose dismissal needs a second person and has none."""
    if not case.policy.duties.weighty_dismissals_seconded:
        return frozenset()
    found = [flag for flag in agreed(case).flags if flag.status == "dismissed" and flag.dismissal]
    alone = {flag.number for flag in found if flag.dismissal and not flag.dismissal.agreed_by}
    return weighty(case) & alone if alone else frozenset()


def weighty(case: Case) -> frozenset[int]:
    """Numbers of dismissed flags without whose dismissal a blocking question of these kinds, a required role,
    or what a gate asks for would be there."""
    raw = agreed(case)
    dismissed = [flag for flag in raw.flags if flag.status == "dismissed"]
    found = {flag.number for flag in dismissed if _blocking(flag)}
    milder = [flag for flag in dismissed if flag.rule in DECIDING and flag.number not in found]
    if milder:
        opened = _with(raw, {flag.number for flag in milder}, status="open")
        back = grounds(opened) - grounds(raw)
        found |= {flag.number for flag in milder if _brings(flag) & back}
    return frozenset(found)


def grounds(case: Case) -> frozenset[Ground]:
    """All that roles and gates ask for because of a flag; each as (what, of which flag or source)."""
    findings = [f for f in case_findings(case) if f.severity == "block" and CASE_RULE[f.rule].gate]
    roles: set[Ground] = {("role", role) for role in case.required_roles}
    sources: set[Ground] = {("source", source.key) for source in unnamed_sources(case)}
    replies: set[Ground] = {("reply", one.number) for one in replies_owed(case) if not one.settled}
    return frozenset(roles | sources | replies | {("finding", found.flag) for found in findings})


def _brings(flag: CaseFlag) -> set[Ground]:
    """The grounds this flag could be behind."""
    about: set[Ground] = {("finding", flag.number), ("reply", flag.number)}
    if flag.rule in (ANONYMOUS, REPLY) and flag.unasked:
        about |= {("role", "editor"), ("role", "standards"), ("role", "legal"), ("source", flag.source_key)}
    return about


def _blocking(flag: CaseFlag) -> bool:
    """Whoever asked a question of their own may take it back; a colleague's is dismissed by two."""
    if flag.severity != "block":
        return False
    if flag.rule == EDITOR_QUESTION:
        return flag.dismissal is None or flag.dismissal.by_id != flag.asked_by_id
    return flag.rule in KINDS


def _with(case: Case, numbers: Collection[int], **changed: object) -> Case:
    flags = (replace(flag, **changed) if flag.number in numbers else flag for flag in case.flags)  # type: ignore[arg-type]
    return replace(case, flags=tuple(flags))
