"""The disclosure policy: grades, labels, who signs, and bodies that cannot be a policy."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from review.disclosure.duties import Duties
from review.disclosure.fields import LOCKS
from review.disclosure.grade import LEVELS, STAGES, Grade, Use, grade, uses_digest
from review.disclosure.label import Decision, decide, disclosed, label
from review.disclosure.policy import (
    PLACES,
    ROLES,
    SEED,
    SEVERITIES,
    WHEN,
    Facts,
    Policy,
    problems,
    required_roles,
)
from review.models import AIUse
from tests.review.cases import POLICY, RESEARCH, TRANSLATION

# How the label says each stage, the level where AI did parts of it and where it did the whole, and whether
# the policy a house begins with tells readers.
GRADES = {
    "research":      ("research",                 "assisted",   "assisted",     False),
    "transcription": ("transcription",            "assisted",   "assisted",     False),
    "translation":   ("translation",              "ai-drafted", "ai-drafted",   True),
    "drafting":      ("drafting",                 "ai-drafted", "ai-generated", True),
    "rewriting":     ("rewriting",                "ai-drafted", "ai-drafted",   True),
    "headline":      ("the headline",             "ai-drafted", "ai-drafted",   True),
    "summary":       ("the summary",              "ai-drafted", "ai-drafted",   True),
    "data":          ("working through data",     "assisted",   "assisted",     False),
    "image":         ("images",                   "assisted",   "assisted",     True),
    "other":         ("other work on this story", "assisted",   "assisted",     True),
}  # fmt: skip
# The name of each level, its IPTC Digital Source Type, and whether AI did more than assist.
LEVEL_OF = {
    "human":        ("Human",            "digitalCreation", 0),
    "assisted":     ("AI-assisted",      "digitalCreation", 0),
    "ai-drafted":   ("AI-drafted parts", "compositeWithTrainedAlgorithmicMedia", 1),
    "ai-generated": ("AI-generated",     "trainedAlgorithmicMedia", 1),
}  # fmt: skip
# Who must sign, under the policy a house begins with: where people wrote every word, and where AI wrote some.
SIGN = {
    "":                           ("editor",                 "editor standards"),
    "anonymous":                  ("editor standards",       "editor standards"),
    "legal":                      ("editor legal",           "editor standards legal"),
    "allegation":                 ("editor legal",           "editor standards legal"),
    "anonymous legal":            ("editor standards legal", "editor standards legal"),
    "anonymous allegation":       ("editor standards legal", "editor standards legal"),
    "legal allegation":           ("editor legal",           "editor standards legal"),
    "anonymous legal allegation": ("editor standards legal", "editor standards legal"),
}  # fmt: skip
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
DRAFTING = replace(TRANSLATION, stage="drafting", scope="whole")


def use(stage: str, scope: str = "parts") -> Use:
    return Use(stage, "Lingua", "Wrote it", "Rita Calder", scope)


def test_it_knows_these_stages_and_how_the_label_says_them() -> None:
    assert {stage.slug: stage.phrase for stage in STAGES} == {slug: row[0] for slug, row in GRADES.items()}
    assert AIUse.Stage.values == list(GRADES)


def test_it_knows_these_levels() -> None:
    assert {slug: row[0] for slug, row in LEVEL_OF.items()} == LEVELS


@pytest.mark.parametrize("stage", GRADES)
def test_it_grades_each_stage_by_its_scope(stage: str) -> None:
    _, parts, whole, _ = GRADES[stage]
    assert (grade([use(stage)]).level, grade([use(stage, "whole")]).level) == (parts, whole)


@pytest.mark.parametrize("stage", GRADES)
def test_it_asks_for_a_label_where_the_table_does(stage: str) -> None:
    phrase, _, _, told = GRADES[stage]
    decision = decide(POLICY, [use(stage)])
    assert decision.labelled is told
    assert bool(disclosed(POLICY, [use(stage)])) is told
    assert phrase in (decision.wording if told else decision.reason)


@pytest.mark.parametrize("level", LEVEL_OF)
def test_it_says_of_each_level_what_the_table_says(level: Any) -> None:
    name, term, _ = LEVEL_OF[level]
    found = Grade(level, "Because.")
    assert (found.name, found.source_type) == (name, IPTC + term)


def test_it_begins_with_a_policy_that_holds() -> None:
    assert problems(SEED) == []


def test_it_comes_back_from_its_body_unchanged() -> None:
    assert Policy.from_body(POLICY.to_body()) == POLICY


@pytest.mark.parametrize(
    ("uses", "level", "reason"),
    [
        ((), "human", "No AI was used."),
        ((RESEARCH,), "assisted", "AI helped with research; people wrote every word."),
        ((RESEARCH, TRANSLATION), "ai-drafted", "AI wrote words that readers see: translation."),
        ((TRANSLATION, RESEARCH), "ai-drafted", "AI wrote words that readers see: translation."),
        ((TRANSLATION, DRAFTING, RESEARCH), "ai-generated", "AI drafted the whole text."),
        (
            (TRANSLATION, TRANSLATION, replace(DRAFTING, scope="parts")),
            "ai-drafted",
            "AI wrote words that readers see: translation and drafting.",
        ),
        (
            (RESEARCH, RESEARCH, replace(RESEARCH, stage="data")),
            "assisted",
            "AI helped with research and working through data; people wrote every word.",
        ),
    ],
)
def test_it_takes_the_highest_grade_and_says_why(uses: Any, level: str, reason: str) -> None:
    assert (grade(uses).level, grade(uses).reason) == (level, reason)


def test_it_fills_the_label_with_uses_and_checker() -> None:
    words = label(POLICY, [TRANSLATION, replace(TRANSLATION, stage="headline")])
    assert words.startswith("AI tools helped with translation and the headline. Rita Calder checked")


def test_it_tells_readers_only_what_the_policy_discloses() -> None:
    assert label(POLICY, [RESEARCH]) == ""
    assert "research" not in label(POLICY, [RESEARCH, TRANSLATION])


def test_it_takes_no_word_of_a_use_for_a_placeholder() -> None:
    sly = replace(TRANSLATION, checker="{uses}{0.__class__}")
    assert "{0.__class__}" in label(POLICY, [sly])


@pytest.mark.parametrize("level", LEVEL_OF)
@pytest.mark.parametrize("what", SIGN)
def test_it_asks_for_the_roles_the_facts_call_for(what: str, level: Any) -> None:
    facts = Facts(level, "anonymous" in what, "legal" in what.split(), "allegation" in what)
    roles = " ".join(role for role, _ in required_roles(POLICY, facts))
    assert roles == SIGN[what][LEVEL_OF[level][2]]


def test_it_assumes_nothing_of_a_story() -> None:
    assert Facts() == Facts("human", False, False, False, False)


def test_it_asks_for_each_role_once_with_its_first_reason_in_the_order_of_signing() -> None:
    signers = (("legal", "asked"), ("legal", "allegation"), ("standards", "always"), ("editor", "always"))
    facts = Facts(legal_asked=True, allegation=True)
    assert required_roles(replace(POLICY, signers=signers), facts) == (
        ("editor", "always"),
        ("standards", "always"),
        ("legal", "when somebody asked for it"),
    )


def test_it_knows_these_signers_and_conditions_and_severities() -> None:
    assert ROLES == (("editor", "editor"), ("standards", "standards"), ("legal", "legal"))
    assert WHEN == {
        "always": "always",
        "anonymous-source": "when the story rests on an unnamed source",
        "ai-above-assisted": "when AI wrote words readers see",
        "asked": "when somebody asked for it",
        "allegation": "when the story makes an allegation",
        "image": "when the story has an image",
    }
    assert SEVERITIES == ("block", "ask", "note")


def test_it_says_why_a_role_must_sign() -> None:
    assert required_roles(POLICY, Facts(allegation=True))[-1] == (
        "legal",
        "when the story makes an allegation",
    )


def test_it_takes_the_same_uses_in_any_order_for_the_same() -> None:
    assert uses_digest([RESEARCH, TRANSLATION]) == uses_digest([TRANSLATION, RESEARCH])
    assert uses_digest([RESEARCH]) != uses_digest([])
    assert uses_digest([RESEARCH]) != uses_digest([replace(RESEARCH, system_version="4")])


BRACES = "The wording knows {uses} and {checker} and no other words in braces."
PROBLEMS: list[tuple[dict[str, Any], list[str]]] = [
    ({"wording": " "}, ["Write the wording of the label."]),
    ({"wording": "AI {helped}"}, [BRACES]),
    ({"wording": "AI helped}"}, [BRACES]),
    ({"wording": "AI {helped"}, [BRACES]),
    ({"wording": "One\ntwo"}, ["Keep the label to one paragraph."]),
    ({"place": "footer"}, ["Choose where the label stands: under the byline, or after the last paragraph."]),
    ({"signers": [["standards", "anonymous-source"]]}, ["At least one role must always sign."]),
    ({"signers": [["legal", "allegation"]]}, ["At least one role must always sign."]),
    ({"signers": [["editor", "always"], ["reporter", "always"]]}, ["“reporter” cannot sign."]),
    (
        {"signers": [["editor", "always"], ["legal", "at noon"]]},
        ["“at noon” is no condition for a sign-off."],
    ),
    (
        {"checks": {}},
        [
            "Say what editor checks before signing.",
            "Say what standards checks before signing.",
            "Say what legal checks before signing.",
        ],
    ),
    (
        {"checks": {**SEED["checks"], "legal": [["reply", "They were asked"], ["reply", "They answered"]]}},
        ["Two checks of legal have the same short name."],
    ),
    (
        {"severities": {"unsourced-claim": "shout"}},
        ["unsourced-claim: a flag can block, ask or note, not “shout”."],
    ),
    ({"disclose_stages": ["dreaming"]}, ["“dreaming” is no stage of work."]),
    ({"contact": " "}, ["Name a public contact: readers must be able to reach whoever is responsible."]),
    ({"explainer": "ai.html"}, ["The page that explains how you use AI must begin with https://."]),
    ({"wording": "AI helped.\n"}, []),
    ({"place": "end"}, []),
    ({"explainer": "http://courier.example/ai"}, []),
    ({"severities": {"unsourced-claim": "note"}}, []),
    ({"disclose_stages": []}, []),
    ({"signers": [["legal", "always"]]}, []),
]


@pytest.mark.parametrize(("changed", "sentences"), PROBLEMS)
def test_it_says_why_a_body_cannot_be_a_policy(changed: dict[str, Any], sentences: list[str]) -> None:
    assert problems({**SEED, **changed}) == sentences


@pytest.mark.parametrize(
    "broken", [{"signers": "editor"}, {"severities": 3}, {"checks": []}, {"disclose_stages": None}]
)
def test_it_says_of_a_body_of_another_shape_that_it_is_incomplete(broken: dict[str, Any]) -> None:
    (sentence,) = problems({**SEED, **broken})
    assert sentence.startswith("The policy is incomplete: ")


def test_it_says_that_a_body_lacks_a_clause() -> None:
    assert problems({}) == ["The policy is incomplete: 'wording'."]


def test_it_names_each_place() -> None:
    assert set(PLACES) == {"top", "end"}


def test_it_reads_a_body_that_says_only_what_it_must() -> None:
    body = {key: SEED[key] for key in ("wording", "place", "disclose_stages", "signers", "checks")}
    policy = Policy.from_body(body)
    assert (policy.severities, policy.publisher, policy.contact, policy.explainer) == ({}, "", "", "")
    assert (policy.duties, policy.carrying, policy.locks, policy.second_release) == (
        Duties(),
        (),
        LOCKS,
        False,
    )
    bare = Policy(policy.wording, policy.place, policy.disclose_stages, policy.signers, policy.checks)
    assert policy == bare


def test_it_keeps_what_a_body_says_beyond_that() -> None:
    more = {
        "publisher": "Courier Ltd",
        "contact": "ask@courier.example",
        "explainer": "https://courier.example",
    }
    policy = Policy.from_body({**SEED, **more, "severities": {"unsourced-claim": "note"}})
    assert (policy.publisher, policy.contact, policy.explainer) == tuple(more.values())
    assert policy.severities == {"unsourced-claim": "note"}


def test_it_names_the_checks_of_each_role() -> None:
    assert POLICY.required_checks("standards") == {"anonymity", "ai", "fairness"}
    assert POLICY.required_checks("reporter") == frozenset()


def test_it_names_another_checker_where_one_is_given() -> None:
    assert "Ed Marlow checked the result" in label(POLICY, [TRANSLATION], "Ed Marlow")


def test_it_names_every_checker_once() -> None:
    uses = [TRANSLATION, replace(TRANSLATION, checked_by="Ron Hale", checker="Ron Hale"), TRANSLATION]
    words = label(POLICY, uses)
    assert words == (
        "AI tools helped with translation. Rita Calder and Ron Hale checked the result, "
        "and our editors are responsible for every word."
    )


def test_it_decides_the_same_way_for_the_same_declaration() -> None:
    words = label(POLICY, [TRANSLATION])
    reason = "AI wrote words that readers see: translation."
    assert decide(POLICY, [TRANSLATION]) == Decision(True, words, "top", reason)
    assert decide(POLICY, []) == Decision(False, "", "", "No AI was used.")
    only = "The policy asks for no label where AI only helped with research."
    assert decide(POLICY, [RESEARCH, RESEARCH]) == Decision(False, "", "", only)


RECORDS: list[Any] = [POLICY, RESEARCH, STAGES[0], Facts(), grade([]), decide(POLICY, [])]


@pytest.mark.parametrize("record", RECORDS, ids=[type(record).__name__ for record in RECORDS])
def test_its_records_cannot_be_altered(record: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(record, fields(record)[0].name, "")
    assert not hasattr(record, "__dict__")


@pytest.mark.parametrize(("role", "name"), [("legal", "Legal"), ("photo-desk", "Photo desk"), ("", "")])
def test_it_names_a_role_as_it_begins_a_line(role: str, name: str) -> None:
    assert POLICY.role_name(role) == name


def test_who_of_the_house_was_meant_makes_no_other_use() -> None:
    assert replace(TRANSLATION, checker="Ed Marlow") == TRANSLATION
    assert replace(TRANSLATION, checked_by="Ed Marlow") != TRANSLATION


@pytest.mark.parametrize("counts", [False, True])
def test_decisions_of_authors_count_all_or_none(counts: bool) -> None:
    duties = replace(POLICY.duties, decisions_by_authors_do_not_count=not counts)
    assert replace(POLICY, duties=duties).not_counting([1, 2]) == (frozenset() if counts else {1, 2})
