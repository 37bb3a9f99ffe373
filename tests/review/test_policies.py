"""The disclosure policy: grades, labels, who signs, and bodies that cannot be a policy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from review.disclosure.grade import STAGES, grade, uses_digest
from review.disclosure.label import decide, label
from review.disclosure.policy import PLACES, SEED, Facts, Policy, problems, required_roles
from review.models import AIUse
from tests.review.cases import POLICY, RESEARCH, TRANSLATION

DRAFTING = replace(TRANSLATION, stage="drafting", scope="whole")


def test_it_knows_every_stage_a_person_may_declare() -> None:
    assert [stage.slug for stage in STAGES] == AIUse.Stage.values


def test_it_begins_with_a_policy_that_holds() -> None:
    assert problems(SEED) == []


def test_it_comes_back_from_its_body_unchanged() -> None:
    assert Policy.from_body(POLICY.to_body()) == POLICY


@pytest.mark.parametrize(
    ("uses", "level", "term"),
    [
        ((), "human", "digitalCreation"),
        ((RESEARCH,), "assisted", "humanEdits"),
        ((RESEARCH, TRANSLATION), "ai-drafted", "compositeWithTrainedAlgorithmicMedia"),
        ((DRAFTING,), "ai-generated", "trainedAlgorithmicMedia"),
        ((replace(DRAFTING, scope="parts"),), "ai-drafted", "compositeWithTrainedAlgorithmicMedia"),
    ],
)
def test_it_grades_what_was_declared(uses: Any, level: str, term: str) -> None:
    found = grade(uses)
    assert found.level == level
    assert found.source_type == f"http://cv.iptc.org/newscodes/digitalsourcetype/{term}"
    assert found.reason.endswith(".")


def test_it_fills_the_label_with_uses_and_checker() -> None:
    words = label(POLICY, [TRANSLATION, replace(TRANSLATION, stage="headline")])
    assert words.startswith("AI tools helped with translation and the headline. Rita Calder checked")


def test_it_tells_readers_only_what_the_policy_discloses() -> None:
    assert label(POLICY, [RESEARCH]) == ""
    assert "research" not in label(POLICY, [RESEARCH, TRANSLATION])


def test_it_takes_no_word_of_a_use_for_a_placeholder() -> None:
    sly = replace(TRANSLATION, checker="{uses}{0.__class__}")
    assert "{0.__class__}" in label(POLICY, [sly])


def test_it_gives_a_reason_where_no_label_is_needed() -> None:
    decision = decide(POLICY, [RESEARCH])
    assert (decision.labelled, decision.wording, decision.place) == (False, "", "")
    assert "research" in decision.reason


@pytest.mark.parametrize(
    ("facts", "roles"),
    [
        (Facts(), ["editor"]),
        (Facts(anonymous_source=True), ["editor", "standards"]),
        (Facts(level="assisted"), ["editor"]),
        (Facts(level="ai-drafted"), ["editor", "standards"]),
        (Facts(level="ai-generated"), ["editor", "standards"]),
        (Facts(legal_asked=True), ["editor", "legal"]),
        (Facts(allegation=True), ["editor", "legal"]),
        (Facts(anonymous_source=True, allegation=True), ["editor", "standards", "legal"]),
    ],
)
def test_it_asks_for_the_roles_the_facts_call_for(facts: Facts, roles: list[str]) -> None:
    assert [role for role, _ in required_roles(POLICY, facts)] == roles


def test_it_says_why_a_role_must_sign() -> None:
    assert required_roles(POLICY, Facts(allegation=True))[-1] == (
        "legal",
        "when the story makes an allegation",
    )


def test_it_takes_the_same_uses_in_any_order_for_the_same() -> None:
    assert uses_digest([RESEARCH, TRANSLATION]) == uses_digest([TRANSLATION, RESEARCH])
    assert uses_digest([RESEARCH]) != uses_digest([])
    assert uses_digest([RESEARCH]) != uses_digest([replace(RESEARCH, system_version="4")])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"wording": " "}, "Write the wording"),
        ({"wording": "AI {helped}"}, "no other words in braces"),
        ({"wording": "One\ntwo"}, "one paragraph"),
        ({"place": "footer"}, "Choose where the label stands"),
        ({"signers": [["standards", "anonymous-source"]]}, "must always sign"),
        ({"signers": [["editor", "always"], ["reporter", "always"]]}, "cannot sign"),
        ({"signers": [["editor", "always"], ["legal", "at noon"]]}, "no condition"),
        ({"checks": {}}, "Say what editor checks"),
        ({"severities": {"unsourced-claim": "shout"}}, "block, ask or note"),
        ({"disclose_stages": ["dreaming"]}, "no stage of work"),
        ({"contact": ""}, "Name a public contact"),
        ({"explainer": "ai.html"}, "must begin with https://"),
        ({"signers": "editor"}, "incomplete"),
    ],
)
def test_it_says_why_a_body_cannot_be_a_policy(changed: dict[str, Any], sentence: str) -> None:
    assert any(sentence in problem for problem in problems({**SEED, **changed}))


def test_it_says_that_a_body_lacks_a_clause() -> None:
    assert problems({}) == ["The policy is incomplete: 'wording'."]


def test_it_names_each_place() -> None:
    assert set(PLACES) == {"top", "end"}
