"""Case rules: what will be published against what was declared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.rendering.layout import seen
from review.disclosure.label import label_in_copy
from review.workflow.case import Case
from review.workflow.case_rules import CASE_RULES, case_findings
from tests.review.cases import RESEARCH, TRANSLATION, case, declared, flag, told


def said(quote: str, **changed: object) -> Case:
    return case(flags=(flag("ai-disclaimer-found", "ask", quote=quote),), **changed)


def rules(at: Case) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in case_findings(at)]


@pytest.mark.parametrize(
    "quote",
    [
        "This article was partially produced with the help of AI tools.",
        "Parts of this story were written by a chatbot.",
        "Translated by artificial intelligence and checked by an editor.",
    ],
)
def test_it_finds_copy_that_admits_ai_against_a_declaration_of_none(quote: str) -> None:
    assert rules(said(quote)) == [("disclaimer-contradicted", "block")]


@pytest.mark.parametrize(
    "quote",
    [
        "No artificial intelligence was used for this article.",
        "This story was written without AI.",
        "AI was not used in the making of this report.",
        "This report was written entirely by people.",
    ],
)
def test_it_finds_copy_that_denies_ai_against_a_declared_use(quote: str) -> None:
    at = said(quote, declared=declared(RESEARCH), told=told(RESEARCH))
    assert rules(at) == [("disclaimer-contradicted", "block")]
    assert rules(said(quote)) == []


def test_it_asks_when_the_copy_claims_more_than_was_declared() -> None:
    at = said(
        "This article was drafted by an AI assistant.", declared=declared(TRANSLATION), told=told(TRANSLATION)
    )
    assert rules(at) == [("disclaimer-contradicted", "ask")]


def test_it_is_content_when_copy_and_declaration_agree() -> None:
    at = said("This letter was read with AI.", declared=declared(RESEARCH), told=told(RESEARCH))
    assert rules(at) == []


def test_it_leaves_a_disclaimer_alone_that_an_editor_dismissed() -> None:
    found = flag("ai-disclaimer-found", "ask", "dismissed", quote="The council used AI.", reason="misread")
    assert rules(case(flags=(found,))) == []


def test_it_waits_for_the_declaration() -> None:
    assert rules(said("This article was produced with AI.", declared=None)) == []


def test_it_finds_a_missing_label() -> None:
    assert rules(case(declared=declared(TRANSLATION))) == [("disclaimer-missing", "block")]
    assert rules(case(declared=declared(TRANSLATION), told=told(TRANSLATION))) == []


def test_it_lets_the_policy_change_a_severity() -> None:
    at = said("This article was produced with AI.")
    milder = replace(at.policy, severities={"disclaimer-contradicted": "ask"})
    assert rules(replace(at, policy=milder)) == [("disclaimer-contradicted", "ask")]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Some words.\n\nOther words.", ""),
        ("AI helped with “translation”.\n\nOther words.", "top"),
        ('Some words.\n\n*AI  helped with "translation".*\n\n', "end"),
        ("Some words.\n\nAI helped with “translation”.\n\nOther words.", "inside"),
    ],
)
def test_it_recognises_a_label_in_the_copy(text: str, where: str) -> None:
    assert label_in_copy(seen(text, "markdown"), "AI helped with “translation”.") == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Some words.\n\n*AI tools helped.*", "end"),
        ("Some words.\n\nMore. AI tools helped. It shows.", ""),
        ("AI tools helped. That is not so.\n\nSome words.", ""),
        ("“AI tools helped.”\n\nSome words.", ""),
        ("> AI tools helped.\n\nSome words.", ""),
        ("<!-- AI tools helped. -->\n\nSome words.", ""),
        ('Some [words](https://a.example "AI tools helped.").', ""),
        ('Some words.\n\n[x]: https://a.example "AI tools helped."', ""),
        ("![AI tools helped.](https://a.example/x.png)\n\nSome words.", ""),
        ("```\nAI tools helped.\n```\n\nSome words.", ""),
        ("```AI tools helped.\nSome words.\n```", ""),
        ("<del>AI tools helped.</del>\n\nSome words.", ""),
        ("~~AI tools helped.~~\n\nSome words.", ""),
        ("It is not true that AI tools helped.\n\nSome words.", ""),
        ("“We were told: AI tools helped.” said Ines Maddox.", ""),
        ("AI tools helped.org\n\nSome words.", ""),
    ],
)
def test_a_label_that_readers_do_not_see_as_one_is_none(text: str, where: str) -> None:
    assert label_in_copy(seen(text, "markdown", quoted=False), "AI tools helped.") == where


def test_it_says_of_each_rule_what_and_why() -> None:
    for rule in CASE_RULES:
        assert all((rule.name, rule.question, rule.why, rule.clears, rule.standard, rule.find.__doc__))
