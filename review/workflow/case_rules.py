"""Rules that need a declaration or a policy: what will be published against what was declared. Pure."""

from __future__ import annotations

from dataclasses import replace

from review.disclosure.agency import AGENCY_CHANGED
from review.disclosure.rules import DISCLAIMER_RULES
from review.sources.rules import OTHER_HALVES, PLURAL_SOURCES
from review.workflow.case import Case
from review.workflow.case_rule import CaseFinding, CaseRule

CASE_RULES: tuple[CaseRule, ...] = (
    *DISCLAIMER_RULES,
    PLURAL_SOURCES,
    AGENCY_CHANGED,
)
CASE_RULE = {rule.slug: rule for rule in (*CASE_RULES, *OTHER_HALVES)}


def case_findings(case: Case) -> tuple[CaseFinding, ...]:
    """Everything the case rules ask about this case, in the order of their lists."""
    return tuple(
        _weighed(case, finding) for rule in (*CASE_RULES, *OTHER_HALVES) for finding in rule.find(case)
    )


def findings_at(case: Case, gate: str) -> tuple[CaseFinding, ...]:
    """What they ask that is put right at this gate."""
    return tuple(finding for finding in case_findings(case) if CASE_RULE[finding.rule].gate == gate)


def _weighed(case: Case, finding: CaseFinding) -> CaseFinding:
    """A policy may change what a rule's default severity is."""
    return replace(finding, severity=case.policy.severities.get(finding.rule, finding.severity))


def blocking_at(case: Case, gate: str) -> CaseFinding | None:
    return next((found for found in findings_at(case, gate) if found.severity == "block"), None)
