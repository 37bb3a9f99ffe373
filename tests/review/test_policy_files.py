"""A policy as a file: what is written is read back the same, and every problem is said with its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.disclosure.fields import FIELDS, flat, nested
from review.disclosure.markets import TEMPLATES
from review.disclosure.policy import SEED, Policy, problems
from review.disclosure.toml import LONGEST, Known, read, written
from review.selectors.releases import DEFAULTS

KNOWN = Known(roles=("editor", "standards", "legal"), rules=tuple(DEFAULTS))


def said(text: str) -> list[str]:
    return [str(problem) for problem in read(text, KNOWN).problems]


def test_the_policy_a_house_begins_with_comes_back_from_its_file() -> None:
    body = Policy.from_body(SEED).to_body()
    found = read(written(flat(body)), KNOWN)
    assert found.problems == ()
    assert nested(found.body) == body


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(max_size=80),
    st.dictionaries(st.sampled_from(["a", "b-c", "d1"]), st.text(min_size=1, max_size=40)),
)
def test_whatever_the_words_are_they_come_back(wording: str, ticks: dict[str, str]) -> None:
    values = {
        "wording": wording.replace("\r", ""),
        "checks.editor": [[k, f"x{v}".replace("\r", "")] for k, v in ticks.items()],
    }
    assert read(written(values, "About\nit"), KNOWN).body == values


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_it_survives_whatever_is_no_file(text: str) -> None:
    found = read(text, KNOWN)
    assert isinstance(found.body, dict)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ('place = "top', ["line 1: This is no TOML"]),
        ('# fine\nplace = "margin"', ["line 2, place: Write one of top, end."]),
        ("wording = 3", ["line 1, wording: Write words, in quotation marks."]),
        ('colour = "red"', ["line 1, colour: A policy has no such field."]),
        ('signers = ["editor"]', ["line 1, signers: This is a table"]),
        ('[signers]\npope = ["always"]', ["line 2, signers.pope: No role of the house is called “pope”."]),
        ('[signers]\nlegal = "always"', ["line 2, signers.legal: Write a list"]),
        ('[signers]\nlegal = ["noon"]', ["line 2, signers.legal: “noon” is none of always"]),
        ('[severities]\nno-such = "block"', ["line 2, severities.no-such: There is no such rule"]),
        (
            '[severities]\nunsourced-claim = "shout"',
            ["line 2, severities.unsourced-claim: Write one of block"],
        ),
        ('[checks.legal]\n"Big Name" = "x"', ["line 1, checks.legal: “Big Name” is no short name"]),
        ('[checks.legal]\nlaw = ""', ["line 1, checks.legal: Say in words what “law” asks"]),
        ('disclose_stages = ["dreaming"]', ["line 1, disclose_stages: “dreaming” is none of"]),
        ('locks = ["second_release"]', ["line 1, locks: “second_release” cannot be locked."]),
        ('second_release = "yes"', ["line 1, second_release: Write true or false."]),
        ("[" * 5000, ["This is no TOML"]),
        ("a" * (LONGEST + 1), ["A policy has at most 100,000 characters."]),
        (
            'place = "margin"\nwording = 1\n[severities]\nunsourced-claim = "x"',
            ["line 1, place", "line 2, wording", "line 4, severities.unsourced-claim"],
        ),
    ],
)
def test_it_says_every_problem_with_its_place(text: str, sentences: list[str]) -> None:
    found = said(text)
    assert len(found) == len(sentences)
    for problem, sentence in zip(found, sentences, strict=True):
        assert sentence in problem


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_a_template_is_a_policy_over_the_one_a_house_begins_with(template: Any) -> None:
    found = read(template.text(), KNOWN)
    assert found.problems == ()
    assert problems(nested({**flat(SEED), **found.body})) == []


def test_no_template_is_in_what_a_house_begins_with() -> None:
    assert all(any(flat(SEED).get(key) != value for key, value in t.body.items()) for t in TEMPLATES[1:])


def test_a_file_may_set_every_field() -> None:
    body = Policy.from_body(SEED).to_body() | {"severities": {"unsourced-claim": "block"}}
    text = written(flat(body))
    assert all(field.slug in text for field in FIELDS)
