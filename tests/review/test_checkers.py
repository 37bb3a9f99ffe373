"""Who checked an AI tool's output: a person of the house is named to readers, nobody else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.disclosure.checkers import known, names_in
from review.disclosure.grade import uses_digest
from review.disclosure.label import label
from review.models import AIUse
from tests.people import People, draft, read, signed_in
from tests.review.cases import POLICY, TRANSLATION
from tests.review.steps import USE, case, declare, digest, disclosure_record

HOUSE = {"Rita Calder": "Rita Calder", "ed marlow": "Ed Marlow", "Ines and Sons": "Ines and Sons"}


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Rita Calder", "Rita Calder"),
        ("Rita Calder and ed marlow", "Rita Calder and Ed Marlow"),
        ("Rita Calder, ed marlow", "Rita Calder and Ed Marlow"),
        ("Ines and Sons", "Ines and Sons"),
        ("Prof. Nobody of MIT", ""),
        ("Rita Calder and Prof. Nobody", ""),
        ("", ""),
        (" and ", ""),
    ],
)
def test_it_knows_people_of_the_house_among_what_was_typed(typed: str, named: str) -> None:
    assert known(typed, HOUSE) == named
    assert all(name.strip() for name in names_in(typed))


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("AI. {checker} checked.", "AI. A person of the newsroom checked."),
        ("{checker} checked.", "A person of the newsroom checked."),
        ("AI helped; {checker} checked.", "AI helped; a person of the newsroom checked."),
        ("AI helped. Nobody else.", "AI helped. Nobody else."),
    ],
)
def test_a_label_speaks_of_a_person_where_it_may_name_none(wording: str, words: str) -> None:
    nobody = replace(TRANSLATION, checked_by="Prof. Nobody of MIT", checker="")
    assert label(replace(POLICY, wording=wording), [nobody]) == words


def test_two_who_checked_are_both_told_of() -> None:
    other = replace(TRANSLATION, stage="headline", checked_by="Prof. Nobody", checker="")
    assert "Rita Calder and a person of the newsroom checked" in label(POLICY, [TRANSLATION, other])


@pytest.mark.postgres
@pytest.mark.parametrize("typed", ["Prof. Nobody of MIT", "Otto Fenn", "Ada Lindd"])
def test_readers_are_given_no_name_of_anybody_outside(people: People, typed: str) -> None:
    """Otto has an account and no role: he is nobody here."""
    article = read(draft(people))
    declare(article, people.rita, {**USE, "checked_by": typed})
    row = disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    assert "A person of the newsroom checked the result" in row.wording
    assert AIUse.objects.get().checked_by == typed
    page = signed_in(people.ed).get(f"/stories/{article.slug}/declaration/").content.decode()
    assert "Not a name of the newsroom" in page


def test_readers_are_given_the_name_of_a_colleague_as_the_house_writes_it(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita, {**USE, "checked_by": "ed  MARLOW"})
    assert "Ed Marlow checked the result" in case(article).decision.wording


def test_nobody_can_say_themselves_who_is_of_the_house(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita, {**USE, "checked_by": "Prof. Nobody", "checker": "Prof. Nobody"})
    assert "Prof. Nobody" not in case(article).decision.wording


def test_somebody_who_left_is_not_matched_any_more(people: People) -> None:
    people.finn.is_active = False
    people.finn.save()
    article = read(draft(people))
    declare(article, people.rita, {**USE, "checked_by": "Finn Dorsey"})
    assert "Finn Dorsey" not in case(article).decision.wording


def test_the_form_offers_the_people_of_the_desk(people: People) -> None:
    article = read(draft(people))
    page = signed_in(people.rita).get(f"/stories/{article.slug}/declaration/").content.decode()
    assert '<option value="Ed Marlow">' in page
    assert '<option value="Nora Quint">' not in page


def test_whom_a_name_was_matched_to_is_not_part_of_what_was_declared() -> None:
    assert uses_digest([TRANSLATION]) == uses_digest([replace(TRANSLATION, checker="")])
    assert replace(TRANSLATION, checker="") == TRANSLATION
