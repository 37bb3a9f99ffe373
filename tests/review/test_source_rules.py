"""The copy against what is attested and logged: every example of the handbook, and what they leave open."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from articles.handbook import page
from review.sources.attestation import CONDITIONS, Attestation
from review.sources.records import Records
from review.sources.replies import Request
from review.sources.rules import OTHER_HALVES, PLURAL_SOURCES
from review.workflow.case import Case, CaseFlag
from review.workflow.case_rule import CaseRule
from review.workflow.case_rules import case_findings, findings_at
from review.workflow.gates import results
from tests.review.cases import ED, NOON, case, flag

RULES = (PLURAL_SOURCES, *OTHER_HALVES)
UNNAMED = re.compile(r"\b(sources?|officials?|people)\b", re.IGNORECASE)
SILENT = re.compile(r"[^.]*\b(?:did not respond|declined to comment|accused)\b")
OUTCOME = re.compile(r"answered|declined|none")


def attestation(key: str, people: int = 1, **said: object) -> Attestation:
    whole = Attestation(
        pk=1, key=key, conditions=frozenset(slug for slug, _, _ in CONDITIONS), reason="danger",
        people=people, passages=frozenset({"p1"}), by="Ed Marlow", at=NOON, voucher_id=ED,
        voucher="Ed Marlow", role="editor",
    )  # fmt: skip
    return replace(whole, **said)


def request(outcome: str, **said: object) -> Request:
    return replace(Request(1, "Tom Drew", NOON, "email", NOON, frozenset({"p2"}), outcome), **said)


def told(example: str) -> Case:
    """An example as a case: “the copy, its [[words]] marked. On record: what is attested or logged.”"""
    copy, _, record = example.partition(" On record: ")
    words = re.search(r"\[\[(.+?)\]\]", copy)
    text = copy.replace("[[", "").replace("]]", "")
    flags: list[CaseFlag] = []
    attestations: tuple[Attestation, ...] = ()
    requests: tuple[Request, ...] = ()
    if words and (unnamed := UNNAMED.search(words[1])):
        key = f"anonymous:{unnamed[1].lower()}"
        flags.append(flag("anonymous-source", quote=words[1], source_key=key, passage="p1"))
        people = int(re.search(r"\d+", record)[0])
        attestations = (attestation(key, people, not_the_refuser="not the one who declined" in record),)
    if silent := SILENT.search(text):
        severity = "block" if "accused" in silent[0] else "ask"
        flags.append(flag("reply-not-recorded", severity, number=2, quote=silent[0].strip(), passage="p2"))
    if not attestations and (outcome := OUTCOME.match(record)):
        quoted = re.search(r"“(.+)”", record)
        requests = (request(outcome[0], quoted=quoted[1] if quoted else ""),)
    return case(text=text, flags=tuple(flags), records=Records(attestations, requests))


def asked(rule: CaseRule, example: str) -> list[str]:
    return [finding.sentence for finding in rule.find(told(example))]


@pytest.mark.parametrize(("rule", "example"), [(rule, one) for rule in RULES for one in rule.flagged])
def test_it_asks_what_the_handbook_says_it_asks(rule: CaseRule, example: str) -> None:
    assert len(asked(rule, example)) == 1


@pytest.mark.parametrize(("rule", "example"), [(rule, one) for rule in RULES for one in rule.unflagged])
def test_it_leaves_alone_what_the_handbook_says_it_leaves(rule: CaseRule, example: str) -> None:
    assert asked(rule, example) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_it_has_examples_of_both_kinds_and_they_stand_in_the_handbook(rule: CaseRule) -> None:
    assert rule.flagged
    assert rule.unflagged
    found = page(rule.slug)
    assert found
    assert set(rule.flagged) <= set(found.flagged)
    assert rule.page in found.text


def test_it_counts_nobody_before_anybody_attests() -> None:
    two = flag("anonymous-source", quote="two sources said", source_key="anonymous:sources", passage="p1")
    assert [f.rule for f in case_findings(case(flags=(two,)))] == []


def test_it_names_both_numbers() -> None:
    (sentence,) = asked(
        PLURAL_SOURCES, "[[Three people familiar with the talks said]] so. On record: 2 people."
    )
    assert sentence == "The copy says “Three people familiar with the talks said”; 2 people stand behind it."


@pytest.mark.parametrize(
    ("example", "code"),
    [
        ("[[Two sources said]] so. On record: 1 person.", "G5"),
        ("Solan Line declined to comment. [[An official said]] so. On record: 1 person.", "G5"),
        ("[[Ines Maddox accused]] Tom Drew of fraud. On record: answered.", "G6"),
    ],
)
def test_it_closes_the_gate_at_which_it_is_put_right_and_no_other(example: str, code: str) -> None:
    at = told(example)
    assert [finding.severity for finding in findings_at(at, code)] == ["block"]
    assert findings_at(at, "G4") == ()
    found = {result.code: result for result in results(at, ["G4", "G5", "G6"])}
    assert found[code].status == "fail"
    assert not found["G4"].blocking


def test_it_lets_the_policy_make_it_milder() -> None:
    at = told("[[Two sources said]] so. On record: 1 person.")
    milder = replace(at.policy, severities={"plural-sources": "ask"})
    assert results(replace(at, policy=milder), ["G5"])[0].status == "pass"


def test_it_hears_of_a_refusal_from_the_log_too() -> None:
    at = told("[[An official said]] the lease had lapsed. On record: 1 person.")
    logged = replace(at.records, requests=(request("declined", passages=frozenset()),))
    (finding,) = case_findings(replace(at, records=logged))
    assert (finding.rule, finding.severity) == ("denied-and-quoted", "block")
    assert "Tom Drew declined to comment" in finding.sentence
